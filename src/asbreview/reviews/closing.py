"""Closing a case, once whoever applied was told the decision that ends it."""

from datetime import date
from typing import Final
from uuid import UUID

from asbreview.domain.dates import is_not_before
from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.outcome.facts import ClosedAs
from asbreview.domain.sealed import ERASED
from asbreview.reviews.case import Case, rely
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.drafting import draft
from asbreview.reviews.thresholds import must_be_passed_on, must_still_stand
from asbreview.signing import A_BODY

NOT_LET_GO: Final = frozenset(
    {
        HeldBecause.UNREAD,
        HeldBecause.WORDS,
        HeldBecause.APPROVAL,
        HeldBecause.SENT_BACK,
    }
)
UNREAD: Final = (
    "The closing letter would tell what a body reported of action {number}, and nobody"
    " here has let that go. Open the letter about it, read it and let it go. If the"
    " words may not be told, or you cancelled it, record under Outcome that the action"
    " was recorded as done in error, and record again what was done, in words that may"
    " be told"
)


class ClosingCommands(Commands):
    """How a case ends that was decided."""

    @once
    def close_case(self, case_id: UUID, *, closed_on: date, signed: Signed) -> Changed:
        """Close the case, and draft the closing letter.

        Refused while the applicant has not been told the decision that ends it, an
        action is open, or nobody here has read what a body reported and the letter
        tells (`docs/decisions/0115`).  Every record is relied on: none may change
        meanwhile.
        """
        case = self.case(case_id)
        case.must_be_open()
        closed_as, told_on = _what_ends(case)
        self._must_be_read(case)
        is_not_before(closed_on, told_on, what="The closing", field="closed_on")
        case.outcome.close(
            closed_on=closed_on,
            closed_as=closed_as,
            ground=case.ground(*case.records),
            signed=signed,
        )
        others = case.trigger, case.evidence, case.panel, case.contact
        rely(others, "closing", signed=signed)
        letter = draft(case, LetterKind.CLOSING, signed=signed)
        return case.outcome, *others, letter

    def _must_be_read(self, case: Case) -> None:
        """Refuse (`NotPermittedYet`) words of a body that no caseworker let go.

        The closing letter tells them once more, where the letter that told them first
        still waits to be read, or was not to go.
        """
        for done in case.outcome.done.values():
            words = self.keyring.reveal(done.result.text)
            if done.recorded_by != A_BODY or words in {"", ERASED}:
                continue
            letters = self.caused_by(done.command_id, LetterKind.PLAN_UPDATE)
            if any(_is_unread(letter) for letter in letters):
                number = case.outcome.action_numbers[done.action_id]
                raise NotPermittedYet(UNREAD.format(number=number))


def _is_unread(letter: Letter) -> bool:
    waits = letter.status is Status.HELD and letter.held_because in NOT_LET_GO
    return waits or letter.status is Status.CANCELLED


def _what_ends(case: Case) -> tuple[ClosedAs, date]:
    """Say what a closing follows, told when; or refuse it (`NotPermittedYet`)."""
    decided = case.trigger.threshold
    if decided is None:
        raise NotPermittedYet("The threshold is still to be decided")
    must_be_passed_on(case)
    if case.trigger.threshold_told_on is None:
        raise NotPermittedYet(
            "The applicant has not been told the decision on the threshold yet"
        )
    if not decided.met:
        must_still_stand(case)
        return ClosedAs.NOT_MET, case.trigger.threshold_told_on
    if case.outcome.findings is None:
        raise NotPermittedYet("The review is still to be carried out")
    if case.outcome.told_on is None:
        raise NotPermittedYet("The applicant has not been told the outcome yet")
    return ClosedAs.REVIEWED, case.outcome.told_on
