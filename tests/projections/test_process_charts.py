"""Charts of single cases in order, by the rules of the NHS "Making Data Count" team.

The expected limits are reckoned by hand in the comments, or published (the vector of
the NHS team's own tests).
"""

from datetime import date, timedelta

import pytest

from projections.process_charts import (
    Lately,
    Observed,
    Rebased,
    Signal,
    lately,
    latest,
    limits_of,
    process_chart,
    signals_against,
    steady,
)
from projections.since_changed import since_changed

NHS = (1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)
NEW_YEAR = date(2026, 1, 1)


def observed(values):
    return [Observed(NEW_YEAR + timedelta(i), v) for i, v in enumerate(values)]


def charted(values, *events):
    return process_chart(observed(values), events)


def signals(values):
    """Return the places of the points at which each reason is found."""
    every = signals_against(values, limits_of(values))
    return {
        signal: found
        for signal in Signal
        if (found := [i for i, own in enumerate(every) if signal in own])
    }


@pytest.mark.parametrize(
    ("screened", "lower", "upper"), [(True, -0.72, 4.60), (False, -3.06, 6.95)]
)
def test_the_limits_that_the_nhs_team_publishes(screened, lower, upper):
    limits = limits_of(NHS, screened=screened)
    assert round(limits.mean, 2) == 1.94
    assert (round(limits.lower, 2), round(limits.upper, 2)) == (lower, upper)


def test_what_is_outside_the_limits_is_found_though_it_made_them_wider():
    assert signals(NHS) == {Signal.OUTSIDE: [4]}
    # Turned upside down it is the same chart: the value is below the lower limit.
    assert signals([10 - value for value in NHS]) == {Signal.OUTSIDE: [4]}


# Of 10, 12, 10, 12 ... the mean is 11 and each moving range 2: the limits are 5.68 and
# 16.32, and two thirds of the way to them 7.45 and 14.55.
USUAL = (10, 12) * 6


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (USUAL, []),
        # The mean is 5.16: below it are six in a row, and above it seven.
        ([4, 6] * 3 + [2] * 6 + [8] * 7, range(12, 19)),
        # Turned upside down: the mean is 4.84, and below it are seven.
        ([6, 4] * 3 + [8] * 6 + [2] * 7, range(12, 19)),
        # The mean is 5, and so is the fourth of eight: it is on neither side.
        ([4, 6] * 3 + [6, 6, 6, 5, 6, 6, 6, 6] + [3, 4, 4, 4, 4, 4], []),
    ],
)
def test_seven_in_a_row_on_one_side_of_the_mean(values, found):
    assert signals(values).get(Signal.ONE_SIDE, []) == list(found)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("length", "is_one"), [(6, False), (7, True), (8, True)])
def test_seven_in_a_row_that_rise_or_fall(sign, length, is_one):
    values = [20, 20, *(20 + sign * step for step in range(1, length)), 20, 20]
    signal = Signal.RISING if sign == 1 else Signal.FALLING
    # The run begins with the last 20 before the first step.
    assert signals(values).get(signal, []) == (
        list(range(1, 1 + length)) if is_one else []
    )


def test_seven_of_which_two_are_alike_do_not_rise():
    assert Signal.RISING not in signals([20, 21, 22, 23, 23, 24, 25, 26])


@pytest.mark.parametrize(
    ("three", "near"),
    [
        ((16, 11, 16), [6, 8]),  # on one side, with another between them
        ((16, 16, 11), [6, 7]),
        ((16, 11, 6), []),  # one on either side
        ((16, 11, 11), []),
        ((15, 11, 15), []),  # just less than two thirds of the way
        ((6, 11, 6), [6, 8]),  # the lower limit
    ],
)
def test_two_of_three_beyond_two_thirds_of_the_way_to_a_limit(three, near):
    """Of thirty-six of 10 and 12 with 16, 11, 16 among them the mean is 11.2.

    The 38 moving ranges are 34 twos, 4, 5, 5 and 6: their mean is 2.32, and two
    thirds of 2.66 times it 4.1.  So 15.3 is near the upper limit, which is 17.3.
    """
    values = [*USUAL[:6], *three, *(USUAL * 3)[:30]]
    assert signals(values).get(Signal.NEAR_A_LIMIT, []) == near


def test_points_that_are_all_alike_have_limits_and_nothing_stands_out():
    assert limits_of([30, 30, 30]) == (30, 30, 30)
    assert signals([30] * 9) == {}


def test_of_one_point_nothing_is_known():
    (phase,) = process_chart(observed([30]))
    assert (phase.limits, phase.signalled, phase.is_on_trial) == (None, [], True)
    assert process_chart([]) == []


@pytest.mark.parametrize(("points", "is_on_trial"), [(11, True), (12, False)])
def test_the_limits_of_fewer_than_twelve_are_on_trial(points, is_on_trial):
    (phase,) = process_chart(observed(USUAL[:points]))
    assert phase.is_on_trial is is_on_trial


@pytest.mark.parametrize(("n", "out"), [(11, False), (12, True)])
def test_of_what_is_on_trial_nothing_stands_out_yet_and_of_what_is_not_it_does(n, out):
    """The freak value is the last: of eleven with it, it is too early to say so."""
    (phase,) = process_chart(observed([*(USUAL[: n - 1]), 90]))
    assert bool(phase.signalled) is out
    assert lately([phase]) is (Lately.HIGHER if out else Lately.TOO_FEW)


def test_limits_begin_anew_with_a_dated_event_and_nothing_else():
    values = [40, 42, 44, 42] * 4 + [20, 22, 24, 22] * 4
    assert len(process_chart(observed(values))) == 1
    changed = Rebased(NEW_YEAR + timedelta(16), "Version 2 in force")
    never = Rebased(NEW_YEAR + timedelta(99), "Version 3 in force")
    before, after = process_chart(observed(values), [never, changed])
    assert (before.began_with, after.began_with) == (None, changed)
    assert (before.limits.mean, after.limits.mean) == (42, 22)
    assert not before.signalled
    assert not after.signalled


def test_an_event_before_the_first_point_begins_the_chart():
    changed = Rebased(NEW_YEAR - timedelta(1), "Version 1 in force")
    (phase,) = process_chart(observed([1, 2]), [changed])
    assert phase.began_with == changed


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([], Lately.TOO_FEW),
        ([5] * 11, Lately.TOO_FEW),  # limits of fewer than 12 are on trial
        ([4, 6] * 6, Lately.AS_USUAL),
        ([4, 6] * 8 + [30], Lately.HIGHER),  # outside the limits
        ([30] + [4, 9] * 8, Lately.AS_USUAL),  # once, and usual since
        ([9, 11] * 6 + [4, 5, 4, 5, 4, 5, 4], Lately.LOWER),  # seven on one side
        ([12, 10, 12, 10, 12, 10, 4, 5, 6, 7, 8, 9, 10], Lately.HIGHER),  # they rise
    ],
)
def test_the_latest_value_says_whether_it_gets_higher_or_lower(values, says):
    assert lately(charted(values)) is says


def test_what_stood_out_before_a_dated_event_says_nothing_of_now():
    event = Rebased(NEW_YEAR + timedelta(20), "Version 2 in force")
    before, after = [4, 6] * 9 + [30, 30], [10, 12] * 6
    assert lately(charted([*before, *after], event)) is Lately.AS_USUAL
    assert lately(charted([*before, *after[:11]], event)) is Lately.TOO_FEW


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ([50, 52] * 6, [30, 36] * 6, Lately.LOWER),
        ([30, 36] * 6, [50, 52] * 6, Lately.HIGHER),
        ([50, 52] * 6, [50, 52] * 6, Lately.AS_USUAL),
        ([50, 52] * 6, [30, 36] * 3 + [51.5] + [30, 36] * 3, Lately.AS_USUAL),  # 6
        ([50, 52] * 6, [30, 36] * 3 + [51.5] + [30, 36] * 3 + [30], Lately.LOWER),
        ([50, 52] * 6, [51] * 12, Lately.AS_USUAL),  # on the mean is on no side of it
        ([50, 52] * 6, [30, 36] * 5 + [30], Lately.TOO_FEW),
        ([50, 52] * 5 + [50], [30, 36] * 6, Lately.TOO_FEW),
    ],
)
def test_since_a_change_values_are_lower_or_higher_by_the_rule_of_seven(
    before, after, says
):
    """Against the mean of before, 51 or 33: the latest 7, and 12 of either time."""
    event = Rebased(NEW_YEAR + timedelta(len(before)), "A morning kept free")
    assert since_changed(charted([*before, *after], event)) is says


def test_without_a_change_there_is_no_before():
    assert since_changed(charted([50, 52] * 6)) is Lately.TOO_FEW


def test_the_latest_points_are_reckoned_as_among_all():
    event = Rebased(NEW_YEAR + timedelta(20), "Version 2 in force")
    phases = charted([*[4, 6] * 10, *[10, 12] * 6], event)
    few = latest(phases, 15)
    assert [len(phase.points) for phase in few] == [3, 12]
    assert [phase.limits for phase in few] == [phase.limits for phase in phases]
    assert [len(phase.points) for phase in latest(phases, 5)] == [5]
    assert latest(phases, 100) == phases


def test_a_steady_time_is_reckoned_without_its_freak_values():
    """Eleven of 61 and 62 days, a day apart: 2.66 about their mean, 61.45."""
    limits = steady([61, 62] * 5 + [61, 600])
    assert [round(each, 2) for each in limits] == [61.45, 58.79, 64.11]
    assert steady([61, 62] * 5 + [61]) is None  # eleven are too few
    assert steady([61, 62] * 6 + [58, 55, 52, 49, 46, 43, 40]) is None  # they fall
