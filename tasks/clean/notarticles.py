"""Recognises pages that hold no article: errors, log-in forms, challenges, and fronts full of teasers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tasks.clean.lines import Place
from tasks.clean.nouns import Failure
from tasks.clean.paragraphs import SENTENCE_END
from tasks.models import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tasks.clean.lines import Line

# What such pages call themselves in title or heading, the whole of it but for the site's name, and what to say then.
_TITLES = (
    # Servers' own error pages, and those of the common publishing systems.
    (
        re.compile(
            r"(?:error )?(?:40[0-9]|410|429|451|50[0-9])\b.{0,40}|(?:page|site|file|document|article) not found.{0,20}"
            r"|not found|forbidden|access denied|bad gateway|service (?:temporarily )?unavailable|internal server error"
            r"|(?:oops|sorry)\b.{0,40}(?:not (?:be )?found|exist|wrong).{0,20}"
            r"|seite nicht gefunden|page (?:non trouvée|introuvable)"
            r"|página no encontrada|pagina non trovata|página não encontrada|pagina niet gevonden",
            re.IGNORECASE,
        ),
        "The page is an error page: its title says so.",
    ),
    # Walls of content networks that check the visitor: Cloudflare, Akamai, DataDome, Imperva.
    (
        re.compile(
            r"just a moment\W*|checking (?:if the site connection is secure|your browser).{0,40}"
            r"|attention required.{0,20}"
            r"|(?:please )?verify(?:ing)? (?:that )?you are (?:a )?human.{0,20}"
            r"|are you (?:a robot|human)\W*|ddos.{0,30}"
            r"|(?:please )?enable javascript.{0,40}|security check.{0,20}"
            r"|pardon our interruption\W*|request blocked\W*",
            re.IGNORECASE,
        ),
        "The page is a check of the visitor in front of the article.",
    ),
    # Forms to log in or sign up that a paywall redirects to.
    (
        re.compile(
            r"(?:log|sign) ?(?:in|on|up)(?: to .{2,30}| required)?|register|create (?:an |your )?account"
            r"|anmelden|einloggen"
            r"|(?:se )?connecter|connexion|iniciar sesi[oó]n|accedi|entrar|inloggen"
            r"|reset (?:your )?password|forgot password\W*",
            re.IGNORECASE,
        ),
        "The page is a form to log in.",
    ),
)
_NAME = re.compile(r"\s+[|\-\u2013\u2014\u00b7:]\s+")
_LONGEST_TITLE = 200
# An article about a page that was not found is longer than the page.
_LITTLE_TEXT = 800
_MOSTLY = 0.5
_LEAST_TEASERS = 5
_LINK = 0.8


def find_other_page(titles: Iterable[str], texts: Sequence[str]) -> Failure | None:
    """Return why a page with such titles and body texts is no article, or None."""
    if sum(map(len, texts)) > _LITTLE_TEXT:
        return None
    names = {part.strip() for title in titles for part in (title, *_NAME.split(title[:_LONGEST_TITLE])[:1])}
    for pattern, sentence in _TITLES:
        if any(pattern.fullmatch(name) for name in names):
            return Failure(ReasonCode.NOT_AN_ARTICLE, sentence)
    return None


def is_running_text(lines: Sequence[Line]) -> bool:
    """Tell whether lines that no template vouches for are a text: somewhere a sentence ends, and most is no link."""
    chars = sum(len(line.text) for line in lines)
    links = sum(min(line.link_chars, len(line.text)) for line in lines)
    return links < _MOSTLY * chars and any(
        (SENTENCE_END.search(line.text) and " " in line.text) or _is_dense(line)
        for line in lines
        if line.link_share < _LINK
    )


def _is_dense(line: Line) -> bool:
    """Tell whether a line is in a script without spaces, where `weight` is more than the length."""
    return line.weight > len(line.text) and bool(SENTENCE_END.search(line.text))


def is_front(lines: Sequence[Line], kept: Sequence[Line]) -> bool:
    """Tell whether most paragraphs of a body stand right under a heading that is a link: a page of cards."""
    paragraphs = [line for line in kept if not line.place & Place.HEADING]
    teasers = [line for line in paragraphs if line.index and _is_card_title(lines[line.index - 1])]
    return len(teasers) >= _LEAST_TEASERS and len(teasers) > _MOSTLY * len(paragraphs)


def _is_card_title(line: Line) -> bool:
    return bool(line.place & Place.HEADING) and line.link_share >= _LINK
