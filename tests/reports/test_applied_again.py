"""How many applied again is told of what was published, and of nothing below five."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from asbreview.domain.reporting_period import Period
from asbreview.domain.returns.facts import BrokenDown
from asbreview.domain.trigger.earlier import SamePerson
from asbreview.reports.making import Making
from asbreview.reviews.returns import ReturnTold
from asbreview.store.log import EventLog
from asbreview.web.returns_told import counted_of
from desk import Day
from journey import PROCEDURE, HandClock
from places import place_of
from projections.every import ALL
from projections.projector import Projector
from projections.reporting import statutory

YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))
FIRST = date(2026, 1, 5)
ON = date(2026, 5, 20)
NOT_TOLD = "How many applications were by somebody who had applied before is counted,"


@pytest.fixture
def told(tmp_path):
    """The words of the report on a year in which so many applied again, of so many."""
    place = place_of("sqlite", tmp_path)
    views, clock = place.views(), HandClock(date(2025, 4, 1))

    def told(further, of, *, is_published=True, said_since=()):
        with place.opened(clock) as reviews:
            standing = Day(reviews, clock).stand()
            cases = [applied(reviews, clock, number) for number in range(of)]
            for case in cases[of - further :]:
                same(reviews, case, cases[0])
            if is_published:
                publish(reviews, views, standing)
            for number in said_since:
                same(reviews, cases[number], cases[0], on=ON + timedelta(days=1))
            Projector(EventLog(reviews), views, ALL).catch_up()
            return "\n".join(committee(reviews, views).words)

    yield told
    views.dispose()


def applied(reviews, clock, number):
    case = Day(reviews, clock)
    case.seed = UUID(int=number + 2)
    return case.apply(FIRST + timedelta(days=number), complaints=())


def same(reviews, case, earlier, on=date(2026, 2, 20)):
    whose = {earlier.case_id: SamePerson.YES}
    reviews.compare_earlier(case.case_id, whose, signed=case.signed(on))


def publish(reviews, views, standing):
    Projector(EventLog(reviews), views, ALL).catch_up()
    signed = standing.signed(ON)
    with views.connect() as db:
        figures = statutory(db, area_id=PROCEDURE, from_=YEAR.from_, to=YEAR.to)
    made = ReturnTold(
        period=YEAR,
        counted_as_of=signed.at,
        figures=counted_of(figures),
        broken_down=(BrokenDown(by="place", shown=(), together=(), sum_together=0),),
        published_on=ON,
        published_at="https://council.example/asb",
    )
    reviews.publish_return(PROCEDURE, told=made, signed=signed)


def committee(reviews, views):
    on = ON + timedelta(days=2)
    noon = datetime.combine(on, time(12), UTC)
    position = reviews.recorder.position_as_of
    making = Making(reviews, views, position, noon, on, position(noon))
    return making.committee(PROCEDURE, Period(date(2026, 4, 1), date(2026, 6, 30)))


def test_five_of_ten_are_told_with_who_said_so(told):
    says = told(5, 10)
    assert (
        "Of 1 April 2025 to 31 March 2026, as counted when its figures were first"
        " published, 5 of 10 applications were by somebody who had applied before: so a"
        " caseworker said (n = 10)." in says
    )
    assert NOT_TOLD not in says


@pytest.mark.parametrize(("further", "of"), [(4, 10), (0, 10), (5, 9), (9, 9 + 4)])
def test_nothing_is_told_where_either_is_below_five(told, further, of):
    """That four of nine had not applied before tells of four people, too."""
    says = told(further, of)
    assert NOT_TOLD in says
    assert f"{further} of {of}" not in says


def test_nothing_is_told_of_a_year_that_was_not_published(told):
    assert NOT_TOLD in told(5, 10, is_published=False)


def test_what_is_said_since_it_was_published_changes_nothing_that_was_told(told):
    """Six by now: told beside the five, they would tell of the sixth."""
    assert "5 of 10 applications" in told(5, 10, said_since=[2])
