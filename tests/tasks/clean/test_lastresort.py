"""The last resort."""

import pytest
from pages import PROSE

from tasks.clean.lastresort import blocks_of_source, blocks_of_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, []),
        ("", []),
        ("one", ["one"]),
        ("one\n\n two\r\nthree", ["one", "two", "three"]),
        ("<p>one &amp; a half</p><p>two<br>three</p>", ["one & a half", "two", "three"]),
    ],
)
def test_a_stated_text_is_parted_into_paragraphs(text, expected):
    """Newlines and a few tags part what JSON-LD states."""
    assert [block.text for block in blocks_of_text(text)] == expected


def test_source_is_read_without_a_tree():
    """Sentences come through at any depth; menus, scripts and heads do not."""
    source = (
        f"<head><title>{PROSE}</title></head><script>x = '{PROSE}'</script><nav>{PROSE}</nav><!-- <p>{PROSE}</p> -->"
        + "<div>" * 5000
        + f"<p>{PROSE}</p><p>{PROSE[:90]}<b>&eacute;</b></p><p>Menu</p>"
    )
    assert [block.text for block in blocks_of_source(source)] == [PROSE, PROSE[:90] + "é"]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<p>short</p>",
        f"<p>{PROSE}</p>",
        "<" * 1000,
        "<!" + "[" * 100,
        f"<!-- {PROSE * 2}",
        f"<script>{PROSE * 2}",
        "<p>" * 10,
    ],
)
def test_little_text_is_none(source):
    """A single sentence or a broken page is no article."""
    assert blocks_of_source(source) == ()
