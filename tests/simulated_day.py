"""Polls a simulated press through a simulated day, and holds what was asked and what came of it against the rules.

As a process of its own: python tests/simulated_day.py HOME PORT UNTIL STEP_SECONDS
"""

from __future__ import annotations

import json
import resource
import sys
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from simulated_press import START
from simulated_web import read_clock, set_clock

from flows.polling import Conduct, poll_due
from flows.settings import load_settings
from tasks.models import stable_id
from tasks.web import Feed
from warehouse.feeds import add_feeds, next_due_at
from warehouse.store import open_store

FEED_PATHS = {"/feed", "/new-feed"}
LEAST_INTERVAL = timedelta(minutes=5)
LONGEST_BACKOFF = timedelta(days=1)
CONFIRMATIONS = 3


def settings_for(home):
    return load_settings(home, entities="none", allow_hosts="127.0.0.0/8", host_gap_seconds=0, fetch_seconds=2)


def enrol(home, press):
    """Add every paper's feed, due when the day begins."""
    urls = [press.feed_url(paper) for paper in range(press.papers)]
    add_feeds(home, [Feed(_feed_id(url), url, START, poll_interval_seconds=3600) for url in urls])


def _feed_id(url):
    return stable_id("feed", url)


def live(settings, port, until, step):
    """Poll whenever something is due, but not more often than every `step`, and return the number of runs."""
    now, runs = read_clock(port), 0
    while (due_at := next_due_at(settings.home)) is not None and max(due_at, now) <= until:
        now = max(due_at, now)
        set_clock(port, now)
        poll_at(settings, now)
        now, runs = now + step, runs + 1
    return runs


def poll_at(settings, now):
    return poll_due(settings, None, Conduct(clock=lambda: now))


def main(home, port, until, step):
    runs = live(settings_for(Path(home)), int(port), datetime.fromisoformat(until), timedelta(seconds=float(step)))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"runs": runs, "cpu_seconds": used.ru_utime + used.ru_stime}))  # noqa: T201  (for who started us)


def count_rows(home):
    """Return how many runs, requests and entries are written down."""
    with open_store(home) as con:
        return [con.execute(f"SELECT count(*) FROM {table}").fetchall() for table in ("runs", "fetches", "entries")]


def check_manners(press, record, killed=frozenset()):
    """Return a sentence for every request that breaks a rule; what the runs `killed` were told may be forgotten."""
    manners = _Manners(press, killed)
    for asked in record:
        manners.look_at(asked)
    return manners.findings


class _Manners:
    def __init__(self, press, killed):
        self._press, self._killed, self.findings = press, killed, []
        self._closed, self._rest, self._failures = {}, {}, defaultdict(int)
        self._validators = defaultdict(lambda: [(None, None)])
        self._redirected, self._moves, self._skips = {}, defaultdict(int), set()
        self._robots, self._pages = {}, defaultdict(int)

    def look_at(self, asked):
        if asked.at < self._closed.get(asked.host, START):
            self._find(asked, f"the host had asked for silence until {self._closed[asked.host]}")
        if asked.said.closed_until and asked.run not in self._killed:
            self._closed[asked.host] = asked.said.closed_until
        if asked.path in FEED_PATHS:
            self._look_at_feed(asked)
        elif asked.path == "/robots.txt":
            self._look_at_robots(asked)
        else:
            self._look_at_page(asked)

    def _find(self, asked, sentence):
        self.findings.append(f"{asked.at:%H:%M:%S} run {asked.run} {asked.host}{asked.path}: {sentence}")

    def _look_at_feed(self, asked):
        paper = self._press.paper_at(asked.host)
        self._check_validators(paper, asked)
        if self._redirected.pop(paper, None) != asked.at:
            self._check_time(paper, asked)
        if asked.said.status == 301:
            self._redirected[paper] = asked.at
            self._moves[paper] += asked.run not in self._killed
            if self._moves[paper] > CONFIRMATIONS:
                self._find(asked, "the feed has moved")
        elif asked.run in self._killed:
            self._failures[paper] = 0
            self._validators[paper].append(self._said_validators(paper, asked))
        else:
            self._learn(paper, asked)

    def _check_time(self, paper, asked):
        rest = self._rest.get(paper, START)
        if asked.at < rest:
            self._find(asked, f"the feed was to be left alone until {rest}")
        if paper in self._skips and asked.at.hour in self._press.skipped_hours(paper):
            self._find(asked, "the feed skips this hour")

    def _check_validators(self, paper, asked):
        sent = asked.headers.get("if-none-match"), asked.headers.get("if-modified-since")
        if sent not in self._validators[paper]:
            self._find(asked, f"validators {sent} are none of {self._validators[paper]}")

    def _said_validators(self, paper, asked):
        is_new = asked.said.status == 200 and asked.said.listed is not None
        said = asked.said.header("ETag"), asked.said.header("Last-Modified")
        return said if is_new else self._validators[paper][-1]

    def _learn(self, paper, asked):
        said = asked.said
        self._validators[paper] = [self._said_validators(paper, asked)]
        if said.listed is not None:
            self._failures[paper] = 0
            self._rest[paper] = asked.at + max(LEAST_INTERVAL, said.floor)
            self._skips.add(paper)
            return
        self._failures[paper] += 1
        backoff = min(LEAST_INTERVAL * 2 ** (self._failures[paper] - 1), LONGEST_BACKOFF)
        self._rest[paper] = asked.at + (timedelta(days=1000) if said.status == 410 else backoff)

    def _look_at_robots(self, asked):
        if asked.at < self._robots.get(asked.host, START):
            self._find(asked, "robots.txt is known")
        if asked.run not in self._killed:
            self._robots[asked.host] = asked.at + timedelta(days=1)

    def _look_at_page(self, asked):
        for edition in asked.said.listed or ():
            piece = self._press.pieces[edition[0]]
            if self._press.is_forbidden(piece):
                self._find(asked, "robots.txt forbids this page")
            self._pages[edition] += asked.run not in self._killed
            if self._pages[edition] > 2 + (piece.carrier is not None):
                self._find(asked, f"the page was asked {self._pages[edition]} times")
        if asked.said.status == 404:
            self._find(asked, "there was never such a page")


def check_rows(press, record, home, end):
    """Return a sentence for every entry and article that is lost, doubled or not what the papers say."""
    return _Rows(press, record, home, end).check()


class _Rows:
    def __init__(self, press, record, home, end):
        self._press, self._end = press, end
        self._papers = {_feed_id(press.feed_url(paper)): paper for paper in range(press.papers)}
        self._seen = {}
        for asked in record:
            if asked.path in FEED_PATHS:
                paper = press.paper_at(asked.host)
                self._seen |= {(paper, edition[0]): edition for edition in asked.said.listed or ()}
        self._seen_of, self._fetched = defaultdict(list), defaultdict(list)
        for (paper, number), edition in self._seen.items():
            self._seen_of[number].append((paper, edition))
        for asked in record:
            if asked.path not in FEED_PATHS:
                for edition in asked.said.listed or ():
                    self._fetched[edition[0]].append(edition)
        with open_store(home) as con:
            entries = con.execute("SELECT feed_id, entry_id, state, article_id, next_try_at FROM entries").fetchall()
            self._articles = con.execute("SELECT article_id, headline, version FROM articles").fetchall()
            self._sightings = con.execute("SELECT feed_id, entry_id, article_id FROM sightings").fetchall()
            self._feeds = con.execute("SELECT feed_id, feed_url, status FROM feeds").fetchall()
        self._known = {(self._papers[feed_id], self._number(entry_id)): rest for feed_id, entry_id, *rest in entries}

    def check(self):
        return [*self._check_entries(), *self._check_articles(), *self._check_sightings(), *self._check_feeds()]

    def _number(self, entry_id):
        number = entry_id.removeprefix("piece-")
        return int(number) if number.isdigit() else entry_id

    def _check_entries(self):
        yield from (f"entry {key} was listed and is not there" for key in self._seen.keys() - self._known.keys())
        yield from (f"entry {key} was never listed" for key in self._known.keys() - self._seen.keys())
        for (paper, number), (state, article_id, next_try_at) in self._known.items():
            is_waiting = state == "pending" and next_try_at > self._end
            if state != "settled" and not is_waiting:
                yield f"entry {number} of paper {paper} is {state} since {next_try_at}"
            if state == "settled" and article_id is None and not self._is_forbidden(number):
                yield f"entry {number} of paper {paper} came to nothing"

    def _is_forbidden(self, number):
        return isinstance(number, int) and self._press.is_forbidden(self._press.pieces[number])

    def _articles_of(self):
        found = defaultdict(set)
        for (_, number), (_, article_id, _) in self._known.items():
            if article_id is not None:
                found[number].add(article_id)
        return found

    def _check_articles(self):
        found = self._articles_of()
        yield from (f"piece {number} is {len(ids)} articles" for number, ids in found.items() if len(ids) > 1)
        numbers = defaultdict(set)
        for number, ids in found.items():
            for article_id in ids:
                numbers[article_id].add(number)
        yield from (f"article {one} is the pieces {many}" for one, many in numbers.items() if len(many) > 1)
        for article_id, headline, version in self._articles:
            if article_id not in numbers:
                yield f"article {article_id}, {headline}, is of no entry"
                continue
            number = min(numbers[article_id])
            if not self._is_forbidden(number):
                yield from self._check_text(number, headline, version)

    def _check_text(self, number, headline, version):
        editions = dict.fromkeys(edition[1] for edition in self._fetched[number])
        if version != len(editions):
            yield f"piece {number} has {version} versions; its page had {len(editions)}"
        if editions and headline != self._press.pieces[number].headline(list(editions)[-1]):
            yield f"piece {number} is called {headline}, as it was before"
        for paper, edition in self._seen_of[number]:
            is_settled = self._known.get((paper, number), ["pending"])[0] == "settled"
            if is_settled and edition[1] > max(editions, default=-1):
                yield f"piece {number} was corrected, and paper {paper} said so"

    def _check_sightings(self):
        known = {
            (paper, number): article_id
            for (paper, number), (_, article_id, _) in self._known.items()
            if article_id is not None
        }
        seen = [
            ((self._papers[feed_id], self._number(entry_id)), article) for feed_id, entry_id, article in self._sightings
        ]
        yield from (f"sighting {key} is of another article" for key, article in seen if known.get(key) != article)
        yield from (
            f"{len(known)} entries have articles, and {len(seen)} sightings" for _ in [1] if len(known) != len(seen)
        )

    def _check_feeds(self):
        for feed_id, url, status in self._feeds:
            paper = self._papers[feed_id]
            kind = self._press.kind(paper)
            wanted = self._press.new_url(paper) if kind == "moved" else self._press.feed_url(paper)
            if url != wanted:
                yield f"paper {paper} ({kind}) is asked at {url}"
            if (status == "gone") != (kind == "gone"):
                yield f"paper {paper} ({kind}) is {status}"


def count_missed(press, record):
    """Return how many pieces of papers that are in order came and went between two polls."""
    seen, last = set(), {}
    for asked in record:
        if asked.path in FEED_PATHS and asked.said.listed is not None:
            paper = press.paper_at(asked.host)
            seen |= {(paper, edition[0]) for edition in asked.said.listed}
            last[paper] = asked.at
    return sum(
        press.kind(piece.paper) == "in order"
        and piece.published <= last.get(piece.paper, START)
        and (piece.paper, piece.number) not in seen
        for piece in press.pieces
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
