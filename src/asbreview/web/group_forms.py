"""What may be typed about the meetings of a standing group."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Final, NamedTuple, Self
from uuid import UUID

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from asbreview.domain.days import LONDON
from asbreview.domain.errors import Misrecorded
from asbreview.domain.group import GroupMeeting
from asbreview.reviews.group_moves import MeetingTold
from asbreview.web.clock import Clock
from asbreview.web.forms import Day, Line, PlanningForm, RestingForm, Says, Text

CHOOSE_ONE: Final = "Choose a meeting of the list, or leave this to another day"


class Chosen(NamedTuple):
    """A meeting of the group as it was chosen: which, and when it was seen to be."""

    meeting_id: UUID
    meets_at: datetime

    @classmethod
    def read(cls, typed: str) -> Self:
        """Read a choice of the list (`Misrecorded` if it is none)."""
        id_, _, at = typed.partition("@")
        try:
            return cls(UUID(id_), datetime.fromisoformat(at))
        except ValueError:
            raise Misrecorded(CHOOSE_ONE, field="meeting") from None

    @classmethod
    def of(cls, meeting: GroupMeeting) -> Self:
        """Choose a meeting as it is now."""
        return cls(meeting.meeting_id, meeting.meets_at)

    @property
    def value(self) -> str:
        """What a form sends for it."""
        return f"{self.meeting_id}@{self.meets_at.isoformat()}"


def _is_choice(typed: str) -> str:
    if typed:
        try:
            Chosen.read(typed)
        except Misrecorded:
            raise PydanticCustomError("no_choice", "no such choice") from None
    return typed


MeetingChoice = Annotated[Line, AfterValidator(_is_choice)]
"""A meeting of the group as a form sends it; empty for none."""

WHEN: Final = {
    "meets_on": Says.enter("the date of the meeting"),
    "meets_at": Says("Enter the time of the meeting", "The time of the meeting"),
    "place": Says("Enter where the group meets", "The place"),
    "room_for": Says("Enter for how many cases there is room, as a number", "The room"),
}


class PlanMeetingForm(PlanningForm):
    """A meeting of the group of an area."""

    PLANS = ("meets_on",)
    SAYS: ClassVar = {**WHEN, "area": Says.select("the area")}

    area: Line
    meets_on: Day
    meets_at: Clock
    place: Line
    room_for: int

    @property
    def told(self) -> dict[str, Any]:
        """What the command is told besides the area."""
        meets_at = datetime.combine(self.meets_on, self.meets_at, LONDON)
        return {"meets_at": meets_at, "place": self.place, "room_for": self.room_for}


class MoveMeetingForm(PlanningForm, RestingForm):
    """When and where the meeting is now, and why that changes."""

    PLANS = ("meets_on",)
    SAYS: ClassVar = {**WHEN, "reason": Says.enter("why it changes")}

    meets_on: Day
    meets_at: Clock
    place: Line
    room_for: int
    reason: Text

    @property
    def told(self) -> MeetingTold:
        """What the command is told."""
        return MeetingTold(
            meets_at=datetime.combine(self.meets_on, self.meets_at, LONDON),
            place=self.place,
            room_for=self.room_for,
            reason=self.reason,
        )


class CallOffForm(RestingForm):
    """Why a meeting is not held."""

    SAYS: ClassVar = {"reason": Says.enter("why it is called off")}

    reason: Text
