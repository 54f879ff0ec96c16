"""Calls for help from whoever follows their application, and how they are answered."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.contact.facts import Direction
from asbreview.domain.contact.help import PARTED_BY, Need, must_need
from asbreview.domain.days import DAY, LONDON
from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.model import Signed
from asbreview.domain.people import Channel, OfPerson
from asbreview.domain.sealed import Sealed
from asbreview.domain.working_days import WorkingCalendar, within
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.contacts import promised_in
from asbreview.reviews.told import PromiseTold

# No published procedure says how soon: our own choice.  Whoever does not feel safe is
# answered on the day, or from this hour in London on the next working day; everybody
# else within so many working days after it.
WITHIN: Final = 2
LATE_FROM: Final = time(15)


class CallCommands(Commands):
    """Somebody asks for help, and is answered."""

    @once
    def ask_for_help(
        self,
        case_id: UUID,
        *,
        person_id: UUID,
        needs: Sequence[Need],
        said: str,
        signed: Signed,
    ) -> Changed:
        """Record that a person of the case asked for help today.

        It is taken on a case that has ended too.  Refused (`Misrecorded`) where nothing
        is said or chosen, and from anybody who is not of the case.
        """
        case, needs = self.case(case_id), tuple(dict.fromkeys(needs))
        if person_id not in case.contact.people:
            raise Misrecorded("Choose a person of this case", field="person_id")
        must_need(needs, said)
        not_safe = Need.SAFETY in needs
        case.contact.ask_for_help(
            uuid5(signed.command_id, "help"),
            person_id=person_id,
            answer_by=_answer_by(
                case.calendar, signed.on, at_once=not_safe, is_late=_is_late(signed.at)
            ),
            not_safe=not_safe,
            needs=OfPerson(person_id=person_id, words=Sealed.of(PARTED_BY.join(needs))),
            said=case.prose(said, "help/words", signed=signed),
            signed=signed,
        )
        return (case.contact,)

    @once
    def answer_help(  # noqa: PLR0913  what a caseworker notes of a call
        self,
        case_id: UUID,
        help_id: UUID,
        *,
        channel: Channel,
        direction: Direction,
        made_on: date,
        said: str,
        promise: PromiseTold | None = None,
        signed: Signed,
    ) -> Changed:
        """Record the contact, on a London date, in which a call for help was answered.

        It answers every call that the person had made by that day.  Refused
        (`AlreadyDone`) where this one has been answered.
        """
        case = self.case(case_id)
        asked = case.contact.calls.get(help_id)
        if asked is None:
            raise AlreadyDone("They have been answered, or did not ask")
        must_say(said, asks="Enter what was said", field="said")
        contact_id = uuid5(signed.command_id, "contact")
        case.contact.make(
            contact_id,
            person_id=asked.person_id,
            channel=channel,
            direction=direction,
            made_on=made_on,
            said=case.prose(said, "said", signed=signed),
            promise=promised_in(case, promise, signed=signed),
            signed=signed,
        )
        for call in case.contact.unanswered_calls(asked.person_id):
            if call.help_id == help_id or call.asked_on <= made_on:
                case.contact.answer_help(
                    call.help_id,
                    answered_on=made_on,
                    contact_id=contact_id,
                    signed=signed,
                )
        return (case.contact,)


def _is_late(at: datetime) -> bool:
    """Is it too late in the day for a promise of that day to be kept?"""
    return at.astimezone(LONDON).time() >= LATE_FROM


def _answer_by(
    calendar: WorkingCalendar, on: date, *, at_once: bool, is_late: bool = False
) -> date:
    """Return the day to answer by: the working day itself, or so many after it."""
    if not at_once:
        return within(calendar, on, WITHIN)
    return max(on, within(calendar, on if is_late else on - DAY, 1))
