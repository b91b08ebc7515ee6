"""A made-up press for a simulated day: what each of many papers says at a given moment, as a pure function of a seed.

Every paper has a feed, pages and a host of its own in 127.0.0.0/8. Of twenty papers, one each
  unchanged  lists the same all day, and says 304 to whoever has it
  busy       says 429 with Retry-After for some hours
  away       says 503 with Retry-After for some hours
  gone       says 410 from the morning on
  moved      says 301 from the early morning on, and answers elsewhere, at its own host or at another
  silent     takes connections for some hours, and never answers
  broken     sends for some hours what is no feed, or half of it
and the others are in order. All publish at paces of their own. Some pieces get another headline or address later, some
are carried by a second feed, some pages are busy at first, some are forbidden by robots.txt.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256

from simulated_piece import Piece

START = datetime(2026, 11, 23, tzinfo=UTC)
"""A Monday."""
KINDS = dict(enumerate(("unchanged", "busy", "away", "gone", "moved", "silent", "broken")))
IN_ORDER = "in order"
TROUBLED_HOURS = {
    "busy": (range(3, 5), range(9, 10)),
    "away": (range(3, 5), range(8, 9)),
    "gone": (range(6, 1000),),
    "moved": (range(3, 1000),),
    "silent": (range(2, 5), range(9, 10)),
    "broken": (range(4, 6), range(8, 9)),
}
SKIPPED_HOURS = (1, 2, 5, 9)
MAX_AGE, TTL, EXPIRY = timedelta(minutes=90), timedelta(minutes=100), timedelta(minutes=80)
RETRY_AFTER = timedelta(minutes=40)
PAGE_BUSY = timedelta(minutes=15)

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline}</title>
<link rel="canonical" href="{url}"><meta property="article:published_time" content="{published}"></head>
<body><article><h1>{headline}</h1><p>{first}</p><p>{second}</p></article></body></html>"""
FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Paper {number}</title>
<link>{root}/</link><description>News</description>{manners}
{items}
</channel></rss>"""
ITEM = """<item><guid isPermaLink="false">{guid}</guid><title>{headline}</title><link>{url}?utm_source=rss</link>
<pubDate>{published}</pubDate><description>{summary}</description></item>"""
BROKEN = ("<html><body><h1>We will be back soon</h1></body></html>", "", "<?xml version='1.0'?><rss", "{")


@dataclass(frozen=True)
class Said:
    """An answer, and what it asks of us."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    listed: tuple[tuple[int, int, int], ...] | None = None
    """Editions that a feed lists; None if this is no sound feed."""
    floor: timedelta = timedelta()
    """How long the feed asks to be left alone."""
    closed_until: datetime | None = None
    """Until when the host asks to be left alone."""

    def header(self, name):
        """Return a header's value, or None."""
        return next((value for key, value in self.headers if key == name), None)


SILENCE = Said(0)


@dataclass
class Press:
    """All papers."""

    papers: int
    seed: int = 1
    hours: int = 24
    rates: tuple[float, float] = (2, 200)
    """Pieces a day, of the slowest paper and of the fastest."""
    backlog: int = 4
    """Pieces that each feed lists when the day begins."""
    port: int = 0
    pieces: list[Piece] = field(default_factory=list)

    def __post_init__(self):
        chance = random.Random(self.seed)
        self.pieces = [piece for paper in range(self.papers) for piece in self._make_pieces(paper, chance)]
        self.pieces = [self._number(number, piece, chance) for number, piece in enumerate(self.pieces)]
        self._lists = {paper: [] for paper in range(self.papers)}
        for piece in self.pieces:
            self._lists[piece.paper].append((piece.published, piece))
            if piece.carrier is not None:
                self._lists[piece.carrier].append((piece.carried, piece))
        for entries in self._lists.values():
            entries.sort(key=lambda entry: (entry[0], entry[1].number), reverse=True)

    def _make_pieces(self, paper, chance):
        slowest, fastest = self.rates
        rate = slowest * (fastest / slowest) ** (chance.random() ** 1.5)
        published = [START - timedelta(minutes=chance.uniform(1, 300)) for _ in range(self.backlog)]
        if self.kind(paper) != "unchanged":
            count = round(rate * self.hours / 24)
            published += [START + timedelta(hours=chance.uniform(0, self.hours)) for _ in range(count)]
        return [Piece(0, paper, moment.replace(microsecond=0)) for moment in published]

    def _number(self, number, piece, chance):
        edits, later = chance.random(), piece.published + timedelta(minutes=chance.uniform(15, 200))
        is_quiet = self.kind(piece.paper) == "unchanged"
        carrier = chance.randrange(self.papers)
        is_carried = number % 10 == 3 and carrier != piece.paper and self.kind(carrier) == IN_ORDER
        return Piece(
            number,
            piece.paper,
            piece.published,
            headline_edited=later if edits < 0.1 and not is_quiet else None,
            slug_edited=later if 0.05 < edits < 0.15 and not is_quiet else None,
            carrier=carrier if is_carried else None,
            carried=piece.published + timedelta(minutes=chance.uniform(0, 120)) if is_carried else None,
        )

    def kind(self, paper):
        """What is the matter with a paper."""
        return KINDS.get(paper % 20, IN_ORDER)

    def host(self, paper):
        """Where its pages are, and its feed is at first."""
        return f"127.1.{paper // 200}.{paper % 200 + 1}"

    def new_host(self, paper):
        """Where a feed has moved: every second one to another host."""
        return f"127.2.{paper // 200}.{paper % 200 + 1}" if self._is_odd(paper) else self.host(paper)

    def hosts(self):
        """All addresses to be served."""
        moved = [self.new_host(paper) for paper in range(self.papers) if self.kind(paper) == "moved"]
        return list(dict.fromkeys([*(self.host(paper) for paper in range(self.papers)), *moved]))

    def feed_url(self, paper):
        """Where its feed is at first."""
        return f"http://{self.host(paper)}:{self.port}/feed"

    def new_url(self, paper):
        """Where its feed is once it has moved."""
        return f"http://{self.new_host(paper)}:{self.port}/new-feed"

    def paper_at(self, host):
        """Whose host that is."""
        _, _, high, low = host.split(".")
        return int(high) * 200 + int(low) - 1

    def window(self, paper):
        """How many entries its feed has room for."""
        return 10 + paper * 7 % 21 if self._manner(paper) == 0 else 20 + paper * 7 % 11

    def skipped_hours(self, paper):
        """The hours in which its feed asks not to be asked."""
        return SKIPPED_HOURS if self._manner(paper) == 4 else ()

    def is_forbidden(self, piece):
        """Whether robots.txt forbids its page."""
        return piece.number % 41 == 40 and self._has_robots(piece.paper)

    def is_in_trouble(self, paper, now):
        """Whether it is one of the hours in which something is the matter."""
        hour = (now - START) // timedelta(hours=1)
        return any(hour in hours for hours in TROUBLED_HOURS.get(self.kind(paper), ()))

    def listed(self, paper, now):
        """Return the pieces that a feed lists at that moment, the newest first."""
        there = (piece for since, piece in self._lists[paper] if since <= now)
        return [piece for piece, _ in zip(there, range(self.window(paper)), strict=False)]

    def answer(self, host, path, headers, now):
        """Return what the paper at `host` says to a GET of `path`."""
        paper = self.paper_at(host)
        path, _, _ = path.partition("?")
        if path == "/robots.txt":
            rules = b"User-agent: *\nDisallow: /private/\n"
            return Said(200, body=rules) if self._has_robots(paper) else Said(404)
        if self.kind(paper) in {"busy", "away"} and self.is_in_trouble(paper, now):
            return self._answer_later(paper, now)
        if path in {"/feed", "/new-feed"}:
            return self._answer_feed(paper, path, headers, now)
        return self._answer_page(paper, path, now)

    def _has_robots(self, paper):
        return paper % 3 != 1

    def _is_odd(self, paper):
        return paper // 20 % 2 == 1

    def _manner(self, paper):
        return (paper + paper // 20) % 5

    def _answer_feed(self, paper, path, headers, now):
        kind = self.kind(paper)
        is_troubled = self.is_in_trouble(paper, now)
        if is_troubled and kind == "gone":
            return Said(410)
        if is_troubled and kind == "silent":
            return SILENCE
        if is_troubled and kind == "moved" and path == "/feed":
            return Said(301, (("Location", self.new_url(paper)),))
        if is_troubled and kind == "broken":
            return self._answer_brokenly(paper, now)
        return self._answer_soundly(paper, headers, now)

    def _answer_later(self, paper, now):
        until = now + RETRY_AFTER
        said = format_datetime(until, usegmt=True) if self._is_odd(paper) else f"{RETRY_AFTER.seconds}"
        closed_until = until.replace(microsecond=0)
        return Said(429 if self.kind(paper) == "busy" else 503, (("Retry-After", said),), closed_until=closed_until)

    def _answer_brokenly(self, paper, now):
        validators = (("Content-Type", "application/rss+xml"), ("ETag", '"broken"'))
        if self._is_odd(paper):
            return Said(200, validators, BROKEN[now.hour % len(BROKEN)].encode())
        pieces = self.listed(paper, now)
        whole = self._write_feed(paper, pieces, now)
        end = whole.rindex(b"</link>") - 3
        return Said(200, validators, whole[:end], tuple(piece.edition(now) for piece in pieces[:-1]))

    def _answer_soundly(self, paper, headers, now):
        pieces = self.listed(paper, now)
        body = self._write_feed(paper, pieces, now)
        validators = self._validators(paper, sha256(body).hexdigest()[:12])
        manners, floor = self._manners(paper, now)
        said = (("Content-Type", "application/rss+xml; charset=utf-8"), *validators, *manners)
        listed = tuple(piece.edition(now) for piece in pieces)
        names = {"ETag": "if-none-match", "Last-Modified": "if-modified-since"}
        if validators and headers.get(names[validators[0][0]]) == validators[0][1]:
            return Said(304, said, listed=listed, floor=floor)
        return Said(200, said, body, listed, floor)

    def _validators(self, paper, digest):
        forms = {
            0: (("ETag", f'"{digest}"'), ("Last-Modified", f"as of {digest}")),
            1: (("ETag", f'W/"caf\xe9 {digest}"'),),
            2: (("Last-Modified", f"Yesterday, about noon ({digest})"),),
            3: (),
        }
        form = paper // 3 % 4
        return forms[form % 3 if self.kind(paper) == "unchanged" else form]

    def _manners(self, paper, now):
        date = ("Date", format_datetime(now, usegmt=True))
        expires = format_datetime(now + EXPIRY, usegmt=True)
        forms = {
            1: ((("Cache-Control", f"public, max-age={MAX_AGE.seconds}"),), MAX_AGE),
            2: ((), TTL),
            3: ((date, ("Expires", expires)), EXPIRY),
        }
        return forms.get(self._manner(paper), ((), timedelta()))

    def _write_feed(self, paper, pieces, now):
        hours = "".join(f"<hour>{hour}</hour>" for hour in self.skipped_hours(paper))
        manners = (
            f"<ttl>{TTL.seconds // 60}</ttl>"
            if self._manner(paper) == 2
            else f"<skipHours>{hours}</skipHours>"
            if hours
            else ""
        )
        items = "\n".join(self._write_item(piece, now) for piece in pieces)
        return FEED.format(number=paper, root=self._root(paper), manners=manners, items=items).encode()

    def _root(self, paper):
        return f"http://{self.host(paper)}:{self.port}"

    def _write_item(self, piece, now):
        _, headline, slug = piece.edition(now)
        return ITEM.format(
            guid=piece.guid,
            headline=piece.headline(headline),
            url=self._root(piece.paper) + piece.path(slug),
            published=format_datetime(piece.published),
            summary=piece.write()[1][:120],
        )

    def _answer_page(self, paper, path, now):
        number = path.rpartition("/")[2].removesuffix("-corrected")
        piece = self.pieces[int(number)] if number.isdigit() and int(number) < len(self.pieces) else None
        if piece is None or piece.paper != paper or piece.published > now:
            return Said(404)
        edition = piece.edition(now)
        url = self._root(paper) + piece.path(edition[2])
        if path != piece.path(edition[2]):
            return Said(301, (("Location", url),))
        if piece.number % 37 == 36 and now < max(piece.published, START) + PAGE_BUSY:
            return Said(503)
        _, first, second = piece.write()
        page = PAGE.format(
            headline=piece.headline(edition[1]),
            url=url,
            published=piece.published.isoformat(),
            first=first,
            second=second,
        )
        return Said(200, (("Content-Type", "text/html; charset=utf-8"),), page.encode(), (edition,))
