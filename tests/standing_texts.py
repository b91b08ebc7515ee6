"""Reads what the generator of edited copies puts around texts, and fills the templates of routine reports."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_TEXTS = tomllib.loads((Path(__file__).parent / "golden" / "standing_texts.toml").read_text("utf-8"))

FURNITURE = _TEXTS["furniture"]
"""The lines that a site prints around an article: the first above it, the others below."""
DISCLAIMERS = _TEXTS["disclaimers"]
STATEMENTS = _TEXTS["statements"]
CREDITS = _TEXTS["credits"]
TEMPLATES = _TEXTS["templates"]
"""For each kind of routine report its sentences, and for each sentence its wordings."""

_DEGREES = [str(number) for number in range(-9, 37)]
_SPEEDS = [str(number) for number in range(25, 121)]
_DEPTHS = [str(number) for number in range(3, 97)]
_FIGURES = {
    "percent": [f"{whole}.{part}" for whole in range(9) for part in range(1, 10)],
    "points": [f"{number:,}" for number in range(1873, 9871, 131)],
    "price": [f"{number}.{number % 89 + 10} crowns" for number in range(7, 290, 9)],
    "rate": [f"{whole}.{part:02}" for whole in (1, 2, 3) for part in range(4, 99, 7)],
    "oil": [f"{number}.{number % 83 + 12}" for number in range(51, 109)],
    "crowd": [f"{number:,}" for number in range(1207, 48213, 611)],
    "minute": [str(number) for number in range(2, 90)],
    "degrees": _DEGREES,
    "grad": _DEGREES,
    "speed": _SPEEDS,
    "tempo": _SPEEDS,
    "millimetres": _DEPTHS,
    "menge": _DEPTHS,
}
_PLACE = re.compile(r"\{(\w+)\}")


def fill_template(kind, chance):
    """Return the paragraphs of one report of that kind; no name or figure is used twice in it."""
    values = _FIGURES | _TEXTS["values"]
    left = {name: chance.sample(values[name], len(values[name])) for name in sorted(values)}
    sentences = [chance.choice(wordings) for wordings in TEMPLATES[kind]]
    return tuple(_capitalise(_PLACE.sub(lambda place: left[place[1]].pop(), sentence)) for sentence in sentences)


def _capitalise(sentence):
    return sentence[0].upper() + sentence[1:]
