"""One made-up article of a simulated day: its text, and what is edited about it later."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

VOCABULARY = """
the a of to in on and for with from by after before about under over against council harbour bridge river school
market teacher sailor farmer driver minister mayor judge nurse baker fire storm flood winter summer morning evening
road railway tram ferry lorry bicycle tunnel tower square garden forest valley island coast village city county region
said told asked wrote found opened closed built sold bought moved turned raised cut kept lost won held called showed
new old small large early late cold warm quiet loud broken empty full narrow wide cheap costly local foreign public
price budget vote strike contract letter report plan map ticket fence roof window door wall lamp boat engine signal
week month year hour people children workers visitors neighbours families owners readers players singers hundreds
"""
WORDS = VOCABULARY.split()


@dataclass(frozen=True)
class Piece:
    """One article."""

    number: int
    paper: int
    published: datetime
    headline_edited: datetime | None = None
    slug_edited: datetime | None = None
    carrier: int | None = None
    """Another paper whose feed carries it as well, and from when."""
    carried: datetime | None = None

    @property
    def guid(self):
        """What every feed calls it."""
        return f"piece-{self.number:06}"

    def edition(self, now):
        """Return the number of the piece, of its headline and of its slug at that moment."""
        return self.number, _is_past(self.headline_edited, now), _is_past(self.slug_edited, now)

    def path(self, slug):
        """Where its page is, before and after its slug was edited."""
        folder = "private" if self.number % 41 == 40 else "news"
        return f"/{folder}/{self.number:06}{'-corrected' * slug}"

    def headline(self, edition):
        """What it is called, before and after its headline was edited."""
        headline, *_ = self.write()
        return f"Correction: {headline}" if edition else headline

    def write(self):
        """Return the headline and the two paragraphs, which have nothing in common with those of another number."""
        chance = random.Random(self.number)
        words = chance.choices(WORDS, k=100)
        sentences = [" ".join(words[start : start + 10]).capitalize() + "." for start in range(10, 100, 10)]
        return " ".join(words[:6]).capitalize(), " ".join(sentences[:4]), " ".join(sentences[4:])


def _is_past(moment, now):
    return int(moment is not None and moment <= now)
