"""Which address a page goes by: the one that it declares, where that can be believed."""

from __future__ import annotations

from urllib.parse import urlsplit

from tasks.addresses import absolute_url, canonical_url, is_http

_SIDE_HOSTS = ("www.", "m.", "amp.", "mobile.")


def choose_canonical(url: str | None, declared: str | None) -> str | None:
    """Return the canonical URL of a page fetched from `url` that declares `declared` to be its canonical one.

    A declaration counts only on the page's own site, and not if it sends every article to the front page.
    """
    if not url:
        return canonical_url(declared) if declared and is_http(declared) and not _is_front(declared) else None
    joined = absolute_url(declared, url)
    if joined and site_of(joined) == site_of(url) and not (_is_front(joined) and not _is_front(url)):
        return canonical_url(joined)
    return canonical_url(url)


def host_of(url: str) -> str | None:
    """Return the host of `url`, or None if it has none or is no URL."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def site_of(url: str) -> str:
    """Return the host of `url` without the names that only choose a device."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    for prefix in _SIDE_HOSTS:
        host = host.removeprefix(prefix)
    return host


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
