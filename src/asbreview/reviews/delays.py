"""Giving a step more time, and telling the applicant why."""

from datetime import date
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.errors import NoSuchThing, NotPermittedYet
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.overtaken import must_stand, overtaken
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.drafting import draft

EXTENDED: Final = overtaken("The step was given more time")
MORE_TIME: Final = "The step was given more time again: a later letter tells it."


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
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Give a step until a later London date, and draft the letter that says so.

        A letter about an earlier delay of the step that has not gone is cancelled: the
        applicant is told once, of the day they were last told and of the latest.
        Refused (`AlreadyDone`) where the step was given more time *since* a version of
        the application's record.
        """
        case = self.case(case_id)
        must_stand(since, case.trigger.extended_since(timer_id), says=EXTENDED)
        case.must_be_open()
        must_say(reason, asks="Enter the reason: the applicant is told", field="reason")
        _must_be_extendable(case, timer_id)
        told_due_on, overtaken = self._last_told(case, timer_id)
        for letter in overtaken:
            why = case.prose(MORE_TIME, f"letter/{letter.id}", signed=signed)
            letter.cancel(reason=why, signed=signed)
        case.trigger.extend(
            uuid5(signed.command_id, "extension"),
            timer_id,
            was_due_on=was_due_on,
            told_due_on=told_due_on,
            due_on=due_on,
            reason=case.prose(reason, "reason", signed=signed),
            ground=case.ground(case.trigger, case.evidence, case.panel, case.outcome),
            signed=signed,
        )
        letter = draft(case, LetterKind.DELAY, signed=signed)
        return case.trigger, letter, *overtaken

    def _last_told(self, case: Case, timer_id: str) -> tuple[date | None, list[Letter]]:
        """Return the day that was last told, if an earlier letter has not gone; those.

        The last one may have been cancelled by a person: it told nothing either.
        """
        given = [x for x in case.trigger.more_time.values() if x.timer_id == timer_id]
        if not given:
            return None, []
        letters = list(self.caused_by(given[-1].command_id, LetterKind.DELAY))
        if any(letter.has_told for letter in letters):
            return None, []
        return given[-1].told_due_on, [x for x in letters if x.can_be_stopped]


def _must_be_extendable(case: Case, timer_id: str) -> None:
    timer = case.procedure.timer(timer_id)
    if timer is None:
        raise NoSuchThing("The procedure has no such step", field="timer_id")
    if not timer.extendable:
        raise NotPermittedYet(
            f"The procedure gives no more time for this step: {timer.says}",
            field="timer_id",
        )
