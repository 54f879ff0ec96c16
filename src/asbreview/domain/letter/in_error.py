"""What may have been put on record about a letter in error."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from asbreview.domain.in_error import FactRecordedInError
from asbreview.domain.letter.facts import NOTHING_TO_TELL, HeldBecause, Status

if TYPE_CHECKING:
    from asbreview.domain.letter.record import Letter


class LetterFact(StrEnum):
    """What may turn out not to have happened, by the topic it is recorded under."""

    POSTED = "letter.letter-posted"
    TOLD_OTHERWISE = "letter.letter-told-otherwise"
    RETURNED = "letter.letter-returned"
    FOUND_SENT = "letter.letter-found-sent"
    CANCELLED = "letter.letter-cancelled"


STANDS_AS: Final = {
    LetterFact.POSTED: Status.POSTED,
    LetterFact.TOLD_OTHERWISE: Status.TOLD_OTHERWISE,
    LetterFact.FOUND_SENT: Status.ACCEPTED,
    LetterFact.CANCELLED: Status.CANCELLED,
}
HELD: Final = {
    LetterFact.POSTED: HeldBecause.NOT_POSTED,
    LetterFact.TOLD_OTHERWISE: HeldBecause.NOT_TOLD,
    LetterFact.FOUND_SENT: HeldBecause.NOT_TAKEN,
    LetterFact.CANCELLED: HeldBecause.NOT_CANCELLED,
}
STILL: Final = NOTHING_TO_TELL | {HeldBecause.OVERTAKEN}
"""Why a letter is held that is not to be drawn again, cancelled or not."""


class LetterFactInError(FactRecordedInError):
    """A letter was recorded as posted that was not, or told otherwise, or come back.

    Or as not to be sent. Of one that did not come back, `stands_as` says how it stands
    again, and `went_on` the London date on which it had gone; of the others they are
    nothing.
    """

    TOPIC: ClassVar[str] = "letter.fact-in-error"

    fact: LetterFact
    stands_as: Status | None = None
    went_on: date | None = None

    @property
    def corrects(self) -> str:
        """The topic of what was in error."""
        return self.fact

    def because(self, before: HeldBecause | None) -> HeldBecause:
        """Why the letter is held back from then on; one that has gone is not.

        One that was cancelled and had nothing to tell *before* has nothing to tell now.
        """
        if before is None or self.fact is not LetterFact.CANCELLED:
            return HELD[self.fact]
        return before if before in STILL else HELD[self.fact]

    def apply(self, aggregate: "Letter") -> None:
        """Hold it back, to be drawn again; one that did not come back has gone."""
        if self.stands_as is not None:
            aggregate.stand_again(self)
            return
        aggregate.status = Status.HELD
        aggregate.held_because = self.because(aggregate.held_because)
        aggregate.posted_on = aggregate.told_by = None
