"""What an area puts on record, and takes back: changes, assessments and returns."""

from typing import Any, TypeVar
from uuid import UUID

from asbreview.domain.area_record import AreaRecord
from asbreview.domain.model import Signed
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, Commands, once

R = TypeVar("R", bound=AreaRecord[Any])


class AreaRecordCommands(Commands):
    """What is done alike with whatever an area puts on record."""

    @once
    def take_back_of_area(
        self,
        kind: type[AreaRecord[Any]],
        area_id: str,
        item_id: UUID,
        *,
        reason: str,
        signed: Signed,
    ) -> Changed:
        """Record that something an area put on record was in error, and what was wrong.

        Refused (`Misrecorded`) without; `NoSuchThing` if it does not stand.
        """
        must_say(reason, asks="Enter what was wrong", field="reason")
        record = self.area_record_to_add_to(kind, area_id, signed=signed)
        record.take_back(item_id, reason=reason.strip(), signed=signed)
        return (record,)

    def area_record(
        self, kind: type[R], area_id: str, *, as_of: int | None = None
    ) -> R | None:
        """Return what an area put on record of a kind; nothing if it never did."""
        return self.as_it_stood(kind, kind.id_for(area_id), as_of)

    def area_record_to_add_to(
        self, kind: type[R], area_id: str, *, signed: Signed
    ) -> R:
        """Return a record of an area, opened where there is none yet."""
        stands = self.area_record(kind, area_id)
        return stands or kind.open_for(area_id, signed=signed)
