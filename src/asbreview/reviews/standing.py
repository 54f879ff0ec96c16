"""What stands for every case: the procedures in force, and the working calendar."""

from collections.abc import Container, Iterator
from datetime import date
from itertools import count

from eventsourcing.application import AggregateNotFoundError

from asbreview.domain.calendar import Calendar, Holiday
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.procedure import Procedure, ReviewProcedure
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.store.mapper import replay


class StandingCommands(Commands):
    """Recording procedures and days."""

    @once
    def record_procedure(
        self, procedure: Procedure, *, in_force_from: date, signed: Signed
    ) -> Changed:
        """Record a version of the review procedures as in force from a London date."""
        return (
            ReviewProcedure.record(
                procedure, in_force_from=in_force_from, signed=signed
            ),
        )

    @once
    def set_calendar(
        self, holidays: tuple[Holiday, ...], *, known_until: date, signed: Signed
    ) -> Changed:
        """Set, once, the days on which nobody works, and until when they are known."""
        return (Calendar.set_to(holidays, known_until=known_until, signed=signed),)

    @once
    def extend_calendar(
        self, holidays: tuple[Holiday, ...], *, known_until: date, signed: Signed
    ) -> Changed:
        """Make the bank holidays of further years known."""
        calendar = self.get(Calendar, Calendar.ID)
        calendar.extend(holidays, known_until=known_until, signed=signed)
        return (calendar,)

    @once
    def proclaim_holiday(
        self,
        holiday: Holiday,
        *,
        source: str,
        resting: Container[date] = (),
        signed: Signed,
    ) -> Changed:
        """Add a bank holiday proclaimed late; open due dates move, visibly.

        *resting* are the days that something settled or overdue was counted over, as
        `projections.moves` finds them: in the past, such a day is refused.
        """
        calendar = self.get(Calendar, Calendar.ID)
        calendar.proclaim_holiday(
            holiday, source=source, resting=resting, signed=signed
        )
        return (calendar,)

    @once
    def add_closures(
        self,
        closures: tuple[Holiday, ...],
        *,
        resting: Container[date] = (),
        signed: Signed,
    ) -> Changed:
        """Add days on which the partnership is shut: all of them, or none."""
        calendar = self.get(Calendar, Calendar.ID)
        calendar.add_closures(closures, resting=resting, signed=signed)
        return (calendar,)

    @once
    def take_back_closure(self, on: date, *, reason: str, signed: Signed) -> Changed:
        """Record that a closure was recorded in error; open due dates move back."""
        calendar = self.get(Calendar, Calendar.ID)
        calendar.take_back_closure(on, reason=reason, signed=signed)
        return (calendar,)

    def procedure_in_force(self, procedure_id: str, on: date) -> Procedure:
        """Return the version in force on a London date (`NoSuchThing` if none was)."""
        in_force = [r for r in self._versions(procedure_id) if r.in_force_from <= on]
        if not in_force:
            raise NoSuchThing(
                f"No review procedure {procedure_id} was in force on that day",
                field="applied_on",
            )
        return max(
            in_force, key=lambda r: (r.in_force_from, r.procedure.version)
        ).procedure

    def _versions(self, procedure_id: str) -> Iterator[ReviewProcedure]:
        for version in count(1):
            id_ = ReviewProcedure.id_for(procedure_id, version)
            try:
                yield self.repository.get(id_, projector_func=replay)
            except AggregateNotFoundError:
                return
