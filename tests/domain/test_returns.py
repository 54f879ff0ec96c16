"""The figures of s.104(9) as they were published: for ever, and each period once."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing
from asbreview.domain.returns.facts import BrokenDown, FiguresCounted, Return
from asbreview.domain.returns.record import PublishedReturns
from journey import Journey

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
    assert set(returns.returns) == {UUID(int=1), UUID(int=2)}
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
