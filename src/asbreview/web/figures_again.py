"""What was done again on reviews, and what had to be asked for once more.

Repeat applications are counted among all that were received in the period, whether
their outcome was told or not.  Of a review all is counted that was recorded up to the
day on which its outcome was told, that day included; a challenge, whenever it came.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from litestar import get
from litestar.response import Response

from asbreview.domain.asking.reminding import ReminderFellDue
from asbreview.domain.contact.help import HelpAskedFor
from asbreview.domain.evidence.facts import RequestChased
from asbreview.domain.outcome.challenge import ChallengeReceived
from asbreview.web.board import NOT_SHOWN, put_up, row_of
from asbreview.web.figures_board import (
    AGAIN,
    FiguresBoard,
    FiguresPages,
    OnBoard,
    Over,
)
from asbreview.web.figures_time import efforts_over, rows_of
from projections.efforts import HOW_IT_GOES, Effort
from projections.figures_counted import Counted
from projections.repeats import Repeats, repeats
from projections.waits import Life


class AgainFigure(NamedTuple):
    """A number, what it counts, and the cases behind it, which `opens` names."""

    title: str
    n: int
    definition: str
    opens: str
    cases: list[Life]


FIRST_TIME: Final = "Nothing done again, nothing taken back and nothing challenged."
COUNTED: Final[Sequence[tuple[str, str, Callable[[Effort], int]]]] = (
    (
        "Steps done again",
        (
            "An acknowledgement, a decision on the threshold, a panel convened or"
            " held, or findings, after the first."
        ),
        lambda x: x.again,
    ),
    (
        "Recorded in error",
        "Lines of the record of the review that were taken back, then or later.",
        lambda x: x.in_error,
    ),
    (
        "Reminders to bodies",
        "A body was asked once more, by rule or not, for what it had not answered.",
        lambda x: x.demands[RequestChased.TOPIC] + x.demands[ReminderFellDue.TOPIC],
    ),
    (
        "They asked how it is going",
        (
            "Contacts that came to us before the outcome was told, and were recorded"
            " as for this. Those of which nobody said what they were for are not"
            " counted, nor those of before it was asked."
        ),
        lambda x: x.demands[HOW_IT_GOES],
    ),
    (
        "Calls for help",
        "The applicant asked for help before the outcome was told.",
        lambda x: x.demands[HelpAskedFor.TOPIC],
    ),
    (
        "Challenges",
        (
            "The outcome, or the decision on the threshold, was challenged, whenever"
            " that was."
        ),
        lambda x: x.demands[ChallengeReceived.TOPIC],
    ),
    (
        "Handovers",
        (
            "Another than the last time recorded the next thing. What the applicant,"
            " the program or a body\u2019s link recorded is none."
        ),
        lambda x: x.handovers,
    ),
)


class Applied(NamedTuple):
    """The applications of a period by whether somebody applied again, as was said.

    Those that are not named to whoever asks are counted, and only counted.
    """

    repeats: Repeats
    seen: set[UUID]
    names_cases: bool

    def shown(self, cases: list[Counted]) -> list[Counted]:
        """Return those of some cases that are named to who asks."""
        return [case for case in cases if case.case_id in self.seen]

    def hidden(self, cases: list[Counted]) -> int:
        """Return how many of some cases are not."""
        return len(cases) - len(self.shown(cases))


class Again(NamedTuple):
    """The reviews of a period, what each took besides days, and who applied again."""

    told: list[Life]
    efforts: dict[UUID, Effort]
    applied: Applied

    def effort(self, life: Life) -> Effort:
        """Return what a case took besides days."""
        return self.efforts[life.case_id]

    @property
    def days(self) -> int:
        """The days of all the cases together."""
        return sum(life.lead_time or 0 for life in self.told)

    @property
    def first_time_right(self) -> list[Life]:
        """The cases in which no step was done again, nor anything challenged."""
        return [x for x in self.told if self.effort(x).is_first_time_right]

    @property
    def not_right(self) -> list[Life]:
        """The others."""
        return [x for x in self.told if not self.effort(x).is_first_time_right]

    @property
    def figures(self) -> Iterator[AgainFigure]:
        """Yield each number, what it counts, and the cases that it opens to."""
        right = len(self.first_time_right)
        yield AgainFigure(
            "Right the first time", right, FIRST_TIME, "The others", self.not_right
        )
        for title, definition, number in COUNTED:
            cases = [x for x in self.told if number(self.effort(x))]
            often = sum(number(self.effort(life)) for life in cases)
            yield AgainFigure(title, often, definition, "On", cases)

    def together(self, name: str) -> int:
        """Return a number of all the cases, added up."""
        return sum(getattr(self.effort(life), name) for life in self.told)


@dataclass(frozen=True)
class AgainBoard(FiguresBoard):
    """Where it is put up what was done again."""

    TEMPLATE: ClassVar[str] = "figures/again.html.jinja"
    SECTION: ClassVar = AGAIN
    FILE: ClassVar = "cases"

    def tell(self, over: Over) -> Again:
        """Return what was done again on the reviews whose outcome was told."""
        told = over.named(over.told())
        return Again(told, efforts_over(over), applied_over(over))

    def rows(self, over: Over) -> Iterator[Sequence[object]]:
        """Yield these reviews, without names."""
        return rows_of(over)


class AgainPages(FiguresPages):
    """What was done again."""

    path = AGAIN.address
    dependencies = put_up(AgainBoard)

    @get("/repeat/csv", sync_to_thread=True)
    def save_repeats(self, board: OnBoard) -> Response[Any]:
        """Give the applications of the period, and what was said of each, as CSV."""
        return board.answered(board.saving("repeat-applications", repeat_rows))


def applied_over(over: Over) -> Applied:
    """Return the applications of the period by whether somebody applied again."""
    found = over.recall(repeats, **over.asked)
    made = [case for cases in found for case in cases]
    here = {case.case_id for case in made if case.area_id == over.area_id}
    others = {case.case_id for case in made} - here
    seen = over.seen_here(here) | over.seen(others)
    return Applied(found, seen, bool(over.scope.areas))


def repeat_rows(over: Over) -> Iterator[Sequence[object]]:
    """Yield what was said of each application, the names of the columns first."""
    applied = applied_over(over)
    yield "case", "applied_on", "said_of_earlier_cases"
    cases = (case for cases in applied.repeats for case in cases)
    for case in sorted(cases, key=lambda x: (x.applied_on, x.reference)):
        reference = case.reference if case.case_id in applied.seen else NOT_SHOWN
        said = applied.repeats.said_of(case)
        yield row_of(over.scope, reference, case.applied_on, said)
