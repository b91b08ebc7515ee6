"""The small words of English, by what they do in a sentence."""

from __future__ import annotations

DETERMINERS = frozenset(
    """
    a an the this these those his her its their my our your some any no every each either neither both all many most
    several few another other such one two three four five six seven eight nine ten dozens hundreds thousands
    """.split()  # noqa: SIM905  (one word a line would fill a screen)
)
PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "who"])
PREPOSITIONS = frozenset(
    """
    of at in on from for with by near to under over between among against during after before behind into onto since
    through toward towards via within without about across amid beside beyond despite inside outside upon per than as
    like around above below throughout off up out down till alongside following including
    """.split()  # noqa: SIM905
)
CONJUNCTIONS = frozenset(
    """
    and but or nor while when whereas because although though if unless until whether what how why so yet then once
    that who which whose whom where
    """.split()  # noqa: SIM905
)
RELATIVES = frozenset(["who", "which", "whose", "whom", "that", "where"])
BEING = frozenset(["is", "are", "was", "were", "be", "been", "being"])
AUXILIARIES = BEING | frozenset(
    "has have had do does did will would can could may might must shall should ought".split()  # noqa: SIM905
)
ADVERBS = frozenset(
    """
    also later only now earlier already previously again simply recently reportedly never not always often still
    even just further first last both himself herself themselves itself yesterday today tonight tomorrow afterwards
    afterward instead however meanwhile perhaps once twice soon then too so apparently thereby merely thus
    """.split()  # noqa: SIM905
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())  # noqa: SIM905
ENDS_IN_LY_BUT_NO_ADVERB = frozenset(["family", "ally", "assembly", "monopoly", "bully", "anomaly", "supply", "reply"])
STOPS = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | ADVERBS


def is_adverb(word: str) -> bool:
    """Tell whether a word in lower case ends as adverbs do."""
    return word.endswith("ly") and word not in ENDS_IN_LY_BUT_NO_ADVERB
