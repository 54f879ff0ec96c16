"""The figures of s.104(9), for any area and period, each opening to its cases.

"The number of applications", "the number of times those bodies decided that the
threshold for a review was not met", "the number of reviews" and "the number of reviews
that resulted in recommendations": four separate facts, not a funnel.
"""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    Date,
    MetaData,
    String,
    Table,
    or_,
    select,
)

from asbreview.domain.application import Category
from asbreview.domain.outcome.satisfaction import Answers
from asbreview.domain.past.facts import Decided, PastFacts
from asbreview.domain.trigger.came import Came
from asbreview.store.log import Entry
from projections.case.applied import Told
from projections.case.state import Case
from projections.case.taking import (
    cases_in,
    take_in_save,
)
from projections.figures_counted import COUNTS, Counted, Figures, Period
from projections.kept import Kept
from projections.kinds import Document, Id, Word, held, holding, index_of_held
from projections.past import past_to
from projections.rows import Rows
from projections.walking import values_of

NOT_KNOWN: Final = "not known"
_meta: Final = MetaData()
figures: Final = Table(
    "figures",
    _meta,
    Column("case_id", Id, primary_key=True),
    *holding(),
    Column("reference", String, nullable=False),
    Column("area_id", String, nullable=False, index=True),
    Column("place", String, nullable=False),
    Column("category", Word(Category), nullable=False),
    Column("applied_on", Date, nullable=False),
    Column("came", Word(Came)),
    Column("joint_with", String, index=True),
    Column("decided_on", Date),
    Column("not_met_on", Date),
    Column("reviewed_on", Date),
    Column("recommended_on", Date),
    Column("ended_on", Date),
    Column("ended_as", String),
    Column("said_of_it", Document(tuple[Answers, ...], frozen=True), nullable=False),
    Column("over_on", Date),
)
index_of_held("figures_by_end", figures.c.area_id, figures.c.over_on)
cases: Final = cases_in(_meta, "figures_cases")
COLUMNS: Final = tuple(figures.c[name] for name in Counted._fields if name in figures.c)


class Reporting:
    """Projects what the figures are counted from."""

    kept: ClassVar[Kept] = Kept("figures", shape=9, tables=_meta)

    def record(self, event: object, rows: Rows) -> None:
        """Ignore single events: a case is counted as a save has left it."""

    def saved(self, case_id: UUID, entries: Sequence[Entry], rows: Rows) -> None:
        """Count a case as a save has left it."""
        del case_id
        case = take_in_save(entries, rows, cases)
        if case is not None and case.told is not None:
            _count(case, case.told, rows)


def statutory(
    db: Connection, *, area_id: str, from_: date, to: date, as_of: int | None = None
) -> Figures:
    """Return the figures of an area for a period, both days included.

    An area is that of the review procedures of an id, whatever it is called.
    """
    counted = cases_counted(db, area_id=area_id, from_=from_, to=to, as_of=as_of)
    if past := past_counted(db, area_id=area_id, to=to, as_of=as_of):
        counted = sorted([*counted, *past], key=lambda c: (c.applied_on, c.reference))
    period = Period(from_, to)
    return Figures(
        **{
            name: [case for case in counted if counts(case, period)]
            for name, counts in COUNTS.items()
        }
    )


def cases_counted(
    db: Connection, *, area_id: str, from_: date, to: date, as_of: int | None = None
) -> list[Counted]:
    """Return the cases of an area that a period has to do with, as applied for.

    Those that were over before it began, all that is counted included, are left out:
    an area's figures take no longer for every year that it has kept cases.  What is
    joint is counted once in each of its two areas.
    """
    c = figures.c
    concerned = or_(c.over_on.is_(None), c.over_on >= from_)
    rows = db.execute(
        select(*COLUMNS)
        .where(or_(c.area_id == area_id, c.joint_with == area_id))
        .where(c.applied_on <= to, concerned)
        .where(held(figures, as_of))
        .order_by(figures.c.applied_on, figures.c.reference)
    )
    return [Counted(*row) for row in rows.all()]


def past_counted(
    db: Connection, *, area_id: str, to: date, as_of: int | None = None
) -> list[Counted]:
    """Return the cases of the past of an area, as far as what is known of them goes.

    Those of which it is not known when they were applied for are not among them.
    """
    return [
        Counted(
            case_id=row.case_id,
            reference=row.reference,
            area_id=row.area_id,
            place=row.facts.place or NOT_KNOWN,
            category=row.facts.category,
            applied_on=row.facts.applied_on,
            decided_on=row.facts.decided_on,
            not_met_on=row.facts.decided_on if _was_not_met(row.facts) else None,
            reviewed_on=row.facts.reviewed_on,
            recommended_on=row.facts.recommended_on,
            ended_on=row.facts.ended_on,
            ended_as=str(row.facts.ended_as) if row.facts.ended_as else None,
            is_past=True,
        )
        for row in past_to(db, area_id, to=to, as_of=as_of)
        if row.facts.applied_on is not None
    ]


def _was_not_met(facts: PastFacts) -> bool:
    return facts.decided is Decided.NOT_MET


def areas(db: Connection, *, as_of: int | None = None) -> list[str]:
    """Return the ids of the areas that have cases."""
    if as_of is None:
        return list(db.scalars(AREAS))
    found = select(figures.c.area_id).where(held(figures, as_of)).distinct()
    return list(db.scalars(found.order_by(figures.c.area_id)))


AREAS: Final = values_of(figures.c.area_id, held(figures, None))


def _count(case: Case, told: Told, rows: Rows) -> None:
    made = [recommendation.made_on for recommendation in case.recommendations.values()]
    decided_on = case.threshold.decided_on if case.threshold else None
    recommended_on = min(made, default=None)
    ended_on = max(case.ended_on, told.began_on) if case.ended_on else None
    counted = (ended_on, decided_on, case.found_on, recommended_on)
    rows.keep(
        figures,
        case.case_id,
        reference=told.reference,
        area_id=told.procedure_id,
        place=told.place,
        category=told.category,
        applied_on=told.began_on,
        came=told.came,
        joint_with=case.joint_with,
        decided_on=decided_on,
        not_met_on=decided_on if case.is_not_met else None,
        reviewed_on=case.found_on,
        recommended_on=recommended_on,
        ended_on=ended_on,
        ended_as=case.ended_as,
        said_of_it=tuple(case.satisfaction.values()),
        over_on=max(day for day in counted if day) if ended_on else None,
    )
