"""The standing group's calendar: meetings planned and called off, cases put on them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.group import Group, GroupMeeting
from asbreview.domain.model import Aggregate, Signed
from asbreview.domain.overtaken import must_stand, overtaken
from asbreview.domain.sealed import Sealed
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, Commands, once

MOVED_BY_OTHERS = overtaken("The meeting was moved or changed")
MOVED_MEANWHILE = "This meeting has been moved since: choose again"


@dataclass(frozen=True)
class Where:
    """When and where a panel meets; of a meeting of the group, its calendar besides."""

    meets_at: datetime
    place: str
    group: Group | None = None
    meeting_id: UUID | None = None

    def put_on_agenda(self, case: Case, *, signed: Signed) -> tuple[Aggregate, ...]:
        """Put a case on the agenda of that meeting, and return what that changes."""
        if self.group is None or self.meeting_id is None:
            return ()
        self.group.put_on_agenda(self.meeting_id, case.case_id, signed=signed)
        case.panel.put_on_agenda(self.meeting_id, signed=signed)
        return (self.group,)


class GroupCommands(Commands):
    """The meetings of an area's standing group, whatever the case."""

    @once
    def plan_group_meeting(
        self,
        area_id: str,
        *,
        meets_at: datetime,
        place: str,
        room_for: int,
        signed: Signed,
    ) -> Changed:
        """Plan a meeting of the group for an instant to come, for so many cases.

        Refused (`Misrecorded`) without a place, in the past, at a time at which the
        group meets already.
        """
        must_say(place, asks="Enter where the group meets", field="place")
        group = self.group(area_id) or Group.open_for(area_id, signed=signed)
        group.plan(
            uuid5(signed.command_id, "meeting"),
            meets_at=meets_at,
            place=Sealed.of(place.strip()),
            room_for=room_for,
            signed=signed,
        )
        return (group,)

    @once
    def call_off_group_meeting(
        self,
        area_id: str,
        meeting_id: UUID,
        *,
        reason: str,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Record that a meeting is not held.

        Refused (`NotPermittedYet`) while a case is on its agenda: each is put off to
        another day first, so that everybody is told of one; (`AlreadyDone`) where it
        was moved *since* a version of the calendar.
        """
        must_say(reason, asks="Enter why it is called off", field="reason")
        group = self.group_of(area_id)
        meeting = group.meeting(meeting_id)
        must_stand(since, meeting.since, says=MOVED_BY_OTHERS)
        on_it = len(self.on_agenda(meeting))
        if on_it:
            raise NotPermittedYet(
                f"{on_it} of the cases are still on its agenda: move the meeting, or"
                " put each of them off to another day first"
            )
        group.call_off(meeting_id, reason=Sealed.of(reason.strip()), signed=signed)
        return (group,)

    def group(self, area_id: str, *, as_of: int | None = None) -> Group | None:
        """Return the calendar of an area's group; nothing if it has none (then)."""
        return self.as_it_stood(Group, Group.id_for(area_id), as_of)

    def group_of(self, area_id: str) -> Group:
        """Return the calendar of an area's group (`Misrecorded` if it has none)."""
        group = self.group(area_id)
        if group is None:
            raise Misrecorded("The group has no meetings yet", field="meeting")
        return group

    def on_agenda(
        self, meeting: GroupMeeting, *, as_of: int | None = None
    ) -> list[Case]:
        """Return the cases that are on the agenda still: not put off since, not ended.

        Whoever may see which of them is for the caller to ask.
        """
        cases = (self.case(case_id, as_of=as_of) for case_id in meeting.cases)
        return [case for case in cases if is_on_agenda(case, meeting.meeting_id)]

    def where_it_meets(
        self, case: Case, *, meets_at: datetime, place: str, meeting_id: UUID | None
    ) -> Where:
        """Return when and where a panel is to meet.

        At a meeting of the group, when and where that meets: refused (`Misrecorded`)
        where that is not the time that was seen, or there is no room left.
        """
        if meeting_id is None:
            return Where(meets_at, place)
        group = self.group_of(case.procedure.procedure_id)
        meeting = group.meeting(meeting_id)
        if meeting.meets_at != meets_at:
            raise Misrecorded(MOVED_MEANWHILE, field="meeting")
        others = [c for c in self.on_agenda(meeting) if c.case_id != case.case_id]
        if len(others) >= meeting.room_for:
            raise Misrecorded(
                "There is no room left at this meeting: choose another, or say on the"
                " page of the meetings that it takes more cases",
                field="meeting",
            )
        there = str(self.keyring.reveal(meeting.place))
        return Where(meeting.meets_at, there, group, meeting_id)


def is_on_agenda(case: Case, meeting_id: UUID) -> bool:
    """Say whether a case is on the agenda of a meeting, and goes on."""
    return case.panel.meeting_id == meeting_id and case.ended_as is None
