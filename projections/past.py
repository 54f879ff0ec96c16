"""Cases of the past, as they were brought in: known from the day of the import on.

They are no part of the caseload: nothing waits for them.  What is not known of one is
said, and it is left out of each figure that would need it.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from functools import singledispatchmethod
from typing import ClassVar, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    or_,
    select,
)

from asbreview.domain.erasure import ErasureDecided
from asbreview.domain.past.checking import bare
from asbreview.domain.past.facts import (
    Decided,
    EndedAs,
    PastCaseImported,
    PastCaseImportedAnew,
    PastCaseInError,
    PastFacts,
)
from projections.kept import Kept
from projections.kinds import Document, Id, Instant, held, holding, index_of_held
from projections.rows import Rows

Ids = Collection[UUID]
Areas = Collection[str]
_meta: Final = MetaData()
past_cases: Final = Table(
    "past_cases",
    _meta,
    Column("case_id", Id, primary_key=True),
    *holding(),
    Column("area_id", String, nullable=False),
    Column("reference", String, nullable=False),
    Column("bare", String, nullable=False),
    Column("applied_on", Date),
    Column("facts", Document(PastFacts, frozen=True), nullable=False),
    Column("name", String, nullable=False),
    Column("address", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("recommendations", String, nullable=False),
    Column("line", Integer, nullable=False),
    Column("said_at", Instant, nullable=False),
    Column("recorded_by", Id, nullable=False),
    Column("forgotten_on", Date),
)
index_of_held("past_cases_by_day", past_cases.c.area_id, past_cases.c.applied_on)


class PastRow(NamedTuple):
    """A case of the past; who applied, and what was recommended, is still sealed.

    `said_at` is when it was brought in, `line` the line of the list that it was on,
    `forgotten_on` when it was decided to forget whoever applied.
    """

    case_id: UUID
    area_id: str
    reference: str
    facts: PastFacts
    name: str
    address: str
    phone: str
    recommendations: str
    line: int
    said_at: datetime
    recorded_by: UUID
    forgotten_on: date | None

    @property
    def left_out(self) -> tuple[str, ...]:
        """Which figures do not count it, and why."""
        return tuple(left_out(self.facts))


COLUMNS: Final = tuple(past_cases.c[name] for name in PastRow._fields)


class Past:
    """Projects the cases of the past that were brought in, and are not in error."""

    kept: ClassVar[Kept] = Kept("past", shape=2, tables=_meta)

    @singledispatchmethod
    def record(self, event: object, rows: Rows) -> None:
        """Ignore what is not of the past."""

    @record.register(PastCaseImported)
    @record.register(PastCaseImportedAnew)
    def _(self, event: PastCaseImported | PastCaseImportedAnew, rows: Rows) -> None:
        rows.begin(
            past_cases,
            case_id=event.case_id,
            area_id=event.area_id,
            reference=event.facts.reference,
            bare=bare(event.facts.reference),
            applied_on=event.facts.applied_on,
            facts=event.facts,
            name=event.person.name.token,
            address=event.person.address.token,
            phone=event.person.phone.token,
            recommendations=event.person.recommendations.token,
            line=event.line,
            said_at=event.timestamp,
            recorded_by=event.recorded_by,
            forgotten_on=None,
        )

    @record.register
    def _(self, event: ErasureDecided, rows: Rows) -> None:
        for row in rows.of_case(past_cases, event.case_id):
            rows.from_now_on(past_cases, row, forgotten_on=event.decided_on)

    @record.register
    def _(self, event: PastCaseInError, rows: Rows) -> None:
        for row in rows.of_case(past_cases, event.case_id):
            rows.end(past_cases, row)


def past_of_areas(
    db: Connection, areas: Collection[str], *, as_of: int | None = None
) -> list[PastRow]:
    """Return the cases of the past of some areas, the latest applied for first.

    Those of which that day is not known come first of all.
    """
    c = past_cases.c
    found = db.execute(
        select(*COLUMNS)
        .where(c.area_id.in_(areas), held(past_cases, as_of))
        .order_by(c.applied_on.is_not(None), c.applied_on.desc(), c.reference)
    )
    return [PastRow(*row) for row in found]


def past_to(
    db: Connection, area_id: str, *, to: date, as_of: int | None = None
) -> list[PastRow]:
    """Return the cases of the past of an area that were applied for by a day."""
    c = past_cases.c
    found = db.execute(
        select(*COLUMNS)
        .where(c.area_id == area_id, c.applied_on <= to, held(past_cases, as_of))
        .order_by(c.applied_on, c.reference)
    )
    return [PastRow(*row) for row in found]


def past_of_period(
    db: Connection, area_id: str, *, from_: date, to: date, as_of: int | None = None
) -> list[PastRow]:
    """Return the cases of the past of which a period may not count all there was.

    That is, whatever a figure leaves out, of those that may belong to the period.
    """
    rows = past_of_areas(db, [area_id], as_of=as_of)
    return [row for row in rows if row.left_out and _may_be_of(row.facts, from_, to)]


def past_among(
    db: Connection, cases: Ids, areas: Areas, *, as_of: int | None = None
) -> set[UUID]:
    """Return those of some cases that are of the past, and of some areas."""
    c = past_cases.c
    found = select(c.case_id).where(
        c.case_id.in_(cases), c.area_id.in_(areas), held(past_cases, as_of)
    )
    return set(db.scalars(found))


def past_found(
    db: Connection, cases: Ids, areas: Areas, part: str, *, as_of: int | None = None
) -> list[PastRow]:
    """Return cases of the past by their ids, or by a part of their reference."""
    c = past_cases.c
    named = c.case_id.in_(cases)
    looked_for = bare(part)
    part_of = c.bare.contains(looked_for, autoescape=True)
    which = or_(named, part_of) if looked_for else named
    found = db.execute(
        select(*COLUMNS)
        .where(which, c.area_id.in_(areas), held(past_cases, as_of))
        .order_by(c.applied_on.desc(), c.reference)
    )
    return [PastRow(*row) for row in found]


def left_out(facts: PastFacts) -> Iterator[str]:
    """Say which figures do not count a case of the past, and why."""
    if facts.applied_on is None:
        yield "Not counted in any figure: it is not known when it was applied for."
        return
    if facts.ended_on is None:
        yield (
            "Not counted among the cases received, ended and open, which add up: it is"
            " not known when it ended."
        )
    if facts.decided is Decided.NOT_MET and facts.decided_on is None:
        yield (
            "Not counted among the times the threshold was not met: it is not known"
            " when that was decided."
        )
    if facts.decided is None and not ended_undecided(facts):
        yield (
            "Not counted among the times the threshold was not met: it is not known"
            " what was decided."
        )
    if facts.decided is not Decided.NOT_MET and not ended_undecided(facts):
        yield from _of_review(facts)


def _of_review(facts: PastFacts) -> Iterator[str]:
    if facts.reviewed_on is None:
        yield "Not counted among the reviews: it is not known when it was reviewed."
    if facts.recommended is None and facts.recommended_on is None:
        yield (
            "Not counted among the reviews that resulted in recommendations: it is not"
            " known whether there were any."
        )
    elif facts.recommended and facts.recommended_on is None:
        yield (
            "Not counted among the reviews that resulted in recommendations: it is not"
            " known when they were made."
        )


def ended_undecided(facts: PastFacts) -> bool:
    """Did it end before anything was decided on the threshold?"""
    early = facts.ended_as in {EndedAs.WITHDRAWN, EndedAs.TRANSFERRED}
    return early and facts.decided is None


def _may_be_of(facts: PastFacts, from_: date, to: date) -> bool:
    """May something have happened in a period that is not counted in it?

    A case that had ended before it is none of its; one of which the day is not known
    may be.
    """
    began = facts.applied_on is None or facts.applied_on <= to
    return began and (facts.ended_on is None or facts.ended_on >= from_)
