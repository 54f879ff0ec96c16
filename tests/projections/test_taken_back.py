"""What is shown once a meeting, a return, an answer or a report was in error."""

from datetime import UTC, date, datetime

import pytest

from asbreview.domain.contact.facts import Direction
from asbreview.domain.contact.help import Need
from asbreview.domain.errors import AlreadyDone
from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.domain.people import Channel
from asbreview.reviews.plans import ActionReport, Became
from journey import BODIES, Journey
from projections.deadlines import deadlines_of
from projections.letters import letters_of
from projections.queue import case_row
from projections.ringing import to_ring
from projections.timeline import timeline_of
from projections.wrong_letters import wrong_letters_of

ON, SLIP = date(2026, 3, 20), date(2026, 3, 23)


@pytest.fixture
def case(reviews, standing):
    return Journey(reviews, 7).apply().post(date(2026, 3, 3)).decide()


def take_back(case, topic, item_id, on=SLIP):
    case.reviews.correct_fact(
        case.case_id, topic, item_id, reason="Of another", signed=case.signed(on)
    )


def put_off(case, on=SLIP):
    signed = case.signed(on)
    case.reviews.postpone_panel(
        case.case_id,
        meets_at=datetime(2026, 4, 16, 9, tzinfo=UTC),
        place="The Maltings",
        reason="The chair is ill.",
        signed=signed,
    )
    return signed.command_id


def due(case, ask):
    return {d.timer_id: d.due_on for d in ask(deadlines_of, case.case_id)}


def titles(case, ask):
    lines = ask(timeline_of, case.case_id)
    return {x.title: x.in_error for x in reversed(lines)}


def test_the_papers_are_due_before_the_day_on_which_the_panel_meets_after_all(
    case, ask
):
    """Adopted with East Cambridgeshire: five working days before 1 April 2026."""
    case.convene()
    before = due(case, ask)
    by = put_off(case)
    assert due(case, ask) != before
    take_back(case, "panel.panel-postponed", by)
    assert due(case, ask) == before


def invited(case, ask):
    (own,) = (
        d for d in ask(deadlines_of, case.case_id) if d.timer_id == "invite-victim"
    )
    return own.due_on, own.met_on


def test_whoever_was_invited_to_the_day_on_which_it_meets_after_all_was_invited(
    case, ask
):
    """Five working days before Wednesday 1 April 2026: Wednesday 25 March."""
    case.post(ON).convene().post(ON)
    by = put_off(case)
    assert invited(case, ask) == (date(2026, 4, 9), None)
    take_back(case, "panel.panel-postponed", by)
    assert invited(case, ask) == (date(2026, 3, 25), ON)


def test_whoever_was_told_the_other_day_alone_was_not_invited_to_this(case, ask):
    case.post(ON).convene()
    (to_the_first,) = case.letters()
    by = put_off(case)
    case.reviews.cancel_letter(
        to_the_first, reason="It is put off", signed=case.signed(SLIP)
    )
    case.post(SLIP)
    assert invited(case, ask) == (date(2026, 4, 9), SLIP)
    later = date(2026, 3, 24)
    take_back(case, "panel.panel-postponed", by, on=later)
    assert invited(case, ask) == (date(2026, 3, 25), None)
    case.post(later)
    assert invited(case, ask) == (date(2026, 3, 25), later)


def test_the_history_shows_that_it_was_put_off_and_that_it_was_not(case, ask):
    case.convene()
    by = put_off(case)
    take_back(case, "panel.panel-postponed", by)
    found = titles(case, ask)
    assert found["Panel put off"]
    assert found["Panel moved to another place"]
    assert not found["Panel convened"]
    assert found["Recorded in error: putting the panel off"] is False


def test_whoever_was_invited_to_the_other_day_is_flagged_until_told_again(case, ask):
    case.convene().post(ON)
    by = put_off(case)
    case.post(SLIP)
    take_back(case, "panel.panel-postponed", by)
    wrong = ask(wrong_letters_of, case.case_id)
    told = {"putting the panel off", "the place of the meeting"}
    assert {w.what for w in wrong} == told
    assert all(w.is_open for w in wrong)
    row = ask(case_row, case.case_id)
    assert row.next_step == "Send the invitation to the panel"
    case.post(date(2026, 3, 24))
    assert not any(w.is_open for w in ask(wrong_letters_of, case.case_id))


def test_a_letter_that_did_not_come_back_is_posted_and_was_told(case, ask):
    case.post(date(2026, 3, 9))
    letter_id = case.posted_letter(LetterKind.THRESHOLD_MET)
    before = {d.timer_id: (d.due_on, d.met_on) for d in ask(deadlines_of, case.case_id)}
    signed = case.signed(ON)
    case.reviews.letter_came_back(
        letter_id, returned_on=ON, how="Gone away", signed=signed
    )
    (row,) = (x for x in ask(letters_of, case.case_id) if x.letter_id == letter_id)
    assert (row.status, row.posted_on) == (Status.HELD, None)
    take_back(case, "letter.letter-returned", signed.command_id)
    (row,) = (x for x in ask(letters_of, case.case_id) if x.letter_id == letter_id)
    assert (row.status, row.posted_on) == (Status.POSTED, date(2026, 3, 9))
    after = {d.timer_id: (d.due_on, d.met_on) for d in ask(deadlines_of, case.case_id)}
    assert after == before
    found = titles(case, ask)
    assert found["Letter came back"]
    assert found["No letter goes there until the address is looked at"]
    assert not found["Letter posted"]


def test_a_letter_that_is_to_be_sent_after_all_is_a_thing_to_do(case, ask):
    """That of the decision goes: the first went, the second is cancelled by a slip."""
    case.post(date(2026, 3, 9)).convene()
    (invitation,) = case.letters()
    case.reviews.cancel_letter(invitation, reason="Of another", signed=case.signed(ON))
    assert "letter" not in ask(case_row, case.case_id).next_step
    take_back(case, "letter.letter-cancelled", invitation)
    (row,) = (x for x in ask(letters_of, case.case_id) if x.letter_id == invitation)
    assert (row.status, row.held_because) == (Status.HELD, HeldBecause.NOT_CANCELLED)
    assert "which is held back" in ask(case_row, case.case_id).next_step
    found = titles(case, ask)
    assert found["Letter not to be sent"]


def test_one_that_has_nothing_to_tell_is_to_be_left_still(case, ask):
    (letter_id,) = case.letters()
    item_id = case.reviews.case(case.case_id).trigger.threshold.decision_id
    case.reviews.correct_threshold(
        case.case_id, item_id, reason="The other box", signed=case.signed(ON)
    )
    case.reviews.cancel_letter(letter_id, reason="In error", signed=case.signed(ON))
    take_back(case, "letter.letter-cancelled", letter_id)
    (row,) = (x for x in ask(letters_of, case.case_id) if x.letter_id == letter_id)
    assert (row.status, row.held_because) == (Status.HELD, HeldBecause.CORRECTED)


def test_a_call_for_help_that_was_not_answered_is_open_and_due_when_it_was(case, ask):
    reviews, id_ = case.reviews, case.case_id
    person = reviews.case(id_).contact.applicant_id
    reviews.ask_for_help(
        id_, person_id=person, needs=[Need.CALL], said="", signed=case.signed(SLIP)
    )
    (help_id,) = reviews.case(id_).contact.calls
    before = [d for d in ask(deadlines_of, id_) if d.item_id == help_id]
    reviews.answer_help(
        id_,
        help_id,
        channel=Channel.PHONE,
        direction=Direction.FROM_US,
        made_on=SLIP,
        said="We rang.",
        signed=case.signed(SLIP),
    )
    assert before[0].is_open
    take_back(case, "contact.help-answered", help_id)
    (after,) = (d for d in ask(deadlines_of, id_) if d.item_id == help_id)
    assert (after.is_open, after.due_on) == (True, before[0].due_on)
    assert reviews.case(id_).contact.calls.keys() == {help_id}


def test_a_report_in_error_leaves_the_action_as_it_was(case, ask):
    reviews, id_ = case.reviews, case.case_id
    case.ask().assess().convene().choose().hold().find()
    first, *_ = reviews.case(id_).outcome.actions
    on = date(2026, 4, 10)
    before = due(case, ask)
    reports = [
        ActionReport(action_id=first, became=became, on=on, says="The tenant left")
        for became in (Became.PROGRESSED, Became.HELD_UP, Became.PROGRESSED)
    ]
    reviews.report_actions(id_, reports, signed=case.signed(on))
    one, held_up, two = reviews.case(id_).outcome.news
    take_back(case, "outcome.action-held-up", held_up, on)
    take_back(case, "outcome.action-progressed", two, on)
    assert list(reviews.case(id_).outcome.news) == [one]
    lines = ask(timeline_of, id_)
    marked = {x.item_id: x.in_error for x in lines if x.item_id in {one, held_up, two}}
    assert marked == {one: False, held_up: True, two: True}
    assert due(case, ask) == before


def test_whoever_was_only_heard_of_in_error_is_to_be_rung_still(case, ask):
    """One report quenches the ringing, and so does each of several; none, nothing."""
    reviews, id_, police = case.reviews, case.case_id, BODIES[1]
    case.ask().answer().assess().convene().choose().send_papers().hold().find()
    on = date(2026, 4, 2)
    reviews.write_to_owner(id_, police, mails=False, signed=case.signed(on))
    assert ask(to_ring, [id_]) == {id_: 1}
    outcome = reviews.case(id_).outcome
    action = outcome.open_actions_of(police)[0].action_id
    for _ in range(2):
        report = ActionReport(
            action_id=action, became=Became.PROGRESSED, on=on, says="Visited"
        )
        reviews.report_actions(id_, [report], signed=case.signed(on))
    assert ask(to_ring, [id_]) == {}
    first, second = reviews.case(id_).outcome.news
    take_back(case, "outcome.action-progressed", first, on)
    assert ask(to_ring, [id_]) == {}
    take_back(case, "outcome.action-progressed", second, on)
    assert ask(to_ring, [id_]) == {id_: 1}


def test_a_recommendation_not_sent_after_all_can_be_sent(case, ask):
    reviews, id_, on = case.reviews, case.case_id, date(2026, 4, 7)
    case.ask().assess().convene().choose().hold().find_for_outside()
    (addressee,) = reviews.case(id_).outcome.from_outside

    def send(day):
        reviews.write_to_addressee(
            id_, addressee, sent_on=day, channel=Channel.LETTER, signed=case.signed(on)
        )

    send(date(2026, 4, 3))
    with pytest.raises(AlreadyDone):
        send(on)
    take_back(case, "outcome.addressee-written-to", addressee, on)
    send(on)
    assert reviews.case(id_).outcome.written_to[addressee].sent_on == on
    sent = [x for x in ask(timeline_of, id_) if x.item_id == addressee]
    assert [x.in_error for x in sent if x.topic.endswith("written-to")] == [False, True]
