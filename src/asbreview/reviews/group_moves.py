"""Moving a meeting of the standing group, with every case on its agenda."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.model import Aggregate, Signed
from asbreview.domain.overtaken import must_stand
from asbreview.domain.sealed import Sealed
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.groups import MOVED_BY_OTHERS, GroupCommands
from asbreview.reviews.panels import invite


@dataclass(frozen=True, kw_only=True)
class MeetingTold:
    """When and where a group meets now, for how many cases, and why that changed."""

    meets_at: datetime
    place: str
    room_for: int
    reason: str


class GroupMoves(GroupCommands):
    """A meeting that moves takes its cases along."""

    @once
    def move_group_meeting(
        self,
        area_id: str,
        meeting_id: UUID,
        told: MeetingTold,
        *,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Move a meeting, or change its place or for how many cases there is room.

        Each case on its agenda moves in the same save, and whoever was invited is
        written to (`docs/decisions/0036`).  Refused (`AlreadyDone`) once it was held
        for one of them, or where it was changed *since* a version of the calendar; and
        (`Misrecorded`) without a reason, or with too little room.
        """
        must_say(told.reason, asks="Enter why it changes", field="reason")
        must_say(told.place, asks="Enter where the group meets", field="place")
        group = self.group_of(area_id)
        was = group.meeting(meeting_id)
        must_stand(since, was.since, says=MOVED_BY_OTHERS)
        cases = self.on_agenda(was)
        _must_fit(cases, told)
        place_was = self.keyring.reveal(was.place)
        group.move(
            meeting_id,
            meets_at=told.meets_at,
            place=Sealed.of(told.place.strip()),
            room_for=told.room_for,
            reason=Sealed.of(told.reason.strip()),
            signed=signed,
        )
        elsewhere = told.place.strip() != place_was
        if was.meets_at == told.meets_at and not elsewhere:
            return (group,)
        changed: list[Aggregate] = [group]
        for case in cases:
            changed += _moved(
                case,
                meeting_id,
                told,
                elsewhere=elsewhere,
                signed=_for_case(case, signed),
            )
        return tuple(changed)


def _must_fit(cases: list[Case], told: MeetingTold) -> None:
    if any(case.panel.held for case in cases):
        raise AlreadyDone("The meeting has been held already for one of its cases")
    if told.room_for < len(cases):
        raise Misrecorded(
            f"{len(cases)} cases are on its agenda: there must be room for them",
            field="room_for",
        )


def _for_case(case: Case, signed: Signed) -> Signed:
    """Sign what becomes of one case: letters and texts have their ids by the command.

    Two invitations of one command would else be one letter.
    """
    command_id = uuid5(signed.command_id, f"case/{case.case_id}")
    return signed.model_copy(update={"command_id": command_id})


def _moved(
    case: Case, meeting_id: UUID, told: MeetingTold, *, elsewhere: bool, signed: Signed
) -> Iterator[Aggregate]:
    """Move the panel of a case with the meeting, and write to whoever was invited."""
    panel = case.panel
    if panel.meets_at != told.meets_at:
        why = case.prose(told.reason, "reason", signed=signed)
        panel.postpone(meets_at=told.meets_at, reason=why, signed=signed)
        panel.put_on_agenda(meeting_id, signed=signed)
    if elsewhere:
        place = case.prose(told.place.strip(), "place", signed=signed)
        panel.change_place(place, signed=signed)
    yield panel
    yield from invite(case, signed=signed)
