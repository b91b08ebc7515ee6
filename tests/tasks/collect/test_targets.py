"""URLs are taken apart for a request, or refused with a reason."""

import pytest

from tasks.collect.refusals import RefusalError
from tasks.collect.targets import follow_location, read_target
from tasks.web import Outcome


@pytest.mark.parametrize(
    ("url", "scheme", "host", "port", "path"),
    [
        ("http://example.org", "http", "example.org", 80, b"/"),
        ("https://example.org/a?b=1#c", "https", "example.org", 443, b"/a?b=1"),
        ("HTTPS://Example.ORG:8443/", "https", "example.org", 8443, b"/"),
        ("http://example.org:80/", "http", "example.org", 80, b"/"),
        ("http://example.org./", "http", "example.org", 80, b"/"),
        ("http://bücher.example/ä", "http", "xn--bcher-kva.example", 80, b"/%C3%A4"),
        ("http://[::1]:8080/", "http", "::1", 8080, b"/"),
        ("http://127.1/", "http", "127.1", 80, b"/"),
        (" http://example.org/a b\t", "http", "example.org", 80, b"/a%20b"),
        ("http://under_score.example/", "http", "under_score.example", 80, b"/"),
    ],
)
def test_a_url_is_taken_apart(url, scheme, host, port, path):
    """Host in ASCII and lower case without a trailing dot, path encoded, fragment gone."""
    target = read_target(url)
    assert (target.scheme, target.host, target.port, target.path) == (scheme, host, port, path)


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("http://Example.org.:80/", "example.org"),
        ("https://example.org:443/", "example.org"),
        ("https://example.org:80/", "example.org:80"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("http://[::1]/", "[::1]"),
    ],
)
def test_the_host_header_has_the_port_where_it_is_not_the_usual_one(url, authority):
    """IPv6 stands in brackets there."""
    assert read_target(url).authority == authority


@pytest.mark.parametrize("url", ["ftp://a/", "file:///etc/passwd", "javascript:alert(1)", "gopher://a/", "data:,x"])
def test_only_http_is_asked(url):
    """Other schemes are refused, and named."""
    with pytest.raises(RefusalError, match="are not fetched") as caught:
        read_target(url)
    assert caught.value.outcome is Outcome.BLOCKED_ADDRESS


@pytest.mark.parametrize("url", ["http://name:secret@example.org/", "http://name@example.org/", "http://1.1.1.1\\@a/"])
def test_credentials_are_refused(url):
    """They are never sent, and not repeated in the sentence."""
    with pytest.raises(RefusalError, match="name or password") as caught:
        read_target(url)
    assert caught.value.outcome is Outcome.BLOCKED_ADDRESS
    assert "secret" not in caught.value.sentence


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org/",
        "http://",
        "http:///path",
        "http://[::1",
        "http://a b/",
        "http://a..b/",
        "http://%31%32%37.0.0.1/",
        "http://①②⑦.0.0.1/",
        "http://example.org:0/",
        "http://example.org:65536/",
        "http://example.org:99999999999/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a.b" * 100 + "/",
        "http://exa\nmple.org/",
        "http://a/" + "x" * 70_000,
    ],
)
def test_what_is_no_url_is_no_error(url):
    """A slip of the pen is refused with a sentence."""
    with pytest.raises(RefusalError, match="not a web address") as caught:
        read_target(url)
    assert caught.value.outcome is Outcome.UNREACHABLE


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("https://b.example/x", "https://b.example/x"),
        ("//b.example/x", "http://b.example/x"),
        ("/x", "http://a.example:81/x"),
        ("x", "http://a.example:81/c/x"),
        ("../x?y", "http://a.example:81/x?y"),
        ("?y", "http://a.example:81/c/d?y"),
        ("/x#part", "http://a.example:81/x"),
        (" /x ", "http://a.example:81/x"),
        ("/früh", "http://a.example:81/fr%C3%BCh"),
    ],
)
def test_a_location_is_resolved(location, url):
    """Relative, protocol-relative and absolute redirects lead where a browser would go."""
    assert follow_location(read_target("http://a.example:81/c/d?e=f"), location).url == url


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://u:p@b/", "http://[::1", "http://a b/"])
def test_a_location_is_checked_like_a_url(location):
    """A redirect opens no door that is shut in front."""
    with pytest.raises(RefusalError):
        follow_location(read_target("http://a.example/"), location)
