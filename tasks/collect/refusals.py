"""How a request failed, as the room says it that noticed: an outcome and a sentence for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tasks.web import Outcome


class RefusalError(Exception):
    """A request that came to nothing; the fetcher turns it into its answer."""

    def __init__(self, outcome: Outcome, sentence: str) -> None:
        super().__init__(sentence)
        self.outcome = outcome
        self.sentence = sentence
