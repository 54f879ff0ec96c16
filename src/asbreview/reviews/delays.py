"""Giving a step more time, and telling the applicant why."""

from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.errors import NoSuchThing, NotPermittedYet
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.model import Signed
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.drafting import draft


class DelayCommands(Commands):
    """A delay is told before it is felt."""

    @once
    def extend_deadline(  # noqa: PLR0913  a delay is all of these
        self,
        case_id: UUID,
        timer_id: str,
        *,
        was_due_on: date,
        due_on: date,
        reason: str,
        signed: Signed,
    ) -> Changed:
        """Give a step until a later London date, and draft the letter that says so."""
        case = self.case(case_id)
        case.must_be_open()
        must_say(reason, asks="Enter the reason: the applicant is told", field="reason")
        _must_be_extendable(case, timer_id)
        case.trigger.extend(
            uuid5(signed.command_id, "extension"),
            timer_id,
            was_due_on=was_due_on,
            due_on=due_on,
            reason=case.prose(reason, "reason", signed=signed),
            ground=case.ground(case.trigger, case.evidence, case.panel, case.outcome),
            signed=signed,
        )
        return case.trigger, draft(case, LetterKind.DELAY, signed=signed)


def _must_be_extendable(case: Case, timer_id: str) -> None:
    timer = case.procedure.timer(timer_id)
    if timer is None:
        raise NoSuchThing("The procedure has no such step", field="timer_id")
    if not timer.extendable:
        raise NotPermittedYet(
            f"The procedure gives no more time for this step: {timer.says}",
            field="timer_id",
        )
