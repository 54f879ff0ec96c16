"""What the page of a return tells: each figure down to the events that it rests on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from asbreview.domain.days import local_day
from asbreview.domain.reporting_period import Period
from asbreview.domain.returns.facts import BrokenDown, FiguresCounted, Return
from asbreview.domain.returns.record import PublishedReturns
from asbreview.web.figures_told import BALANCE, STATUTORY, UNSAID
from asbreview.web.listed import listed
from asbreview.web.returns_opened import (
    MISFITS,
    Opened,
    opened,
    seen_of,
)
from asbreview.web.returns_words import Published
from projections.changed_since import Change, Difference, differences
from projections.figures_counted import Counted, Figures
from projections.past import PastRow, past_of_period
from projections.reporting import statutory
from projections.returning import (
    Misfit,
    broken_down,
    misfits,
)
from projections.scope import Scope
from projections.small_numbers import Breakdown

OPENED: Final = STATUTORY | UNSAID | BALANCE | STATUTORY  # the first words, once
ELSEWHERE: Final = "other places"


@dataclass(frozen=True)
class ReturnView:
    """A return of a period, as it is counted, and as it was published if it was.

    `shown` are the figures as they were published, or else as they are counted.
    Every case is counted; those that are `seen` alone are named.  `whole` is the figure
    of which all are listed, if any.
    """

    area: str
    period: Period
    counted_as_of: datetime
    figures: Figures
    shown: Figures
    opened: dict[str, Opened]
    whole: str
    misfits: list[Misfit]
    seen: set[UUID]
    published: Return | None
    before: list[Return]
    differences: list[Difference]
    is_reproduced: bool
    counted_case: dict[UUID, Counted]
    left_out: list[PastRow]
    record: PublishedReturns | None

    @property
    def told(self) -> Published:
        """What is published, or would be: of what was published, only that."""
        if self.published is not None:
            return _as_published(self.published)
        return self.counted

    @property
    def counted(self) -> Published:
        """What would be published of it as counted here.

        What was published before is not broken down again.
        """
        return Published(
            self.area,
            self.period,
            local_day(self.counted_as_of),
            {name: len(cases) for name, cases in self.figures._asdict().items()},
            self.to_break_down,
        )

    @property
    def to_break_down(self) -> tuple[BrokenDown, ...]:
        """The applications broken down, if they are told so now for the first time."""
        cases = [case.case_id for case in self.figures.applications]
        parts = may_be_published(self.figures)
        is_safe = self.record is None or self.record.may_break_down(
            self.period, cases, parts
        )
        return parts if self.published is None and is_safe else ()

    def titled(self, figure_id: str) -> str:
        """Return what a figure is called."""
        return OPENED[figure_id][0]

    def defined(self, figure_id: str) -> str:
        """Return what a figure counts."""
        return OPENED[figure_id][1]

    def why_not_any_more(self, return_id: UUID) -> str:
        """Say why a return of before does not stand any more."""
        if self.record is None:
            return ""
        if return_id in self.record.in_error:
            return f"Recorded in error: {self.record.in_error[return_id]}"
        by = self.record.replaced_by.get(return_id)
        return f"Published again: {self.record.reasons[by]}" if by else ""

    def hidden(self, figure_id: str) -> int:
        """Return how many are counted, and not named to who asks."""
        return len(getattr(self.shown, figure_id)) - self.opened[figure_id].named

    @cached_property
    def misfits_named(self) -> list[Misfit]:
        """What does not fit, of cases that are named to who asks."""
        return [each for each in self.misfits if each.case.case_id in self.seen]

    @property
    def misfits_shown(self) -> Sequence[Misfit]:
        """Those of them that are listed."""
        return listed(self.misfits_named, MISFITS, self.whole)

    @property
    def misfits_hidden(self) -> int:
        """How many other cases there are of which something does not fit."""
        return len({x.case.case_id for x in self.misfits} - self.seen)

    @property
    def differences_hidden(self) -> list[tuple[tuple[str, Change], int]]:
        """How many cases not named to who asks each figure counts otherwise, and how.

        By which events is not told: some name an area or a body, and so the case.
        """
        hidden = (x for x in self.differences if x.case_id not in self.seen)
        return list(Counter((x.figure_id, x.change) for x in hidden).items())

    @property
    def left_out_shown(self) -> list[PastRow]:
        """The earlier cases not in every figure, of those named to who asks."""
        return [row for row in self.left_out if row.case_id in self.seen]


def return_view(  # noqa: PLR0913  of which period, for whom, as of when
    db: Connection,
    *,
    area_id: str,
    area: str,
    period: Period,
    counted_as_of: datetime,
    as_of: int | None,
    returns: PublishedReturns | None,
    published_from: int | None,
    scope: Scope,
    whole: str = "",
) -> ReturnView:
    """Return all that is told of a return; `published_from` is where it was counted."""
    asked: dict[str, Any] = {"from_": period.from_, "to": period.to}
    now = statutory(db, area_id=area_id, **asked, as_of=as_of)
    published = returns.of_period(period) if returns else None
    shown, position, since = now, as_of, []
    if published is not None and published_from is not None:
        position = published_from
        shown = statutory(db, area_id=area_id, **asked, as_of=position)
        was, ids = ids_of(published.figures), ids_of(counted_of(now))
        since = differences(db, was, ids, after=published_from, as_of=as_of)
    counted_case = {case.case_id: case for case in chain(*now, *shown)}
    left_out = past_of_period(db, area_id, **asked, as_of=position)
    past = (row.case_id for row in left_out)
    seen = seen_of(db, area_id, counted_case, past, scope)
    return ReturnView(
        area=area,
        period=period,
        counted_as_of=counted_as_of,
        figures=now,
        shown=shown,
        opened=opened(db, shown, seen, whole, as_of=position),
        whole=whole,
        misfits=misfits(shown, from_=period.from_, to=period.to),
        seen=seen,
        published=published,
        before=returns.earlier_of(period, published) if returns else [],
        differences=since,
        is_reproduced=published is None or counted_of(shown) == published.figures,
        counted_case=counted_case,
        left_out=left_out,
        record=returns,
    )


def counted_of(figures: Figures) -> FiguresCounted:
    """Return the cases behind each figure, as a return keeps them."""
    return FiguresCounted(
        **{n: tuple(c.case_id for c in cases) for n, cases in figures._asdict().items()}
    )


def ids_of(figures: FiguresCounted) -> dict[str, tuple[UUID, ...]]:
    """Return the cases behind each figure, by what it is called."""
    return {name: getattr(figures, name) for name in FiguresCounted.model_fields}


def may_be_published(figures: Figures) -> tuple[BrokenDown, ...]:
    """Return the applications broken down, as it may be published.

    That a place is among others says that there was an application of it: where places
    are told together, they are not named.
    """
    return tuple(
        _kept(by, breakdown)
        for by, breakdown in broken_down(figures.applications).items()
    )


def _kept(by: str, breakdown: Breakdown) -> BrokenDown:
    others = (ELSEWHERE,) if by == "place" else breakdown.together
    return BrokenDown(
        by=by,
        shown=tuple(breakdown.shown.items()),
        together=others if breakdown.shown and breakdown.together else (),
        sum_together=breakdown.sum_together if breakdown.shown else 0,
    )


def _as_published(published: Return) -> Published:
    return Published(
        published.area,
        Period(published.from_on, published.to_on),
        local_day(published.counted_as_of),
        {name: len(cases) for name, cases in ids_of(published.figures).items()},
        published.broken_down,
    )
