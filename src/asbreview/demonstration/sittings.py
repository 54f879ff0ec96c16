"""Meetings of a group with several cases, and one that was not finished in a day."""

from datetime import date
from typing import Final

from asbreview.demonstration import people
from asbreview.demonstration.play import Play
from asbreview.demonstration.tale import words
from asbreview.domain.group import GroupMeeting
from asbreview.domain.panel.facts import Disposal, TakesPart, VictimCame
from asbreview.reviews.told import OfficialTold

ROOM: Final = 5
NEXT: Final = 20  # working days from one meeting of the group to the next
PLACE: Final = "The council chamber, Sample House, Ely"
ATTENDING: Final = ("council", "police", "health", "housing")


def group_meeting(play: Play) -> GroupMeeting:
    """Return the meeting of the group on the day of a case's panel, planned if new.

    The one after it is planned with it.
    """
    day = play.course["hold"]
    found = _meeting_on(play, play.day(day))
    if found is not None:
        return found
    for on in (day, day + NEXT):
        play.reviews.plan_group_meeting(
            play.plan.area,
            meets_at=play.at_ten(on),
            place=PLACE,
            room_for=ROOM,
            signed=play.signed(),
        )
    planned = _meeting_on(play, play.day(day))
    assert planned is not None  # noqa: S101  it was planned just now
    return planned


def sit_and_adjourn(play: Play) -> None:
    """Begin the meeting, consider the first issue, and adjourn it."""
    _begin(play)
    _consider(play, play.review.issues[:1])
    came = play.case.panel.there[1]
    play.reviews.note_interest(
        play.case_id,
        came.official_id,
        interest=words()["interest"],
        left=False,
        signed=play.signed(),
    )
    play.reviews.adjourn_sitting(
        play.case_id,
        meets_at=play.meets_at(play.course["hold"]),
        reason=words()["adjourned"],
        signed=play.signed(),
    )


def sit_to_the_end(play: Play) -> None:
    """Go on with the meeting: the other issues, the options, the end."""
    signed = play.signed()
    play.reviews.begin_sitting(play.case_id, held_on=signed.on, signed=signed)
    _consider(play, play.review.issues[1:])
    for chosen, told, why in play.review.options:
        play.reviews.weigh_option(
            play.case_id,
            play.told(told),
            chosen=chosen,
            reasons=play.told(why),
            signed=play.signed(),
        )
    came = victim_came(play)
    play.reviews.end_sitting(play.case_id, victim_came=came, signed=play.signed())


def victim_came(play: Play) -> VictimCame:
    """Return whether the victim came: most of those who chose to, did."""
    match play.case.panel.takes_part:
        case TakesPart.REPRESENTED:
            return VictimCame.REPRESENTED
        case TakesPart.ATTENDS if play.draw("stays away", of=6):
            return VictimCame.CAME
    return VictimCame.NEITHER


def _begin(play: Play) -> None:
    signed = play.signed()
    play.reviews.begin_sitting(play.case_id, held_on=signed.on, signed=signed)
    others = [
        OfficialTold(name=name, body_id=play.bodies[body])
        for name, body in zip(people.ATTENDERS, ATTENDING, strict=True)
    ]
    came = [play.chair(), *others]
    play.reviews.note_coming(play.case_id, came, signed=play.signed())


def _consider(play: Play, issues: tuple[tuple[str, str], ...]) -> None:
    for disposal, issue in issues:
        play.reviews.consider_issue(
            play.case_id,
            play.told(issue),
            disposal=Disposal(disposal),
            reasons=words()["considered"],
            signed=play.signed(),
        )


def _meeting_on(play: Play, on: date) -> GroupMeeting | None:
    group = play.reviews.group(play.plan.area)
    meetings = group.from_day(on) if group else ()
    return next((each for each in meetings if each.meets_on == on), None)
