"""Parsing."""

import pytest

from tasks.clean.tree import parse_page


@pytest.mark.parametrize("text", ["", " \n", "\x00", "<!-- only a comment -->"])
def test_nothing_parses_to_none(text):
    """Without an element or text there is no tree."""
    assert parse_page(text) is None


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>é新</p></body></html>',
        "<html><head><meta charset='latin-1'></head><body><p>é新</p></body></html>",
        "<html><body><p>é\x00\x08\ufffe新\ud800</p></body></html>",
        "<html><!-- x --><body><?php no ?><p>é新</p></body></html>",
    ],
)
def test_text_comes_through_as_it_was_decoded(text):
    """No declaration inside the page overrules the decoding, and no forbidden character stays."""
    assert parse_page(text).text_content().strip() == "é新"
