"""Which ombudsman a letter names."""

from datetime import date

import pytest

from asbreview.domain.application import Capacity
from asbreview.domain.challenging import PolicingBodyReview
from asbreview.domain.circumstances import Tenure
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.terms import BodyKind, Nation
from asbreview.letters.composing import compose
from asbreview.letters.ombudsmen import ombudsmen_for
from asbreview.procedures.reading import read_procedure, shipped
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
WALES = "Public Services Ombudsman for Wales"
PUBLISHED = [name for name in shipped() if name != "statute"]  # the Act names none


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


@pytest.mark.parametrize(
    ("body", "of_england", "of_wales"),
    [
        (COUNCIL, LGSCO, WALES),
        (HOUSING, HOUSING_OMBUDSMAN, WALES),
        (POLICE, IOPC, IOPC),
        (HEALTH, PHSO, WALES),
    ],
)
@pytest.mark.parametrize("name", PUBLISHED)
def test_each_procedure_has_one_for_every_body_that_can_be_complained_about(
    name, body, of_england, of_wales
):
    procedure = read_procedure(name)
    expected = of_wales if procedure.nation is Nation.WALES else of_england
    found = [each.name for each in procedure.ombudsmen if each.kind is body]
    assert found == [expected]


ELY, POLICE_OF_ELY = (
    "East Cambridgeshire District Council",
    "Cambridgeshire Constabulary",
)
NHS = "NHS Cambridgeshire and Peterborough Integrated Care Board"
ANSWERED = "How the police handled the case, once they have answered a complaint"
EACH = [
    f"{LGSCO}: How the council handled the case. Here that is {ELY}. www.lgo.org.uk",
    f"{IOPC}: {ANSWERED}. Here that is {POLICE_OF_ELY}. www.policeconduct.gov.uk",
    f"{PHSO}: How the NHS handled the case. Here that is {NHS}. www.ombudsman.org.uk",
]
LANDLORDS = (
    f"{HOUSING_OMBUDSMAN}: How a landlord handled the case of a tenant, the council as"
    " a landlord included."
)
WWW_HOUSING = "www.housing-ombudsman.org.uk"


def known_to_rent(post, tenure):
    post.reviews.record_circumstances(
        post.case_id,
        post.reviews.case(post.case_id).contact.victim_id,
        CircumstancesTold(tenure=tenure),
        signed=post.signed(date(2026, 3, 3)),
    )
    return post


LAST_STEP = "This was the last step that our procedure gives you."
TIME_IS_OVER = "The time to challenge how the application was dealt with ended on"


def a_challenge_is_not_upheld(post):
    post.refuse().told_on().challenge().hear().answer_challenge(Upheld.NOT_UPHELD)
    return words(post.document(LetterKind.CHALLENGE_DECIDED))


def the_time_to_challenge_is_over(post):
    post.refuse().told_on().close(date(2026, 5, 1))
    return words(post.document(LetterKind.CLOSING))


@pytest.mark.parametrize(
    ("ended", "says"),
    [
        (a_challenge_is_not_upheld, LAST_STEP),
        (the_time_to_challenge_is_over, TIME_IS_OVER),
    ],
)
@pytest.mark.parametrize(
    ("tenure", "landlord"),
    [
        (Tenure.COUNCIL, f"{LANDLORDS} Here that is {ELY}. {WWW_HOUSING}"),
        (Tenure.HOUSING, f"{LANDLORDS} {WWW_HOUSING}"),  # whose tenant is not known
        (Tenure.PRIVATE, ""),
        (Tenure.OWNER, ""),
    ],
)
def test_where_the_ways_here_end_the_letter_names_who_looks_into_which_body(
    post, ended, says, tenure, landlord
):
    said = ended(known_to_rent(post.ask_for_review(), tenure))

    assert says in said
    assert all(each in said for each in EACH)
    assert landlord in said
    assert (HOUSING_OMBUDSMAN in said) is bool(landlord)


def test_no_ways_end_where_somebody_else_can_still_be_turned_to(post):
    post.ask_for_review().refuse().told_on().challenge().hear()
    switch = PolicingBodyReview(from_day=date(2026, 4, 1))
    told = {"version": 2, "policing_body_review": switch}
    post.reviews.record_procedure(
        EAST_CAMBRIDGESHIRE.model_copy(update=told),
        in_force_from=date(2026, 4, 1),
        signed=post.signed(date(2026, 4, 9)),
    )
    said = words(
        post.answer_challenge(Upheld.NOT_UPHELD).document(LetterKind.CHALLENGE_DECIDED)
    )
    assert LAST_STEP not in said
    assert "There is one more way that our procedure gives you" in said


def test_nor_where_it_went_back_to_a_review_that_can_be_challenged(post):
    post.ask_for_review().refuse().told_on().challenge().hear()
    first = post.case_id
    post.refer_back()
    post.case_id = first
    said = words(post.document(LetterKind.CHALLENGE_DECIDED))
    assert LAST_STEP not in said
    assert "You can challenge what is decided in the new review." in said


def test_a_body_that_applied_is_sent_to_no_ombudsman_when_the_ways_end(post):
    a_challenge_is_not_upheld(post.ask_for_review())
    case = post.reviews.case(post.case_id)
    agency = case.trigger.application.model_copy(update={"capacity": Capacity.AGENCY})
    case.trigger.application = agency
    letter = post.last(LetterKind.CHALLENGE_DECIDED)
    said = words(compose(case, letter, post.reviews.keyring.reveal))
    assert LAST_STEP in said
    assert not any(name in said for name in (LGSCO, HOUSING_OMBUDSMAN, IOPC, PHSO))
