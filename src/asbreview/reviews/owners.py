"""What the body that owns an action reports of it by its link."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.model import Signed
from asbreview.reviews.case import Case
from asbreview.reviews.commanding import Changed, Commands, once, within
from asbreview.reviews.drafting import draft
from asbreview.reviews.plans import STILL_OPEN, ActionReport, Became, report_action


@dataclass(frozen=True, kw_only=True)
class OwnersReport:
    """What an owner reports of one action; nothing of it is dated but by its coming.

    `may_be_told` says that the applicant may be told its very words; else they are told
    only that the action is done.
    """

    action_id: UUID
    became: Became
    says: str
    may_be_told: bool = False


class OwnerCommands(Commands):
    """Those who own the actions report on them themselves."""

    @once
    def report_by_owner(
        self,
        case_id: UUID,
        body_id: UUID,
        reports: Sequence[OwnersReport],
        *,
        signed: Signed,
    ) -> Changed:
        """Record what a body reports of its own actions; of no other (`NoSuchThing`).

        It counts at once: an action that its owner says is done is done.  The letter
        that tells the applicant is drafted, and held until a caseworker has read it
        (`docs/decisions/0110`).  An owner cancels nothing (`Misrecorded`).
        """
        case = self.case(case_id)
        case.must_be_open()
        if not reports:
            raise Misrecorded("Say how far at least one action is")
        for number, report in enumerate(reports):
            with within(f"reports-{number}"):
                _report(case, body_id, number, report, signed=signed)
        if all(report.became in STILL_OPEN for report in reports):
            return (case.outcome,)
        letter = draft(case, LetterKind.PLAN_UPDATE, signed=signed)
        if letter.held_because is None:  # else a second officer reads it
            letter.hold_back(HeldBecause.UNREAD, signed=signed)
        return case.outcome, letter


def _report(
    case: Case, body_id: UUID, number: int, report: OwnersReport, *, signed: Signed
) -> None:
    action = case.outcome.actions.get(report.action_id)
    if action is None or action.body_id != body_id:
        raise NoSuchThing("There is no such action")
    if report.became is Became.CANCELLED:
        raise Misrecorded("Only the panel can cancel an action", field="became")
    if not report.says.strip():
        raise Misrecorded(
            "Enter what was done, or why it is not done yet", field="says"
        )
    told = report.says
    if report.became is Became.DONE and not report.may_be_told:
        words = case.prose(told, f"report/{number}/not told", signed=signed)
        case.outcome.progress(
            report.action_id, reported_on=signed.on, progress=words, signed=signed
        )
        told = ""
    report_action(
        case,
        number,
        ActionReport(
            action_id=report.action_id, became=report.became, on=signed.on, says=told
        ),
        signed=signed,
    )
