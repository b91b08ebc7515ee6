"""Web addresses that all stages read alike: made absolute, rid of what only tracks, and compared."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from tasks.models import stable_id

# Query parameters that say where a reader came from and never choose what is shown: exact names, lower-case.
# A name that some site uses to choose content (id, p, page, ref as a path, s, q, v, story, article) is not listed.
_TRACKING = frozenset(
    [
        *("fbclid", "igshid", "igsh", "mibextid"),  # Meta
        *(
            "gclid",
            "gclsrc",
            "dclid",
            "gbraid",
            "wbraid",
            "gad_source",
            "gad_campaignid",
            "srsltid",
            "_ga",
            "_gl",
        ),  # Google
        *("msclkid", "cvid", "ocid"),  # Microsoft
        *(
            "twclid",
            "ttclid",
            "li_fat_id",
            "scclid",
            "rdt_cid",
            "epik",
            "s_kwcid",
        ),  # X, TikTok, LinkedIn, Snap, Reddit, ...
        *("yclid", "_openstat", "ysclid"),  # Yandex
        *("mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hssc", "__hstc", "hsctatracking"),  # newsletters
        *("vero_id", "vero_conv", "oly_enc_id", "oly_anon_id", "wickedid", "sc_customer", "bsft_clkid", "bsft_uid"),
        *(
            "cmpid",
            "cmp",
            "icid",
            "ncid",
            "ito",
            "maca",
            "wt_mc",
            "wt_zmc",
            "xtor",
            "at_medium",
            "at_campaign",
        ),  # publishers
        *("ns_source", "ns_mchannel", "ns_campaign", "ns_linkname", "ns_fee", "smid", "smtyp", "ftag"),
        *("feedtype", "feedname", "referrer", "referer", "ref_src", "ref_url", "__twitter_impression"),
        *("guccounter", "guce_referrer", "guce_referrer_sig", "share_id", "sharetype"),
    ]
)
# The same as prefixes: whole families of names.
_TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_", "at_custom", "ga_", "itm_", "wtmc_", "sc_src", "trk_")
# Names that track only with certain values; with others they choose content.
_TRACKING_VALUES = {
    "ref": re.compile(r"(?i)rss|feed|home.*|hp|twitter|facebook|newsletter|nl|tw|fb|social|share"),
    "source": re.compile(r"(?i)rss|feed|twitter|facebook|newsletter|social|whatsapp"),
    "from": re.compile(r"(?i)rss|feed|twitter|facebook|newsletter|social|whatsapp|home"),
    # A bare number under these names chooses a record; what links carry to say where they stood has words or dots.
    "cid": re.compile(r"(?i)(?=.*[a-z])(?=.*[_.:|-]).+|rss|feed|social|email|newsletter"),
    "mod": re.compile(r"(?i)[a-z]+_.*|rss\w*|hp\w*|djem\w*|home-page|e2\w*|article_inline"),
    "partner": re.compile(r"(?i)rss|feed|yahoo|msn|google|twitter|facebook|flipboard|applenews|smartnews|newsletter"),
    "rss": re.compile(r"(?i)rss|feed|true|yes|on"),
    "sh": re.compile(r"(?i)[0-9a-f]{10,}"),
    "spm": re.compile(r"(?i)[\w-]+(?:\.[\w-]+){2,}"),
    "output": re.compile(r"(?i)amp"),
}
_PORTS = {"http": ":80", "https": ":443"}
_HTTP = ("http", "https")
_DEFAULT_PORTS = (None, 80, 443)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_HOST_NAME = re.compile(r"[\w.-]+")
_SIDE_NAMES = re.compile(r"^(?:www\.)+")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def canonical_url(url: str) -> str:
    """Return `url` without fragment, default port and tracking parameters, scheme and host in lower case.

    Anything but an absolute http(s) URL is returned as it is.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    if scheme not in _HTTP or not parts.hostname:
        return url
    host = parts.netloc.rpartition("@")[2].lower().removesuffix(_PORTS[scheme])
    # Two steps instead of parse_qsl: what stays must stay byte for byte, encoding and order included.
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    return urlunsplit((scheme, host, parts.path or "/", query, ""))


def _is_tracking(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = name.lower()
    if name in _TRACKING or name.startswith(_TRACKING_PREFIXES):
        return True
    pattern = _TRACKING_VALUES.get(name)
    return pattern is not None and pattern.fullmatch(value) is not None


def normalise_url(url: str) -> str:
    """Return the key under which links to the same page are one: for comparing, never for fetching.

    Beyond what `canonical_url` does,
    - http and https are one, and so are www.site and site: feeds change from one to the other without a new article,
      and no two sites are known that differ in nothing else (m. and amp. stay: their pages can say something else);
    - parameters are sorted, since programs write them in any order;
    - a slash at the end of a path is dropped, since the one address leads to the other wherever both exist;
    - escapes are written one way, and a name beyond ASCII like its punycode.

    Anything but an absolute http(s) URL is returned as it is.
    """
    try:
        parts = urlsplit(canonical_url(_even_out(url.strip())))
        host, port = _fold_host((parts.hostname or "").lower()), parts.port
    except ValueError:
        return url
    if parts.scheme not in _HTTP or not host:
        return url
    place = host if port in _DEFAULT_PORTS else f"{host}:{port}"
    query = "&".join(sorted(parts.query.split("&")))
    return urlunsplit(("https", place, parts.path.rstrip("/") or "/", query, ""))


def _even_out(url: str) -> str:
    """Write each character of a URL in one way: unreserved ones plainly, the rest as escapes in upper case."""
    return quote(_ESCAPE.sub(_write_escape, url), safe="%:/?#[]@!$&'()*+,;=~", errors="surrogatepass")


def _write_escape(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return "%25"
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()


@lru_cache(maxsize=1000)
def _fold_host(host: str) -> str:
    name = unquote(host)
    if not _HOST_NAME.fullmatch(name):
        return f"[{host}]" if ":" in host else host
    try:
        name = name.encode("idna").decode()
    except UnicodeError:
        return host
    return _SIDE_NAMES.sub("", name.lower()).rstrip(".")


def absolute_url(link: str | None, base: str | None) -> str | None:
    """Return `link` as an absolute http(s) URL, or None if it is not one and cannot become one."""
    if not link or not link.strip():
        return None
    try:
        joined = urljoin(base or "", link.strip())
    except ValueError:
        return None
    return joined if is_http(joined) else None


def is_http(url: str) -> bool:
    """Tell whether `url` is an absolute http(s) URL."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in _HTTP and bool(parts.hostname)


def url_key(url: str) -> int:
    """Return the id under which links to the same page are one."""
    return stable_id("url", normalise_url(url))
