"""Plain text and Markdown are one article a file, under the front matter above them."""

# ruff: noqa: E501  (samples read best on one line)

import pytest
from dropped import PARAGRAPHS, TEXT, clean, drop, refusal, split_one

YAML = "---\ntitle: Ferry sails in storm\nauthor: [Mara Quill, Ola Brandt]\ndate: 2024-05-03 10:15:00 +0200\n---\n"
TOML = '+++\ntitle = "Ferry sails in storm"\nauthors = ["Mara Quill", "Ola Brandt"]\ndate = 2024-05-03T10:15:00+02:00\n+++\n'


def test_plain_text_is_handed_on_as_it_is():
    """A text without front matter states nothing."""
    assert split_one(TEXT.encode(), "ferry.txt") == drop(TEXT.encode(), "ferry.txt")


@pytest.mark.parametrize("header", [YAML, TOML, "\ufeff" + YAML, YAML.replace("\n", "\r\n")])
@pytest.mark.parametrize("name", ["ferry.txt", "ferry.md", "ferry"])
def test_front_matter_fills_the_fields(header, name):
    """Title, authors and date are the article's, and no line of the header gets into the body."""
    article = clean(split_one((header + "\n" + TEXT).encode(), name))
    assert (article.headline, article.authors) == ("Ferry sails in storm", ("Mara Quill", "Ola Brandt"))
    assert article.date_published.isoformat() == "2024-05-03T08:15:00+00:00"
    assert article.date_published_source == "front-matter:date_published"
    assert article.article_body == TEXT


@pytest.mark.parametrize(
    "header",
    [
        "---\nNothing but a rule above a text.\n---\n",
        "---\n" + "[" * 5000 + "\nname: x\n---\n",
        "---\na: &a [x]\nb: {*a\n---\n",
        "+++\nname = \n+++\n",
        "---\ntitle: never closed\n",
        "---\n- title: a list\n---\n",
    ],
)
def test_what_is_no_front_matter_is_text(header):
    """A header that cannot be read costs nothing: it stays in the text."""
    part = split_one((header + TEXT).encode(), "ferry.txt")
    assert part.stated is None
    assert part.payload.startswith(header.encode())


def test_aliases_in_front_matter_do_not_blow_up():
    """References to references are not followed: such a header is text."""
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    bomb = "\n".join(["---", *lines, "title: *a11", "keywords: *a11", "---", TEXT])
    part = split_one(bomb.encode(), "ferry.txt")
    assert part.stated is None


def test_markdown_is_rendered():
    """Marks of Markdown are gone, its title is the headline, crossheads and lists stay in order."""
    markdown = f"# Ferry *sails*\n\n{PARAGRAPHS[0]}\n\n## Later\n\n- [one](https://example.org/1)\n- **two**\n\n{PARAGRAPHS[1]}"
    article = clean(split_one(markdown.encode(), "ferry.md"))
    assert article.headline == "Ferry sails"
    assert article.article_body.split("\n\n") == [PARAGRAPHS[0], "Later", "one", "two", PARAGRAPHS[1]]


def test_latin_1_is_read():
    """A header in an old charset is read as windows-1252."""
    part = split_one("---\ntitle: Fähre\n---\n".encode("latin-1") + TEXT.encode(), "ferry.md")
    assert clean(part).headline == "Fähre"


@pytest.mark.parametrize("name", ["ferry.txt", "ferry.md", "ferry.html", "ferry.json", "ferry.zip", "ferry.pdf"])
@pytest.mark.parametrize("payload", [b"", b" \n "])
def test_an_empty_file_is_empty(payload, name):
    """Nothing is nothing, whatever its name."""
    assert refusal(payload, name)[0] == "empty"
