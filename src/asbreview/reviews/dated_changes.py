"""Naming what an area changed on a day: charts are reckoned anew from there."""

from datetime import date
from uuid import uuid5

from asbreview.domain.changes.facts import DatedChange
from asbreview.domain.changes.record import Changes
from asbreview.domain.model import Signed
from asbreview.reviews.area_records import AreaRecordCommands
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, once


class DatedChangeCommands(AreaRecordCommands):
    """What an area changed in how it works, besides its procedures."""

    @once
    def name_change(
        self, area_id: str, *, on: date, says: str, why: str, signed: Signed
    ) -> Changed:
        """Name what changed on a London date that has come, and why it is named.

        Refused (`Misrecorded`) without either; on a day yet to come; and where another
        of that day stands (`AlreadyDone`).
        """
        must_say(says, asks="Enter what changed", field="says")
        must_say(why, asks="Enter why charts are to begin anew with it", field="why")
        changes = self.area_record_to_add_to(Changes, area_id, signed=signed)
        change = DatedChange(
            change_id=uuid5(signed.command_id, "change"),
            on=on,
            says=says.strip(),
            why=why.strip(),
        )
        changes.name_change(change, signed=signed)
        return (changes,)

    def changes_of(self, area_id: str, *, as_of: int | None = None) -> Changes | None:
        """Return what an area named as changed; nothing if it never did."""
        return self.area_record(Changes, area_id, as_of=as_of)

    def dated_changes(
        self, area_id: str, *, as_of: int | None = None
    ) -> list[DatedChange]:
        """Return the changes of an area that stand, the first one first."""
        changes = self.changes_of(area_id, as_of=as_of)
        return changes.standing if changes else []
