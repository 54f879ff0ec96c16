"""Progress updates: promised every so many weeks, and ended."""

from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.errors import Misrecorded
from asbreview.domain.model import Signed
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, Commands, once


class UpdatesCommands(Commands):
    """A promise that is kept again and again, until it ends or the case does."""

    @once
    def promise_updates(
        self,
        case_id: UUID,
        *,
        person_id: UUID,
        every_weeks: int,
        promised_on: date,
        signed: Signed,
    ) -> Changed:
        """Promise a person of the case to tell them how it goes, on a London date."""
        case = self.case(case_id)
        case.must_be_open()
        if person_id not in case.contact.people:
            raise Misrecorded("Choose a person of this case", field="person_id")
        case.contact.promise_updates(
            uuid5(signed.command_id, "updates"),
            person_id=person_id,
            every_weeks=every_weeks,
            promised_on=promised_on,
            signed=signed,
        )
        return (case.contact,)

    @once
    def end_updates(
        self,
        case_id: UUID,
        updates_id: UUID,
        *,
        ended_on: date,
        reason: str,
        signed: Signed,
    ) -> Changed:
        """End a promise of updates, with the reason."""
        case = self.case(case_id)
        must_say(reason, asks="Enter why it ends", field="reason")
        case.contact.end_updates(
            updates_id,
            ended_on=ended_on,
            reason=case.prose(reason, "reason", signed=signed),
            signed=signed,
        )
        return (case.contact,)
