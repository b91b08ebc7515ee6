"""Read a page's tree as a reader's eye does: one line of text after another, each with where it stood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset(
    [
        *(
            "script",
            "style",
            "noscript",
            "template",
            "svg",
            "math",
            "iframe",
            "object",
            "embed",
            "canvas",
            "audio",
            "video",
        ),
        *("map", "head", "title", "select", "option", "textarea", "input", "button", "label", "datalist", "dialog"),
        *("progress", "meter", "link", "meta", "source", "track", "param"),
    ]
)
_INLINE = frozenset(
    [
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
            "i",
            "img",
        ),
        *("ins", "kbd", "mark", "nobr", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike"),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    ]
)

# Controls and drawings that are words of a sentence where one stands around them.
_SPOKEN = frozenset(("label", "button", "math", "svg"))
_PROSE_TAGS = frozenset(("p", "li", "blockquote", "em", "strong", "b", "i"))


class Place:
    """What a line stands inside of, as bits of an int: enum.Flag costs a third of the reading time."""

    HEADING: Final = 1
    H1: Final = 2
    ITEM: Final = 4
    QUOTE: Final = 8
    CELL: Final = 16
    FIGURE: Final = 32
    ASIDE: Final = 64
    NAV: Final = 128
    FOOTER: Final = 256
    HEADER: Final = 512
    FORM: Final = 1024
    HIDDEN: Final = 2048
    CODE: Final = 4096


_PLACES = {
    "h1": Place.HEADING | Place.H1,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), Place.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), Place.ITEM),
    "blockquote": Place.QUOTE,
    **dict.fromkeys(("td", "th"), Place.CELL),
    "figure": Place.FIGURE,
    "figcaption": Place.FIGURE,
    "aside": Place.ASIDE,
    "nav": Place.NAV,
    "footer": Place.FOOTER,
    "header": Place.HEADER,
    "form": Place.FORM,
    "pre": Place.CODE,
}
_ROLES = {
    "navigation": Place.NAV,
    "complementary": Place.ASIDE,
    "contentinfo": Place.FOOTER,
    "banner": Place.HEADER,
    "heading": Place.HEADING,
}
# Wrappers between a picture and the container that it shares with its caption.
_IMAGE_REACH = 4
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_NOT_WORD = re.compile(r"[\W_]+")
# Scripts that need about a third of the characters for the same content.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(slots=True, eq=False)
class Frame:
    """A block-level element that lines stand in: a link in the chain up to the root."""

    tag: str
    name: str
    """The element's class attribute, for comparing one container with another."""
    place: int
    parent: Frame | None
    has_image: bool = False
    """Whether a picture stands in it, or not far below."""


@dataclass(slots=True, eq=False)
class Line:
    """One line of text on a page, whitespace collapsed."""

    text: str
    frame: Frame
    link_chars: int
    index: int
    place: int = field(init=False)
    folded: str = field(init=False)
    """Letters and digits only, lower-cased: for comparing texts."""
    weight: int = field(init=False)
    """Length in characters of an alphabetic script."""

    def __post_init__(self) -> None:
        self.place = self.frame.place
        self.folded = fold(self.text)
        dense = 0 if self.text.isascii() else len(_DENSE.findall(self.text))
        self.weight = len(self.text) + 2 * dense

    @property
    def link_share(self) -> float:
        """Share of the characters that stand inside a link, 0 to 1."""
        return min(1.0, self.link_chars / len(self.text))

    @property
    def group(self) -> tuple[str, str, str]:
        """Lines of one group were set by the same template: parent's tag and class, own tag."""
        parent = self.frame.parent
        return (parent.tag, parent.name, self.frame.tag) if parent else ("", "", self.frame.tag)


def fold(text: str) -> str:
    """Return the letters and digits of `text`, lower-cased."""
    return _NOT_WORD.sub("", text).lower()


def read_lines(root: HtmlElement) -> list[Line]:
    """Return the lines of text under `root` in document order, without scripts, controls and embedded documents."""
    reader = _Reader()
    outside = Frame("", "", 0, None)
    frame = outside
    # A stack instead of recursion: pages nest thousands deep. Each entry is an open element and the frame around it.
    open_elements: list[tuple[HtmlElement, Frame]] = []
    element: HtmlElement | None = root
    while element is not None:
        if isinstance(element.tag, str) and element.tag not in _SKIPPED:
            outer, frame = frame, reader.enter(element, frame)
            if len(element):
                open_elements.append((element, outer))
                element = element[0]
                continue
            frame = reader.leave(element, frame, outer)
        elif element.tag in _SPOKEN and _is_in_prose(element):
            reader.add(_text_of(element))
        following = _after(reader, element, root)
        while following is None and open_elements:
            element, outer = open_elements.pop()
            frame = reader.leave(element, frame, outer)
            following = _after(reader, element, root)
        element = following
    reader.end_line(outside)
    return reader.lines


def _is_in_prose(element: HtmlElement) -> bool:
    """Tell whether a control or drawing stands within a sentence: its paragraph has text of its own on either side."""
    parent = element.getparent()
    if parent is None or parent.tag not in _PROSE_TAGS:
        return False
    before, after = [parent.text], [element.tail]
    before += [other.tail for other in element.itersiblings(preceding=True)]
    after += [other.tail for other in element.itersiblings()]
    return all(sum(len(text.strip()) for text in texts if text) > 0 for texts in (before, after))


def _text_of(element: HtmlElement) -> str:
    """Return what `element` shows: of a drawing, its text elements only."""
    if element.tag == "svg":
        return " ".join(str(text.text_content()) for text in element.iter("text"))
    return str(element.text_content())


def _after(reader: _Reader, element: HtmlElement, root: HtmlElement) -> HtmlElement | None:
    """Read the text behind `element` and return its next sibling."""
    if element is root:
        return None
    reader.add(element.tail)
    following: HtmlElement | None = element.getnext()
    return following


class _Reader:
    """Collects text until a block-level border ends the line."""

    __slots__ = ("_link_chars", "_links", "_parts", "lines")

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._parts: list[str] = []
        self._links = self._link_chars = 0

    def add(self, text: str | None) -> None:
        """Take in a run of text."""
        if text:
            self._parts.append(text)
            if self._links:
                self._link_chars += len(text.strip())

    def end_line(self, frame: Frame) -> None:
        """Close the line that was being collected, if it has any text."""
        if self._parts:
            if text := " ".join("".join(self._parts).split()):
                self.lines.append(Line(text, frame, self._link_chars, len(self.lines)))
            self._parts = []
            self._link_chars = 0

    def enter(self, element: HtmlElement, frame: Frame) -> Frame:
        """Take in an element's start and first text; return the frame that its content stands in."""
        tag = element.tag
        if tag == "a":
            self._links += _leads_away(element)
        elif tag == "br":
            self.end_line(frame)
        elif tag not in _INLINE:
            self.end_line(frame)
            frame = _frame_of(element, tag, frame)
        elif tag == "img":
            _mark_image(frame)
        self.add(element.text)
        return frame

    def leave(self, element: HtmlElement, frame: Frame, outer: Frame) -> Frame:
        """Take in an element's end; return the frame around it."""
        if element.tag == "a":
            self._links -= _leads_away(element)
        elif element.tag not in _INLINE and element.tag != "br":
            self.end_line(frame)
        return outer


def _leads_away(anchor: HtmlElement) -> bool:
    """Tell a link to another page from an anchor within this one."""
    target = anchor.get("href")
    return bool(target) and target[0] != "#"


def _mark_image(frame: Frame) -> None:
    marked: Frame | None = frame
    for _ in range(_IMAGE_REACH):
        if marked is not None:
            marked.has_image = True
            marked = marked.parent


def _frame_of(element: HtmlElement, tag: str, outer: Frame) -> Frame:
    place = outer.place | _PLACES.get(tag, 0)
    attributes = element.attrib
    if not attributes:
        return Frame(tag, "", place, outer)
    if "role" in attributes:
        place |= _ROLES.get(attributes["role"], 0)
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    if hidden or ("style" in attributes and _HIDING.search(attributes["style"])):
        place |= Place.HIDDEN
    return Frame(tag, attributes.get("class", ""), place, outer)
