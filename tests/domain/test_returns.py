"""The figures of s.104(9) as they were published: for ever, and each period once."""

from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import combinations
from random import Random
from uuid import UUID

import pytest

from asbreview.domain.application import Category
from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing
from asbreview.domain.reporting_period import Period
from asbreview.domain.returns.facts import BrokenDown, FiguresCounted, Return
from asbreview.domain.returns.record import PublishedReturns
from asbreview.web.returns_told import may_be_published
from journey import Journey
from projections.figures_counted import Counted, Figures

AREA = "east-cambridgeshire"
ON = date(2026, 4, 2)
NOBODY = dict.fromkeys(FiguresCounted.model_fields, ())
BY_CATEGORY = BrokenDown(by="category", shown=(), together=(), sum_together=0)


def signed(on=ON):
    return Journey(None).signed(on)


def a_return(number=1, **otherwise):
    told = {
        "return_id": UUID(int=number),
        "area": "East Cambridgeshire",
        "from_on": date(2025, 4, 1),
        "to_on": date(2026, 3, 31),
        "counted_as_of": datetime(2026, 4, 2, 9, tzinfo=UTC),
        "figures": FiguresCounted(**NOBODY),
        "broken_down": (),
        "published_on": ON,
        "published_at": "https://council.example/reviews",
    }
    return Return(**told | otherwise)


@pytest.fixture
def returns():
    opened = PublishedReturns.open_for(AREA, signed=signed())
    opened.publish(a_return(broken_down=(BY_CATEGORY,)), signed=signed())
    return opened


def test_what_was_published_stands_as_it_was(returns):
    assert returns.standing == [a_return(broken_down=(BY_CATEGORY,))]


def test_a_period_is_published_once(returns):
    with pytest.raises(AlreadyDone):
        returns.publish(a_return(2), signed=signed())


def test_a_period_that_has_days_of_another_is_refused(returns):
    quarter = {"from_on": date(2026, 1, 1), "to_on": date(2026, 3, 31)}
    with pytest.raises(Misrecorded, match="1 April 2025 to Tuesday 31 March 2026, hav"):
        returns.publish(a_return(2, **quarter), signed=signed())
    before = {"from_on": date(2024, 4, 1), "to_on": date(2025, 3, 31)}
    returns.publish(a_return(2, **before), signed=signed())
    assert [each.to_on.year for each in returns.standing] == [2026, 2025]


def test_a_period_is_over_before_it_is_published():
    opened = PublishedReturns.open_for(AREA, signed=signed())
    on = datetime(2026, 3, 31, 22, 59, tzinfo=UTC)  # 23:59 in London
    early = a_return(counted_as_of=on, published_on=date(2026, 3, 31))
    with pytest.raises(Misrecorded, match="from Wednesday 1 April 2026 on"):
        opened.publish(early, signed=signed())
    in_time = on.replace(hour=23)
    opened.publish(
        a_return(counted_as_of=in_time, published_on=date(2026, 4, 1)), signed=signed()
    )


@pytest.mark.parametrize(
    "otherwise",
    [
        {"published_on": date(2026, 4, 3)},  # tomorrow
        {"published_on": date(2026, 4, 1)},  # before it was counted
        {"counted_as_of": datetime(2026, 4, 2, 9, 31, tzinfo=UTC)},  # signed at 9:30
    ],
)
def test_nothing_is_published_before_it_can_be(otherwise):
    opened = PublishedReturns.open_for(AREA, signed=signed())
    with pytest.raises(Misrecorded):
        opened.publish(a_return(**otherwise), signed=signed())


def test_what_is_published_again_takes_the_place_and_both_stay(returns):
    returns.replace(a_return(2), reason="One was recorded late", signed=signed())
    assert returns.standing == [a_return(2)]
    assert set(returns.on_record) == {UUID(int=1), UUID(int=2)}
    assert returns.reasons == {UUID(int=2): "One was recorded late"}


def test_what_is_published_again_is_not_broken_down_again(returns):
    again = a_return(2, broken_down=(BY_CATEGORY,))
    with pytest.raises(Misrecorded, match="not broken down"):
        returns.replace(again, reason="Late", signed=signed())


def test_what_was_taken_back_is_not_broken_down_anew_of_other_cases(returns):
    """Who kept the page that was up takes the one breakdown from the other."""
    returns.take_back(UUID(int=1), reason="Not so", signed=signed())
    one_more = FiguresCounted(**NOBODY | {"applications": (UUID(int=81),)})
    again = a_return(2, figures=one_more, broken_down=(BY_CATEGORY,))
    with pytest.raises(Misrecorded, match="tell the totals alone"):
        returns.publish(again, signed=signed())
    same = a_return(3, broken_down=(BY_CATEGORY,))  # of the very same cases
    returns.publish(same, signed=signed())
    returns.take_back(UUID(int=3), reason="Not so", signed=signed())
    returns.publish(a_return(4, figures=one_more), signed=signed())


def counted(number, category, place):
    return Counted(
        UUID(int=number),
        f"EC-25-{number:05}",
        AREA,
        category,
        place,
        date(2025, 5, 1),
        *[None] * 6,
    )


def broken_down_of(cases):
    """Return the figures, and these applications in parts as they may be told."""
    ids = tuple(case.case_id for case in cases)
    figures = Figures(cases, *([] for _ in Figures._fields[1:]))
    parts = may_be_published(figures)
    return FiguresCounted(**NOBODY | {"applications": ids}), parts


@pytest.mark.parametrize("seed", range(40))
def test_no_two_breakdowns_that_were_ever_published_leave_a_single_case(seed):
    """Published, taken back, put right, and published again, in any order."""
    chance = Random(seed)  # noqa: S311  so that it can be done again
    categories, places = list(Category)[:3], ["Ely", "Soham"]
    cases = [
        counted(n, chance.choice(categories), chance.choice(places)) for n in range(24)
    ]
    record = PublishedReturns.open_for(AREA, signed=signed())
    period = Period(date(2025, 4, 1), date(2026, 3, 31))
    again = 0
    for number in range(1, 30):
        stands = record.of_period(period)
        if stands and chance.random() < 0.6:
            record.take_back(stands.return_id, reason="Not so", signed=signed())
        elif chance.random() < 0.5:
            at = chance.randrange(len(cases))
            changed = counted(at, chance.choice(categories), chance.choice(places))
            cases[at] = chance.choice((changed, cases[at]))
            back = chance.choice((cases, cases[::-1]))
            cases = sorted(back, key=lambda case: case.reference)
        elif not stands:
            figures, parts = broken_down_of(cases)
            with suppress(Misrecorded):
                told = a_return(number, figures=figures, broken_down=parts)
                record.publish(told, signed=signed())
                again += 1
    ever = [dict(told_of(each)) for each in record.on_record.values()]
    assert len(ever) == again
    for one, other in combinations(ever, 2):
        assert one == other  # nothing is left if the one is taken from the other


def told_of(published):
    for each in published.broken_down:
        yield from (((each.by, part), n) for part, n in each.shown)
        yield (each.by, each.together), each.sum_together


def test_a_case_put_right_is_not_told_of_by_the_part_it_moved_to():
    """Eight and six; then one of the eight turns out to be of the six."""
    noise, vehicles, *_ = Category
    cases = [counted(n, noise if n < 8 else vehicles, "Ely") for n in range(14)]
    record = PublishedReturns.open_for(AREA, signed=signed())
    figures, parts = broken_down_of(cases)
    told = a_return(1, figures=figures, broken_down=parts)
    record.publish(told, signed=signed())
    record.take_back(UUID(int=1), reason="Not so", signed=signed())
    cases[0] = counted(0, vehicles, "Ely")
    figures, parts = broken_down_of(cases)
    with pytest.raises(Misrecorded, match="or the same in other parts"):
        record.publish(a_return(2, figures=figures, broken_down=parts), signed=signed())
    record.publish(a_return(3, figures=figures), signed=signed())


@pytest.mark.parametrize(
    ("left_behind", "is_told"), [(0, True), (1, False), (4, False)]
)
def test_what_was_told_of_one_year_is_not_nearly_told_again_of_the_next(
    left_behind, is_told
):
    """A list had the wrong year: all its cases, or all but a few, are of the next."""
    noise, *_ = Category
    cases = [counted(n, noise, "Ely") for n in range(14)]
    record = PublishedReturns.open_for(AREA, signed=signed())
    figures, parts = broken_down_of(cases)
    last = {"from_on": date(2024, 4, 1), "to_on": date(2025, 3, 31)}
    record.publish(
        a_return(1, figures=figures, broken_down=parts, **last), signed=signed()
    )
    figures, parts = broken_down_of(cases[left_behind:])
    period = Period(date(2025, 4, 1), date(2026, 3, 31))
    told = a_return(2, figures=figures, broken_down=parts)
    assert record.may_break_down(period, figures.applications, parts) is is_told
    if not is_told:
        with pytest.raises(Misrecorded, match="nearly the same"):
            record.publish(told, signed=signed())


def test_what_people_said_is_told_as_of_when_a_period_was_first_broken_down():
    record = PublishedReturns.open_for(AREA, signed=signed())
    year = Period(date(2025, 4, 1), date(2026, 3, 31))
    half = {"from_on": date(2025, 10, 1)}
    assert record.first_told(year) is None
    record.publish(a_return(1, broken_down=(BY_CATEGORY,)), signed=signed())
    record.take_back(UUID(int=1), reason="Not so", signed=signed())
    record.publish(a_return(2, broken_down=(BY_CATEGORY,)), signed=signed())
    assert record.first_told(year).return_id == UUID(int=1)
    record.take_back(UUID(int=2), reason="Not so", signed=signed())
    record.publish(a_return(3, broken_down=(BY_CATEGORY,), **half), signed=signed())
    assert record.first_told(Period(half["from_on"], year.to)) is None


def test_only_what_was_published_is_published_again(returns):
    before = {"from_on": date(2024, 4, 1), "to_on": date(2025, 3, 31)}
    with pytest.raises(NoSuchThing):
        returns.replace(a_return(2, **before), reason="Late", signed=signed())


def test_what_was_not_published_after_all_gives_way_to_what_was(returns):
    returns.replace(a_return(2), reason="Late", signed=signed())
    returns.take_back(UUID(int=2), reason="A draft", signed=signed())
    assert [each.return_id for each in returns.standing] == [UUID(int=1)]
    with pytest.raises(NoSuchThing):
        returns.take_back(UUID(int=2), reason="A draft", signed=signed())
    returns.take_back(UUID(int=1), reason="So was this", signed=signed())
    assert returns.standing == []
