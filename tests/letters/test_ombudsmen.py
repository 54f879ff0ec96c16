"""Which ombudsman a letter names."""

from datetime import date

import pytest

from asbreview.domain.application import Capacity
from asbreview.domain.circumstances import Tenure
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.terms import BodyKind
from asbreview.letters.ombudsmen import ombudsmen_for
from asbreview.reviews.told import CircumstancesTold
from journey import EAST_CAMBRIDGESHIRE
from letters.test_composing import words

COUNCIL, POLICE = BodyKind.COUNCIL, BodyKind.POLICE
HEALTH, HOUSING = BodyKind.HEALTH, BodyKind.HOUSING
LGSCO = "Local Government and Social Care Ombudsman"
HOUSING_OMBUDSMAN = "Housing Ombudsman"
IOPC = "Independent Office for Police Conduct"
PHSO = "Parliamentary and Health Service Ombudsman"
ALL_FOUR = [COUNCIL, POLICE, HEALTH, HOUSING]
SOMEBODY = Capacity.VICTIM


@pytest.mark.parametrize(
    ("tenure", "bodies", "capacity", "named"),
    [
        # A council tenant: the Housing Ombudsman for the landlord's handling, although
        # no provider of housing was co-opted; the council is also the council.
        (Tenure.COUNCIL, [COUNCIL], SOMEBODY, {LGSCO, HOUSING_OMBUDSMAN}),
        (
            Tenure.COUNCIL,
            [COUNCIL, POLICE],
            SOMEBODY,
            {LGSCO, HOUSING_OMBUDSMAN, IOPC},
        ),
        (Tenure.HOUSING, ALL_FOUR, SOMEBODY, {LGSCO, HOUSING_OMBUDSMAN, IOPC, PHSO}),
        # No landlord, or one that need not be a member: not the Housing Ombudsman,
        # although a provider of housing decided too.
        (Tenure.OWNER, ALL_FOUR, SOMEBODY, {LGSCO, IOPC, PHSO}),
        (Tenure.PRIVATE, ALL_FOUR, SOMEBODY, {LGSCO, IOPC, PHSO}),
        (Tenure.OTHER, ALL_FOUR, SOMEBODY, {LGSCO, IOPC, PHSO}),
        # Not known: each body's, so that none is missing.
        (None, ALL_FOUR, SOMEBODY, {LGSCO, HOUSING_OMBUDSMAN, IOPC, PHSO}),
        (None, [COUNCIL, POLICE], SOMEBODY, {LGSCO, IOPC}),
        (None, [POLICE], SOMEBODY, {IOPC}),
        # Who applies for somebody, or for a business, has the same.
        (Tenure.OWNER, [COUNCIL], Capacity.REPRESENTATIVE, {LGSCO}),
        (None, [COUNCIL], Capacity.BUSINESS, {LGSCO}),
        (None, [POLICE], Capacity.COMMUNITY_GROUP, {IOPC}),
        # A public body has no ombudsman.
        (Tenure.COUNCIL, ALL_FOUR, Capacity.AGENCY, set()),
        (None, ALL_FOUR, Capacity.AGENCY, set()),
    ],
)
def test_by_tenure_by_body_and_by_who_applied(tenure, bodies, capacity, named):
    found = ombudsmen_for(
        EAST_CAMBRIDGESHIRE.ombudsmen,
        bodies=bodies,
        tenure=tenure,
        capacity=capacity,
    )

    assert {each.name for each in found} == named


@pytest.mark.parametrize("tenure", Tenure)
def test_a_letter_goes_by_what_is_known_of_the_victims_home(post, tenure):
    post.ask_for_review()
    post.reviews.record_circumstances(
        post.case_id,
        post.reviews.case(post.case_id).contact.victim_id,
        CircumstancesTold(tenure=tenure),
        signed=post.signed(date(2026, 3, 3)),
    )

    said = words(post.refuse().document(LetterKind.THRESHOLD_NOT_MET))

    is_a_social_landlords = tenure in {Tenure.COUNCIL, Tenure.HOUSING}
    assert (f"{HOUSING_OMBUDSMAN}: How a landlord" in said) is is_a_social_landlords
    assert f"{LGSCO}: How the council" in said
