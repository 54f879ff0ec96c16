"""The switch for a review by the policing body: which cases it reaches."""

from datetime import date

import pytest

from asbreview.domain.challenging import (
    DaysOfChallenge,
    OfWhichDay,
    PolicingBodyReview,
)
from asbreview.domain.terms import Challenged
from journey import EAST_CAMBRIDGESHIRE

BEFORE, DAY, AFTER = date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1)
CHALLENGE, DECISION, APPLICATION = OfWhichDay


@pytest.mark.parametrize(
    ("goes_by", "applied_on", "told_on", "challenged_on", "reached"),
    [
        # By the challenge: whatever was decided before, it may be reviewed.
        (CHALLENGE, BEFORE, BEFORE, BEFORE, False),
        (CHALLENGE, BEFORE, BEFORE, DAY, True),
        (CHALLENGE, BEFORE, BEFORE, AFTER, True),
        # By the telling: what was told before it began stays as it was told.
        (DECISION, BEFORE, BEFORE, AFTER, False),
        (DECISION, BEFORE, DAY, DAY, True),
        (DECISION, BEFORE, DAY, AFTER, True),
        (DECISION, BEFORE, None, AFTER, False),  # nothing has been told
        # By the application: a case that was open when it began goes on without it.
        (APPLICATION, BEFORE, AFTER, AFTER, False),
        (APPLICATION, DAY, DAY, DAY, True),
        (APPLICATION, DAY, AFTER, AFTER, True),
    ],
)
def test_it_reaches_what_is_of_its_day_or_later(
    goes_by, applied_on, told_on, challenged_on, reached
):
    switch = PolicingBodyReview(from_day=DAY, goes_by=goes_by)
    days = DaysOfChallenge(challenged_on, told_on, applied_on)
    assert switch.reaches(days) is reached
    procedure = EAST_CAMBRIDGESHIRE.model_copy(update={"policing_body_review": switch})
    for of in Challenged:
        assert bool(procedure.tiers_for(of, days)) is reached


@pytest.mark.parametrize("goes_by", OfWhichDay)
def test_without_a_day_it_reaches_nothing(goes_by):
    off = PolicingBodyReview(goes_by=goes_by)
    assert not off.reaches(DaysOfChallenge(AFTER, AFTER, AFTER))


def test_as_it_is_shipped_it_is_off():
    days = DaysOfChallenge(AFTER, AFTER, AFTER)
    for of in Challenged:
        assert EAST_CAMBRIDGESHIRE.tiers_for(of, days) == ()
