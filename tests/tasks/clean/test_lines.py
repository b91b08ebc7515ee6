"""Lines as a reader sees them."""

import pytest
from lxml import html

from tasks.clean.lines import Place, fold, read_lines


def lines_of(markup):
    return read_lines(html.document_fromstring(f"<html><body>{markup}</body></html>"))


def texts(markup):
    return [line.text for line in lines_of(markup)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("<p>One <b>bold</b>,\n <i>more</i>.</p>", ["One bold, more."]),
        ("<p>One<br>two<br/>three</p>", ["One", "two", "three"]),
        ("<div>Before<p>in</p>after</div>", ["Before", "in", "after"]),
        ("<p>a</p>tail", ["a", "tail"]),
        ("<p>x<script>no()</script>y</p>", ["xy"]),
        ("<style>p{}</style><noscript>no</noscript><button>Share</button><p>x</p>", ["x"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("<p> \n </p><p>\u00a0</p>", []),
        ("", []),
    ],
)
def test_blocks_part_lines_and_inline_elements_do_not(markup, expected):
    """A line ends where a block-level element begins or ends, and nowhere else."""
    assert texts(markup) == expected


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        ("<h1>x</h1>", Place.HEADING | Place.H1),
        ("<h3>x</h3>", Place.HEADING),
        ("<figure><figcaption>x</figcaption></figure>", Place.FIGURE),
        ("<ul><li><p>x</p></li></ul>", Place.ITEM),
        ("<aside><p>x</p></aside>", Place.ASIDE),
        ("<div role=navigation><p>x</p></div>", Place.NAV),
        ("<div hidden>x</div>", Place.HIDDEN),
        ("<div style='color:red; display : none'>x</div>", Place.HIDDEN),
        ("<blockquote>x</blockquote>", Place.QUOTE),
        ("<table><tr><td>x</td></tr></table>", Place.CELL),
        ("<p>x</p>", 0),
    ],
)
def test_lines_know_their_place(markup, place):
    """What a line stands inside of is known from elements, roles and styles around it."""
    assert lines_of(markup)[0].place == place


@pytest.mark.parametrize(
    ("markup", "share"),
    [
        ("<p><a href=/x>ab</a>cd</p>", 0.5),
        ("<p><a href=/x>abcd</a></p>", 1.0),
        ("<a href=/x><p>abcd</p></a>", 1.0),
        ("<p><a href=#top>abcd</a></p>", 0.0),
        ("<p><a name=x>abcd</a></p>", 0.0),
        ("<p>abcd</p>", 0.0),
    ],
)
def test_link_share_counts_links_to_other_pages(markup, share):
    """Anchors within the page are no links."""
    assert lines_of(markup)[0].link_share == share


def test_lines_of_one_template_share_a_group():
    """Parent's tag and class with the own tag make a group, whichever container it is."""
    groups = [line.group for line in lines_of("<div class=t><p>a</p></div><div class=t><p class=x>b</p></div><p>c</p>")]
    assert groups[0] == groups[1] != groups[2]


def test_a_picture_marks_its_container():
    """The containers near a picture know of it, distant ones do not."""
    line = lines_of("<div><div><div><div><div><p>x</p><span><img></span></div></div></div></div></div>")[0]
    marks = []
    frame = line.frame
    while frame:
        marks.append(frame.has_image)
        frame = frame.parent
    assert (marks[1], marks[-1]) == (True, False)


def test_dense_scripts_weigh_more():
    """A Chinese character tells about as much as three Latin letters."""
    assert lines_of("<p>新聞</p>")[0].weight == 6


def test_depth_does_not_matter():
    """Nesting is walked, not recursed."""
    root = html.Element("div")
    inner = root
    for _ in range(5000):
        inner = html.etree.SubElement(inner, "div")
    inner.text = "deep"
    assert [line.text for line in read_lines(root)] == ["deep"]


def test_folding_keeps_letters_and_digits():
    """Texts are compared by what they say, not by how they are set."""
    assert fold("“A-b_C” 1, é!") == "abc1é"
