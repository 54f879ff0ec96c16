"""Choosing a meeting of the standing group for the panel of a case."""

from asbreview.domain.days import in_words
from asbreview.domain.group import GroupMeeting
from asbreview.letters.about_review import clock_time
from asbreview.web.desk import Desk
from asbreview.web.group_forms import Chosen
from asbreview.web.typed import Fields

ANOTHER_DAY = "Another day, which I enter below"


def at_a_meeting(typed: Fields) -> bool:
    """Say whether a form chose a meeting of the group."""
    return any(typed.get("meeting", ()))


def meeting_choices(desk: Desk) -> list[dict[str, str]]:
    """Return the meetings to come, each with the room left; none without a group.

    One that has no room left is not offered, nor the one that the case is at.
    """
    area_id, mine = desk.view.case.procedure.procedure_id, desk.view.case.panel
    group = desk.reviews.group(area_id)
    to_come = group.from_day(desk.view.today) if group else ()
    choices = [
        {"value": Chosen.of(meeting).value, "text": _said(desk, meeting, left)}
        for meeting in to_come
        if meeting.meeting_id != mine.meeting_id
        and (left := meeting.room_for - len(desk.reviews.on_agenda(meeting))) > 0
    ]
    return [{"value": "", "text": ANOTHER_DAY}, *choices] if choices else []


def _said(desk: Desk, meeting: GroupMeeting, left: int) -> str:
    day, at = in_words(meeting.meets_on), clock_time(meeting.meets_at)
    return f"{day} at {at}, {desk.view.tell(meeting.place)} (room for {left})"
