"""What may have been put on record about a letter in error."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from asbreview.domain.in_error import FactRecordedInError
from asbreview.domain.letter.facts import HeldBecause, Status

if TYPE_CHECKING:
    from asbreview.domain.letter.record import Letter


class LetterFact(StrEnum):
    """What may turn out not to have happened, by the topic it is recorded under."""

    POSTED = "letter.letter-posted"
    TOLD_OTHERWISE = "letter.letter-told-otherwise"


STANDS_AS: Final = {
    LetterFact.POSTED: Status.POSTED,
    LetterFact.TOLD_OTHERWISE: Status.TOLD_OTHERWISE,
}
HELD: Final = {
    LetterFact.POSTED: HeldBecause.NOT_POSTED,
    LetterFact.TOLD_OTHERWISE: HeldBecause.NOT_TOLD,
}


class LetterFactInError(FactRecordedInError):
    """A letter was recorded as posted that was not, or as told in another way."""

    TOPIC: ClassVar[str] = "letter.fact-in-error"

    fact: LetterFact

    @property
    def corrects(self) -> str:
        """The topic of what was in error."""
        return self.fact

    @property
    def because(self) -> HeldBecause:
        """Why the letter is held back from then on."""
        return HELD[self.fact]

    def apply(self, aggregate: "Letter") -> None:
        """Hold it back: it is to be drawn again, its days counted from then."""
        aggregate.status = Status.HELD
        aggregate.held_because = self.because
        aggregate.posted_on = aggregate.told_by = None
