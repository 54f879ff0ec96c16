"""The work queue: which cases wait, whose they are, and what is due next on each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    bindparam,
    func,
    select,
    true,
)

from asbreview.domain.application import Category
from projections.case.stages import Stage, WaitsFor
from projections.caseload import IN_ORDER, IS_OPEN, caseload
from projections.kinds import held
from projections.scope import Scope
from projections.walking import values_of, walk

PER_PAGE: Final = 25


class Whose(Enum):
    """Whose cases are asked for, when not one caseworker's."""

    ALL = "all"
    UNASSIGNED = "unassigned"


class CaseRow(NamedTuple):
    """Where a case stands.  Name and address are sealed tokens, to be revealed.

    What falls due next may be another thing than the step to take next: `next_due_says`
    names it, `next_to_do` what to do about it; `step_due_on` is the step's own day.
    """

    case_id: UUID
    reference: str
    area: str
    place: str
    category: Category
    applied_on: date
    stage: Stage
    waits_for: WaitsFor
    body_id: UUID | None
    body_name: str | None
    next_step: str
    caseworker_id: UUID | None
    applicant_name: str | None
    applicant_address: str | None
    next_due_on: date | None
    next_timer_id: str | None
    next_due_says: str | None
    next_to_do: str | None
    step_due_on: date | None
    step_timer_id: str | None
    ended: bool

    @property
    def waits_for_whom(self) -> str:
        """Say in words whom the case waits for."""
        return self.body_name or str(self.waits_for)


class Page(NamedTuple):
    """A page of a list, and how many there are in all."""

    rows: list[CaseRow]
    total: int
    number: int
    pages: int


@dataclass(frozen=True)
class Asked:
    """Which cases are asked for.  A filter left out lets every case through.

    `seen` are those the asker may see.  Cases that wait for nobody are shown with
    `ended` only.
    """

    owner: UUID | Whose = Whose.ALL
    seen: Scope | None = None
    place: str | None = None
    stage: Stage | None = None
    waits_for: WaitsFor | None = None
    body_id: UUID | None = None
    overdue_on: date | None = None
    ended: bool = False

    def where(self, as_of: int | None) -> ColumnElement[bool]:
        """Say which rows are asked for."""
        c = caseload.c
        asked = held(caseload, as_of)
        if not self.ended:
            asked &= c.is_open
        asked &= self._owned()
        if self.seen is not None:
            asked &= self.seen.where()
        if self.overdue_on is not None:
            asked &= c.next_due_on < self.overdue_on
        for column, value in (
            (c.place, self.place),
            (c.stage, self.stage),
            (c.waits_for, self.waits_for),
            (c.body_id, self.body_id),
        ):
            if value is not None:
                asked &= column == value
        return asked

    def _owned(self) -> ColumnElement[bool]:
        if self.owner is Whose.ALL:
            return true()
        if self.owner is Whose.UNASSIGNED:
            return caseload.c.caseworker_id.is_(None)
        return caseload.c.caseworker_id == self.owner


EVERYTHING: Final = Asked()
KEPT: Final = 200  # questions, so that each is not put together anew for every page
COLUMNS: Final = tuple(caseload.c[name] for name in CaseRow._fields)


def queue(  # noqa: PLR0913  which page of which list
    db: Connection,
    asked: Asked = EVERYTHING,
    *,
    page: int = 1,
    per_page: int = PER_PAGE,
    as_of: int | None = None,
    total: int | None = None,
) -> Page:
    """Return a page of the cases asked for, what is due next first.

    *total* is how many there are, if they have been counted.
    """
    if total is None:
        total = count(db, asked, as_of=as_of)
    pages = max(1, -(-total // per_page))
    number = min(max(1, page), pages)
    begin = {"most": per_page, "begin": (number - 1) * per_page}
    rows = db.execute(_page_of(asked, as_of), begin)
    return Page([CaseRow(*row) for row in rows], total, number, pages)


@lru_cache(KEPT)
def _page_of(asked: Asked, as_of: int | None) -> Select[Any]:
    question = _in_order(select(*COLUMNS).where(asked.where(as_of)))
    most, begin = bindparam("most", type_=Integer), bindparam("begin", type_=Integer)
    return question.limit(most).offset(begin)


def count(
    db: Connection, asked: Asked = EVERYTHING, *, as_of: int | None = None
) -> int:
    """Count the cases asked for."""
    return counts(db, [asked], as_of=as_of)[0]


def counts(
    db: Connection, asked: Sequence[Asked], *, as_of: int | None = None
) -> list[int]:
    """Count the cases of several lists, in one question."""
    return list(db.execute(_counts_of(tuple(asked), as_of)).one())


@lru_cache(KEPT)
def _counts_of(asked: tuple[Asked, ...], as_of: int | None) -> Select[Any]:
    each = select(func.count()).select_from(caseload)
    return select(*(each.where(one.where(as_of)).scalar_subquery() for one in asked))


def places(
    db: Connection, asked: Asked = EVERYTHING, *, as_of: int | None = None
) -> list[str]:
    """Return the places that the cases asked for are about, for a filter to offer."""
    seen = asked.seen
    if seen and seen.is_whole and asked == Asked(seen=seen) and as_of is None:
        return sorted({p for a in seen.areas for p in db.scalars(PLACES, {"area": a})})
    which = asked.where(as_of)
    found = select(caseload.c.place).where(which).distinct()
    return list(db.scalars(found.order_by(caseload.c.place)))


def bodies_waited_for(
    db: Connection, seen: Scope | None = None, *, as_of: int | None = None
) -> list[tuple[UUID, str]]:
    """Return the bodies that cases wait for, by name, for a filter to offer."""
    c = caseload.c
    if seen and seen.is_whole and as_of is None:
        rows = [row for a in seen.areas for row in db.execute(BODIES, {"area": a})]
    else:
        asked = Asked(seen=seen).where(as_of) & c.body_id.is_not(None)
        found = select(c.body_id, c.body_name).where(asked).distinct()
        rows = list(db.execute(found))
    bodies = {row.body_id: (row.body_id, row.body_name) for row in rows}
    return sorted(bodies.values(), key=itemgetter(1))


def case_row(
    db: Connection, case_id: UUID, *, as_of: int | None = None
) -> CaseRow | None:
    """Return where a case stands; nothing if there was no such case."""
    found = db.execute(_row_of_case(as_of), {"case_id": case_id}).first()
    return CaseRow(*found) if found else None


def case_rows(
    db: Connection,
    case_ids: list[UUID],
    seen: Scope | None = None,
    *,
    as_of: int | None = None,
) -> list[CaseRow]:
    """Return where some cases stand, of those that are seen."""
    if not case_ids:
        return []
    asked: ColumnElement[bool] = caseload.c.case_id.in_(case_ids)
    if as_of is None:
        # Said so that no index of `to_position` fits: SQLite would take that one, and
        # go through every case that there is for the few that are asked for.
        asked &= func.coalesce(caseload.c.to_position, 0) == 0
    else:
        asked &= held(caseload, as_of)
    if seen is not None:
        asked &= seen.where()
    rows = db.execute(_in_order(select(*COLUMNS).where(asked)))
    return [CaseRow(*row) for row in rows]


def cases_by_part(
    db: Connection, part: str, seen: Scope, *, most: int, as_of: int | None = None
) -> list[UUID]:
    """Return the cases in whose reference a part stands, its dashes left out."""
    c = caseload.c
    bare = func.replace(c.reference, "-", "")
    asked = held(caseload, as_of) & bare.contains(part, autoescape=True)
    asked &= seen.where()
    return list(db.scalars(select(c.case_id).where(asked).limit(most)))


@lru_cache(KEPT)
def _row_of_case(as_of: int | None) -> Select[Any]:
    which = caseload.c.case_id == bindparam("case_id")
    return select(*COLUMNS).where(which, held(caseload, as_of))


def _in_order(question: Select[Any]) -> Select[Any]:
    return question.order_by(*IN_ORDER)


IN_AREA: Final = IS_OPEN & (caseload.c.area_id == bindparam("area", type_=String))


def _bodies() -> Select[Any]:
    each, c = walk(caseload.c.body_id, IN_AREA), caseload.c
    named = select(func.min(c.body_name)).where(IN_AREA, c.body_id == each.c.value)
    return select(
        each.c.value.label("body_id"), named.scalar_subquery().label("body_name")
    ).where(each.c.value.is_not(None))


PLACES: Final = values_of(caseload.c.place, IN_AREA)
BODIES: Final = _bodies()
