"""Broken XML is mended where it can be."""

import pytest

from tasks.collect.formats.xml_tree import BrokenXmlError, first, mend_xml, parse_xml


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        (b"<a><b>x</b></a>", "x"),
        (b"<a><b>?a=1&b=2</b></a>", "?a=1&b=2"),
        (b"<a><b>&eacute; &amp; &#233;&#xe9; & &lt;</b></a>", "é & éé & <"),
        (b"<a><b>&unheard;x &1;</b></a>", "&unheard;x &1;"),
        (b"<a><b>x</b><c>", "x"),
    ],
)
def test_references_and_ends_are_mended(payload, text):
    """References that XML does not know mean what they were meant to."""
    assert first(mend_xml(payload), "b") == text


@pytest.mark.parametrize("payload", [b"", b"text", b"{}", b"\x00"])
def test_what_has_no_element_cannot_be_mended(payload):
    """There must be something left to read."""
    with pytest.raises(BrokenXmlError):
        mend_xml(payload)


def test_strict_reading_mends_nothing():
    """News formats are taken at their word."""
    with pytest.raises(BrokenXmlError):
        parse_xml(b"<a>&</a>")
