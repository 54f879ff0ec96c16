"""A letter that was not posted, or told otherwise, or had not come back, after all."""

from contextlib import suppress
from uuid import UUID

from asbreview.domain.contact.in_error import ContactFact
from asbreview.domain.errors import CaseReviewRefused, NoSuchThing
from asbreview.domain.letter.in_error import LetterFact
from asbreview.domain.model import Signed
from asbreview.reviews.case import Case
from asbreview.reviews.commanding import Changed
from asbreview.reviews.telling import SENT_AFTER_THE_END, Telling, telling, untell


class LettersInError(Telling):
    """What that did to the letter, the address and what was told is taken back."""

    def _correct_letter(
        self,
        case: Case,
        fact: LetterFact,
        item_id: UUID,
        reason: str,
        *,
        signed: Signed,
    ) -> Changed:
        """Take back what was recorded of a letter.

        *item_id* is the letter's, or of one that came back the command's that said so.
        """
        if fact is LetterFact.RETURNED:
            return self._not_returned(case, item_id, reason, signed=signed)
        return self._not_told(case, fact, item_id, reason, signed=signed)

    def _not_told(
        self,
        case: Case,
        fact: LetterFact,
        letter_id: UUID,
        reason: str,
        *,
        signed: Signed,
    ) -> Changed:
        """Take back that a letter told something, and with it that they were told."""
        letter = self.letter(letter_id)
        if letter.case_id != case.case_id:
            raise NoSuchThing("There is no such letter on this case")
        if letter.kind not in SENT_AFTER_THE_END:
            case.must_be_open()
        told_by = letter.told_by
        why = case.prose(reason, "reason", signed=signed)
        letter.take_back(fact, reason=why, signed=signed)
        untell(case, letter, told_by, why, signed=signed)
        return letter, *telling([case])

    def _not_returned(
        self, case: Case, item_id: UUID, reason: str, *, signed: Signed
    ) -> Changed:
        """Take back that a command recorded of a letter that it came back.

        It has gone as it had, and what it says is told of that day, where that still
        holds.  Letters go to the address again unless another one came back from it.
        """
        back = case.contact.came_back.get(item_id)
        if back is None:
            raise NoSuchThing("There is no such thing, or it is corrected already")
        letter = self.letter(back.letter_id)
        if letter.kind not in SENT_AFTER_THE_END:
            case.must_be_open()
        why = case.prose(reason, "reason", signed=signed)
        went = letter.take_back_return(item_id, reason=why, signed=signed)
        fact = ContactFact.CAME_BACK
        case.contact.take_back(fact, item_id, reason=why, signed=signed)
        with suppress(CaseReviewRefused):
            self._tell(case, letter, went.posted_on, signed=signed)
        return letter, *telling([case])
