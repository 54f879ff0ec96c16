"""What figures are called, what each counts, and the cases that it opens to."""

from datetime import date
from statistics import median
from typing import Final, NamedTuple

from asbreview.domain.statute import PUBLISHED_FIGURES
from projections.answering import Answering
from projections.figures_counted import Counted

WHERE: Final = PUBLISHED_FIGURES.pinpoint

STATUTORY: Final = {
    "applications": (
        "Applications for a review",
        (
            f"{WHERE}(a). Every application received in the period, whatever became of"
            " it. What is looked at again on a challenge is no application."
        ),
    ),
    "not_met": (
        "Times the threshold was decided not to be met",
        f"{WHERE}(b). Decisions made in the period, and not since corrected.",
    ),
    "reviews": (
        "Reviews carried out",
        f"{WHERE}(c). Reviews whose findings were made in the period.",
    ),
    "with_recommendations": (
        "Reviews that resulted in recommendations",
        f"{WHERE}(d). Reviews whose first recommendation was made in the period.",
    ),
}
UNSAID: Final = {
    "undecided": (
        "Not decided at the end of the period",
        "The case is open and no decision on the threshold has been made.",
    ),
    "withdrawn": ("Withdrawn", "The application was withdrawn in the period."),
    "transferred": (
        "Transferred",
        "The application was passed to another area in the period.",
    ),
    "came_from_elsewhere": (
        "Came from another area",
        "Of the applications, those first made to another area: it counts them, too.",
    ),
    "joint": (
        "Joint with another area",
        "Of the cases received, those of two areas: each counts them once.",
    ),
    "referred_back": (
        "Referred back on a challenge",
        "Cases looked at again, in a linked review opened in the period.",
    ),
}
BALANCE: Final = {
    "open_at_start": ("Open at the start", "Received earlier and not ended by then."),
    "received": (
        "Received in the period",
        "The applications, and what was referred back on a challenge.",
    ),
    "ended": (
        "Reached an end in the period",
        "Closed, withdrawn or transferred.",
    ),
    "open_at_end": ("Open at the end", "Received by then and not ended."),
}


class Figure(NamedTuple):
    """A number, what it counts, and the cases it opens to."""

    figure_id: str
    title: str
    definition: str
    cases: list[Counted]

    @property
    def n(self) -> int:
        """The number."""
        return len(self.cases)


class BodyAnswers(NamedTuple):
    """What one body was asked in a period, and how it answered."""

    name: str
    asked: list[Answering]

    @property
    def answered(self) -> list[Answering]:
        """Those that it has answered."""
        return [each for each in self.asked if each.answered_on]

    @property
    def late(self) -> int:
        """How many answers came after their day."""
        return sum(each.was_late for each in self.asked)

    def overdue(self, on: date) -> int:
        """How many have no answer though the day it was due has passed."""
        waiting = (e for e in self.asked if e.answered_on is None)
        return sum(e.due_on is not None and e.due_on < on for e in waiting)

    @property
    def median_days(self) -> float | None:
        """The middle one of the days its answers took; nothing if it gave none."""
        days = [each.days for each in self.asked if each.days is not None]
        return median(days) if days else None
