"""What somebody writes into a letter in words of their own, beside what it tells.

What was decided, and every day, is worked out from what is on record, and nobody can
write in it.  There are places in a letter for more (`docs/decisions/0049`).
"""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from asbreview.domain.model import CaseEvent, Value
from asbreview.domain.people import Prose

if TYPE_CHECKING:
    from asbreview.domain.letter.record import Letter


class Place(StrEnum):
    """Where in a letter somebody may write; whether it has the place, its text says."""

    AFTER_REASONS = "after the reasons"
    AT_THE_END = "at the end"


class OwnWords(Value):
    """What somebody wrote into a letter in one place."""

    place: Place
    words: Prose


class OwnWordsWritten(CaseEvent):
    """Somebody wrote into a letter, or took out what had been written into it.

    It holds all that stands in the letter from then on.
    """

    TOPIC: ClassVar[str] = "letter.own-words-written"

    own_words: tuple[OwnWords, ...]

    def apply(self, aggregate: "Letter") -> None:
        """Remember the words, and who wrote them: nobody has approved them yet."""
        aggregate.own_words = self.own_words
        aggregate.own_words_since = self.originator_version
        aggregate.authors |= {self.recorded_by}
        aggregate.is_approved = False
