"""Before and after a version of the procedures: no claim without enough cases."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from random import Random
from uuid import UUID

import pytest

from asbreview.domain.application import Category
from asbreview.domain.reporting_period import Period
from asbreview.reports.gathering import gathered
from asbreview.reports.how_long_it_took import how_long
from asbreview.reports.versions_compared import (
    CHANCE,
    NOT_THE_CAUSE,
    TOO_FEW,
    UNSTEADY,
    Version,
    compared_by_chart,
    versions_told,
)
from journey import EAST_CAMBRIDGESHIRE
from projections.process_charts import Rebased
from projections.waits import Life

ON = date(2026, 6, 1)
NHS = (61, 62, 61, 62, 70, 61, 62, 61, 62, 61, 62, 61)


def life(number, days, version):
    told_on = date(2025, 1, 1) + timedelta(5 * number)
    return Life(
        UUID(int=number),
        f"EC-25-{number:05}",
        "east-cambridgeshire",
        Category.NOISE,
        "Ely",
        version,
        told_on - timedelta(days),
        told_on,
        None,
    )


def version(number, taken, *, first=0, **changed):
    told = {"version": number, **changed}
    return Version(
        EAST_CAMBRIDGESHIRE.model_copy(update=told),
        date(2024, 4, number),
        [life(first + n, days, number) for n, days in enumerate(taken)],
        [],
    )


def with_answers_within(days):
    timers = tuple(
        timer.model_copy(update={"length": days})
        if timer.timer_id == "partner-answer"
        else timer
        for timer in EAST_CAMBRIDGESHIRE.timers
    )
    return {"timers": timers}


@pytest.mark.parametrize(("before", "after"), [(11, 40), (40, 11), (1, 1), (0, 20)])
def test_with_fewer_than_twelve_under_either_nothing_is_claimed(before, after):
    was, is_ = version(1, [60] * before), version(2, [5] * after, first=100)
    assert compared_by_chart(was, is_) == TOO_FEW
    told = [getattr(block, "text", "") for block in versions_told([was, is_])]
    assert TOO_FEW in told
    assert NOT_THE_CAUSE not in told


def test_what_chance_alone_would_give_is_no_difference():
    """The same values again: 12 before and 12 after."""
    was, is_ = version(1, [61, 62] * 6), version(2, [61, 62] * 6, first=100)
    assert compared_by_chart(was, is_) == CHANCE


def test_a_run_of_shorter_cases_is_told_with_both_middles_and_no_cause():
    """Of the twelve before, six took 61 and five 62: the middle lies between."""
    was, is_ = version(1, NHS), version(2, [30] * 12, first=100)
    said = compared_by_chart(was, is_)
    assert "12 of the 12 cases after were not to be put down to chance" in said
    halves = "Half took 30 days or less, and half of the latest 12 before 62 days."
    assert f"they took less time. {halves}" in said
    told = [getattr(block, "text", "") for block in versions_told([was, is_])]
    assert NOT_THE_CAUSE in told
    longer = compared_by_chart(was, version(2, [90] * 12, first=100))
    assert "they took more time" in longer


@pytest.mark.parametrize("freak", [600, 1])
def test_one_freak_case_before_makes_no_change_of_what_came_after(freak):
    """Beside it eleven took 61 or 62 days, as all twelve after did."""
    was = version(1, [61, 62] * 5 + [61, freak])
    is_ = version(2, [61, 62] * 6, first=100)
    assert compared_by_chart(was, is_) == CHANCE


def test_one_freak_case_after_is_no_change_of_the_others():
    was = version(1, [61, 62] * 6)
    said = compared_by_chart(was, version(2, [61, 62] * 6 + [600], first=100))
    assert said.startswith("1 of the 13 cases after stands out from those before.")
    assert "does not show" in said
    both = compared_by_chart(was, version(2, [30] * 7 + [90] * 7, first=100))
    assert both.startswith("14 of the 14 cases after stand out")
    assert "does not show" in both


def test_cases_that_were_becoming_shorter_already_are_no_measure():
    """The eight latest before fell from one to the next: so did those after."""
    was = version(1, [61, 62] * 6 + [60, 58, 56, 54, 52, 50, 48, 46])
    assert compared_by_chart(was, version(2, [40] * 12, first=100)) == UNSTEADY


def rules_find_something(values, after):
    """Reckon afresh whether any of the last *after* values stands out, charted as one.

    The four rules, one moving range left out if it is 3.267 times their mean.
    """
    mean = sum(values) / len(values)
    ranges = [abs(b - a) for a, b in pairwise(values)]
    widest = 3.267 * sum(ranges) / len(ranges)
    kept = [each for each in ranges if each < widest]
    reach = 2.66 * sum(kept) / len(kept)
    found = set()
    for at, value in enumerate(values):
        if abs(value - mean) > reach:
            found.add(at)
        for sign in (1, -1):
            near = [
                i
                for i in range(at, min(at + 3, len(values)))
                if sign * (values[i] - mean) > reach * 2 / 3
            ]
            found |= set(near) if len(near) > 1 else set()
            seven = values[at : at + 7]
            is_run = len(seven) == 7 and (
                all(sign * (each - mean) > 0 for each in seven)
                or all(sign * (b - a) > 0 for a, b in pairwise(seven))
            )
            found |= set(range(at, at + 7)) if is_run else set()
    return any(at >= len(values) - after for at in found)


@pytest.mark.parametrize(("before", "after"), [(12, 12), (24, 24), (12, 60), (60, 20)])
@pytest.mark.parametrize("shape", ["even", "long tail"])
def test_what_is_shuffled_is_claimed_of_no_more_often_than_the_rules_err(
    before, after, shape
):
    chance, rounds = Random(3), 400  # noqa: S311  so that it can be done again
    claimed = erred = 0
    for _ in range(rounds):
        draw = partial(chance.gauss, 60, 10)
        if shape == "long tail":
            draw = partial(chance.expovariate, 1 / 40)
        taken = [round(draw()) for _ in range(before + after)]
        was = version(1, taken[:before])
        is_ = version(2, taken[before:], first=before)
        claimed += " time. Half took" in compared_by_chart(was, is_)
        erred += rules_find_something(taken, after)
    assert claimed <= erred, (claimed, erred)
    assert claimed / rounds < 0.16, claimed


def of_two_versions(whole):
    """Thirteen of version 1, the slowest told last of all, and three of version 2."""
    views, _ = whole
    period = Period(date(2026, 1, 1), date(2026, 6, 30))
    with views.connect() as db:
        facts = gathered(
            db,
            EAST_CAMBRIDGESHIRE,
            period=period,
            on=ON,
            as_of=None,
            published=None,
            published_from=None,
            position_as_of=lambda _: 1_000_000,
            in_force={1: date(2024, 4, 1), 2: date(2025, 12, 1)},
        )
    old = [life(50 + n, 60 + n % 2, 1) for n in range(12)]
    new = [life(80 + n, 20, 2) for n in range(3)]
    run = [*old, *new, life(90, 200, 1)]
    still = [life(95, 0, 2)._replace(outcome_told_on=None)]
    return replace(facts, run=run, told=run[12:], open_cases=still)


def test_what_is_said_of_a_version_is_said_of_its_own_cases(whole):
    """The old one that was told last is not among them, nor moves what is usual."""
    (*_, chart, _) = how_long(of_two_versions(whole))
    assert chart.sentence.startswith(
        "3 cases under version 2 of the procedures: 20 days on average; from 20 to 20"
        " days is usual (n = 3)."
    )
    assert "It is too early to say what stands out." in chart.sentence
    assert "1 case under that version was still open" in chart.sentence
    assert "those told first are its quickest" in chart.sentence
    # Of the four of the period, one is under the version that has thirteen cases.
    assert (
        "The one of this half-year with limits that are not on trial was not to be put"
        " down to chance." in chart.sentence
    )


def test_a_published_report_is_reckoned_anew_from_a_change_and_says_by_what(whole):
    """Each limit of the chart stands beside it, and in the numbers that are saved."""
    facts = of_two_versions(whole)
    named = Rebased(date(2025, 10, 30), "A second caseworker")
    run = [each for each in facts.run if each.version == 1]
    told = replace(facts, run=run, told=run[-1:], open_cases=[], changes=[named])
    (*_, chart, limits) = how_long(told)
    since = sum(each.outcome_told_on >= named.on for each in run)
    assert 1 < since < len(run)
    assert " since Thursday 30 October 2025 (A second caseworker)" in chart.sentence
    assert limits.header[2:5] == ("Average", "Lower limit", "Upper limit")
    before, after = limits.rows
    assert (before[0], int(before[1])) == ("From the first on", len(run) - since)
    assert after[0] == "A second caseworker: Thursday 30 October 2025"
    assert int(after[1]) == since
    taken = [each.lead_time for each in run if each.outcome_told_on >= named.on]
    assert after[2] == f"{sum(taken) / since:.1f}"
    assert after[5] == "yes: fewer than 12"


def test_what_a_version_changed_is_listed_as_before_and_after():
    was = version(1, [60])
    is_ = version(2, [50], first=100, **with_answers_within(5))
    blocks = list(versions_told([was, is_]))
    (table,) = (b for b in blocks if getattr(b, "caption", "").startswith("What vers"))
    assert any(
        row[1:] == ("10 working days after request", "5 working days after request")
        for row in table.rows
    )
    assert blocks[0].text.startswith("Version 2 has been in force from Tuesday 2 April")


def test_of_one_version_there_is_no_before_and_after():
    (only,) = versions_told([version(1, [60] * 20)])
    assert "Only one version" in only.text
