"""Which cases somebody sees, as every list, count and search has to ask for them."""

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select

from asbreview.access.accounts import Account
from asbreview.access.policy import Action, Reach, granted, may
from projections.admission import (
    cases_that_let_in,
    joint_cases,
    special_cases,
)
from projections.caseload import caseload
from projections.kinds import held
from projections.past import PastRow, past_among, past_found
from projections.walking import portions

AT_ONCE: Final = 500  # cases, in one question


class Scope(NamedTuple):
    """The cases of some areas, but for a few; or, with `only`, no others than these.

    Besides those that are `joint`: other areas' cases that these read, too.
    What is shown of a day that was is chosen by what may be seen today.
    """

    areas: tuple[str, ...] = ()
    but: frozenset[UUID] = frozenset()
    only: frozenset[UUID] | None = None
    joint: frozenset[UUID] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Is it every case of its areas?"""
        return not (self.but or self.joint) and self.only is None

    @property
    def own(self) -> "Scope":
        """Those alone of whose areas it is: without what another area leads."""
        return self._replace(joint=frozenset())

    def where(self) -> ColumnElement[bool]:
        """Say which rows of the caseload are seen."""
        c = caseload.c
        # Said so that an index that begins with the area gives its order, too.
        one = len(self.areas) == 1
        seen = c.area_id == self.areas[0] if one else c.area_id.in_(self.areas)
        if self.but:
            seen &= c.case_id.not_in(self.but)
        if self.only is not None:
            seen &= c.case_id.in_(self.only)
        return seen | c.case_id.in_(self.joint) if self.joint else seen


NOTHING: Final = Scope()


def scope_of(db: Connection, who: Account) -> Scope:
    """Return the cases that an account may read; the policy says which these are."""
    areas = tuple(sorted(who.areas))
    if not areas or not may(who, Action.READ_CASE):
        return NOTHING
    if granted(who).reach is Reach.ALL:
        few = special_cases(db, areas)
        hidden = (k.case_id for k in few if not may(who, Action.READ_CASE, k))
        joint = joint_cases(db, areas)
        theirs = (k for k in joint if k.area not in areas)
        read = (k.case_id for k in theirs if may(who, Action.READ_CASE, k))
        return Scope(areas, but=frozenset(hidden), joint=frozenset(read))
    few = cases_that_let_in(db, areas)
    shown = (known.case_id for known in few if may(who, Action.READ_CASE, known))
    return Scope(areas, only=frozenset(shown))


def seen_among(
    db: Connection,
    cases: Collection[UUID],
    scope: Scope,
    *,
    as_of: int | None = None,
) -> set[UUID]:
    """Return those of some cases that are seen; of the past, those that were there."""
    return {
        seen
        for some in portions(cases, AT_ONCE)
        for seen in _seen(db, some, scope, as_of)
    }


def seen_in_area(
    db: Connection, area_id: str, cases: set[UUID], scope: Scope
) -> set[UUID]:
    """Return which of some cases of one area, as they are, are seen.

    Of somebody who sees all cases of an area but a few, nothing need be asked.
    """
    if scope.only is None and area_id in scope.areas:
        return cases - scope.but
    return seen_among(db, cases, scope)


def past_seen(db: Connection, cases: list[UUID], scope: Scope) -> list[PastRow]:
    """Return those of some cases that are of the past, where they are seen."""
    if scope.only is not None or not scope.areas:
        return []
    return past_found(db, cases, scope.areas, "")


def _seen(
    db: Connection, cases: list[UUID], scope: Scope, as_of: int | None
) -> Iterator[UUID]:
    c = caseload.c
    asked = select(c.case_id).where(c.case_id.in_(cases), scope.where())
    yield from db.scalars(asked.where(held(caseload, None))).all()
    if scope.only is None and scope.areas:
        yield from past_among(db, cases, scope.areas, as_of=as_of)
