"""What a case knows to be told, when its letters go by themselves."""

from datetime import date

import pytest

from asbreview.domain.contact.facts import LetterCameBack
from asbreview.domain.errors import AlreadyDone, Misrecorded, NotPermittedYet
from asbreview.domain.letter.facts import ChosenBecause, HeldBecause, Status, Way
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.people import Channel
from journey import MARIGOLD, Journey

ON = date(2026, 3, 9)


@pytest.fixture
def case(reviews):
    """A case whose letter, that the threshold is met, is being sent by email."""
    case = Journey(reviews, 7).stand().apply().post(date(2026, 3, 3)).decide(ON)
    (case.letter_id,) = case.letters()
    sent(case)
    return case


def sent(case):
    reviews, id_ = case.reviews, case.letter_id
    reviews.prepare_letter(
        id_, sha256="1", pages=1, made_with=(), signed=case.signed(ON)
    )
    hand_over(case)


def hand_over(case):
    case.reviews.hand_over_letter(
        case.letter_id,
        way=Way.SMTP,
        because=ChosenBecause.EMAIL_ASKED_FOR,
        signed=case.signed(ON),
    )


def version(case):
    return case.reviews.letter(case.letter_id).version


def uncertain(case):
    case.reviews.letter_uncertain(
        case.letter_id,
        because=Obstacle.NO_ANSWER,
        since=version(case),
        signed=case.signed(ON),
    )


def accepted(case):
    case.reviews.letter_accepted(case.letter_id, taken_as="", signed=case.signed(ON))


def told_on(case):
    return case.reviews.case(case.case_id).trigger.threshold_told_on


def comes_back(case, how="There is no such mailbox", on=ON):
    case.reviews.letter_came_back(
        case.letter_id, returned_on=on, how=how, signed=case.signed(on)
    )


def test_a_letter_that_is_only_being_sent_has_told_nobody_anything(case):
    assert told_on(case) is None


def test_a_letter_that_was_taken_has_told_what_it_says_that_day(case):
    accepted(case)
    assert told_on(case) == ON


def test_a_letter_that_a_person_found_sent_was_told_on_the_day_it_was_sent(case):
    case.reviews.letter_uncertain(
        case.letter_id,
        because=Obstacle.NO_ANSWER,
        since=version(case),
        signed=case.signed(ON),
    )
    assert told_on(case) is None
    case.reviews.letter_went(case.letter_id, signed=case.signed(date(2026, 3, 11)))
    assert told_on(case) == ON


def test_a_letter_that_a_person_found_unsent_goes_again_with_its_days_anew(case):
    case.reviews.letter_uncertain(
        case.letter_id,
        because=Obstacle.NO_ANSWER,
        since=version(case),
        signed=case.signed(ON),
    )
    later = date(2026, 3, 11)
    case.reviews.letter_did_not_go(case.letter_id, signed=case.signed(later))
    letter = case.reviews.letter(case.letter_id)
    assert (letter.status, letter.dated, letter.drawing) == (Status.DRAFTED, later, 2)
    assert told_on(case) is None


@pytest.mark.parametrize("by_email", [True, False])
def test_a_letter_that_came_back_has_told_nothing_and_bars_its_way(
    reviews, case, by_email
):
    if by_email:
        accepted(case)
    else:
        case.reviews.letter_failed(
            case.letter_id,
            way=Way.SMTP,
            because=Obstacle.ADDRESS,
            since=version(case),
            signed=case.signed(ON),
        )
        case.reviews.send_by_post(case.letter_id, signed=case.signed(ON))
        case.post(ON)
    assert told_on(case) == ON

    comes_back(case)

    letter = reviews.letter(case.letter_id)
    stands = reviews.case(case.case_id)
    channel = Channel.EMAIL if by_email else Channel.LETTER
    assert (letter.status, letter.held_because) == (Status.HELD, HeldBecause.RETURNED)
    assert told_on(case) is None
    assert stands.contact.unreached == {letter.to: {channel}}


def test_what_was_told_by_another_letter_stays_told(case):
    accepted(case)
    acknowledged_on = case.reviews.case(case.case_id).trigger.acknowledged_on
    comes_back(case)
    trigger = case.reviews.case(case.case_id).trigger
    assert trigger.acknowledged_on == acknowledged_on is not None


def test_what_somebody_else_changes_leaves_the_way_barred(case):
    """An applicant who says online how they like to be reached looks at no address."""
    accepted(case)
    comes_back(case)
    person_id = case.reviews.letter(case.letter_id).to
    barred = case.reviews.case(case.case_id).contact.unreached
    case.reviews.change_contact_details(
        case.case_id, person_id, MARIGOLD, looked_at=False, signed=case.signed(ON)
    )
    assert case.reviews.case(case.case_id).contact.unreached == barred != {}


@pytest.mark.parametrize("by", ["looking", "recording"])
def test_the_way_is_open_again_once_somebody_looked_at_the_address(case, by):
    accepted(case)
    comes_back(case)
    person_id = case.reviews.letter(case.letter_id).to
    if by == "looking":
        case.reviews.address_holds(case.case_id, person_id, signed=case.signed(ON))
    else:
        case.reviews.change_contact_details(
            case.case_id, person_id, MARIGOLD, signed=case.signed(ON)
        )
    assert case.reviews.case(case.case_id).contact.unreached == {}
    with pytest.raises(AlreadyDone):
        case.reviews.address_holds(case.case_id, person_id, signed=case.signed(ON))


@pytest.mark.parametrize(
    ("how", "on", "refusal"),
    [
        (" ", ON, Misrecorded),
        ("It came", date(2026, 3, 10), None),
        ("It came", date(2026, 3, 8), Misrecorded),
    ],
)
def test_a_letter_comes_back_with_a_reason_and_not_before_it_went(
    case, how, on, refusal
):
    accepted(case)
    if refusal is None:
        comes_back(case, how, on)
        return
    with pytest.raises(refusal):
        comes_back(case, how, on)
    assert told_on(case) == ON


def test_a_letter_that_is_not_gone_cannot_come_back(case):
    with pytest.raises(NotPermittedYet):
        comes_back(case)


def test_a_letter_that_was_taken_and_not_delivered_has_told_nothing(case):
    accepted(case)
    case.reviews.letter_failed(
        case.letter_id,
        way=Way.NOTIFY_EMAIL,
        because=Obstacle.NOT_DELIVERED,
        since=version(case),
        signed=case.signed(ON),
    )
    assert told_on(case) is None
    assert case.reviews.letter(case.letter_id).held_because is HeldBecause.NOT_TAKEN


def test_two_who_hand_over_the_same_letter_are_told_apart_by_the_log(case):
    """The second is refused, so it never passes the letter on."""
    with pytest.raises(AlreadyDone):
        hand_over(case)


def test_what_came_back_after_the_case_had_ended_is_looked_at_all_the_same(case):
    accepted(case)
    case.reviews.withdraw(
        case.case_id, withdrawn_on=ON, reason="Moved away", signed=case.signed(ON)
    )
    comes_back(case)
    assert case.reviews.letter(case.letter_id).held_because is HeldBecause.RETURNED
    assert told_on(case) == ON  # nothing of a case that ended is taken back
    log = case.reviews.recorder.select_notifications(
        1, 10_000, topics=[LetterCameBack.TOPIC]
    )
    assert len(log) == 1


@pytest.mark.parametrize("what", ["refused_for_now", "failed", "uncertain"])
def test_what_is_said_of_a_letter_that_another_has_in_hand_by_now_is_refused(
    case, what
):
    """One worker was refused before the other handed it over: that one goes on."""
    before = version(case) - 1
    told = {"because": Obstacle.NOT_NOW, "since": before, "signed": case.signed(ON)}
    way = {} if what == "uncertain" else {"way": Way.SMTP}
    with pytest.raises(AlreadyDone, match="gone on meanwhile"):
        getattr(case.reviews, f"letter_{what}")(case.letter_id, **way, **told)
    accepted(case)
    assert told_on(case) == ON
