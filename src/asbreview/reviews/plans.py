"""The plan of actions: added to, reported on, done, cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.days import in_words
from asbreview.domain.errors import Misrecorded
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.model import Signed
from asbreview.reviews.case import Case
from asbreview.reviews.commanding import Changed, Commands, once, within
from asbreview.reviews.drafting import draft
from asbreview.reviews.told import ActionTold


class Became(StrEnum):
    """What became of an action."""

    PROGRESSED = "progress was made"
    HELD_UP = "not done yet"
    DONE = "done"
    CANCELLED = "cancelled"


STILL_OPEN: Final = frozenset({Became.PROGRESSED, Became.HELD_UP})


@dataclass(frozen=True, kw_only=True)
class ActionReport:
    """What is reported of one action, on a London date."""

    action_id: UUID
    became: Became
    on: date
    says: str


class PlanCommands(Commands):
    """Actions are followed to their end."""

    @once
    def add_action(self, case_id: UUID, told: ActionTold, *, signed: Signed) -> Changed:
        """Add an action to the plan."""
        case = self.case(case_id)
        case.must_be_open()
        case.must_know([told.body_id], field="body_id")
        recommended = list(case.outcome.recommendations)
        if told.due_on < signed.on:
            raise Misrecorded("The action must be due today or later", field="due_on")
        if not 0 <= told.recommendation <= len(recommended):
            raise Misrecorded("There is no such recommendation", field="recommendation")
        case.outcome.add_action(
            uuid5(signed.command_id, "action"),
            body_id=told.body_id,
            due_on=told.due_on,
            action=case.prose(told.action, "action/text", signed=signed),
            recommendation_id=(
                recommended[told.recommendation - 1] if told.recommendation else None
            ),
            signed=signed,
        )
        return (case.outcome,)

    @once
    def report_actions(
        self, case_id: UUID, reports: Sequence[ActionReport], *, signed: Signed
    ) -> Changed:
        """Record what became of actions; a cancelling needs a reason.

        The applicant is written to of each that has ended; of mere progress, and of
        what is not done yet, they are not.
        """
        case = self.case(case_id)
        case.must_be_open()
        if not reports:
            raise Misrecorded("Say what became of at least one action")
        for number, report in enumerate(reports):
            with within(f"reports-{number}"):
                report_action(case, number, report, signed=signed)
        if all(report.became in STILL_OPEN for report in reports):
            return (case.outcome,)
        return case.outcome, draft(case, LetterKind.PLAN_UPDATE, signed=signed)


def report_action(
    case: Case, number: int, report: ActionReport, *, signed: Signed
) -> None:
    """Record what became of one action; *number* tells it from the others reported.

    Refused (`Misrecorded`) on a day on which there was nothing yet to report of.
    """
    says = case.prose(report.says, f"report/{number}", signed=signed)
    outcome, id_, on = case.outcome, report.action_id, report.on
    _may_have_been(case, report)
    match report.became:
        case Became.PROGRESSED:
            outcome.progress(id_, reported_on=on, progress=says, signed=signed)
        case Became.HELD_UP:
            if not report.says.strip():
                raise Misrecorded("Enter why it is not done yet", field="says")
            outcome.hold_up(id_, reported_on=on, reason=says, signed=signed)
        case Became.DONE:
            outcome.complete(id_, done_on=on, result=says, signed=signed)
        case Became.CANCELLED:
            if not report.says.strip():
                raise Misrecorded(
                    "Enter why it is cancelled: the applicant is told", field="says"
                )
            outcome.cancel(id_, cancelled_on=on, reason=says, signed=signed)


def _may_have_been(case: Case, report: ActionReport) -> None:
    """Refuse (`Misrecorded`) a day on which there was nothing yet to report of.

    What is on the plan may have been done before it was put there, or even before the
    panel met, but not before the case was applied for; and nobody can cancel what
    nobody had decided.
    """
    applied_on = case.trigger.application.applied_on
    if report.on < applied_on:
        raise Misrecorded(
            f"The day cannot be before {in_words(applied_on)}, when the case was"
            " applied for: check the year. If it was done before that, cancel the"
            " action, and say so as the reason",
            field="on",
        )
    found = case.outcome.findings
    if report.became is Became.CANCELLED and found and report.on < found.made_on:
        raise Misrecorded(
            f"The day cannot be before {in_words(found.made_on)}, when the outcome was"
            " decided: enter the day on which it was decided to cancel it",
            field="on",
        )
