"""What stands before and behind a name, and what that says of its kind: "in X", "X said", "shares in X".

Each rule: a pattern, the kind it speaks for, how loudly (a guess of the model has weight 1), and an example of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.annotations import EntityKind

SAID = (
    "said|says|say|added|adds|told|tells|asked|asks|replied|wrote|writes|warned|warns|insisted|insists|recalled|recalls"
    "|argued|argues|explained|explains|noted|notes|admitted|joked|testified|announced|tweeted|posted|declared|urged"
)
RELATIVES = (
    "wife|husband|mother|father|brother|sister|son|daughter|cousin|uncle|aunt|niece|nephew|widow|widower|partner"
    "|grandmother|grandfather|lawyer|solicitor|spokesman|spokeswoman|spokesperson|deputy|predecessor|successor"
    "|colleague|friend|chairman|chairwoman|founder|director|coach|captain|president|minister|mayor|governor"
)
ARTISTS = "composer|engineer|designer|singer|actor|author|writer|poet|historian|novelist|painter|former student"
FIRMS = (
    "company|firm|group|bank|agency|news site|newspaper|magazine|daily|weekly|website|site|broadcaster|channel"
    "|network|charity|carmaker|automaker|chipmaker|drugmaker|maker|manufacturer|retailer|supermarket"
    "|airline|operator|utility|start-up|startup|think tank|union|party|club|publisher|label|insurer|brewer|builder"
    "|developer|consultancy|brokerage|lender|conglomerate|militia|coalition|institute|laboratory|journal|outlet"
)
HEADS_OF = (
    "founder|chief executive|head|director|chairman|chairwoman|chair|editor|members?|owners?|secretary|curator|partner"
    "|professor|lecturer|researcher|strategist|economist|analysts?|executives?|manager|officials|observers?|[Ss]hares|stake"
)
WORK_AT = "works?|worked|working|job|studied|taught|employed|spokesman|spokeswoman|spokesperson"
MADE = "made|owned|run|operated|funded|supplied|built|sold|published|commissioned|reported|quoted"
SHIPS = "ship|vessel|ferry|yacht|tanker|boat|trawler|frigate|destroyer|submarine|lifeboat|aircraft carrier"
SETTLEMENTS = (
    "city|town|village|port|province|state|district|suburb|river|island|region|capital|commune|county|camp|camps|hamlet"
    "|neighbourhood|neighborhood|municipality|peninsula|valley|resort|streets|suburbs|outskirts|coast|banks|north|south"
    "|east|west|northern|southern|eastern|western|central|downtown|outside|near"
)
TRAVELS = r"moved?|moved it|flew|travel\w*|return\w*|fled|sent|came|arriv\w+|sail\w*|drove|head\w*|back|visit\w*"
LANDS = "city|town|port|village|capital|region|province|river|suburb|island|company|firm|maker|bank"


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that ends at a name, or begins behind it, and the kind it speaks for."""

    pattern: re.Pattern[str]
    kind: EntityKind
    weight: float
    example: str
    """A text in which the name is X and the pattern holds."""


def _before(pattern: str, kind: EntityKind, weight: float, example: str) -> Cue:
    return Cue(re.compile(rf"(?:^|[\W\d])(?:{pattern})$"), kind, weight, example)


def _behind(pattern: str, kind: EntityKind, weight: float, example: str) -> Cue:
    return Cue(re.compile(pattern), kind, weight, example)


PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE
THE = "(?:the )?"

BEFORE = (
    _before(rf"(?:{SAID}) ", PERSON, 0.8, "said X"),
    _before(rf"(?:{RELATIVES}),? ", PERSON, 2.0, "his brother, X"),
    _before(
        r"(?:led|chaired|written|directed|founded|played|signed|composed) by |stars |starring ",
        PERSON,
        1.0,
        "a team led by X",
    ),
    _before(rf"(?:{ARTISTS}) ", PERSON, 2.0, "the composer X"),
    _before(rf"(?:{FIRMS}) ", ORGANISATION, 3.0, "the news site X"),
    _before(rf"(?:{HEADS_OF}) (?:in|at|from|of|for) {THE}", ORGANISATION, 2.0, "a strategist at X"),
    _before(rf"(?:{WORK_AT}) (?:at|for) {THE}", ORGANISATION, 1.5, "he worked for X"),
    _before(rf"(?:{MADE}) by {THE}", ORGANISATION, 0.8, "pumps made by X"),
    _before(rf"[Aa]ccording to {THE}", ORGANISATION, 0.5, "according to the X"),
    _before(rf"(?:told|interview with) {THE}", ORGANISATION, 0.7, "he told X"),
    _before(rf"(?:join(?:ed|s)?|acquired|bought|sued|fined) {THE}", ORGANISATION, 0.7, "she joined X"),
    _before(
        rf"(?:reports?|reported|wrote|writing|published|paper|study|article|column) in (?:the journal )?{THE}",
        ORGANISATION,
        3.0,
        "the team reports in X",
    ),
    _before(rf"(?:{SHIPS}) {THE}", EntityKind.PRODUCT, 3.0, "the ferry X"),
    _before(rf"(?:{SETTLEMENTS}) (?:of )?{THE}", PLACE, 2.0, "the port of X"),
    _before(
        r"(?:[Ii]n|[Aa]cross|[Tt]hroughout|[Nn]ear|[Oo]utside|[Ii]nside|[Oo]ff|[Bb]elow|[Bb]eyond) ",
        PLACE,
        1.5,
        "rain in X",
    ),
    _before(r"(?:[Aa]round|[Tt]owards?|left for|born in) ", PLACE, 1.5, "a road towards X"),
    _before(rf"(?:{TRAVELS}) (?:to|from|in) ", PLACE, 1.0, "she returned to X"),
    _before(r"from ", PLACE, 0.4, "letters from X"),
    _before(r"(?:on|across|crossed|along|over|under|down|up|of) the ", PLACE, 0.4, "bridges on the X"),
)

BEHIND = (
    _behind(rf",? (?:{SAID})\b", PERSON, 0.6, "X said"),
    _behind(r", (?:aged )?\d\d?,", PERSON, 4.0, "X, 68, a baker"),
    _behind(r",? who\b", PERSON, 1.2, "X, who bakes"),
    _behind(
        rf", (?:an?|the|his|her|their|its|one of|then|now|former|head)\b(?! (?:\w+ )?(?:{LANDS}))",
        PERSON,
        0.4,
        "X, a baker",
    ),
    _behind(rf"['’]s? (?:{RELATIVES}|face|voice|death|eyes|hand|speech|book|novel|career)\b", PERSON, 1.0, "X's wife"),
    _behind(
        r" (?:smiled|laughed|shrugged|nodded|wept|died|paused|was born|is survived|resigned|lives|declined to)\b",
        PERSON,
        1.5,
        "X smiled",
    ),
    _behind(r" (?:first reported|reported|understands|revealed|broadcast)\b", ORGANISATION, 1.0, "X first reported it"),
    _behind(r",? which\b", ORGANISATION, 0.8, "X, which owns two plants"),
    _behind(
        r" (?:shares|stock|executives?|employees|spokes\w+|officials|bosses|managers?|staff)\b",
        ORGANISATION,
        1.5,
        "X shares",
    ),
    _behind(
        r" (?:newspaper|news agency|magazine|party|group|bank|television|radio)\b", ORGANISATION, 1.5, "the X newspaper"
    ),
    _behind(
        r"['’]s (?:chairman|chairwoman|chief|board|head of|shares|profits|customers|headquarters|members|employees)\b",
        ORGANISATION,
        1.2,
        "X's head of exports",
    ),
    _behind(r", where\b", PLACE, 2.5, "X, where it rained"),
    _behind(r"-based\b|-born\b", PLACE, 3.0, "an X-based firm"),
    _behind(
        r"['’]s (?:capital|coast|border|airport|harbou?r|port|north|south|east|west|streets|parliament|government)\b",
        PLACE,
        1.0,
        "X's capital",
    ),
    _behind(
        r"['’]s (?:president|prime minister|foreign|central bank|economy|army|delegation|envoy)\b",
        PLACE,
        1.0,
        "X's army",
    ),
    _behind(r" (?:river|city|port|province|region|district|peninsula|valley|coast|area)\b", PLACE, 1.5, "the X river"),
)


def hear_cues(before: str, behind: str) -> list[tuple[EntityKind, float]]:
    """Return (kind, weight) for each cue around a name, given the characters before and behind it."""
    heard = [(cue.kind, cue.weight) for cue in BEFORE if cue.pattern.search(before)]
    return heard + [(cue.kind, cue.weight) for cue in BEHIND if cue.pattern.match(behind)]
