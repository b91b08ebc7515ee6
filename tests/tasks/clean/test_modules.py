"""Modules."""

from pages import lines_of, prose

from tasks.clean.modules import Modules


def modules_of(markup):
    lines = lines_of(f"<div class=text>{prose(0)}{markup}{prose(1)}</div>")
    core = [lines[0], lines[-1]]
    return Modules(lines, core), lines[1:-1]


def test_a_line_beside_the_core_has_no_names_of_its_own():
    """Names that a line shares with the core say nothing about it."""
    modules, (line,) = modules_of("<h2>x</h2>")
    assert modules.names_of(line) == ""


def test_a_module_is_the_largest_container_beside_the_core():
    """Two lines of one card share their module."""
    modules, (one, two) = modules_of("<div class=card><p>a</p><div class=in><p>b</p></div></div>")
    assert modules.module_of(one) is modules.module_of(two)
    assert modules.names_of(two) == "in card"


def test_a_picture_has_little_text_and_no_title():
    """A card with a long text, and the page's head, are no pictures."""
    for markup, expected in (
        ("<div><img><p>A wet dog.</p></div>", True),
        ("<div><p>A wet dog.</p></div>", False),
        (f"<div><img>{prose(2) * 5}</div>", False),
        ("<div><img><h1>Rain</h1></div>", False),
    ):
        modules, lines = modules_of(markup)
        assert modules.is_picture(lines[0]) is expected


def test_posts_end_with_a_handle():
    """A signature with a handle makes its container a post."""
    modules, lines = modules_of("<div><p>Wet!</p><p>— A Dog (@wetdog) May 3</p></div><p>— (no dog)</p>")
    assert [modules.is_post(line) for line in lines] == [True, True, False]
