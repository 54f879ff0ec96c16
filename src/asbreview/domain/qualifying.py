"""Whether a complaint is a "qualifying complaint", and if not, by how much it missed.

A finding keeps days, not words: what is stored stays true when a letter is reworded.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from asbreview.domain.days import in_words, last_day
from asbreview.domain.model import Value
from asbreview.domain.statute import QUALIFYING_COMPLAINT, implements

MONTHS_TO_COMPLAIN: Final = 1
MONTHS_TO_APPLY: Final = 6


class Complaint(Value):
    """The part of a complaint that is counted; it holds nothing of what was said.

    `made_to` is the agency: "council", "police", "housing", "health" or "other".
    `made_by` tells one person from another and names nobody.  Two complaints about
    the same `incident`, or of the same `location`, have the same text there.
    """

    complaint_id: UUID
    behaviour_on: date
    made_on: date
    made_to: str
    made_by: str = "applicant"
    incident: str | None = None
    location: str | None = None
    hate: bool = False
    source: str | None = None


class Window(StrEnum):
    """What a complaint can fall outside of."""

    TO_COMPLAIN = "one month beginning with the day of the behaviour"
    TO_APPLY = "six months beginning with the day of the complaint"
    AFTER_BEHAVIOUR = "not before the behaviour"
    BEFORE_APPLICATION = "not after the application"
    COUNTED_ONCE = "one incident, counted once"
    DATE_COUNTED_ONCE = "one date, counted once"


class Because(Value):
    """Why a complaint does not count.

    `on` is the day that falls outside the window, `against` the day it is held to:
    the window's last day, the day of the behaviour, of the application, or of the
    complaint about the same incident that is counted.
    """

    window: Window
    on: date
    against: date

    @property
    def days_over(self) -> int:
        """By how many days the window was missed."""
        return abs((self.on - self.against).days)


class ComplaintFinding(Value):
    """Whether one complaint counts, and why not."""

    complaint_id: UUID
    qualifies: bool
    because: tuple[Because, ...]
    provision: str


@implements(QUALIFYING_COMPLAINT)
def missed_windows(complaint: Complaint, *, applied_on: date) -> Iterator[Because]:
    """Say what keeps *complaint* from being a "qualifying complaint", if anything.

    It must be made within "one month beginning with" the day of the behaviour, and
    the application within "six months beginning with" the day of the complaint.
    """
    made_on, behaviour_on = complaint.made_on, complaint.behaviour_on
    complain_by = last_day(behaviour_on, months=MONTHS_TO_COMPLAIN)
    apply_by = last_day(made_on, months=MONTHS_TO_APPLY)
    for window, misses, on, against in (
        (Window.AFTER_BEHAVIOUR, made_on < behaviour_on, made_on, behaviour_on),
        (Window.BEFORE_APPLICATION, made_on > applied_on, made_on, applied_on),
        (Window.TO_COMPLAIN, made_on > complain_by, made_on, complain_by),
        (Window.TO_APPLY, applied_on > apply_by, applied_on, apply_by),
    ):
        if misses:
            yield Because(window=window, on=on, against=against)


def why_not(because: Because) -> str:
    """Say in words why a complaint does not count, for a letter or a page."""
    on, against = in_words(because.on), in_words(because.against)
    after = _days(because.days_over)
    match because.window:
        case Window.TO_COMPLAIN:
            return (
                f"it was reported on {on}, {after} too late: the month for reporting "
                f"it ended on {against}"
            )
        case Window.TO_APPLY:
            return (
                f"the application was made on {on}, {after} too late: the six months "
                f"that began with the report ended on {against}"
            )
        case Window.AFTER_BEHAVIOUR:
            return (
                f"it is recorded as reported on {on}, {after} before the behaviour "
                f"on {against}"
            )
        case Window.BEFORE_APPLICATION:
            return (
                f"it was reported on {on}, {after} after the application was made "
                f"on {against}"
            )
        case Window.COUNTED_ONCE:
            return (
                "it is about an incident that is counted once, by the report made "
                f"on {against}"
            )
        case Window.DATE_COUNTED_ONCE:
            return (
                "it is about behaviour on a date that is counted once, by the report "
                f"made on {against}"
            )


def _days(number: int) -> str:
    return "one day" if number == 1 else f"{number} days"
