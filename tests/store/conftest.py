"""A log and its keys in a folder, with one case on it."""

import pytest

from journey import Journey, opened


@pytest.fixture
def reviews(tmp_path):
    with opened(tmp_path) as reviews:
        yield reviews


@pytest.fixture
def case(reviews):
    return Journey(reviews).stand().apply()
