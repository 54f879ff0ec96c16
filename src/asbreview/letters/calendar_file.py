"""The calendar file of a meeting: the reference and the time, and nothing of anybody.

Calendars are shared, synchronised, and shown on locked telephones.  So it names nobody
and says nothing of what the meeting is about to a victim; and where it is only where
that is safe to have in writing.  Its id stays the same and its number rises when the
meeting moves, so that a calendar replaces what it has (RFC 5545, 3.8.4.7 and 3.8.7.4).
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from icalendar import Calendar, Event

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

    A victim is told where only if it is safe to write to them; a body only where the
    standing group meets, whose place is known anyway.  *at* is when it is made.
    """
    convened = case.panel.convened
    assert convened is not None  # noqa: S101
    calendar = Calendar()
    calendar.add("prodid", "-//asbreview//case review//EN")
    calendar.add("version", "2.0")
    email = case.procedure.partnership.email
    if email:
        calendar.add("method", "PUBLISH")
    calendar.add_component(_event(case, convened, whose, keyring, at=at))
    told: bytes = calendar.to_ical()
    return told


def may_be_given_to_victim(case: Case) -> bool:
    """Say whether there is a meeting to come that the victim is invited to."""
    panel = case.panel
    no = {Participation.NOT_INVITED, Participation.DECLINED}
    goes_on = case.ended_as is None and panel.held is None
    return goes_on and panel.convened is not None and panel.participation not in no


def _event(
    case: Case, convened: PanelConvened, whose: Whose, keyring: KeyRing, *, at: datetime
) -> Event:
    event, reference = Event(), case.trigger.reference
    is_body = whose is Whose.BODY
    event.add("uid", f"{convened.panel_id}@asbreview")
    event.add("sequence", case.panel.moves)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", (case.panel.meets_at or convened.meets_at).astimezone(UTC))
    event.add("summary", f"ASB case review {reference}" if is_body else reference)
    event.add("class", "PRIVATE")
    event.add("status", "CONFIRMED")
    if email := case.procedure.partnership.email:
        event.add("organizer", f"mailto:{email}")
    if _may_say_where(case, whose):
        event.add("location", str(keyring.reveal(convened.place.text)))
    return event


def _may_say_where(case: Case, whose: Whose) -> bool:
    if whose is Whose.BODY:
        return case.panel.meeting_id is not None
    contact = case.contact
    return contact.people[contact.victim_id].safe.to_write
