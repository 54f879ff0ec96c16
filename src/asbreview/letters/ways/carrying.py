"""What every way of sending a letter has in common."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol
from uuid import UUID

from asbreview.domain.letter.facts import Way
from asbreview.domain.letter.sending import Obstacle


@dataclass(frozen=True)
class Outgoing:
    """A letter that is about to be passed on.

    `drawing` tells it from the same letter as it was drawn before; `is_retry` that it
    was tried before as it is now drawn.
    """

    letter_id: UUID
    drawing: int
    is_retry: bool
    at: datetime
    to_email: str = field(repr=False)
    text: str = field(repr=False)
    pdf: bytes = field(repr=False)

    @property
    def reference(self) -> str:
        """What the letter is known by elsewhere; it tells of nobody."""
        return reference_of(self.letter_id, self.drawing)


def reference_of(letter_id: UUID, drawing: int) -> str:
    """Name a letter as it was drawn once; drawn again, it is another."""
    return f"{letter_id.hex}-{drawing}"


class NotTaken(Exception):
    """A letter was surely not taken.

    `for_good` if to try again is of no use; `is_down` if no other letter would have
    been taken either.
    """

    def __init__(
        self, because: Obstacle, *, for_good: bool = False, is_down: bool = False
    ) -> None:
        super().__init__(str(because))
        self.because, self.for_good, self.is_down = because, for_good, is_down


class Unsure(Exception):
    """Nobody can say whether a letter was taken."""

    def __init__(self, because: Obstacle) -> None:
        super().__init__(str(because))
        self.because = because


class Fate(Enum):
    """What became of a letter that was taken."""

    NOT_THERE = "nothing is known of it"
    UNDER_WAY = "under way"
    FORWARDED = "passed on"
    RETURNED = "came back"
    FAILED = "could not be delivered"


class Carrier(Protocol):
    """A way of sending."""

    @property
    def way(self) -> Way:
        """Which it is."""

    def carry(self, letter: Outgoing, *, about_to: Callable[[], None]) -> str:
        """Pass a letter on, once, and return what it is known by from then on.

        *about_to* is called at the last moment at which the letter is surely not taken
        yet; what it raises ends the attempt.  `NotTaken` or `Unsure` otherwise.
        """

    def look(self) -> None:
        """Find out whether letters would be taken now (`NotTaken` if not)."""

    def taken_as(self, reference: str) -> str | None:
        """Return what a letter is known by, if it was taken and this can be asked.

        `NotTaken` where there is no answer.
        """

    def fate(self, taken_as: str) -> Fate:
        """Return what became of a letter that was taken (`NotTaken`: no answer)."""
