"""Newsletters as .eml and .mbox, and pages saved as MHTML."""

import pytest
from dropped import HTML, PARAGRAPHS, TEXT, brief, clean, refusal, split, split_one

from tasks.models import Rejected

HEAD = """From: =?utf-8?q?Harbour_P=C3=B6st?= <news@example.org>
To: reader@example.net
Subject: =?utf-8?b?RsOkaHJlIHNhaWxz?=
Date: Fri, 03 May 2024 10:15:00 +0200
MIME-Version: 1.0
"""
PARTS = f"""Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

Read this online.
--x
Content-Type: text/html; charset=utf-8

<html><body><table><tr><td>{HTML}</td></tr></table></body></html>
--x--
"""
MAIL = HEAD + PARTS


def test_a_newsletter_is_an_article():
    """Subject, sender and date are its fields, and its HTML part the body."""
    article = clean(split_one(MAIL.encode(), "letter.eml"))
    assert (article.headline, article.publisher, article.authors) == ("Fähre sails", "Harbour Pöst", ("Harbour Pöst",))
    assert article.date_published.isoformat() == "2024-05-03T08:15:00+00:00"
    assert article.date_published_source == "mail:date_published"
    assert article.article_body == TEXT


def test_mail_is_known_by_content():
    """A mail without a name is a mail; windows line ends are none of its business."""
    part = split_one(MAIL.replace("\n", "\r\n").encode(), "letter")
    assert part.media_type == "message/rfc822"
    assert clean(part).article_body == TEXT


@pytest.mark.parametrize("charset", ["windows-1252", "utf-8", "nonsense"])
def test_plain_mail_in_its_charset(charset):
    """The declared charset counts; one that nobody knows is guessed."""
    encoding = "utf-8" if charset == "nonsense" else charset
    head = HEAD + f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    article = clean(split_one(head.encode() + f"Die Fähre fuhr. {TEXT}".encode(encoding), "letter.eml"))
    assert article.article_body.startswith("Die Fähre fuhr.")


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (HEAD + "Content-Type: application/pdf\n\nJVBERi0=", "extract_empty"),
        (HEAD + "Content-Type: text/html\nContent-Disposition: attachment\n\n<p>x</p>", "extract_empty"),
        (HEAD + "\n", "extract_empty"),
        (HEAD + "Content-Type: multipart/mixed; boundary=x\n\n--x\n", "extract_empty"),
        ("Subject: x\nFrom: \x00\nContent-Type: multipart/mixed\n\n", "extract_empty"),
    ],
)
def test_a_mail_without_text_is_refused(payload, code):
    """Attachments alone are no article, and broken letterheads break nothing."""
    assert refusal(payload.encode(), "letter.eml")[0] == code


def test_deep_multiparts_are_survived():
    """A mail nested hundreds deep ends as something."""
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(500))
    assert split_one((HEAD + nested).encode(), "deep.eml").source == "deep.eml"


def test_a_mailbox_holds_many():
    """Each message of a mailbox is a document; quoted marks in its text are none."""
    plain = f"{HEAD}Content-Type: text/plain\n\n{PARAGRAPHS[0]}\n\n>From here on it rained.\n"
    box = (
        f"From news@example.org Fri May  3 10:15:00 2024\n{MAIL}\nFrom x@example.org Fri May  3 10:15:00 2024\n{plain}"
    )
    box += f"\nFrom x@example.org Fri May  3 10:15:00 2024\n{HEAD}\n"
    parts = split(box.encode(), "box")
    assert brief(parts) == [("box#1", ""), ("box#2", ""), ("box#3", "extract_empty")]
    assert clean(parts[1]).article_body == f"{PARAGRAPHS[0]}\n\nFrom here on it rained."


MHTML = f"""From: <Saved by a browser>
Snapshot-Content-Location: https://www.example.org/news/ferry
Subject: Ferry
Date: Fri, 3 May 2030 10:15:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="x"

--x
Content-Type: text/html
Content-ID: <frame>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://www.example.org/news/ferry

<html><head><title>Ferry</title></head><body><nav>Home</nav><article>{HTML.replace("=", "=3D")}</article></body></html>
--x
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--x--
"""


@pytest.mark.parametrize("name", ["page.mhtml", "page", "page.txt"])
def test_a_saved_page_is_read_as_a_page(name):
    """The address under which a page was saved is its own; when it was saved is not when it was published."""
    article = clean(split_one(MHTML.encode(), name))
    assert (article.url, article.headline) == ("https://www.example.org/news/ferry", "Ferry")
    assert (article.article_body, article.date_published) == (TEXT, None)


def test_a_saved_page_without_html_is_refused():
    """Pictures alone are no page."""
    assert refusal(MHTML.replace("text/html", "text/css").encode(), "page.mhtml")[0] == "extract_empty"


def test_a_newsletter_without_words_is_rejected():
    """An HTML part of pictures only has no text."""
    cleaned = clean(split_one((HEAD + 'Content-Type: text/html\n\n<p><img src="x"></p>').encode(), "letter.eml"))
    assert isinstance(cleaned, Rejected)
