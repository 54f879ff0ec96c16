"""A second officer's look at a letter before it goes, where the procedure asks for it.

What is approved is what the letter tells: the words, drawn from the records as they
stood.  That its days are counted anew because it goes on another day changes none of
that; whatever else does takes the approval with it (`docs/decisions/0050`).
"""

from typing import TYPE_CHECKING, ClassVar

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, Status
from asbreview.domain.letter.written import WrittenLetter
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.people import Prose

if TYPE_CHECKING:
    from asbreview.domain.letter.record import Letter


class LetterApproved(CaseEvent):
    """A second officer approved a letter: it may go."""

    TOPIC: ClassVar[str] = "letter.letter-approved"

    def apply(self, aggregate: "Letter") -> None:
        """Remember that it may go."""
        aggregate.status, aggregate.held_because = Status.DRAFTED, None
        aggregate.is_approved = True


class LetterSentBack(CaseEvent):
    """A second officer sent a letter back to whoever drafted it, and said why."""

    TOPIC: ClassVar[str] = "letter.letter-sent-back"

    reason: Prose

    def apply(self, aggregate: "Letter") -> None:
        """Remember that it waits to be put right."""
        aggregate.held_because = HeldBecause.SENT_BACK


class CheckedLetter(WrittenLetter):
    """A letter that may need another officer's approval before it goes.

    Whoever drafted it, wrote in it, or corrected what it tells is one of its `authors`,
    who cannot approve it.
    """

    @property
    def awaits_approval(self) -> bool:
        """Does it wait for a second officer?"""
        return self.held_because is HeldBecause.APPROVAL

    @property
    def lacks_approval(self) -> bool:
        """Would it have to be approved before it goes?"""
        return self.needs_approval and not self.is_approved

    def approve(self, *, signed: Signed) -> None:
        """Record that a second officer approved the letter.

        Refused (`NotPermittedYet`) by one of its authors, and while it does not wait
        for that.
        """
        self._must_be_for(signed)
        self._record(LetterApproved, signed)

    def send_back(self, *, reason: Prose, signed: Signed) -> None:
        """Record that a second officer found something wrong with the letter.

        Refused (`NotPermittedYet`) by one of its authors, who put it right at once.
        """
        self._must_be_for(signed)
        self._record(LetterSentBack, signed, reason=reason)

    def _must_be_for(self, signed: Signed) -> None:
        self._must_be_open()
        if not self.awaits_approval:
            raise NotPermittedYet("The letter does not wait for a second officer")
        if signed.by in self.authors:
            raise NotPermittedYet(
                "You drafted this letter, wrote in it, or corrected what it tells:"
                " another officer has to look at it"
            )

    def _must_be_approved(self) -> None:
        if self.lacks_approval:
            raise NotPermittedYet("A second officer has not approved the letter")
