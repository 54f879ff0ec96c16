"""The calendar file of a meeting: the reference and the time, and nothing of anybody.

Calendars are shared, synchronised, and shown on locked telephones.  So it names nobody
and says nothing of what the meeting is about to a victim; and where it is only where
that is safe to have in writing.  Its id stays the same and its number rises when the
meeting moves, so that a calendar replaces what it has (RFC 5545, 3.8.4.7 and 3.8.7.4).

One that is sent to a body asks its calendar to take it in or out (RFC 5546, 3.2.2 and
3.2.5); one that is given to be saved does not.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from icalendar import Calendar, Event, vCalAddress

from asbreview.domain.inviting.facts import SaidOfMeeting
from asbreview.domain.panel.facts import PanelConvened, Participation
from asbreview.reviews import Case
from asbreview.store.keys import KeyRing

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"


class Whose(StrEnum):
    """For whom a calendar file is: each is told something else."""

    VICTIM = "the victim"
    BODY = "a body on the panel"


def calendar_file(case: Case, whose: Whose, keyring: KeyRing, *, at: datetime) -> bytes:
    """Return the calendar file of the meeting of a case that is convened.

    A victim is told where only if it is safe to write to them, and to whoever applied,
    who is given it with their code.  *at* is when it is made.
    """
    convened = case.panel.convened
    assert convened is not None  # noqa: S101
    method = "PUBLISH" if case.procedure.partnership.email else ""
    return _written(_event(case, convened, whose, keyring, at=at), method)


def method_of(told: SaidOfMeeting) -> str:
    """Return what a calendar is to do with what a body is told of a meeting."""
    return "REQUEST" if told.is_on else "CANCEL"


def sent_file(  # noqa: PLR0913  an invitation is all of these
    case: Case,
    panel_id: UUID,
    told: SaidOfMeeting,
    *,
    place: str,
    organiser: str,
    attendee: str,
    at: datetime,
) -> bytes:
    """Return the calendar file that takes a meeting into a body's calendar, or out.

    *organiser* and *attendee* are email addresses, of the partnership and of the body;
    where the former is its mailbox, a calendar may answer there.
    """
    event = _named(panel_id, f"ASB case review {case.trigger.reference}", at)
    event.add("sequence", told.sequence)
    event.add("dtstart", told.meets_at.astimezone(UTC))
    event.add("status", "CONFIRMED" if told.is_on else "CANCELLED")
    event.add("organizer", f"mailto:{organiser}")
    invited = vCalAddress(f"mailto:{attendee}")
    if told.is_on:
        answers = organiser == case.procedure.partnership.email
        invited.params["PARTSTAT"] = "NEEDS-ACTION"
        invited.params["RSVP"] = "TRUE" if answers else "FALSE"
    event.add("attendee", invited, encode=False)
    if place:
        event.add("location", place)
    return _written(event, method_of(told))


def _written(event: Event, method: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//asbreview//case review//EN")
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    calendar.add_component(event)
    told: bytes = calendar.to_ical()
    return told


def _named(panel_id: UUID, summary: str, at: datetime) -> Event:
    """Begin an event: its id is that of the panel, however often the meeting moves."""
    event = Event()
    event.add("uid", f"{panel_id}@asbreview")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("summary", summary)
    event.add("class", "PRIVATE")
    return event


def may_be_given_to_victim(case: Case) -> bool:
    """Say whether there is a meeting to come that the victim is invited to."""
    panel = case.panel
    no = {Participation.NOT_INVITED, Participation.DECLINED}
    goes_on = case.ended_as is None and panel.held is None
    return goes_on and panel.convened is not None and panel.participation not in no


def _event(
    case: Case, convened: PanelConvened, whose: Whose, keyring: KeyRing, *, at: datetime
) -> Event:
    reference = case.trigger.reference
    summary = f"ASB case review {reference}" if whose is Whose.BODY else reference
    event = _named(convened.panel_id, summary, at)
    event.add("sequence", case.panel.moves)
    event.add("dtstart", (case.panel.meets_at or convened.meets_at).astimezone(UTC))
    event.add("status", "CONFIRMED")
    if email := case.procedure.partnership.email:
        event.add("organizer", f"mailto:{email}")
    if _may_say_where(case, whose):
        event.add("location", str(keyring.reveal(convened.place.text)))
    return event


def _may_say_where(case: Case, whose: Whose) -> bool:
    if whose is Whose.BODY:
        return True
    return all(person.safe.to_write for person in case.contact.present)
