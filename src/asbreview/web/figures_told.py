"""What the figures page tells: each figure with its definition and its cases."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import chain
from statistics import median
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from asbreview.domain.procedure import Procedure
from asbreview.domain.reporting_period import Period
from asbreview.domain.statute import PUBLISHED_FIGURES
from asbreview.web.figures_flow import Flow, flow_of
from asbreview.web.figures_satisfaction import Satisfaction, satisfaction_of
from projections.answering import Answering, answering_between
from projections.reporting import Counted, Figures, statutory
from projections.scope import Scope, seen_among
from projections.waits import (
    Life,
    Span,
    days_by_party,
    days_by_stage,
    spans_of_lives,
    told_between,
)

C = TypeVar("C", Counted, Life, Answering)
Count = Callable[..., Counter[Any]]
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


class Total(NamedTuple):
    """The days that cases spent in one way, and how many cases did."""

    name: str
    days: int
    n: int


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


class Told(NamedTuple):
    """Everything the figures page tells of a period."""

    statutory: list[Figure]
    unsaid: list[Figure]
    balance: dict[str, Figure]
    lives: list[Life]
    stages: list[Total]
    parties: list[Total]
    bodies: list[BodyAnswers]
    satisfaction: Satisfaction
    flow: Flow
    seen: set[UUID]
    names_cases: bool

    def shown(self, cases: list[C]) -> list[C]:
        """Return those of the cases behind a number that are named to who asks."""
        return [case for case in cases if case.case_id in self.seen]

    def hidden(self, cases: list[C]) -> int:
        """Return how many are counted, and not named to who asks."""
        return len(cases) - len(self.shown(cases))

    @property
    def longest(self) -> int:
        """The most days any case took, for the bars; 1 at least."""
        return max([1, *(life.lead_time or 0 for life in self.lives)])

    @property
    def days(self) -> int:
        """The days of all the cases together."""
        return sum(life.lead_time or 0 for life in self.lives)


def told(  # noqa: PLR0913, PLR0917  which figures, and for whom
    db: Connection,
    procedure: Procedure,
    area_id: str,
    period: Period,
    on: date,
    as_of: int | None,
    scope: Scope,
) -> Told:
    """Return the figures of an area for a period, as of a position of the log.

    Every case is counted; those of the scope alone are named.
    """
    asked = {"area_id": area_id, "from_": period.from_, "to": period.to, "as_of": as_of}
    counted = statutory(db, **asked)  # type: ignore[arg-type]
    lives = told_between(db, **asked)  # type: ignore[arg-type]
    spans = spans_of_lives(db, lives, as_of=as_of)
    answers = answering_between(db, **asked)  # type: ignore[arg-type]
    behind = {case.case_id for case in chain(*counted)}
    behind |= {life.case_id for life in lives} | {each.case_id for each in answers}
    return Told(
        statutory=list(_figures(STATUTORY, counted)),
        unsaid=list(_figures(UNSAID, counted)),
        balance={figure.figure_id: figure for figure in _figures(BALANCE, counted)},
        lives=lives,
        stages=_totals(lives, spans, days_by_stage),
        parties=_totals(lives, spans, days_by_party),
        bodies=list(_by_body(answers, procedure)),
        names_cases=bool(scope.areas),
        seen=seen_among(db, behind, scope),
        satisfaction=satisfaction_of([c for c in counted.ended if not c.is_past]),
        flow=flow_of(
            db,
            area_id=area_id,
            period=period,
            on=min(period.to, on),
            as_of=as_of,
            told=lives,
            seen=lambda cases: seen_among(db, cases, scope),
        ),
    )


def _by_body(asked: list[Answering], procedure: Procedure) -> Iterator[BodyAnswers]:
    """Yield what each body was asked, the bodies in the order of the procedure."""
    names = {body.body_id: body.name for body in procedure.relevant_bodies}
    for body_id in dict.fromkeys([*names, *(each.body_id for each in asked)]):
        if own := [each for each in asked if each.body_id == body_id]:
            yield BodyAnswers(names.get(body_id, "another body"), own)


def _figures(
    which: Mapping[str, tuple[str, str]], counted: Figures
) -> Iterator[Figure]:
    for figure_id, (title, definition) in which.items():
        yield Figure(figure_id, title, definition, getattr(counted, figure_id))


def _totals(
    lives: list[Life], spans: Mapping[UUID, list[Span]], count: Count
) -> list[Total]:
    """Add up, over the cases, the days from the application to the outcome told."""
    days: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    for life in lives:
        for name, number in count(spans[life.case_id], to=life.outcome_told_on).items():
            if number:
                days[str(name)] += number
                cases[str(name)] += 1
    return [Total(name, number, cases[name]) for name, number in days.most_common()]
