"""A log and its keys in a folder, with one case on it."""

import pytest

from journey import Journey
from places import ON_BOTH, place_of


@pytest.fixture(params=ON_BOTH)
def place(request, tmp_path):
    return place_of(request.param, tmp_path)


@pytest.fixture
def reviews(place):
    with place.opened() as reviews:
        yield reviews


@pytest.fixture
def case(reviews):
    return Journey(reviews).stand().apply()
