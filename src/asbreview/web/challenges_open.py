"""Why a review by the policing body is open to a case, or is not, in words."""

from datetime import date
from typing import Final

from asbreview.domain.challenging import DaysOfChallenge, OfWhichDay
from asbreview.domain.days import in_words
from asbreview.procedures.leaflet_words import OPEN_TO
from asbreview.reviews.further_ways import Closed, FurtherWay

OURS: Final = {
    OfWhichDay.CHALLENGE: "a challenge now would come on",
    OfWhichDay.DECISION: "this one was told on",
    OfWhichDay.APPLICATION: "this one was made on",
}


def why_open(way: FurtherWay, days: DaysOfChallenge) -> str:
    """Say since when a way is open, and by which day of the case, if not always."""
    switch = way.switch
    if switch is None or switch.from_day is None:
        return ""
    return (
        f"Version {way.under.version} of the procedures opens it for"
        f" {OPEN_TO[switch.goes_by]} from {in_words(switch.from_day)} on:"
        f" {_ours(switch.goes_by, days.day_of(switch.goes_by))}."
    )


def why_closed(closed: Closed) -> str:
    """Say why a way is not open: no day is set, or the case is of an earlier one."""
    name, switch = closed.way.body.name, closed.switch
    if switch.from_day is None:
        return (
            f"A review by {name} is not open: the procedures set no day for it."
            " Whether the law provides for it yet is for the partnership to check."
        )
    return (
        f"A review by {name} is not open to this case. Version"
        f" {closed.way.under.version} of the procedures opens it for"
        f" {OPEN_TO[switch.goes_by]} from {in_words(switch.from_day)} on:"
        f" {_ours(switch.goes_by, closed.compared_on)}."
    )


def _ours(goes_by: OfWhichDay, day: date | None) -> str:
    return f"{OURS[goes_by]} {in_words(day)}" if day else "it has not been told yet"
