"""The commands, on a log in a folder."""

import pytest

from journey import Journey, opened


@pytest.fixture
def reviews(tmp_path):
    with opened(tmp_path) as reviews:
        yield reviews


@pytest.fixture
def case(reviews):
    """A case that has been applied for, passed on and given to a caseworker."""
    return Journey(reviews).stand().apply()
