"""The steps that cases are expected to take, as far as their departures rest on them.

Of a year's cases there are twenty thousand and more: of each step no more is read than
is asked of it.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, func, select

from asbreview.domain.procedure import Binds
from projections.case.runs import Moot
from projections.deadlines_kept import deadlines
from projections.kinds import held
from projections.lateness import is_overdue, met_late, missed
from projections.replaying import BEFORE
from projections.timeline import timeline
from projections.unread import unread

NEVER_OWED: Final = frozenset({Moot.NO_LONGER_RUNS, Moot.NOT_MET})
NEEDLESS: Final = frozenset({Moot.NOT_NEEDED, Moot.ENDED})
FIRST: Final = frozenset(first for first, _ in BEFORE)


class Expected(NamedTuple):
    """A step that a procedure's timer counts on a case, and what became of it.

    The body it is of is told as it is kept: only whether it is the same is asked.
    """

    timer_id: str
    says: str
    binds: Binds
    body_id: UUID | str | None
    due_on: date | None
    extended_late: bool
    met_on: date | None
    moot: Moot | None
    moot_on: date | None
    is_open: bool

    @property
    def was_met_late(self) -> bool:
        """Was it taken after its day?"""
        return met_late(self)

    @property
    def was_missed(self) -> bool:
        """Was it not taken by its day, though it need not be taken any more?"""
        return missed(self)

    def is_overdue(self, on: date) -> bool:
        """Is it still open after its day?"""
        return is_overdue(self, on)

    @property
    def is_expected(self) -> bool:
        """Is it part of the flow?  What was not owed on the case is not."""
        if self.moot is None:
            return True
        if self.moot in NEVER_OWED:
            return False
        # What the case's end or another step made needless in time was never owed.
        needless = self.moot in NEEDLESS and not self.was_missed
        return not needless or self.timer_id in FIRST


KEPT: Final = frozenset({"body_id"})
COLUMNS: Final = tuple(
    unread(deadlines.c[name]) if name in KEPT else deadlines.c[name]
    for name in Expected._fields
)


def steps_expected(
    db: Connection, cases: Collection[UUID], as_of: int | None
) -> dict[UUID, list[Expected]]:
    """Return the steps expected on some cases, but for the applicant's own windows."""
    d = deadlines.c
    rows = db.execute(
        select(unread(d.case_id), *COLUMNS)
        .where(d.case_id.in_(cases), d.starts.is_not(None), held(deadlines, as_of))
        .where(d.binds != Binds.APPLICANT)
        .order_by(d.case_id, d.started_on, d.timer_id, d.item_id)
    )
    found: dict[UUID, list[Expected]] = {case_id: [] for case_id in cases}
    by_kept = {id_.hex: steps for id_, steps in found.items()} | dict(found.items())
    for case_id, *told in rows.all():
        step = Expected._make(told)
        if step.moot is None or step.is_expected:
            by_kept[case_id].append(step)
    return found


def often_taken(
    db: Connection, cases: Collection[UUID], topics: Collection[str], as_of: int | None
) -> dict[UUID, Counter[str]]:
    """Return how often each event happened on each case, where it did more than once.

    Those in error among them.
    """
    often: dict[UUID, Counter[str]] = {}
    for case_id, topic, n in _more_than_once(db, cases, topics, as_of):
        often.setdefault(case_id, Counter())[topic] = n
    return often


def _more_than_once(
    db: Connection, cases: Collection[UUID], topics: Collection[str], as_of: int | None
) -> Iterator[tuple[UUID, str, int]]:
    t = timeline.c
    asked = select(t.case_id, t.topic, func.count()).where(
        t.case_id.in_(cases), t.topic.in_(topics)
    )
    if as_of is not None:
        asked = asked.where(t.position <= as_of)
    again = asked.group_by(t.case_id, t.topic).having(func.count() > 1)
    yield from ((case_id, topic, n) for case_id, topic, n in db.execute(again))
