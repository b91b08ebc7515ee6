"""Which address a page goes by."""

import pytest

from tasks.clean.urls import choose_canonical


@pytest.mark.parametrize(
    ("url", "declared", "expected"),
    [
        ("https://a.example/x?utm_source=1", "https://www.a.example/y", "https://www.a.example/y"),
        ("https://m.a.example/x", "/y?utm_source=2", "https://m.a.example/y"),
        ("https://a.example/x", "https://a.example/", "https://a.example/x"),
        ("https://a.example/x", "https://other.example/x", "https://a.example/x"),
        ("https://a.example/x", None, "https://a.example/x"),
        (None, "https://a.example/y#z", "https://a.example/y"),
        (None, "/y", None),
        (None, None, None),
    ],
)
def test_a_declaration_counts_on_its_own_site(url, declared, expected):
    """A page may name its canonical URL, but neither another site's nor the front page."""
    assert choose_canonical(url, declared) == expected
