"""The return of s.104(9): what it rests on, what does not fit, what changed since.

The four figures are separate facts: nothing makes one of them a part of another.  Where
somebody would think that it is, the cases are listed that it is not true of.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from asbreview.domain.application import Category
from asbreview.domain.days import in_words
from asbreview.domain.outcome.facts import (
    CaseClosed,
    FindingsMade,
    OutcomeRecordedInError,
    RecommendationMade,
)
from asbreview.domain.outcome.in_error import OutcomeFactInError
from asbreview.domain.past.facts import (
    PastCaseImported,
    PastCaseImportedAnew,
    PastCaseInError,
)
from asbreview.domain.trigger.facts import (
    ApplicationReceived,
    ApplicationTransferred,
    ApplicationWithdrawn,
    ThresholdDecided,
    ThresholdRecordedInError,
)
from asbreview.domain.trigger.in_error import ApplicationCorrected, TriggerFactInError
from asbreview.domain.trigger.joint import CaseMadeJoint
from projections.figures_counted import Counted, Figures
from projections.reporting import NOT_KNOWN
from projections.scope import AT_ONCE
from projections.small_numbers import Breakdown, published
from projections.timeline import timeline
from projections.walking import portions

RECEIVED: Final = (ApplicationReceived.TOPIC, ApplicationCorrected.TOPIC)
DECIDED: Final = (ThresholdDecided.TOPIC, ThresholdRecordedInError.TOPIC)
REVIEWED: Final = (FindingsMade.TOPIC, OutcomeFactInError.TOPIC)
RECOMMENDED: Final = (RecommendationMade.TOPIC, OutcomeRecordedInError.TOPIC)
ENDED: Final = (
    ApplicationWithdrawn.TOPIC,
    ApplicationTransferred.TOPIC,
    CaseClosed.TOPIC,
    TriggerFactInError.TOPIC,
    OutcomeFactInError.TOPIC,
)
OF_PAST: Final = (
    PastCaseImported.TOPIC,
    PastCaseImportedAnew.TOPIC,
    PastCaseInError.TOPIC,
)
JOINT: Final = (CaseMadeJoint.TOPIC,)
RESTS_ON: Final[dict[str, tuple[str, ...]]] = {
    "applications": (*RECEIVED, *OF_PAST),
    "not_met": (*DECIDED, *OF_PAST),
    "reviews": (*REVIEWED, *OF_PAST),
    "with_recommendations": (*RECOMMENDED, OutcomeFactInError.TOPIC, *OF_PAST),
    "undecided": (*RECEIVED, *DECIDED, *ENDED, *OF_PAST),
    "withdrawn": (*ENDED, *OF_PAST),
    "transferred": (*ENDED, *OF_PAST),
    "open_at_start": (*RECEIVED, *ENDED, *OF_PAST),
    "joint": (*RECEIVED, *JOINT),
    "referred_back": RECEIVED,
    "came_from_elsewhere": RECEIVED,
    "received": (*RECEIVED, *OF_PAST),
    "ended": (*ENDED, *OF_PAST),
    "open_at_end": (*RECEIVED, *ENDED, *OF_PAST),
}


class Basis(NamedTuple):
    """An event that a figure rests on: what happened, when, and when it was recorded.

    `in_error` says that it is on record as recorded in error.
    """

    case_id: UUID
    position: int
    topic: str
    title: str
    happened_on: date
    recorded_at: datetime
    in_error: bool


class Misfit(NamedTuple):
    """A case of which something is not so that somebody would take for granted."""

    case: Counted
    because: str


def events_behind(
    db: Connection,
    cases: Collection[UUID],
    topics: Collection[str],
    *,
    after: int = 0,
    as_of: int | None = None,
) -> list[Basis]:
    """Return the events of some kinds on some cases, in the order of the log.

    Those after a position, up to another.
    """
    t = timeline.c
    found: list[Basis] = []
    for some in portions(cases, AT_ONCE):
        asked = select(
            t.case_id,
            t.position,
            t.topic,
            t.title,
            t.happened_on,
            t.recorded_at,
            t.in_error_from,
        ).where(t.case_id.in_(some), t.topic.in_(topics), t.position > after)
        if as_of is not None:
            asked = asked.where(t.position <= as_of)
        found += [_basis(row, as_of) for row in db.execute(asked).all()]
    return sorted(found, key=lambda basis: basis.position)


def _basis(row: Any, as_of: int | None) -> Basis:
    wrong = row.in_error_from
    in_error = wrong is not None and (as_of is None or wrong <= as_of)
    return Basis(
        row.case_id,
        row.position,
        row.topic,
        row.title,
        row.happened_on,
        row.recorded_at,
        in_error,
    )


def misfits(figures: Figures, *, from_: date, to: date) -> list[Misfit]:
    """Return what does not fit, of the decisions, reviews and recommendations."""
    return [*_of_decisions(figures, from_), *_of_reviews(figures, from_, to)]


def _of_decisions(figures: Figures, from_: date) -> Iterator[Misfit]:
    for case in figures.not_met:
        if case.applied_on < from_:
            on = in_words(case.applied_on)
            yield Misfit(
                case, f"decided in this period, and applied for on {on}, before it"
            )


def _of_reviews(figures: Figures, from_: date, to: date) -> Iterator[Misfit]:
    for case in figures.reviews:
        if case.not_met_on is not None:
            yield Misfit(case, "reviewed, though the threshold was decided not met")
        elif case.decided_on is None:
            yield Misfit(case, "reviewed, with no decision on the threshold on record")
        if case.applied_on < from_:
            on = in_words(case.applied_on)
            yield Misfit(
                case, f"reviewed in this period, and applied for on {on}, before it"
            )
        yield from _of_recommendations(case, from_, to)
    for case in figures.with_recommendations:
        if case.reviewed_on is None:
            yield Misfit(case, "recommended, with no findings on record")
        elif not from_ <= case.reviewed_on <= to:
            on = in_words(case.reviewed_on)
            yield Misfit(
                case, f"recommended in this period, and reviewed on {on}, outside it"
            )


def _of_recommendations(case: Counted, from_: date, to: date) -> Iterator[Misfit]:
    """Say what does not fit of the recommendations of a case that was reviewed.

    Of one of the past it may not be known whether there were any.
    """
    if case.recommended_on is None:
        if not case.is_past:
            yield Misfit(case, "reviewed, and no recommendation was made")
    elif not from_ <= case.recommended_on <= to:
        on = in_words(case.recommended_on)
        yield Misfit(
            case, f"reviewed in this period, and recommended on {on}, outside it"
        )


def broken_down(applications: Iterable[Counted]) -> dict[str, Breakdown]:
    """Return the applications by category and by place, as they may be published.

    Every category is a part of it.  Of places, those are that there was one of: which
    other places there may be is not known.
    """
    by_category = dict.fromkeys((str(each) for each in Category), 0)
    by_place: dict[str, int] = {}
    for case in applications:
        name = str(case.category) if case.category else NOT_KNOWN
        by_category[name] = by_category.get(name, 0) + 1
        by_place[case.place] = by_place.get(case.place, 0) + 1
    return {"category": published(by_category), "place": published(by_place)}
