"""No two breakdowns that were ever published leave a few cases by difference.

Periods are drawn at random, some overlapping; days, categories and places are put right
in between, singly and, as when a list was brought in with a wrong date, many at once.
What is published is what the page publishes.
"""

from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import combinations, permutations
from random import Random
from uuid import UUID

import pytest

from asbreview.domain.application import Category
from asbreview.domain.days import DAY, add_months
from asbreview.domain.errors import Misrecorded
from asbreview.domain.reporting_period import Period
from asbreview.domain.returns.facts import FiguresCounted, Return
from asbreview.domain.returns.record import PublishedReturns
from asbreview.web.returns_told import may_be_published
from journey import Journey
from projections.figures_counted import Counted, Figures

AREA = "east-cambridgeshire"
BEGAN = date(2025, 1, 1)
NOW = date(2026, 4, 2)
CATEGORIES = list(Category)[:3]
PLACES = "Ely", "Soham", "Littleport"
FEWEST = 5  # domain knowledge, section 8: breakdowns below five are suppressed


class Area:
    """Applications of a year, what is put right of them, and what is published."""

    def __init__(self, seed):
        self.chance = Random(seed)  # noqa: S311  so that it can be done again
        self.returns = PublishedReturns.open_for(AREA, signed=self.signed())
        self.days = self.chance.choice((60, 120, 365))  # in which they came
        self.cases = {n: self.drawn(n) for n in range(self.chance.choice((16, 48)))}
        self.as_told = {}

    def signed(self):
        return Journey(None).signed(NOW)

    def drawn(self, number, **told):
        chance = self.chance
        told.setdefault("applied_on", BEGAN + chance.randrange(self.days) * DAY)
        told.setdefault("category", chance.choice(CATEGORIES))
        told.setdefault("place", chance.choice(PLACES))
        return Counted(
            case_id=UUID(int=1000 + number),
            reference=f"EC-25-{number:05}",
            area_id=AREA,
            **dict.fromkeys(
                ("decided_on", "not_met_on", "reviewed_on", "recommended_on")
            ),
            ended_on=None,
            ended_as=None,
            **told,
        )

    def period(self):
        """Draw one of some whole months: often one that was told of before."""
        ever = list(self.returns.on_record.values())
        if ever and self.chance.random() < 0.4:
            again = self.chance.choice(ever)
            return Period(again.from_on, again.to_on)
        first, months = self.chance.randrange(12), self.chance.choice((1, 3, 6, 12))
        from_ = add_months(BEGAN, first)
        return Period(from_, add_months(BEGAN, min(12, first + months)) - DAY)

    def of(self, period):
        return [
            c for c in self.cases.values() if period.from_ <= c.applied_on <= period.to
        ]

    def publish(self):
        period = self.period()
        cases = self.of(period)
        figures = Figures(cases, *([] for _ in Figures._fields[1:]))
        empty = dict.fromkeys(FiguresCounted.model_fields, ())
        told = Return(
            return_id=UUID(int=len(self.returns.on_record) + 1),
            area="East Cambridgeshire",
            from_on=period.from_,
            to_on=period.to,
            counted_as_of=datetime(2026, 4, 2, 8, tzinfo=UTC),
            figures=FiguresCounted(
                **empty | {"applications": tuple(c.case_id for c in cases)}
            ),
            broken_down=may_be_published(figures),
            published_on=NOW,
            published_at="https://council.example/reviews",
        )
        with suppress(Misrecorded):
            if not self.returns.of_period(period):
                self.returns.publish(told, signed=self.signed())
                self.as_told[told.return_id] = cases

    def take_back(self):
        if stands := self.returns.standing:
            one = self.chance.choice(stands)
            self.returns.take_back(one.return_id, reason="Not so", signed=self.signed())

    def put_one_right(self):
        number = self.chance.randrange(len(self.cases) + 1)  # or one recorded late
        self.cases[number] = self.drawn(number)

    def put_many_right(self):
        """A list had a wrong month: most of what came in a period came in another."""
        period, months = self.period(), self.chance.choice((1, 3, 6))
        for number, case in self.cases.items():
            if period.from_ <= case.applied_on <= period.to:
                on = add_months(case.applied_on, months)
                if on.year == BEGAN.year and self.chance.random() < 0.95:
                    self.cases[number] = case._replace(applied_on=on)

    def go_on(self):
        steps = self.publish, self.take_back, self.put_one_right, self.put_many_right
        for _ in range(160):
            self.chance.choices(steps, (5, 4, 1, 2))[0]()

    def told(self):
        """Return what was ever told in parts, by part, and the cases told of."""
        for each in self.returns.on_record.values():
            for parts in each.broken_down:
                if parts.shown:
                    yield parts.by, parts, self.as_told[each.return_id]


def left(by, one, *taken_from_it):
    """Take breakdowns from another; return of how many cases what is left tells."""
    rest = Counter((case.case_id, getattr(case, by)) for case in one)
    for cases in taken_from_it:
        rest.subtract((case.case_id, getattr(case, by)) for case in cases)
    return sum(map(abs, rest.values()))


@pytest.mark.parametrize("seed", range(60))
def test_nothing_below_five_is_left_if_one_is_taken_from_others(seed):
    area = Area(seed)
    area.go_on()
    for by in ("category", "place"):
        told = [(parts, cases) for name, parts, cases in area.told() if name == by]
        for (parts, one), (others, other) in combinations(told, 2):
            if parts != others:  # or the one says nothing that the other does not
                assert left(by, one, other) >= FEWEST
            few = set(ids(one)) ^ set(ids(other))
            assert not few or len(few) >= FEWEST
        for (_, one), (_, other), (_, third) in permutations(told, 3):
            assert left(by, one, other, third) >= FEWEST


def ids(cases):
    return [case.case_id for case in cases]


def test_the_attack_meets_periods_that_overlap_and_many_that_are_told():
    """Or it would prove nothing: enough is told, and of the same days."""
    overlapping = told_in_parts = 0
    for seed in range(60):
        area = Area(seed)
        area.go_on()
        told_in_parts += len(list(area.told()))
        ever = list(area.returns.on_record.values())
        overlapping += sum(
            one.from_on <= other.to_on and other.from_on <= one.to_on
            for one, other in combinations(ever, 2)
        )
    assert told_in_parts > 100
    assert overlapping > 30
