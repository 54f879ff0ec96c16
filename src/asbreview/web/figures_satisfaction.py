"""How people found it whose cases were closed in a period: counted, never rated."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple
from uuid import UUID

from asbreview.domain.outcome.satisfaction import Answer
from asbreview.web.board import put_up
from asbreview.web.figures_board import FOUND, FiguresBoard, FiguresPages, Over
from projections.figures_counted import Counted
from projections.reporting import statutory

QUESTIONS: Final = {
    "process": "How we dealt with the case",
    "outcome": "What came of it",
    "informed": "How well we kept them informed",
}


class Asked(NamedTuple):
    """A question, and how often each answer was given."""

    question: str
    counts: dict[Answer, int]


class Satisfaction(NamedTuple):
    """The cases closed in a period, those on which anybody answered, and what.

    Nobody's silence counts as an answer: of a case on which nobody said anything only
    that it was closed is known.
    """

    closed: list[Counted]
    answered: list[Counted]
    asked: list[Asked]

    @property
    def people(self) -> int:
        """How many people answered."""
        return sum(len(case.said_of_it) for case in self.answered)

    @property
    def silent(self) -> int:
        """On how many of the closed cases nobody answered."""
        return len(self.closed) - len(self.answered)


class FoundTold(NamedTuple):
    """What people said, and which of their cases are named to who asks."""

    said: Satisfaction
    seen: set[UUID]
    names_cases: bool

    def shown(self, cases: list[Counted]) -> list[Counted]:
        """Return those of the cases behind a number that are named to who asks."""
        return [case for case in cases if case.case_id in self.seen]

    def hidden(self, cases: list[Counted]) -> int:
        """Return how many are counted, and not named to who asks."""
        return len(cases) - len(self.shown(cases))


@dataclass(frozen=True)
class FoundBoard(FiguresBoard):
    """Where it is put up how people found it."""

    TEMPLATE: ClassVar[str] = "figures/satisfaction.html.jinja"
    SECTION: ClassVar = FOUND
    FILE: ClassVar = "how-people-found-it"

    def tell(self, over: Over) -> FoundTold:
        """Return what was said of the cases that were closed in the period."""
        ended = over.recall(statutory, **over.asked).ended
        said = satisfaction_of([case for case in ended if not case.is_past])
        behind = {case.case_id for case in said.answered}
        return FoundTold(said, over.seen(behind), bool(over.scope.areas))

    def rows(self, over: Over) -> Iterator[Sequence[object]]:
        """Yield how often each answer was given to each question."""
        yield "question", "answer", "people"
        for row in self.tell(over).said.asked:
            for answer, number in row.counts.items():
                yield row.question, answer, number


class FoundPages(FiguresPages):
    """How people found it."""

    path = FOUND.address
    dependencies = put_up(FoundBoard)


def satisfaction_of(ended: list[Counted]) -> Satisfaction:
    """Return what was said of the cases that were closed, among those that ended."""
    closed = [case for case in ended if case.ended_as == "closed"]
    answered = [case for case in closed if case.said_of_it]
    answers = [each for case in answered for each in case.said_of_it]
    return Satisfaction(
        closed,
        answered,
        [
            Asked(says, _counts(Counter(getattr(each, name) for each in answers)))
            for name, says in QUESTIONS.items()
        ],
    )


def _counts(found: Counter[Answer]) -> dict[Answer, int]:
    return {answer: found[answer] for answer in Answer}
