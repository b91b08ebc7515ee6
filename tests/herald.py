"""A small newspaper for tests, the Harbour Herald: feeds, pages, corrections, feeds that moved, are gone, busy or slow.

Serve `Herald.serve` with a ScriptedServer; what the paper is asked is written down.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from email.utils import format_datetime
from hashlib import sha256
from html import escape

from scripted_server import answer as write_answer

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{headline} | Harbour Herald</title>
<link rel="canonical" href="{address}">
<link rel="alternate" type="application/rss+xml" title="Harbour Herald" href="/feed.rss">
<meta property="og:site_name" content="Harbour Herald">
<meta property="article:published_time" content="{published}">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{headline}",
"datePublished": "{published}", "isAccessibleForFree": {is_free}, "author": {{"@type": "Person", "name": "{author}"}}}}
</script></head>
<body><header><nav><a href="/">Home</a> <a href="/harbour">Harbour</a> <a href="/council">Council</a></nav></header>
<main><article><h1>{headline}</h1><p class="byline">By {author}</p>
{paragraphs}
</article></main>
<aside><h2>Related Articles</h2><ul><li><a href="/a">The ferry that never sails</a></li></ul></aside>
<footer><p>Back to top button</p><p>Copyright Harbour Herald. All rights reserved.</p></footer></body></html>
"""

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbour Herald</title><link>{root}/</link><description>News from the harbour</description><language>en</language>
{items}
</channel></rss>
"""

ITEM = """<item><title>{headline}</title><link>{address}?utm_source=rss</link><guid isPermaLink="false">{guid}</guid>
<pubDate>{published}</pubDate><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">{author}</dc:creator>
<description>{summary}</description></item>"""


@dataclass
class Piece:
    """One article of the paper."""

    guid: str
    slug: str
    headline: str
    author: str
    published: object
    text: str
    is_free: bool = True

    @property
    def paragraphs(self):
        """The text, a line a paragraph."""
        return [" ".join(paragraph.split()) for paragraph in self.text.strip().split("\n\n")]


@dataclass
class Answer:
    """What the paper says to a request."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Herald:
    """The paper."""

    def __init__(self, published):
        self.pieces = [
            Piece("herald-0001", "crane", "Old harbour crane comes down", "Mina Sorel", published, CRANE),
            Piece("herald-0002", "budget", "Council passes budget by one vote", "Ivo Tarrant", published, BUDGET),
            Piece(
                "herald-0003", "eels", "Eels return to the lower canal", "Mina Sorel", published, EELS, is_free=False
            ),
        ]
        self.asked = []
        self.retired = {}
        """Slugs that were given up, and what took their place."""
        self.hidden, self.troubled = set(), set()
        """Slugs whose pages are not there, or whose server is in trouble."""
        self.is_alone = False
        """Whether the paper has nothing but its robots.txt."""
        self.patience = threading.Event()
        """What is slow waits until this is set."""

    def rename(self, guid, slug, headline):
        """Correct an article's headline and address, as papers do; the old address leads to the new one."""
        piece = next(piece for piece in self.pieces if piece.guid == guid)
        self.retired[piece.slug] = slug
        piece.slug, piece.headline = slug, headline

    def serve(self, request):
        """Return what a ScriptedServer is to say."""
        root = f"http://{(request.header('host') or b'').decode()}"
        said = self.answer(
            root, request.path, {name.lower().decode(): value.decode() for name, value in request.headers}
        )
        return write_answer(said.body, *said.headers.items(), status=said.status)

    def answer(self, root, path, headers):
        """Return the Answer to a GET of `path` at the site `root`, with request headers in lower case."""
        path, _, _ = path.partition("?")
        self.asked.append(path)
        said = {
            "/old-feed.rss": Answer(301, {"location": "/new-feed.rss"}),
            "/gone.rss": Answer(410),
            "/busy.rss": Answer(429, {"retry-after": "7200"}),
            "/broken.rss": Answer(headers={"content-type": "application/rss+xml"}, body=b"<p>This is no feed.</p>"),
            "/robots.txt": Answer(headers={"content-type": "text/plain"}, body=b"User-agent: *\nDisallow: /private/\n"),
            "/": Answer(headers=HTML, body=self._home(root)),
        }
        if self.is_alone and path != "/robots.txt":
            return Answer(404)
        if path == "/slow.rss":
            self.patience.wait(30)
        if path in {"/feed.rss", "/new-feed.rss", "/slow.rss"}:
            return self._conditional(self._feed(root), headers)
        return said.get(path) or self._page(root, path.strip("/"))

    def _page(self, root, slug):
        if slug in self.hidden:
            return Answer(404)
        if slug in self.troubled:
            return Answer(503)
        if slug in self.retired:
            return Answer(301, {"location": f"/{self.retired[slug]}"})
        for piece in self.pieces:
            if piece.slug == slug:
                return Answer(headers=HTML, body=self._write_page(root, piece))
        return Answer(404, HTML, b"<h1>Not found</h1>")

    def _write_page(self, root, piece):
        return PAGE.format(
            headline=escape(piece.headline),
            address=f"{root}/{piece.slug}",
            published=piece.published.isoformat(),
            author=escape(piece.author),
            is_free=str(piece.is_free).lower(),
            paragraphs="\n".join(f"<p>{escape(text)}</p>" for text in piece.paragraphs),
        ).encode()

    def _home(self, root):
        links = "".join(f'<li><a href="/{piece.slug}">{escape(piece.headline)}</a></li>' for piece in self.pieces)
        head = '<title>Harbour Herald</title><link rel="alternate" type="application/rss+xml" href="/feed.rss">'
        return f"<!DOCTYPE html><html><head>{head}</head><body><ul>{links}</ul>{root}</body></html>".encode()

    def _feed(self, root):
        items = "\n".join(
            ITEM.format(
                headline=escape(piece.headline),
                address=f"{root}/{piece.slug}",
                guid=piece.guid,
                published=format_datetime(piece.published),
                author=escape(piece.author),
                summary=escape(piece.paragraphs[0]),
            )
            for piece in self.pieces
        )
        return RSS.format(root=root, items=items).encode()

    def _conditional(self, body, headers):
        """A validator is a digest of the body, in quotes."""
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        if headers.get("if-none-match") == etag:
            return Answer(304, {"etag": etag})
        return Answer(headers={"etag": etag, "content-type": "application/rss+xml; charset=utf-8"}, body=body)


HTML = {"content-type": "text/html; charset=utf-8"}

CRANE = """
The last steam crane on the north quay was taken down on Thursday, ninety-four years after it lifted its first load
of timber off a Baltic schooner.

Some two hundred people watched from behind a fence as workers cut the jib into five pieces and lowered each of them
onto a barge. It took them until dusk.

“We oiled her every Monday for thirty years, whether she worked or not,” said Ernst Halloran, who drove the crane
until it was retired. “Nobody ever told us to stop.”

The port authority says that the footings were no longer safe. The cab will be shown in the customs house from next
spring.
"""
BUDGET = """
The town council passed next year's budget on Wednesday night by fourteen votes to thirteen, after a debate that ran
past one in the morning.

Spending on schools goes up by six per cent, while the grant for the theatre is cut by half. Parking in the old town
will cost two crowns an hour instead of one.

Councillor Petra Vance called the result “a budget that nobody loves and everybody can live with”.

The opposition said that it would ask the county to look into the way the last amendment was put to the vote.
"""
EELS = """
Eels have been found in the lower canal for the first time since the tannery closed, biologists of the river board
reported on Tuesday.

Forty-one young animals were counted in traps below the third lock. Their number had been nought in every count
since nineteen eighty-eight.

“They come by themselves once the water lets them,” said Dr. Amara Nwosu, who led the count. She expects otters to
follow within five years.

Anglers are asked to put back any eel that they catch, and to report where they caught it.
"""
