"""Stopping the clock while the partnership has to wait, and starting it again."""

from datetime import date
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.model import Signed
from asbreview.domain.procedure import Procedure
from asbreview.domain.timers import WaitingFor
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, Commands, once

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
        """Stop the clock after a London date: the days that follow count as none."""
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
        return (case.trigger,)

    @once
    def resume_clock(
        self, case_id: UUID, pause_id: UUID, *, resumed_on: date, signed: Signed
    ) -> Changed:
        """Start the clock again: the London date given is the last that stood still."""
        case = self.case(case_id)
        case.must_be_open()
        case.trigger.resume(pause_id, resumed_on=resumed_on, signed=signed)
        return (case.trigger,)


def waits_allowed(procedure: Procedure) -> tuple[WaitingFor, ...]:
    """Return what some timer of a procedure stands still for, in order."""
    timers = [timer for timer in procedure.timers if not timer.before]
    return tuple(w for w in WaitingFor if any(w in t.pauses_for for t in timers))
