"""Texts for the tests of copies and events: the project's own sample articles, and ways to copy them."""

import json
import random
from pathlib import Path

GOLDEN = Path(__file__).parents[2] / "golden"


def read_samples():
    """Return the body of every sample article, keyed by its file's stem."""
    files = sorted(GOLDEN.glob("*.json"))
    return {file.stem: "\n\n".join(json.loads(file.read_text("utf-8"))["paragraphs"]) for file in files}


def read_language(name):
    """Return the language of a sample article."""
    return json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))["in_language"]


def edit(text, share, seed=1):
    """Replace a share of the words by others of the same text."""
    chance = random.Random(seed)
    words = text.split()
    return " ".join(chance.choice(words) if chance.random() < share else word for word in words)


def reorder(text, seed=1):
    """Shuffle the paragraphs."""
    paragraphs = text.split("\n\n")
    random.Random(seed).shuffle(paragraphs)
    return "\n\n".join(paragraphs)


def shorten(text, share):
    """Return the beginning of a text."""
    words = text.split()
    return " ".join(words[: int(len(words) * share)])


def invent(seed, length):
    """Return a text of invented words that no other seed has."""
    chance = random.Random(seed)
    return " ".join("".join(chance.choices("bdfgklmnprstvz" * 3 + "aeiou" * 8, k=7)) for _ in range(length))
