"""The versions of an area's procedures: which there are, and which is in force."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import StoredEvent

from asbreview.domain.errors import NoSuchThing
from asbreview.domain.procedure import Procedure
from asbreview.domain.review_procedure import ReviewProcedure
from asbreview.store.mapper import replay
from asbreview.store.recording import LogRecorder

MOST_VERSIONS: Final = 200  # of one area's procedures: more than any has adopted


class ProcedureVersions(Application[UUID]):
    """The log, and what it has of the procedures of an area."""

    recorder: LogRecorder

    def end_of_log(self) -> int:
        """Return the position of the last event, 0 if there is none."""
        return self.recorder.max_notification_id() or 0

    def procedure_in_force(self, procedure_id: str, on: date) -> Procedure:
        """Return the version in force on a London date (`NoSuchThing` if none was)."""
        for version in reversed(self.procedure_versions(procedure_id)):
            if version.is_in_force_on(on):
                return version.procedure
        raise NoSuchThing(
            f"No review procedure {procedure_id} was in force on that day",
            field="applied_on",
        )

    def procedure_versions(
        self, procedure_id: str, *, as_of: int | None = None
    ) -> list[ReviewProcedure]:
        """Return every version, the first one first, now or as of a position."""
        record_ids = [
            ReviewProcedure.id_for(procedure_id, number)
            for number in range(1, MOST_VERSIONS + 1)
        ]
        histories = self._recorded(record_ids, as_of)
        return [
            self._replayed(histories[record_id])
            for record_id in record_ids
            if record_id in histories
        ]

    def in_force_from(
        self, procedure_id: str, *, as_of: int | None = None
    ) -> dict[int, date]:
        """Return the day from which each adopted version is in force, by its number."""
        return {
            each.procedure.version: each.in_force_from
            for each in self.procedure_versions(procedure_id, as_of=as_of)
            if each.in_force_from is not None
        }

    def _recorded(
        self, record_ids: list[UUID], as_of: int | None
    ) -> dict[UUID, list[StoredEvent]]:
        up_to = self.end_of_log() if as_of is None else as_of
        return self.recorder.histories(record_ids, up_to=up_to)

    def _replayed(self, history: list[StoredEvent]) -> Any:
        return replay(None, map(self.mapper.to_domain_event, history))
