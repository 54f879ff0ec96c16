"""Stopping the clock while the partnership has to wait, and starting it again."""

from datetime import date
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.procedure import Procedure
from asbreview.domain.timers import WaitingFor
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.drafting import draft

STARTED_AGAIN: Final = "The clock was started again: a later letter tells both."
ASKS: Final = "Enter what you are waiting for, and what was asked"


class StandstillCommands(Commands):
    """The clock stands still only for what the procedure says."""

    @once
    def pause_clock(
        self,
        case_id: UUID,
        waiting_for: WaitingFor,
        *,
        paused_on: date,
        reason: str,
        signed: Signed,
    ) -> Changed:
        """Stop the clock after a London date, and draft the letter that says so.

        The days that follow count as none.
        """
        case = self.case(case_id)
        case.must_be_open()
        must_say(reason, asks=ASKS, field="reason")
        if waiting_for not in waits_allowed(case.procedure):
            raise NotPermittedYet(
                f"The procedure stops no clock for this: waiting for {waiting_for}",
                field="waiting_for",
            )
        case.trigger.pause(
            uuid5(signed.command_id, "pause"),
            waiting_for,
            paused_on=paused_on,
            reason=case.prose(reason, "reason", signed=signed),
            ground=case.ground(case.trigger, case.evidence, case.panel, case.outcome),
            signed=signed,
        )
        return case.trigger, draft(case, LetterKind.CLOCK_STOPPED, signed=signed)

    @once
    def resume_clock(
        self, case_id: UUID, pause_id: UUID, *, resumed_on: date, signed: Signed
    ) -> Changed:
        """Start the clock again, and draft the letter that tells the new days.

        The London date given is the last that stood still.  A letter that it stands
        still which has not gone is cancelled: the new one tells both.
        """
        case = self.case(case_id)
        case.must_be_open()
        overtaken = self._not_yet_told(case, pause_id)
        for letter in overtaken:
            why = case.prose(STARTED_AGAIN, f"letter/{letter.id}", signed=signed)
            letter.cancel(reason=why, signed=signed)
        case.trigger.resume(pause_id, resumed_on=resumed_on, signed=signed)
        letter = draft(case, LetterKind.CLOCK_STARTED, signed=signed)
        return case.trigger, letter, *overtaken

    def _not_yet_told(self, case: Case, pause_id: UUID) -> list[Letter]:
        """Return the letters about a wait that have not gone."""
        pause = case.trigger.paused.get(pause_id)
        if pause is None:
            return []
        letters = self.caused_by(pause.command_id, LetterKind.CLOCK_STOPPED)
        return [letter for letter in letters if letter.is_open]


def waits_allowed(procedure: Procedure) -> tuple[WaitingFor, ...]:
    """Return what some timer of a procedure stands still for, in order."""
    timers = [timer for timer in procedure.timers if not timer.before]
    return tuple(w for w in WaitingFor if any(w in t.pauses_for for t in timers))
