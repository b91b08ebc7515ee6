"""Plain text out of fragments of HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.collect.formats.markup import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Ferry &amp; storm", "Ferry & storm"),
        ("<b>Ferry</b>\n  sails", "Ferry sails"),
        ("5 < 6 and <3", "5 < 6 and <3"),
        ("&lt;b&gt; is a tag", "<b> is a tag"),
        ("A<!-- note --> B<script>alert(1)</script><STYLE>p{}</style>", "A B"),
        ("A<script>never ends", "A"),
        ("A<!-- never ends", "A"),
        ("A<img src=x onerror=alert(1)", "A"),
        ("<p></p>", None),
        ("&nbsp;", None),
        ("", None),
        (None, None),
    ],
)
def test_only_what_is_read_stays(html, text):
    """Tags, comments, scripts and references go; a sign that opens no tag stays."""
    assert plain_text(html) == text


@given(st.text("<>!-/&;abscript ", max_size=200))
def test_text_is_on_one_line(html):
    """Whatever comes in, what comes out is trimmed, or nothing."""
    text = plain_text(html)
    assert text is None or (text and text == " ".join(text.split()))
