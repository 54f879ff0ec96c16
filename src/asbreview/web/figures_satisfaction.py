"""How people found it whose cases were closed in a period: counted, never rated."""

from collections import Counter
from typing import Final, NamedTuple

from asbreview.domain.outcome.satisfaction import Answer
from projections.reporting import Counted

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
