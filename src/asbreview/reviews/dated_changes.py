"""Naming what an area changed on a day: charts are reckoned anew from there."""

from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.changes.facts import DatedChange
from asbreview.domain.changes.record import Changes
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.model import Signed
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import FAR, Changed, Commands, once


class DatedChangeCommands(Commands):
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
        changes = self.changes_of(area_id)
        if changes is None:
            changes = Changes.open_for(area_id, signed=signed)
        change = DatedChange(
            change_id=uuid5(signed.command_id, "change"),
            on=on,
            says=says.strip(),
            why=why.strip(),
        )
        changes.name_change(change, signed=signed)
        return (changes,)

    @once
    def take_back_change(
        self, area_id: str, change_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Record that a change was named in error, and what was wrong.

        `NoSuchThing` if it does not stand.
        """
        must_say(reason, asks="Enter what was wrong", field="reason")
        changes = self.changes_of(area_id)
        if changes is None:
            raise NoSuchThing("The area has named no change")
        changes.take_back(change_id, reason=reason.strip(), signed=signed)
        return (changes,)

    def changes_of(self, area_id: str, *, as_of: int | None = None) -> Changes | None:
        """Return what an area named as changed; nothing if it never did."""
        record_id = Changes.id_for(area_id)
        position = FAR if as_of is None else as_of
        version = self.recorder.version_as_of(record_id, position)
        return self.get(Changes, record_id, version) if version else None

    def dated_changes(
        self, area_id: str, *, as_of: int | None = None
    ) -> list[DatedChange]:
        """Return the changes of an area that stand, the first one first."""
        changes = self.changes_of(area_id, as_of=as_of)
        return changes.standing if changes else []
