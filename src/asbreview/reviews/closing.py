"""Closing a case, once whoever applied was told the decision that ends it."""

from datetime import date
from uuid import UUID

from asbreview.domain.dates import is_not_before
from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.model import Signed
from asbreview.domain.outcome.facts import ClosedAs
from asbreview.reviews.case import Case, rely
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.drafting import draft
from asbreview.reviews.thresholds import must_be_passed_on, must_still_stand


class ClosingCommands(Commands):
    """How a case ends that was decided."""

    @once
    def close_case(self, case_id: UUID, *, closed_on: date, signed: Signed) -> Changed:
        """Close the case, and draft the closing letter.

        Refused while the applicant has not been told the decision that ends it, or
        an action is open.  Every record is relied on: none may change meanwhile.
        """
        case = self.case(case_id)
        case.must_be_open()
        closed_as, told_on = _what_ends(case)
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
