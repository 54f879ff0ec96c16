"""How the demonstration's cases departed from the expected flow: kept, as recounted."""

import pytest

from asbreview.installation import opened
from flow_recounted import all_are_as_recounted, ends_of_saves
from projections.departing import Departure

pytestmark = pytest.mark.thorough


def test_each_case_departed_as_its_deadlines_and_lines_come_to(demonstration):
    with opened(demonstration.settings) as installation:
        installation.projector.catch_up()
        reviews = installation.reviews
        with installation.views.connect() as db:
            positions = ends_of_saves(reviews, every=150)
            assert len(positions) > 20
            seen = all_are_as_recounted(reviews, db, positions)
            assert seen >= {Departure.LATE, Departure.MISSING, Departure.TOO_OFTEN}
