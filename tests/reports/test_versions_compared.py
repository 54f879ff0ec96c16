"""Before and after a version of the procedures: no claim without enough cases."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from asbreview.domain.application import Category
from asbreview.reports.versions_compared import (
    CHANCE,
    NOT_THE_CAUSE,
    TOO_FEW,
    Version,
    compared_by_chart,
    versions_told,
)
from journey import EAST_CAMBRIDGESHIRE
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
    told = [getattr(block, "text", "") for block in versions_told([was, is_], on=ON)]
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
    assert "they took less time. Half took 30 days or less, and 62 days before." in said
    told = [getattr(block, "text", "") for block in versions_told([was, is_], on=ON)]
    assert NOT_THE_CAUSE in told
    longer = compared_by_chart(was, version(2, [90] * 12, first=100))
    assert "they took more time" in longer


def test_what_a_version_changed_is_listed_as_before_and_after():
    was = version(1, [60])
    is_ = version(2, [50], first=100, **with_answers_within(5))
    blocks = list(versions_told([was, is_], on=ON))
    (table,) = (b for b in blocks if getattr(b, "caption", "").startswith("What vers"))
    assert any(
        row[1:] == ("10 working days after request", "5 working days after request")
        for row in table.rows
    )
    assert blocks[0].text.startswith("Version 2 has been in force from Tuesday 2 April")


def test_of_one_version_there_is_no_before_and_after():
    (only,) = versions_told([version(1, [60] * 20)], on=ON)
    assert "Only one version" in only.text
