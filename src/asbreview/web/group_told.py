"""The meetings of a standing group as pages tell them: each with whose agenda it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from litestar.exceptions import NotFoundException

from asbreview.access.accounts import Account
from asbreview.access.policy import Action, may
from asbreview.domain.errors import StandsStill, UnknownDay
from asbreview.domain.group import Group, GroupMeeting
from asbreview.domain.procedure import Procedure
from asbreview.domain.timetable import due_on
from asbreview.letters.about_review import clock_time
from asbreview.reviews import Case
from asbreview.web.areas import own_areas
from asbreview.web.given import Installation
from asbreview.web.telling import Telling

PAPERS = "send-papers"


@dataclass(frozen=True)
class MeetingShown:
    """A meeting, what is on its agenda of the reader's cases, and how full it is.

    `taken` counts every case, those too that the reader does not see: else they would
    be told of room that is not there.
    """

    meeting: GroupMeeting
    at: str
    place: str
    papers_by: date | None
    cases: tuple[Case, ...]
    taken: int

    @property
    def left(self) -> int:
        """For how many more cases there is room."""
        return max(self.meeting.room_for - self.taken, 0)


@dataclass(frozen=True)
class GroupShown:
    """The group of an area, and its meetings to come; those that were, latest first."""

    area_id: str
    area: str
    name: str
    meets: str
    to_come: tuple[MeetingShown, ...]
    past: tuple[GroupMeeting, ...]


def groups_shown(
    given: Installation, who: Account, on: date, *, as_of: int | None = None
) -> list[GroupShown]:
    """Return the group of each area that an account sees, as it was by a position."""
    return [
        _group_shown(given, who, area_id, area, on, as_of)
        for area_id, area in own_areas(given, who).items()
    ]


def _group_shown(  # noqa: PLR0913, PLR0917  what a group is shown from
    given: Installation,
    who: Account,
    area_id: str,
    area: str,
    on: date,
    as_of: int | None,
) -> GroupShown:
    procedure = given.reviews.procedure_in_force(area_id, on)
    group = given.reviews.group(area_id, as_of=as_of)
    held = sorted(
        (m for m in _meetings(group) if m.meets_on < on and not m.called_off),
        key=lambda meeting: meeting.meets_at,
        reverse=True,
    )
    to_come = group.from_day(on) if group else ()
    return GroupShown(
        area_id,
        area,
        procedure.panel.name or "The standing group",
        procedure.panel.meets,
        tuple(meeting_shown(given, who, procedure, m, as_of=as_of) for m in to_come),
        tuple(held),
    )


def meeting_shown(
    given: Installation,
    who: Account,
    procedure: Procedure,
    meeting: GroupMeeting,
    *,
    as_of: int | None = None,
) -> MeetingShown:
    """Return a meeting as a reader is shown it: of any day, by today's permissions."""
    cases = given.reviews.on_agenda(meeting, as_of=as_of)
    return MeetingShown(
        meeting,
        clock_time(meeting.meets_at),
        Telling(given.keyring, given.views)(meeting.place),
        _papers_by(given, procedure, meeting, as_of),
        tuple(case for case in cases if _may_read(given, who, case)),
        len(cases),
    )


def _may_read(given: Installation, who: Account, case: Case) -> bool:
    """Say whether a case, as it may have been then, is for a reader of today."""
    known = given.case_known(case.case_id)
    return known is not None and may(who, Action.READ_CASE, known)


def found_meeting(
    given: Installation,
    who: Account,
    meeting_id: UUID,
    *,
    as_of: int | None = None,
    even_called_off: bool = False,
) -> tuple[str, GroupMeeting]:
    """Return a meeting of a group of theirs, and its area; 404 for any other.

    One that was called off is none, but for the form that called it off and comes
    again.
    """
    for area_id in own_areas(given, who):
        group = given.reviews.group(area_id, as_of=as_of)
        meeting = group.meetings.get(meeting_id) if group else None
        if meeting is not None and (even_called_off or not meeting.called_off):
            return area_id, meeting
    raise NotFoundException


def one_shown(  # noqa: PLR0913  a meeting, and how it is looked at
    given: Installation,
    who: Account,
    on: date,
    meeting_id: UUID,
    *,
    as_of: int | None = None,
    even_called_off: bool = False,
) -> MeetingShown:
    """Return one meeting of a group of theirs as they are shown it; 404 for others."""
    area_id, meeting = found_meeting(
        given, who, meeting_id, as_of=as_of, even_called_off=even_called_off
    )
    procedure = given.reviews.procedure_in_force(area_id, on)
    return meeting_shown(given, who, procedure, meeting, as_of=as_of)


def _meetings(group: Group | None) -> Iterator[GroupMeeting]:
    yield from group.meetings.values() if group else ()


def _papers_by(
    given: Installation, procedure: Procedure, meeting: GroupMeeting, as_of: int | None
) -> date | None:
    """Return when the papers are to go out, where the procedure says so."""
    timer = procedure.timer(PAPERS)
    if timer is None:
        return None
    position = given.reviews.end_of_log() if as_of is None else as_of
    try:
        return due_on(
            timer,
            started_on=meeting.meets_on,
            calendar=given.reviews.calendar(as_of=position),
            day_zero=procedure.day_zero,
        )
    except (StandsStill, UnknownDay):
        return None
