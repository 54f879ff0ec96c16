"""The calendar of an area's standing group: its meetings, and the cases on each agenda.

A group meets anyway, with several cases to a meeting (a Problem Solving Group, say).
Whether a case is still on an agenda, its own panel record says: it may have been put
off since, or have ended (`docs/decisions/0072`).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Final, Self
from uuid import UUID, uuid5

from pydantic import AwareDatetime

from asbreview.domain.dates import is_within_a_year
from asbreview.domain.days import local_day
from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing
from asbreview.domain.model import Aggregate, Event, OpeningEvent, Signed
from asbreview.domain.sealed import Sealed

MOST_CASES: Final = 50


@dataclass(frozen=True)
class GroupMeeting:
    """A meeting of the group: when and where, for how many cases, and which.

    `cases` are all that were ever put on its agenda, the first of them first; `since`
    is the version of the calendar when the rest was last changed.
    """

    meeting_id: UUID
    meets_at: datetime
    place: Sealed[str]
    room_for: int
    cases: tuple[UUID, ...] = ()
    called_off: bool = False
    since: int = 0

    @property
    def meets_on(self) -> date:
        """The day it is held, in London."""
        return local_day(self.meets_at)


class CalendarOpened(OpeningEvent):
    """A calendar was opened for the standing group of an area."""

    TOPIC: ClassVar[str] = "group.calendar-opened"

    area_id: str


class MeetingPlanned(Event):
    """A meeting of the group was planned, with room for so many cases."""

    TOPIC: ClassVar[str] = "group.meeting-planned"
    KEY_OWNER: ClassVar[str] = "meeting_id"

    meeting_id: UUID
    meets_at: AwareDatetime
    place: Sealed[str]
    room_for: int

    def apply(self, aggregate: "Group") -> None:
        """Remember the meeting."""
        aggregate.meetings[self.meeting_id] = GroupMeeting(
            self.meeting_id,
            self.meets_at,
            self.place,
            self.room_for,
            since=self.originator_version,
        )


class MeetingMoved(Event):
    """A meeting was moved to another time or place, or takes another number of cases.

    The cases on its agenda move in the same save.
    """

    TOPIC: ClassVar[str] = "group.meeting-moved"
    KEY_OWNER: ClassVar[str] = "meeting_id"

    meeting_id: UUID
    meets_at: AwareDatetime
    place: Sealed[str]
    room_for: int
    reason: Sealed[str]

    def apply(self, aggregate: "Group") -> None:
        """Remember when, where and for how many it is now."""
        aggregate.change(
            self.meeting_id,
            meets_at=self.meets_at,
            place=self.place,
            room_for=self.room_for,
            since=self.originator_version,
        )


class MeetingCalledOff(Event):
    """A meeting with no case on its agenda is not held."""

    TOPIC: ClassVar[str] = "group.meeting-called-off"
    KEY_OWNER: ClassVar[str] = "meeting_id"

    meeting_id: UUID
    reason: Sealed[str]

    def apply(self, aggregate: "Group") -> None:
        """Remember that it is not held."""
        aggregate.change(self.meeting_id, called_off=True)


class CasePutOnAgenda(Event):
    """A case was put on the agenda of a meeting."""

    TOPIC: ClassVar[str] = "group.case-put-on-agenda"

    meeting_id: UUID
    of_case: UUID

    def apply(self, aggregate: "Group") -> None:
        """Remember the case, once."""
        before = aggregate.meetings[self.meeting_id].cases
        cases = (*(id_ for id_ in before if id_ != self.of_case), self.of_case)
        aggregate.change(self.meeting_id, cases=cases)


class Group(Aggregate):
    """The standing group of an area, by its meetings; none of them is ever held here.

    What a meeting did with a case is recorded on the case.
    """

    TOPIC = "group"

    def __init__(self, area_id: str) -> None:
        self.area_id = area_id
        self.meetings: dict[UUID, GroupMeeting] = {}

    @staticmethod
    def id_for(area_id: str) -> UUID:
        """Return the id of the calendar of an area."""
        return uuid5(UUID(int=0), f"group/{area_id}")

    @classmethod
    def open_for(cls, area_id: str, *, signed: Signed) -> Self:
        """Open the calendar; it is opened with the first meeting."""
        return cls._open(CalendarOpened, cls.id_for(area_id), signed, area_id=area_id)

    def meeting(self, meeting_id: UUID) -> GroupMeeting:
        """Return a meeting that is held or to be held (`NoSuchThing` if none is)."""
        meeting = self.meetings.get(meeting_id)
        if meeting is None or meeting.called_off:
            raise NoSuchThing("There is no such meeting, or it was called off")
        return meeting

    def from_day(self, day: date) -> tuple[GroupMeeting, ...]:
        """Return the meetings of a London day and later, the next first."""
        to_come = (m for m in self.meetings.values() if m.meets_on >= day)
        held = (m for m in to_come if not m.called_off)
        return tuple(sorted(held, key=lambda meeting: meeting.meets_at))

    def plan(
        self,
        meeting_id: UUID,
        *,
        meets_at: datetime,
        place: Sealed[str],
        room_for: int,
        signed: Signed,
    ) -> None:
        """Plan a meeting for a time to come; two at one time are one too many."""
        self._may_be_at(meets_at, room_for, but=meeting_id, signed=signed)
        self._record(
            MeetingPlanned,
            signed,
            meeting_id=meeting_id,
            meets_at=meets_at,
            place=place,
            room_for=room_for,
        )

    def move(  # noqa: PLR0913  a meeting is all of these
        self,
        meeting_id: UUID,
        *,
        meets_at: datetime,
        place: Sealed[str],
        room_for: int,
        reason: Sealed[str],
        signed: Signed,
    ) -> None:
        """Move a meeting that is yet to come to another time to come, or place."""
        self._must_be_to_come(meeting_id, signed=signed)
        self._may_be_at(meets_at, room_for, but=meeting_id, signed=signed)
        self._record(
            MeetingMoved,
            signed,
            meeting_id=meeting_id,
            meets_at=meets_at,
            place=place,
            room_for=room_for,
            reason=reason,
        )

    def call_off(
        self, meeting_id: UUID, *, reason: Sealed[str], signed: Signed
    ) -> None:
        """Record that a meeting is not held; no case may be on its agenda any more."""
        self._must_be_to_come(meeting_id, signed=signed)
        self._record(MeetingCalledOff, signed, meeting_id=meeting_id, reason=reason)

    def put_on_agenda(self, meeting_id: UUID, case_id: UUID, *, signed: Signed) -> None:
        """Put a case on the agenda of a meeting that is yet to come."""
        self._must_be_to_come(meeting_id, signed=signed)
        self._record(CasePutOnAgenda, signed, meeting_id=meeting_id, of_case=case_id)

    def change(self, meeting_id: UUID, **now: object) -> None:
        """Hold what is known of a meeting now."""
        self.meetings[meeting_id] = replace(self.meetings[meeting_id], **now)  # type: ignore[arg-type]

    def _must_be_to_come(self, meeting_id: UUID, *, signed: Signed) -> None:
        if self.meeting(meeting_id).meets_on < signed.on:
            raise AlreadyDone("The day of this meeting is past", field="meeting_id")

    def _may_be_at(
        self, meets_at: datetime, room_for: int, *, but: UUID, signed: Signed
    ) -> None:
        day, field = local_day(meets_at), "meets_on"
        if day < signed.on:
            raise Misrecorded("The meeting must be today or later", field=field)
        is_within_a_year(day, what="The meeting", field=field, signed=signed)
        others = (m for m in self.from_day(day) if m.meeting_id != but)
        if any(other.meets_at == meets_at for other in others):
            raise Misrecorded("The group meets at this time already", field="meets_at")
        if not 1 <= room_for <= MOST_CASES:
            raise Misrecorded(
                f"There must be room for 1 to {MOST_CASES} cases", field="room_for"
            )
