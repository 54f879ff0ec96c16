"""A letter that told what was recorded in error, and what is done about that."""

from typing import TYPE_CHECKING, ClassVar

from asbreview.domain.model import CaseEvent
from asbreview.domain.people import Prose

if TYPE_CHECKING:
    from asbreview.domain.letter.record import Letter


class LetterLeftAsItIs(CaseEvent):
    """No letter is needed to put right what this one told in error, and why.

    It is about what had turned out to be in error until then, and no more.
    """

    TOPIC: ClassVar[str] = "letter.letter-left-as-it-is"

    reason: Prose

    def apply(self, aggregate: "Letter") -> None:
        """Remember why; the letter went as it was."""
        aggregate.left_because = self.reason
