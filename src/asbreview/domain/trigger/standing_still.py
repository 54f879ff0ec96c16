"""The clock of an application: what it stood still for, and from when to when."""

from datetime import date
from uuid import UUID

from asbreview.domain.dates import is_not_before
from asbreview.domain.errors import AlreadyDone, NoSuchThing
from asbreview.domain.ground import Ground
from asbreview.domain.model import Signed
from asbreview.domain.people import Prose
from asbreview.domain.standstill import Standstill
from asbreview.domain.timers import WaitingFor
from asbreview.domain.trigger.facts import ClockPaused, ClockResumed
from asbreview.domain.trigger.received import ApplicationOnFile


class ClockOnFile(ApplicationOnFile):
    """Since when the clock stands still, or stood, for whom the partnership waits."""

    @property
    def standstills(self) -> tuple[Standstill, ...]:
        """Every wait on record, in the order in which they were recorded."""
        return tuple(
            Standstill(
                waiting_for=pause.waiting_for,
                paused_on=pause.paused_on,
                resumed_on=self.resumed.get(pause_id),
            )
            for pause_id, pause in self.pauses.items()
        )

    @property
    def paused(self) -> dict[UUID, ClockPaused]:
        """The waits that go on, by their ids."""
        return {k: p for k, p in self.pauses.items() if k not in self.resumed}

    def pause(  # noqa: PLR0913  a wait is all of these
        self,
        pause_id: UUID,
        waiting_for: WaitingFor,
        *,
        paused_on: date,
        reason: Prose,
        ground: Ground,
        signed: Signed,
    ) -> None:
        """Stop the clock after a day, by London's calendar, for one of the waits.

        Refused: a day to come, before the application, or before an earlier wait for
        the same was over (`Misrecorded`); a second wait for the same at once
        (`AlreadyDone`); a case that ended (`NotPermittedYet`).  That the procedure
        allows it is asked of by the command.
        """
        self.must_be_open()
        if waiting_for in {pause.waiting_for for pause in self.paused.values()}:
            raise AlreadyDone(
                f"The clock stands still already: waiting for {waiting_for}",
                field="waiting_for",
            )
        what, field = "The day the clock stopped", "paused_on"
        self.dated(paused_on, what=what, field=field, signed=signed)
        for wait in self.standstills:
            if wait.waiting_for is waiting_for and wait.resumed_on is not None:
                is_not_before(paused_on, wait.resumed_on, what=what, field=field)
        self._record(
            ClockPaused,
            signed,
            pause_id=pause_id,
            waiting_for=waiting_for,
            paused_on=paused_on,
            reason=reason,
            ground=ground,
        )

    def resume(self, pause_id: UUID, *, resumed_on: date, signed: Signed) -> None:
        """Start the clock again after a day, which is the last that stood still.

        Refused: no such wait (`NoSuchThing`), one that is over (`AlreadyDone`), a day
        to come or before the wait began (`Misrecorded`), a case that ended.
        """
        self.must_be_open()
        if pause_id not in self.pauses:
            raise NoSuchThing("The clock was not stopped, or that is corrected already")
        if pause_id in self.resumed:
            raise AlreadyDone("The clock was started again already")
        what, field = "The day the wait was over", "resumed_on"
        self.dated(resumed_on, what=what, field=field, signed=signed)
        paused_on = self.pauses[pause_id].paused_on
        is_not_before(resumed_on, paused_on, what=what, field=field)
        self._record(ClockResumed, signed, pause_id=pause_id, resumed_on=resumed_on)
