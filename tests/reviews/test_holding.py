"""What holds a case by itself, though nobody placed a hold on it."""

from datetime import date
from uuid import UUID

import pytest
from eventsourcing.persistence import IntegrityError

from asbreview.domain.erasure import Basis
from asbreview.domain.errors import AlreadyDone, NoSuchThing, NotPermittedYet
from asbreview.domain.keeping.facts import HoldGround
from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.people import HeardBy
from asbreview.domain.rights.answering import Granted
from asbreview.domain.rights.facts import Identity, Right
from asbreview.domain.rights.restricting import RestrictedBecause
from asbreview.reviews.carrying_over import carried_over
from asbreview.reviews.rights_answered import AnswerGiven

CHALLENGED, DECIDED = date(2026, 4, 10), date(2026, 4, 17)
GIVEN = AnswerGiven(
    granted=Granted.WHOLE, decided_on=DECIDED, done="Your copy is enclosed"
)
HELD = {
    "ground": HoldGround.INQUIRY,
    "reason": "A review of a death",
    "review_on": date(2026, 12, 1),
}


def told_outcome(case):
    case.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
    case.ask().answer().assess().convene().choose().send_papers().hold().find()
    return case.post(date(2026, 4, 7))


def by_itself(case):
    return case.reviews.holds_by_itself(case.reviews.case(case.case_id))


def forget(case):
    stands = case.reviews.case(case.case_id)
    case.reviews.decide_erasure(
        case.case_id,
        stands.contact.applicant_id,
        basis=Basis.REQUEST,
        texts=[],
        instead={},
        remains="",
        signed=case.signed(DECIDED),
    )


def begin_to_approve(case):
    """The same where one officer proposed it and another approves."""
    about = case.case_id, case.reviews.case(case.case_id).contact.applicant_id
    told = {"basis": Basis.REQUEST, "texts": [], "instead": {}, "remains": ""}
    case.reviews.propose_erasure(*about, **told, signed=case.signed(DECIDED))
    stands = case.reviews.case(case.case_id)
    (proposed,) = case.reviews.erasures_proposed(stands, about[1])
    signed = case.signed(DECIDED).model_copy(update={"by": UUID(int=72)})
    begun = case.reviews.would_change(
        case.reviews.approve_erasure,
        case.case_id,
        proposed.proposal_id,
        instead={},
        signed=signed,
    )
    return begun, signed.command_id


def begin_to_forget(case):
    """What forgetting the applicant would record, and the command it is of."""
    signed = case.signed(DECIDED)
    begun = case.reviews.would_change(
        case.reviews.decide_erasure,
        case.case_id,
        case.reviews.case(case.case_id).contact.applicant_id,
        basis=Basis.REQUEST,
        texts=[],
        instead={},
        remains="",
        signed=signed,
    )
    return begun, signed.command_id


def ask_about_data(case, right=Right.ACCESS):
    """Record what the applicant asks about their data; return the request's id."""
    case.reviews.receive_data_request(
        case.case_id,
        person_id=case.reviews.case(case.case_id).contact.applicant_id,
        right=right,
        received_on=DECIDED,
        heard_by=HeardBy.EMAIL,
        asked="What do you have about me?",
        identity=Identity.KNOWN,
        signed=case.signed(DECIDED),
    )
    return list(case.reviews.case(case.case_id).rights.requests)[-1]


def hold(case):
    case.reviews.place_hold(case.case_id, **HELD, signed=case.signed(DECIDED))


def withdraw_request(case, request_id):
    about = case.case_id, request_id
    told = {"withdrawn_on": DECIDED, "said": "They rang"}
    case.reviews.withdraw_data_request(*about, **told, signed=case.signed(DECIDED))


def restrict(case):
    stands = case.reviews.case(case.case_id)
    case.reviews.restrict_use(
        case.case_id,
        person_id=stands.contact.applicant_id,
        texts=[stands.trigger.account.text_id],
        because=RestrictedBecause.ACCURACY,
        reason="She says that it was another",
        signed=case.signed(DECIDED),
    )


def decide_challenge(case, upheld, carried=None):
    signed = case.signed(DECIDED)
    (challenge_id,) = case.reviews.case(case.case_id).outcome.challenges
    case.reviews.decide_challenge(
        case.case_id,
        challenge_id,
        upheld=upheld,
        decided_on=DECIDED,
        reasons="They were rung twice",
        follows="",
        carried=carried,
        signed=signed,
    )
    return signed.new_case_id


def test_a_challenge_holds_until_it_is_decided(case):
    told_outcome(case).challenge(CHALLENGED)
    assert by_itself(case) == ["The challenge of Friday 10 April 2026 is not decided."]
    with pytest.raises(NotPermittedYet, match="challenge of Friday 10 April"):
        forget(case)
    case.arrange_hearing(DECIDED)
    decide_challenge(case, Upheld.NOT_UPHELD)
    assert by_itself(case) == []
    forget(case)


def test_of_two_reviews_that_are_linked_each_holds_the_other_while_it_is_open(case):
    told_outcome(case).challenge(CHALLENGED).arrange_hearing(DECIDED)
    stands = case.reviews.case(case.case_id)
    carried = carried_over(stands, case.reviews.keyring.reveal)
    linked_id = decide_challenge(case, Upheld.UPHELD, carried)
    linked = case.reviews.case(linked_id)
    holds = "A case linked with it is open."  # not all may see which it is
    assert by_itself(case) == [holds]
    assert case.reviews.holds_by_itself(linked) == [holds]
    here = case.reviews.case(case.case_id)
    assert [o.case_id for o in case.reviews.linked_and_open(here)] == [linked_id]
    assert [o.case_id for o in case.reviews.linked_and_open(linked)] == [case.case_id]
    case.reviews.withdraw(
        linked_id, reason="Moved", withdrawn_on=DECIDED, signed=case.signed(DECIDED)
    )
    assert by_itself(case) == []


def test_what_is_held_of_one_person_does_not_hold_another(case):
    case.apply()
    contact = case.reviews.case(case.case_id).contact
    signed = case.signed(DECIDED)
    case.reviews.place_hold(
        case.case_id, person_id=contact.applicant_id, **HELD, signed=signed
    )
    stands = case.reviews.case(case.case_id)
    assert case.reviews.held_by(stands, contact.applicant_id)
    assert case.reviews.held_by(stands)  # the case as a whole has them in it
    assert case.reviews.held_by(stands, case.case_id) == []  # as somebody else


def test_a_hold_that_is_released_is_neither_reviewed_nor_released_again(case):
    case.apply()
    case.reviews.place_hold(case.case_id, **HELD, signed=case.signed(DECIDED))
    (hold_id,) = case.reviews.case(case.case_id).keeping.holds
    about = case.case_id, hold_id
    signed = case.signed(DECIDED)
    case.reviews.release_hold(*about, reason="Over", signed=signed)
    with pytest.raises(NoSuchThing):
        case.reviews.release_hold(*about, reason="Over", signed=case.signed(DECIDED))
    with pytest.raises(NoSuchThing):
        case.reviews.review_hold(
            *about,
            reason="It stays",
            review_on=date(2026, 12, 1),
            signed=case.signed(DECIDED),
        )


@pytest.mark.parametrize("was_held_before", [False, True])
def test_a_hold_placed_while_somebody_is_forgotten_is_not_overlooked(
    case, was_held_before
):
    case.apply()
    if was_held_before:  # for something else, that is over
        case.reviews.place_hold(case.case_id, **HELD, signed=case.signed(DECIDED))
        (hold_id,) = case.reviews.case(case.case_id).keeping.holds
        about = case.case_id, hold_id
        signed = case.signed(DECIDED)
        case.reviews.release_hold(*about, reason="Over", signed=signed)
    begun, command_id = begin_to_forget(case)
    case.reviews.place_hold(case.case_id, **HELD, signed=case.signed(DECIDED))
    with pytest.raises(IntegrityError):
        case.reviews.save(*begun, command_id=command_id)


@pytest.mark.parametrize("was_asked_before", [False, True])
@pytest.mark.parametrize("placed", [restrict, ask_about_data, hold])
@pytest.mark.parametrize("begins", [begin_to_forget, begin_to_approve])
def test_what_somebody_asks_while_they_are_forgotten_is_not_overlooked(
    case, begins, placed, was_asked_before
):
    """A restriction, a request or a hold, saved between the check and the save."""
    case.apply()
    if was_asked_before:  # and withdrawn since
        withdraw_request(case, ask_about_data(case))
    begun, command_id = begins(case)
    placed(case)
    with pytest.raises(IntegrityError):
        case.reviews.save(*begun, command_id=command_id)


def test_a_request_about_data_holds_until_whoever_asks_has_the_answer(case):
    """Answered is not told: the letter may still be drawn again, or held."""
    request_id = ask_about_data(case.apply())
    waits = "The request of Friday 17 April 2026 to see what is held about them"
    held = [f"{waits} has not been answered."]
    assert by_itself(case) == held
    with pytest.raises(NotPermittedYet, match="to see what is held"):
        forget(case)
    case.reviews.answer_data_request(
        case.case_id, request_id, GIVEN, signed=case.signed(DECIDED)
    )
    assert by_itself(case) == held
    case.post(DECIDED)
    assert by_itself(case) == []
    forget(case)


def test_a_request_that_is_withdrawn_holds_nothing(case):
    request_id = ask_about_data(case.apply())
    withdraw_request(case, request_id)
    assert by_itself(case) == []


def test_whoever_is_to_be_forgotten_is_not_said_to_be_held(case):
    """Their key goes all the same: at the latest at the next start."""
    case.apply()
    forget(case)
    contact = case.reviews.case(case.case_id).contact
    held = {"person_id": contact.applicant_id, **HELD}
    with pytest.raises(AlreadyDone, match="decided to forget this person"):
        case.reviews.place_hold(case.case_id, **held, signed=case.signed(DECIDED))
    case.reviews.place_hold(case.case_id, **HELD, signed=case.signed(DECIDED))


def test_nothing_is_held_by_letters_that_were_drawn_before(case):
    """A hold is no part of what a letter is drawn from."""
    case.apply()
    (letter_id,) = case.letters()
    case.reviews.place_hold(case.case_id, **HELD, signed=case.signed(DECIDED))
    drawn = case.reviews.letter(letter_id).drawn_from
    assert case.reviews.case_as(case.case_id, drawn).keeping is None
