"""Eight processes over one log count everything once, and only because of the lock."""

from collections import Counter

import pytest

from eight_projectors import PROCESSES, counted, projector_of, race
from journey import Journey
from places import log_of


@pytest.fixture
def standing(reviews):
    return Journey(reviews).stand()


def some_cases(reviews):
    for number in range(4):
        Journey(reviews, 100 + number).apply()


def once(reviews):
    """Return how many events of each case there are, as the log itself says."""
    events = (reviews.mapper.to_domain_event(line.stored) for line in log_of(reviews))
    cases = (getattr(event, "case_id", None) for event in events)
    return dict(Counter(case for case in cases if case is not None))


def test_eight_processes_over_one_log_count_everything_once(
    reviews, views, place, standing
):
    some_cases(reviews)

    assert race(place) == [0] * PROCESSES

    assert counted(views) == once(reviews)


def test_without_the_lock_they_count_wrong(reviews, views, place, standing):
    """One reads where it stands, the others go by, and it goes on from there."""
    projector_of(reviews, views).catch_up()
    some_cases(reviews)

    race(place, locked=False)

    assert sum(counted(views).values()) > sum(once(reviews).values())
