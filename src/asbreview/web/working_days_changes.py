"""A change of the working calendar: refused, or shown with what it moves, or recorded.

For the pages and the command line alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Self

from sqlalchemy import Engine

from asbreview.domain.closures import closures_between
from asbreview.domain.model import Signed
from asbreview.domain.working_days import Holiday, WorkingCalendar
from asbreview.reviews import CaseReviews
from asbreview.reviews.moved_days import MovedOnCase
from asbreview.web.days_already_told import ToldBefore, moved_on_cases, told_before
from projections.moves import Move, moves, rested_on
from projections.scope import Scope, seen_among

Recording = Callable[[list[MovedOnCase]], int]


class Change(NamedTuple):
    """What would be recorded: the days, what they move, and the command that does.

    `told` are the letters that have named a day which would move.
    """

    days: tuple[date, ...]
    moves: list[Move]
    told: list[ToldBefore]
    record: Callable[[], int]

    def as_seen(self, views: Engine, seen: Scope) -> Self:
        """Return what is shown of it: what moves on cases seen; all of it moves."""
        cases = {m.case_id for m in self.moves} | {t.case_id for t in self.told}
        with views.connect() as db:
            theirs = seen_among(db, cases, seen)
        return self._replace(
            moves=[move for move in self.moves if move.case_id in theirs],
            told=[each for each in self.told if each.case_id in theirs],
        )


@dataclass(frozen=True)
class Changing:
    """The calendar as it stands, and who would change it.

    Each change is refused (`CaseReviewRefused`) as recording it would be.
    """

    reviews: CaseReviews
    views: Engine
    signed: Signed

    @property
    def calendar(self) -> WorkingCalendar:
        """The working calendar as it stands."""
        return self.reviews.calendar(as_of=self.reviews.end_of_log())

    def closing(self, first_on: date, last_on: date, *, reason: str) -> Change:
        """Return what closing from one day to another, both included, would change."""
        closures = closures_between(
            first_on, last_on, reason=reason, calendar=self.calendar
        )
        told = self._adding(closures)
        self.reviews.would_change(CaseReviews.add_closures, closures, **told)
        return self._change(
            closures,
            lambda moved: self.reviews.add_closures(closures, moved=moved, **told),
        )

    def proclaiming(self, holiday: Holiday, *, source: str) -> Change:
        """Return what a bank holiday proclaimed late would change."""
        told = {"source": source, **self._adding((holiday,))}
        self.reviews.would_change(CaseReviews.proclaim_holiday, holiday, **told)
        return self._change(
            (holiday,),
            lambda moved: self.reviews.proclaim_holiday(holiday, moved=moved, **told),
        )

    def taking_back(self, on: date, *, reason: str) -> Change:
        """Return what would change were a closure recorded in error."""
        told: dict[str, Any] = {"reason": reason, "signed": self.signed}
        self.reviews.would_change(CaseReviews.take_back_closure, on, **told)
        return self._moving(
            (on,),
            self.calendar.without(on),
            lambda moved: self.reviews.take_back_closure(on, moved=moved, **told),
        )

    def _adding(self, holidays: tuple[Holiday, ...]) -> dict[str, Any]:
        calendar = self.calendar
        known = [h.on for h in holidays if calendar.knows(h.on)]
        with self.views.connect() as db:
            resting = rested_on(db, calendar, known, today=self.signed.on)
        return {"resting": frozenset(resting), "signed": self.signed}

    def _change(self, added: tuple[Holiday, ...], record: Recording) -> Change:
        calendar = self.calendar
        for holiday in added:
            calendar = calendar.adding(holiday)
        return self._moving(tuple(holiday.on for holiday in added), calendar, record)

    def _moving(
        self,
        days: tuple[date, ...],
        calendar: WorkingCalendar,
        record: Recording,
    ) -> Change:
        with self.views.connect() as db:
            moved = moves(db, calendar)
        told = told_before(self.reviews, self.views, moved)
        on_cases = moved_on_cases(moved, told)
        return Change(days, moved, told, lambda: record(on_cases))
