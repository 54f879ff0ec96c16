"""A meeting that was not put off or adjourned, as had been recorded by mistake."""

from datetime import UTC, date, datetime

import pytest

from asbreview.domain.errors import CaseReviewRefused, NoSuchThing, NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from journey import PROCEDURE, Journey

FIRST_CALLED = datetime(2026, 4, 1, 13, tzinfo=UTC)
PUT_OFF_TO = datetime(2026, 4, 9, 9, tzinfo=UTC)
ON, SLIP = date(2026, 3, 20), date(2026, 3, 23)
POSTPONED, ADJOURNED = "panel.panel-postponed", "panel.sitting-adjourned"


@pytest.fixture
def case(reviews):
    """A case whose panel meets on 1 April, to which the victim is invited."""
    return Journey(reviews, 7).stand().apply().post(date(2026, 3, 3)).decide().convene()


def put_off(case, on=SLIP, to=PUT_OFF_TO, **where):
    signed = case.signed(on)
    case.reviews.postpone_panel(
        case.case_id, meets_at=to, reason="The chair is ill.", **where, signed=signed
    )
    return signed.command_id


def take_back(case, topic, item_id, on=SLIP):
    case.reviews.correct_fact(
        case.case_id, topic, item_id, reason="Of another case", signed=case.signed(on)
    )


def panel(case):
    return case.reviews.case(case.case_id).panel


def invitations(case):
    return [x for x in case.all_letters() if x.kind is LetterKind.INVITATION]


def test_it_meets_again_when_and_where_it_was_to_meet(case):
    there = case.reviews.keyring.reveal(panel(case).convened.place.text)
    by = put_off(case, place="The Maltings")
    assert case.reviews.keyring.reveal(panel(case).convened.place.text) != there
    take_back(case, POSTPONED, by)
    stands = panel(case)
    assert stands.meets_at == FIRST_CALLED
    assert stands.postponed is None
    assert stands.place_changed is None
    assert case.reviews.keyring.reveal(stands.convened.place.text) == there


def test_of_two_the_last_is_taken_back_first(case):
    first = put_off(case)
    second = put_off(case, to=datetime(2026, 4, 16, 9, tzinfo=UTC))
    with pytest.raises(NotPermittedYet, match="put off again since"):
        take_back(case, POSTPONED, first)
    take_back(case, POSTPONED, second)
    assert panel(case).meets_at == PUT_OFF_TO
    take_back(case, POSTPONED, first)
    assert panel(case).meets_at == FIRST_CALLED


def test_it_is_taken_back_once(case):
    by = put_off(case)
    take_back(case, POSTPONED, by)
    with pytest.raises(CaseReviewRefused):
        take_back(case, POSTPONED, by)


def test_what_never_was_on_record_is_refused(case):
    put_off(case)
    with pytest.raises(CaseReviewRefused):
        take_back(case, POSTPONED, case.case_id)
    with pytest.raises(NoSuchThing):
        take_back(case, "outcome.action-progressed", case.case_id)


def test_a_panel_that_has_met_since_was_put_off(case):
    by = put_off(case)
    case.choose().hold(date(2026, 4, 9))
    with pytest.raises(NotPermittedYet, match="the meeting was recorded in error"):
        take_back(case, POSTPONED, by, on=date(2026, 4, 10))


def test_where_the_victim_knows_no_other_time_they_are_not_written_to_again(case):
    case.post(ON)
    by = put_off(case)
    told, to_tell = invitations(case)
    take_back(case, POSTPONED, by)
    told, to_tell = invitations(case)
    assert told.status is Status.POSTED
    assert to_tell.held_because is HeldBecause.CORRECTED


def test_where_they_were_told_the_other_time_they_are_invited_again(case):
    case.post(ON)
    by = put_off(case)
    case.post(SLIP)
    take_back(case, POSTPONED, by, on=date(2026, 3, 24))
    *_, again = invitations(case)
    assert (len(invitations(case)), again.status) == (3, Status.DRAFTED)
    drawn = case.reviews.case_as(case.case_id, again.drawn_from)
    assert drawn.panel.meets_at == FIRST_CALLED


def test_nobody_is_invited_to_a_day_that_has_passed(case):
    case.post(ON)
    by = put_off(case)
    case.post(SLIP)
    take_back(case, POSTPONED, by, on=date(2026, 4, 2))
    assert len(invitations(case)) == 2


def plan_meeting(case, day, room_for=1):
    case.reviews.plan_group_meeting(
        PROCEDURE,
        meets_at=datetime(2026, 4, day, 13, tzinfo=UTC),
        place="The Maltings, Ely",
        room_for=room_for,
        signed=case.signed(ON),
    )
    *_, last = case.reviews.group(PROCEDURE).from_day(ON)
    return last


def test_it_is_on_the_agenda_of_the_group_again(reviews):
    case = Journey(reviews, 8).stand().apply().decide()
    meeting = plan_meeting(case, 14)
    case.convene(meeting=meeting)
    by = put_off(case, to=datetime(2026, 4, 16, 9, tzinfo=UTC), place="The Old Chapel")
    assert panel(case).meeting_id is None
    take_back(case, POSTPONED, by)
    assert panel(case).meeting_id == meeting.meeting_id
    found = reviews.group(PROCEDURE).meeting(meeting.meeting_id)
    assert [each.case_id for each in reviews.on_agenda(found)] == [case.case_id]


def test_it_is_refused_where_another_case_has_its_place_on_the_agenda(reviews):
    case = Journey(reviews, 8).stand().apply().decide()
    meeting = plan_meeting(case, 14)
    case.convene(meeting=meeting)
    by = put_off(case, to=datetime(2026, 4, 16, 9, tzinfo=UTC), place="The Old Chapel")
    Journey(reviews, 9).apply().decide().convene(meeting=meeting)
    before = reviews.end_of_log()
    with pytest.raises(NotPermittedYet, match="no room left") as refused:
        take_back(case, POSTPONED, by)
    assert refused.value.field is None
    assert reviews.end_of_log() == before


def test_a_meeting_of_the_group_that_has_passed_was_where_it_met(reviews):
    case = Journey(reviews, 8).stand().apply().decide()
    meeting = plan_meeting(case, 14)
    case.convene(meeting=meeting).choose()
    by = put_off(case, to=datetime(2026, 4, 16, 9, tzinfo=UTC), place="The Old Chapel")
    take_back(case, POSTPONED, by, on=date(2026, 4, 15))
    assert panel(case).meeting_id == meeting.meeting_id
    case.hold(date(2026, 4, 14))
    assert panel(case).held


def test_a_sitting_that_was_not_adjourned_goes_on(case):
    case.choose().sit().adjourn()
    sitting = panel(case).last_sitting.sitting_id
    assert panel(case).sitting is None
    take_back(case, ADJOURNED, sitting, on=date(2026, 4, 1))
    stands = panel(case)
    assert stands.sitting.sitting_id == sitting
    assert stands.meets_at == FIRST_CALLED
    case.end(date(2026, 4, 1))
    assert panel(case).held.held_on == date(2026, 4, 1)


def test_one_that_has_gone_on_was_adjourned(case):
    case.choose().sit().adjourn()
    sitting = panel(case).last_sitting.sitting_id
    case.sit(date(2026, 4, 8))
    with pytest.raises(NotPermittedYet, match="The panel has begun to meet"):
        take_back(case, ADJOURNED, sitting, on=date(2026, 4, 8))


def test_the_place_is_not_taken_back_by_itself(case):
    by = put_off(case, place="The Maltings")
    with pytest.raises(NotPermittedYet, match="putting the meeting off"):
        take_back(case, "panel.place-changed", by)
