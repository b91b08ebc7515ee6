"""Decide line by line what belongs to the body of an article, and say by which rule the rest does not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.clean import names
from tasks.clean.core import OUT_OF_TEXT, find_core, is_prose
from tasks.clean.lines import Frame, Line, Place, fold
from tasks.clean.modules import Modules
from tasks.clean.pieces import find_repeats
from tasks.models import SpanKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_LINK_ONLY = 0.8
_LABEL = 30
_LIST_OF_LINKS = 0.6
# How many lines before the main text a lead paragraph may stand where no headline marks the start.
_LEAD_REACH = 40
_LEAD_WEIGHT = 60
_LEAD_LINK_SHARE = 0.3
# Shorter lines repeat in honest texts: refrains, speakers' names, "Yes."
_REPEATABLE = 40
# Fewer words without a full stop behind the text are a label.
_LAST_WORDS = 3
# In lists and tables the same word may stand in every row.
_LISTS = Place.ITEM | Place.CELL
_SENTENCE_END = ".!?\u2026\u3002\uff01\uff1f\u061f\u0964\"\u201d\u201c\u00bb\u203a\u300d\u300f')"


@dataclass(frozen=True, slots=True)
class Rule:
    """Why a line was left out."""

    rule_id: str
    kind: SpanKind


HEADLINE = Rule("page.repeated_headline", SpanKind.DUPLICATE)
REPEATED = Rule("page.repeated_line", SpanKind.DUPLICATE)
CAPTION = Rule("page.caption", SpanKind.CAPTION)
EMBED = Rule("page.embed", SpanKind.EMBED)
CONTROL = Rule("page.navigation", SpanKind.BOILERPLATE)
LINK = Rule("page.link_line", SpanKind.PROMO)
LINK_ITEM = Rule("page.link_item", SpanKind.PROMO)
MODULE = Rule("page.other_module", SpanKind.PROMO)
ASIDE = Rule("page.aside", SpanKind.PROMO)
STRAY = Rule("page.stray", SpanKind.BOILERPLATE)
LONE_HEADING = Rule("page.lone_heading", SpanKind.BOILERPLATE)
OUTSIDE = Rule("page.outside_body", SpanKind.BOILERPLATE)


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of a body in page order, and those that were left out."""

    kept: tuple[Line, ...] = ()
    dropped: tuple[tuple[Line, Rule], ...] = ()


def choose_body(
    lines: Sequence[Line], votes: Collection[int], headlines: Iterable[str], descriptions: Iterable[str]
) -> Body:
    """Return the body of a page.

    Args:
        lines: all lines of the page, in order.
        votes: indexes of the lines that another extractor took for the body.
        headlines: what the page's metadata call the article; their repetition is no body text.
        descriptions: what the metadata say it is about; a lead paragraph that says the same belongs to the body.
    """
    core = find_core(lines, votes)
    if not core:
        return Body()
    judge = _Judge(lines, core, votes, headlines, descriptions)
    verdicts = dict(judge.lead_verdicts())
    verdicts.update(judge.body_verdicts())
    verdicts.update(judge.tail_verdicts())
    verdicts.update(judge.heading_verdicts(verdicts))
    for line in lines:
        if line.index in votes:
            verdicts.setdefault(line.index, OUTSIDE)
    return _without_repeats(lines, verdicts)


def _without_repeats(lines: Sequence[Line], verdicts: dict[int, Rule | None]) -> Body:
    chosen = [line for line in lines if line.index in verdicts and verdicts[line.index] is None]
    for number in find_repeats([line.folded for line in chosen], _REPEATABLE):
        verdicts[chosen[number].index] = REPEATED
    judged = [(line, verdicts[line.index]) for line in lines if line.index in verdicts]
    kept = tuple(line for line, rule in judged if rule is None)
    return Body(kept, tuple((line, rule) for line, rule in judged if rule is not None))


class _Judge:
    """Knows the page, and says for a line which rule drops it, or None if it stays."""

    def __init__(
        self,
        lines: Sequence[Line],
        core: Sequence[Line],
        votes: Collection[int],
        headlines: Iterable[str],
        descriptions: Iterable[str],
    ) -> None:
        self._lines = lines
        self._votes = votes
        self._groups = {line.group for line in core}
        self._containers = {group[:2] for group in self._groups}
        self._modules = Modules(lines, core)
        self._first, self._last = core[0].index, core[-1].index
        self._end = core[-1].frame.parent
        self._is_all_items = all(line.place & Place.ITEM for line in core)
        self._headlines = {fold(headline) for headline in headlines} | {x.folded for x in lines if x.place & Place.H1}
        self._headlines.discard("")
        self._core_text = "\n".join(line.folded for line in core)
        self._occurrences = Counter(line.folded for line in lines)
        self._descriptions = [folded for description in descriptions if (folded := fold(description))]
        self._list_links, self._list_chars = _measure_lists(lines)

    def body_verdicts(self) -> Iterable[tuple[int, Rule | None]]:
        """Judge everything but headings between the first line of the core and the last."""
        for line in self._lines[self._first : self._last + 1]:
            if line.folded in self._headlines:
                yield line.index, HEADLINE
            elif not line.place & Place.HEADING or line.place & OUT_OF_TEXT:
                yield line.index, self._rule_in_body(line)

    def _rule_in_body(self, line: Line) -> Rule | None:
        if line.place & OUT_OF_TEXT:
            return CAPTION if line.place & Place.FIGURE else CONTROL
        if line.link_share >= _LINK_ONLY or _is_labelled_link(line):
            return LINK_ITEM if line.place & Place.ITEM else LINK
        if line.group in self._groups:
            return None
        if line.place & Place.ITEM and self._is_list_of_links(line):
            return LINK_ITEM
        return self._rule_by_place(line)

    def _rule_by_place(self, line: Line) -> Rule | None:
        """Judge a line that the main text's template did not set: the first rule that applies, in this order."""
        called = self._modules.names_of(line)
        captioned = names.is_caption(called) or self._modules.is_picture(line)
        unseen = line.index not in self._votes or self._is_repeated_label(line)
        rules = (
            (line.weight >= _REPEATABLE and line.folded in self._core_text, REPEATED),
            (captioned and not line.place & Place.ITEM, CAPTION),
            (names.is_embed(called) or self._modules.is_post(line), EMBED),
            (names.is_promotion(called), MODULE),
            (line.place & Place.ASIDE, ASIDE),
            (unseen and not line.place & Place.CODE, STRAY),
        )
        return next((rule for applies, rule in rules if applies), None)

    def _is_repeated_label(self, line: Line) -> bool:
        """Tell whether a short line stands on the page again and again, as buttons and notices do."""
        return line.weight < _LEAD_WEIGHT and not line.place & _LISTS and self._occurrences[line.folded] > 1

    def tail_verdicts(self) -> Iterable[tuple[int, Rule | None]]:
        """Judge what follows the core in its own container: a last short line of the text, or the end of it."""
        for line in self._lines[self._last + 1 :]:
            if line.place & OUT_OF_TEXT:
                continue
            if self._is_last_list(line):
                yield line.index, None
                continue
            if (
                line.frame.parent is not self._end
                or line.group not in self._groups
                or line.link_share >= _LIST_OF_LINKS
            ):
                return
            if line.text[-1] in _SENTENCE_END or self._is_last_word(line):
                yield line.index, None

    def _is_last_list(self, line: Line) -> bool:
        """Tell whether a line is an item of a list of sentences that the text's container ends with."""
        owner = line.frame.parent
        if not line.place & Place.ITEM or owner is None or owner.parent is not self._end or line.link_chars:
            return False
        return line.index in self._votes and line.text[-1] in _SENTENCE_END and not names.is_promotion(owner.name)

    def _is_last_word(self, line: Line) -> bool:
        """Tell whether a line without a full stop ends the text: a few voted words, and nothing after."""
        following = self._lines[line.index + 1] if line.index + 1 < len(self._lines) else None
        is_last = following is None or following.frame.parent is not self._end
        follows = self._lines[line.index - 1].frame.parent is self._end
        few = len(line.text.split()) >= _LAST_WORDS and line.text[-1].isalnum()
        return is_last and follows and few and line.index in self._votes and not line.link_chars

    def _is_list_of_links(self, line: Line) -> bool:
        owner = line.frame.parent
        return self._list_links[owner] >= _LIST_OF_LINKS * self._list_chars[owner]

    def heading_verdicts(self, verdicts: dict[int, Rule | None]) -> Iterable[tuple[int, Rule | None]]:
        """Judge headings between the first line of the core and the last by what follows them."""
        for line in self._lines[self._first : self._last + 1]:
            if line.index not in verdicts:
                yield line.index, self._rule_for_heading(line, verdicts)

    def _rule_for_heading(self, line: Line, verdicts: dict[int, Rule | None]) -> Rule | None:
        if line.link_share >= _LINK_ONLY:
            return LINK
        if line.place & Place.ASIDE:
            return ASIDE
        if names.is_promotion(self._modules.names_of(line)):
            return MODULE
        for following in self._lines[line.index + 1 : self._last + 1]:
            rule = verdicts.get(following.index)
            if following.index in verdicts and rule is None:
                return None
            if following.index in verdicts and rule not in (CAPTION, CONTROL, EMBED):
                break
        return LONE_HEADING

    def lead_verdicts(self) -> Iterable[tuple[int, Rule | None]]:
        """Judge what stands between the headline and the core: a lead paragraph, or bylines and buttons."""
        first = self._first
        titles = [x.index for x in self._lines[:first] if x.place & Place.H1 or x.folded in self._headlines]
        start = max(titles[0] + 1 if titles else 0, first - _LEAD_REACH)
        for line in self._lines[start:first]:
            if self._is_lead(line):
                yield line.index, None

    def _is_lead(self, line: Line) -> bool:
        if line.place & OUT_OF_TEXT or line.link_share > _LEAD_LINK_SHARE or line.folded in self._headlines:
            return False
        if self._repeats_description(line) or line.group in self._groups or self._is_above_list(line):
            return True
        if self._modules.is_picture(line):
            return False
        if line.index in self._votes and (is_prose(line) or line.group[:2] in self._containers):
            called = self._modules.names_of(line)
            return not names.is_promotion(called) and not names.is_caption(called)
        named = line.weight >= _LEAD_WEIGHT and names.is_lead(line)
        return named and not names.is_promotion(self._modules.names_of(line))

    def _is_above_list(self, line: Line) -> bool:
        """Tell whether the whole text is one list, as in a recipe, and a voted line stands above."""
        if not self._is_all_items or line.index not in self._votes or self._end is None:
            return False
        frame = line.frame.parent
        return self._end.parent in (frame, frame.parent if frame else None)

    def _repeats_description(self, line: Line) -> bool:
        text = line.folded
        if len(text) < 20:  # noqa: PLR2004  (shorter ones are labels that a description may well begin with)
            return False
        return any(
            text == description
            or (len(description) > _REPEATABLE and (text.startswith(description[:60]) or description.startswith(text)))
            for description in self._descriptions
        )


def _is_labelled_link(line: Line) -> bool:
    """Tell whether a line is a short label with a colon, and a link: "Also read: Ten wet dogs"."""
    label, colon, rest = line.text.partition(":")
    return bool(colon) and len(label) <= _LABEL and bool(rest) and line.link_chars >= _LINK_ONLY * len(rest.strip()) > 0


def _measure_lists(lines: Iterable[Line]) -> tuple[Counter[Frame | None], Counter[Frame | None]]:
    """Return characters inside links and characters in all, by the frame that holds the items."""
    links: Counter[Frame | None] = Counter()
    chars: Counter[Frame | None] = Counter()
    for line in lines:
        if line.place & Place.ITEM:
            links[line.frame.parent] += line.link_chars
            chars[line.frame.parent] += len(line.text)
    return links, chars
