"""Small pages to test with."""

from tasks.clean.lines import read_lines
from tasks.clean.tree import parse_page

PROSE = "The council of Springfield met on the bridge, and for once everybody listened to what the river had to say."


def prose(number):
    """Return a paragraph of running text that no other number gives."""
    return f"<p>{number} {PROSE}</p>"


def lines_of(markup):
    """Return the lines of a page with `markup` as its body."""
    return read_lines(parse_page(f"<html><body>{markup}</body></html>"))
