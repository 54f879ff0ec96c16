"""Who the victim is turns out to be another: put right, and never under a decision."""

from datetime import date

import pytest

from asbreview.domain.application import Capacity, HowConsented
from asbreview.domain.consent import ConsentStands
from asbreview.domain.errors import CaseReviewRefused, Misrecorded, NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.reviews.told import ConsentTold, PersonTold
from everything import OLEANDER, for_another
from journey import APPLIED_ON, MARIGOLD, SAFE, Journey

ON = date(2026, 3, 9)
TANSY = PersonTold(name="Tansy Birdsall", safe=SAFE)


@pytest.fixture
def for_her(reviews):
    """A case that Marigold applied for, for Oleander, who has agreed."""
    case = Journey(reviews).stand()
    signed = case.signed(APPLIED_ON)
    reviews.receive_application(
        for_another(),
        procedure_id="east-cambridgeshire",
        applicant=MARIGOLD,
        victim=OLEANDER,
        account="Noise",
        passed_on=True,
        signed=signed,
    )
    case.case_id = signed.new_case_id
    return case


def victim_is(case, victim, capacity=Capacity.REPRESENTATIVE, on=ON, reason="Misheard"):
    case.reviews.correct_victim(
        case.case_id, capacity, victim, reason=reason, signed=case.signed(on)
    )
    return case.reviews.case(case.case_id)


def name_of_victim(case):
    stands = case.reviews.case(case.case_id)
    person = stands.contact.people[stands.contact.victim_id]
    return case.reviews.keyring.reveal(person.name)


def letters_that_ask(case):
    return [x for x in case.all_letters() if x.kind is LetterKind.CONSENT]


def test_who_applied_turns_out_to_have_rung_for_another(case):
    stands = victim_is(case, OLEANDER)
    assert name_of_victim(case) == OLEANDER.name
    assert stands.trigger.victim_id == stands.contact.victim_id
    assert stands.trigger.application.capacity is Capacity.REPRESENTATIVE
    assert stands.trigger.consent_stands is ConsentStands.UNKNOWN
    (asking,) = letters_that_ask(case)
    assert asking.to == stands.trigger.victim_id


def test_who_applied_turns_out_to_be_the_victim(for_her):
    stands = victim_is(for_her, None, Capacity.VICTIM)
    assert stands.trigger.victim_id == stands.trigger.applicant_id
    assert stands.trigger.consent_stands is ConsentStands.NOT_NEEDED
    (asked,) = letters_that_ask(for_her)
    assert asked.held_because is HeldBecause.CORRECTED
    assert [p.person_id for p in stands.contact.present] == [stands.trigger.victim_id]
    assert len(stands.contact.everyone) == 2  # whoever it was not can be forgotten


def test_the_consent_of_another_is_not_the_victims(for_her):
    agreed = ConsentTold(given_on=ON, how=HowConsented.IN_WRITING)
    for_her.reviews.record_consent(for_her.case_id, agreed, signed=for_her.signed(ON))
    stands = victim_is(for_her, TANSY)
    assert stands.trigger.consent_stands is ConsentStands.UNKNOWN
    _, second = letters_that_ask(for_her)
    assert second.to == stands.trigger.victim_id
    third = victim_is(for_her, OLEANDER).trigger.victim_id
    assert for_her.reviews.letter(second.id).held_because is HeldBecause.CORRECTED
    assert letters_that_ask(for_her)[-1].to == third


def test_a_panel_that_has_not_met_invites_whoever_is_the_victim(case):
    case.post(ON).decide().post(ON).convene()
    invited = case.letters()[-1]
    stands = victim_is(case, TANSY, on=date(2026, 3, 21))
    assert case.reviews.letter(invited).held_because is HeldBecause.CORRECTED
    anew = [x for x in case.all_letters() if x.kind is LetterKind.INVITATION][-1]
    assert anew.to == stands.trigger.victim_id


@pytest.mark.parametrize(
    ("victim", "capacity", "reason", "field"),
    [
        (None, Capacity.REPRESENTATIVE, "x", "victim_name"),
        (TANSY, Capacity.VICTIM, "x", "capacity"),
        (None, Capacity.VICTIM, "x", "capacity"),  # it is who it was
        (TANSY, Capacity.REPRESENTATIVE, " ", "reason"),
    ],
)
def test_a_victim_fits_who_applies(case, victim, capacity, reason, field):
    with pytest.raises(Misrecorded) as refused:
        victim_is(case, victim, capacity, reason=reason)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("so_far", "first"),
    [
        (lambda c: c.decide(ON), "decision was in error"),
        (lambda c: c.assess(ON), "assessment was in error"),
        (lambda c: c.decide(ON).post(ON).convene(ON).choose(ON), "how they take part"),
        (
            lambda c: c.decide(ON).post(ON).convene(ON).choose(ON).hold(ON),
            "meeting was recorded in error",
        ),
    ],
    ids=["threshold", "risk", "part", "meeting"],
)
def test_what_rests_on_who_it_was_is_taken_back_before(case, so_far, first):
    so_far(case)
    before = case.reviews.end_of_log()
    with pytest.raises(NotPermittedYet, match=first):
        victim_is(case, OLEANDER)
    assert case.reviews.end_of_log() == before


def test_a_decision_that_was_told_stays_when_the_victim_is_put_right(case):
    case.decide(ON).post(ON)
    assert victim_is(case, OLEANDER).trigger.threshold


def test_of_a_case_that_has_ended_nothing_is_put_right(case):
    case.reviews.withdraw(
        case.case_id, withdrawn_on=ON, reason="x", signed=case.signed(ON)
    )
    with pytest.raises(CaseReviewRefused, match="has ended"):
        victim_is(case, OLEANDER)


def test_a_business_that_applies_for_itself_puts_its_application_right(case):
    victim_is(case, None, Capacity.BUSINESS)
    said = case.reviews.case(case.case_id).trigger.application
    case.reviews.correct_application(
        case.case_id,
        said.model_copy(update={"place": "Soham"}),
        reason="Misheard",
        signed=case.signed(ON),
    )
    assert case.reviews.case(case.case_id).trigger.application.place == "Soham"
