"""Lists of feeds, read and written."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.collect.opml import NotOpmlError, Outline, read_opml, write_opml
from tasks.web import Feed

ONE = '<outline type="rss" text="Harbour Post" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/"/>'


def read(body, head=""):
    return read_opml(f'<?xml version="1.0"?>{head}<opml version="2.0"><body>{body}</body></opml>'.encode())


def folder(name, *inner):
    return f'<outline text="{name}">{"".join(inner)}</outline>'


@pytest.mark.parametrize(
    ("body", "section"),
    [
        (ONE, None),
        (folder("World", ONE), "World"),
        (folder("World", folder("Asia", ONE)), "World/Asia"),
        (folder("World", folder("", ONE)), "World"),
        (f'<outline title="World">{ONE}</outline>', "World"),
        (ONE.replace("type=", 'category="/World/Asia,/Other" type='), "World/Asia"),
        (folder("World", ONE.replace("type=", 'category="Other" type=')), "World"),
        (folder(" a \n b ", ONE), "a b"),
        (f"<wrapper>{ONE}</wrapper>{ONE}", None),
    ],
)
def test_folders_are_sections(body, section):
    """Nested folders are parted by a slash; a category stands in where there is no folder."""
    assert read(body) == (Outline("https://a.example/rss", "Harbour Post", "https://a.example/", section),)


@pytest.mark.parametrize(
    ("outline", "expected"),
    [
        ('<outline xmlUrl="https://a.example/f"/>', Outline("https://a.example/f")),
        ('<outline XMLURL=" https://a.example/f " TITLE="T"/>', Outline("https://a.example/f", "T")),
        (
            '<outline text="x" title="T" xmlurl="https://a.example/f" language="de"/>',
            Outline("https://a.example/f", "T", in_language="de"),
        ),
        (
            '<outline text="https://a.example/f" xmlUrl="https://a.example/f" htmlUrl=""/>',
            Outline("https://a.example/f"),
        ),
    ],
)
def test_outlines_in_any_dialect(outline, expected):
    """Names of attributes come in any case, and a title may be missing."""
    assert read(outline) == (expected,)


def test_a_feed_is_taken_once():
    """The same address in another folder, or spelt another way, is the same feed."""
    again = ONE.replace("https://a.example/rss", "http://www.a.example/rss/")
    assert [outline.section for outline in read(folder("A", ONE) + folder("B", ONE, again) + ONE)] == ["A"]


def test_what_is_no_feed_is_passed_over():
    """Links, notes and empty folders are no feeds; feeds below a feed are."""
    below = folder("In", ONE.replace("/rss", "/below"))
    body = f'<outline text="note"/><outline type="link" url="https://b.example/"/>{ONE[:-2]}>{below}</outline>'
    assert [outline.section for outline in read(body)] == [None, "In"]


@pytest.mark.parametrize("payload", [b"<opml/>", b"<opml version='1.0'><head/></opml>", b"<opml><body/></opml>"])
def test_an_empty_list_is_empty(payload):
    """A list without a body or feeds is a list."""
    assert read_opml(payload) == ()


def test_broken_opml_is_read_as_far_as_it_goes():
    """Bare ampersands, names that only HTML knows, and a missing end are mended."""
    payload = b'<opml><body><outline text="A & B &eacute;" xmlUrl="https://a.example/f?a=1&b=2"/><outline text="C"'
    assert read_opml(payload) == (Outline("https://a.example/f?a=1&b=2", "A & B é"),)


BOMB = '<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"   ",
        b"<html><body/></html>",
        b'{"feeds": []}',
        b"\x89PNG\r\n",
        b"<opml><body>" + b'<outline text="deep">' * 50_000 + ONE.encode(),
    ],
    ids=["empty", "blank", "page", "json", "image", "deep"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(payload):
    """Hostile and foreign documents end as one error, at once."""
    with pytest.raises(NotOpmlError, match=r"OPML"):
        read_opml(payload)


def test_entities_do_not_grow():
    """A bomb of entities stays the handful of bytes that it is."""
    bomb = f'{BOMB}]><opml><body><outline text="&i;" xmlUrl="https://a.example/f"/></body></opml>'
    assert read_opml(bomb.encode()) == (Outline("https://a.example/f", "&i;"),)


def test_external_entities_are_never_fetched(tmp_path):
    """A file that an entity names is not read."""
    (tmp_path / "secret").write_text("the secret")
    doctype = f'<!DOCTYPE opml [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    assert "the secret" not in repr(read(folder("F", "&x;", ONE), doctype))


def test_feeds_of_the_store_are_written_as_they_are():
    """What `feeds export` hands over are feeds, and what comes back names them."""
    feed = Feed(1, "https://a.example/f", datetime(2026, 1, 1, tzinfo=UTC), 900, "T", section="A/B", in_language="en")
    assert read_opml(write_opml([feed])) == (Outline("https://a.example/f", "T", None, "A/B", "en"),)


def test_what_xml_cannot_hold_is_left_out():
    """A control character in a title costs no more than itself."""
    (outline,) = read_opml(write_opml([Outline("https://a.example/f", "Bad\x00 \x1b<&\ud800title\n")], "L\x01"))
    assert outline.title == "Bad <& title"


WORDS = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="/"), min_size=1, max_size=9)
OUTLINES = st.builds(
    Outline,
    feed_url=st.integers(0, 99).map("https://a.example/{}".format),
    title=st.none() | WORDS,
    site_url=st.none() | WORDS.map("https://a.example/".__add__),
    section=st.none() | st.lists(WORDS, min_size=1, max_size=4).map("/".join),
    in_language=st.none() | st.sampled_from(["en", "pt-BR"]),
)


@given(st.lists(OUTLINES, unique_by=lambda outline: outline.feed_url))
def test_what_was_written_is_read_again(outlines):
    """Nothing is lost on the way out and back, folders included."""
    assert set(read_opml(write_opml(outlines))) == set(outlines)
