"""The modules of a page: the largest containers beside the core, as a picture with its caption, a card or a post."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tasks.clean.lines import Place
from tasks.clean.names import path_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tasks.clean.lines import Frame, Line

# How posts of social networks end when they are quoted: a dash, the author's name and handle.
_POST_SIGNATURE = re.compile(r"[\u2014\u2013-]\s?.{1,80}\(@\w{1,30}\)")
_CAPTION_WEIGHT = 400


class Modules:
    """Knows for each line the module that it stands in, if it does not stand beside lines of the core."""

    def __init__(self, lines: Iterable[Line], core: Sequence[Line]) -> None:
        self._shared: set[Frame | None] = {None}
        for line in core:
            frame: Frame | None = line.frame.parent
            while frame not in self._shared:
                self._shared.add(frame)
                frame = frame.parent if frame else None
        self._weights: Counter[Frame | None] = Counter()
        self._titled: set[Frame | None] = {None}
        self._posts: set[Frame | None] = set()
        for line in lines:
            module = self.module_of(line)
            self._weights[module] += line.weight
            if line.place & Place.H1:
                self._titled.add(module)
            if _POST_SIGNATURE.match(line.text):
                self._posts.add(module)

    def module_of(self, line: Line) -> Frame | None:
        """Return the outermost frame around `line` that holds no line of the core; None if there is none."""
        frame: Frame | None = line.frame
        module = None
        while frame not in self._shared:
            module, frame = frame, frame.parent if frame else None
        return module

    def names_of(self, line: Line) -> str:
        """Return the class names of the module around `line`: those that it does not share with the core."""
        return path_names(line.frame, self._shared)

    def is_picture(self, line: Line) -> bool:
        """Tell whether `line` stands in a module that is a picture and little text."""
        module = self.module_of(line)
        if module is None or module in self._titled:
            return False
        return module.has_image and self._weights[module] <= _CAPTION_WEIGHT

    def is_post(self, line: Line) -> bool:
        """Tell whether `line` stands in the quotation of a social network's post."""
        module = self.module_of(line)
        return module is not None and module in self._posts
