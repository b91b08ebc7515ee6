"""Which identity an entry has, what counts as an edit, and which entries are one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.collect.entries import Item, make_entries
from tasks.models import Stated

ROOT = "https://a.example"


def item(guid=None, link=None, revised=None, **stated):
    return Item(Stated(url=link and f"{ROOT}/{link}", **stated), guid=guid, revised=revised)


def names(*items):
    entries, _ = make_entries(items)
    return [entry.entry_id.removeprefix(ROOT) for entry in entries]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([item("g1", "1"), item("g2", "2")], ["g1", "g2"]),
        ([item(None, "1?utm_source=rss"), item("g2", "2")], ["/1", "g2"]),
        ([item("g", "1"), item("g", "2")], ["/1", "/2"]),
        ([item("g", "1"), item("g", "2"), item("h", "3")], ["/1", "/2", "h"]),
        ([item("g", "1"), item("g", "1")], ["g"]),
        ([item("g", "1?utm_medium=a"), item("g", "1#top")], ["g"]),
        ([item(None, "1"), item(None, "1/")], ["/1"]),
        ([item("g" * 3000, "1")], ["/1"]),
        ([item("g", body="One."), item("g", body="One.")], ["g"]),
    ],
    ids=["guid", "no guid", "shared", "shared by two", "twice", "tracked", "same link", "endless guid", "no link"],
)
def test_an_entry_is_named(items, expected):
    """The guid names an entry where it is its own, else the link; what has one name and page is one entry."""
    assert names(*items) == expected


def test_an_entry_without_guid_and_link_is_named_by_what_it_says():
    """Two texts that share a guid, or have none, are two entries, named by their digests."""
    for guid in ("g", None):
        entries, _ = make_entries([item(guid, body="One."), item(guid, body="Two.")])
        assert [entry.entry_id for entry in entries] == [entry.digest for entry in entries]
        assert len(entries) == 2


def test_another_page_never_takes_the_name_of_an_earlier_one():
    """A guid that spells another entry's link costs neither of them."""
    entries, _ = make_entries([item(f"{ROOT}/2", "1"), item(None, "2")])
    assert [entry.link for entry in entries] == [f"{ROOT}/1", f"{ROOT}/2"]
    assert entries[1].entry_id == entries[1].digest


def test_an_entry_needs_a_link_or_a_text():
    """A headline alone leads nowhere; a headline with a link is an entry, and so is a text."""
    items = [item("g", headline="Only"), item(link="1", headline="Linked"), item(body="Text"), "Not an object."]
    entries, broken = make_entries(items)
    assert [entry.stated.headline or entry.stated.body for entry in entries] == ["Linked", "Text"]
    assert [entry.position for entry in broken] == [1, 4]
    assert "neither a link nor a text" in broken[0].reason
    assert broken[1].reason == "Not an object."


def digest(each):
    (entry,), _ = make_entries([each])
    return entry.digest


BASE = item("g", "ferry", "2024-05-03", headline="Ferry sails", body="<p>It sailed at nine.</p>")


@pytest.mark.parametrize(
    "stated",
    [
        {"headline": "Ferry sails late"},
        {"body": "<p>It sailed at ten.</p>"},
        {"url": f"{ROOT}/ferry-late"},
    ],
)
def test_an_edit_shows(stated):
    """Another headline, text or address is another digest."""
    assert digest(replace(BASE, stated=replace(BASE.stated, **stated))) != digest(BASE)


def test_a_newer_date_shows():
    """An entry that says it was changed was changed."""
    assert digest(replace(BASE, revised="2024-05-04")) != digest(BASE)


@pytest.mark.parametrize(
    "stated",
    [
        {"url": "http://www.a.example/ferry/?utm_source=rss&at_medium=RSS"},
        {"body": '<div class="x">It sailed\n at nine.</div><img src="https://count.example/1.gif">'},
        {"body": "<p>It sailed at nine.</p><!-- made in 0.02 s --><script>count(17)</script>"},
        {"body": "<p>It sailed at nine.</p><p>12 comments</p>"},
        {"body": "<p>It sailed at nine.</p> (1,204 Kommentare)"},
        {"body": "<p>It sailed at nine.</p><a>Commentaires (3)</a>"},
        {"headline": "<b>Ferry</b> sails"},
        {"keywords": ("Sea",), "image_url": f"{ROOT}/i.jpg?v=2", "authors": ("Mara Quill",)},
    ],
)
def test_what_no_reader_sees_does_not_show(stated):
    """Markup, tracking, scripts and counters change without an edit."""
    assert digest(replace(BASE, stated=replace(BASE.stated, **stated))) == digest(BASE)


@pytest.mark.parametrize("body", ["It took 5 comments to end it.", "He sold 300 shares of 12 Views Ltd."])
def test_numbers_in_a_text_are_mostly_text(body):
    """Only the counter itself is left out."""
    other = replace(BASE, stated=replace(BASE.stated, body=body.replace("end", "stop").replace("sold", "lost")))
    assert digest(replace(BASE, stated=replace(BASE.stated, body=body))) != digest(other)


def digests(*stamps):
    entries, _ = make_entries([item(None, str(number), stamp) for number, stamp in enumerate(stamps)])
    return [entry.digest for entry in entries]


def test_the_time_at_which_all_was_written_is_no_edit():
    """Generators that stamp every entry with the present moment do not make every entry an edited one."""
    assert digests(*["2024-05-03T10:00:00Z"] * 3) == digests(*["2024-05-03T10:15:00Z"] * 3)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["2024-05-03"] * 3, ["2024-05-04"] * 3),
        (["2024-05-03T10:00:00Z"] * 2, ["2024-05-03T10:15:00Z"] * 2),
        (["10:00", "10:01", "10:02"], ["10:03", "10:01", "10:02"]),
    ],
    ids=["days", "two entries", "each its own"],
)
def test_dates_of_their_own_are_edits(before, after):
    """Days, short lists and dates that differ are taken at their word."""
    assert digests(*before)[0] != digests(*after)[0]


SOME = st.one_of(st.none(), st.sampled_from(["a", "b", "c"]))
ITEMS = st.lists(st.builds(lambda guid, link, body: item(guid, link, body=body), SOME, SOME, SOME))


@given(ITEMS)
def test_no_entry_is_lost_or_named_twice(items):
    """Names are unique, and every page and every text without one is still there."""
    entries, broken = make_entries(items)
    assert len({entry.entry_id for entry in entries}) == len(entries)
    told = {(each.stated.url, each.stated.body) for each in items}
    assert {entry.link for entry in entries} == {link for link, body in told if link or body}
    texts = {entry.stated.body for entry in entries if entry.link is None}
    assert texts == {body for link, body in told if link is None and body}
    assert len(broken) == sum(each.stated.url is None and each.stated.body is None for each in items)
