"""Adjustments that people of a case ask for, and the answers to them."""

from datetime import date
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.contact.adjustments import Made
from asbreview.domain.contact.record import Contact
from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.people import HeardBy, OfPerson
from asbreview.domain.sealed import Sealed
from asbreview.domain.working_days import WorkingCalendar, within
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, Commands, once

# The Act sets no time, and no published procedure read does: our own choice.
WORKING_DAYS: Final = 5
ASKS: Final = {
    Made.AS_ASKED: "Enter what is arranged",
    Made.OTHERWISE: "Enter what is arranged instead, and why: they are told",
    Made.NOT_MADE: "Enter why it is not made: they are told",
}


class AdjustmentCommands(Commands):
    """Something is asked to be done differently, and answered."""

    @once
    def ask_for_adjustment(  # noqa: PLR0913  an adjustment is all of these
        self,
        case_id: UUID,
        *,
        person_id: UUID,
        asked: str,
        how: HeardBy,
        asked_on: date,
        signed: Signed,
    ) -> Changed:
        """Record what a person of the case asked for, on a London date."""
        case = self.case(case_id)
        case.must_be_open()
        if person_id not in case.contact.people:
            raise Misrecorded("Choose a person of this case", field="person_id")
        must_say(asked, asks="Enter what is needed", field="asked")
        ask(
            case.contact,
            case.calendar,
            person_id=person_id,
            asked=asked,
            how=how,
            asked_on=asked_on,
            signed=signed,
        )
        return (case.contact,)

    @once
    def answer_adjustment(  # noqa: PLR0913  an answer is all of these
        self,
        case_id: UUID,
        adjustment_id: UUID,
        *,
        made: Made,
        arranged: str,
        answered_on: date,
        signed: Signed,
    ) -> Changed:
        """Record what is arranged, or why nothing is; a later answer replaces it.

        Refused (`Misrecorded`) without what is arranged or the reason.
        """
        case = self.case(case_id)
        case.must_be_open()
        asked = case.contact.adjustments.get(adjustment_id)
        if asked is None:
            raise NoSuchThing("There is no such thing, or it is corrected already")
        must_say(arranged, asks=ASKS[made], field="arranged")
        case.contact.answer_adjustment(
            adjustment_id,
            answered_on=answered_on,
            made=made,
            arranged=OfPerson(person_id=asked.person_id, words=Sealed.of(arranged)),
            signed=signed,
        )
        return (case.contact,)


def answer_by(calendar: WorkingCalendar, asked_on: date) -> date:
    """Return the day by which somebody is answered who asked on a day."""
    return within(calendar, asked_on, WORKING_DAYS)


def ask(  # noqa: PLR0913  an adjustment is all of these
    contact: Contact,
    calendar: WorkingCalendar,
    *,
    person_id: UUID,
    asked: str,
    how: HeardBy,
    asked_on: date,
    signed: Signed,
) -> None:
    """Record on a contact file what a person asked for, and by when it is answered."""
    contact.ask_for_adjustment(
        uuid5(signed.command_id, "adjustment"),
        person_id=person_id,
        asked_on=asked_on,
        answer_by=answer_by(calendar, asked_on),
        how=how,
        asked=OfPerson(person_id=person_id, words=Sealed.of(asked)),
        signed=signed,
    )
