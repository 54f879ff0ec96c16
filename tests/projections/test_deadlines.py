"""What falls due when, whether it was met, and how a due date is explained."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from asbreview.domain.contact.facts import Direction
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.panel.facts import Participation
from asbreview.domain.panel.in_error import PanelFact
from asbreview.domain.people import Channel
from asbreview.domain.procedure import Binds, Unit
from asbreview.domain.working_days import Holiday
from asbreview.reviews.told import OfficialTold, PartTold, PromiseTold
from journey import APPLIED_ON, BODIES, EAST_CAMBRIDGESHIRE, Journey
from projections.case.runs import Moot
from projections.deadlines import deadlines_of, explanation, overdue
from projections.deadlines_kept import counted_anew
from projections.moves import moves, rested_on
from projections.queue import case_row

DAY_OF_MOURNING = Holiday(on=date(2026, 3, 13), name="Day of mourning")


@pytest.fixture
def case(reviews, standing):
    return Journey(reviews, 7).apply()


@pytest.fixture
def due(ask, case):
    """The deadlines of the case, by timer; of several, the first."""

    def asked(as_of=None):
        rows = ask(deadlines_of, case.case_id, as_of=as_of)
        return {row.timer_id: row for row in reversed(rows)}

    return asked


def test_what_the_receipt_starts_is_due_by_the_procedures_own_times(due):
    """Working days from Monday 2 March 2026; no holiday until Good Friday."""
    assert {timer: d.due_on for timer, d in due().items()} == {
        "pass-on": date(2026, 3, 4),
        "acknowledge": date(2026, 3, 9),
        "ask-partners": date(2026, 3, 9),
        "decide-threshold": date(2026, 3, 30),
        "contact-gap": date(2026, 3, 30),  # four weeks after it came
        "whole-review": date(2026, 5, 29),  # sixty: over Easter and two bank holidays
    }


def test_each_step_is_met_by_what_was_recorded(case, due):
    case.post(date(2026, 3, 3)).ask(date(2026, 3, 4)).answer(date(2026, 3, 6))
    case.decide().post(date(2026, 3, 10)).assess().convene().post(date(2026, 3, 20))
    case.choose().hold().find().post(date(2026, 4, 7)).respond().do_actions()
    met = {timer: d.met_on for timer, d in due().items()}
    met.pop("contact-gap")  # each contact starts it anew: test_keeping_in_touch.py
    assert met == {
        "pass-on": date(2026, 3, 2),
        "acknowledge": date(2026, 3, 3),
        "ask-partners": date(2026, 3, 4),
        "partner-answer": date(2026, 3, 6),
        "decide-threshold": date(2026, 3, 9),
        "tell-threshold": date(2026, 3, 10),
        "hold-panel": date(2026, 4, 1),
        "tell-outcome": date(2026, 4, 7),
        "whole-review": date(2026, 4, 7),
        "action": date(2026, 5, 12),
        "answer-recommendation": date(2026, 4, 20),
        "send-papers": None,
        "invite-victim": date(2026, 3, 20),
        "refuse-invitation": None,
        "challenge-threshold-window": None,
        "challenge-window": None,
    }
    assert due()["action"].was_met_late  # the first was due on 16 April
    assert not due()["tell-outcome"].was_met_late


def test_a_recommendation_is_answered_within_the_procedures_time(case, due):
    case.decide().assess().convene().choose().hold().find(date(2026, 4, 2))
    # 2 April is a Thursday; Good Friday, Easter Monday and 4 May are holidays
    assert due()["answer-recommendation"].due_on == date(2026, 5, 5)
    assert due()["answer-recommendation"].met_on is None
    case.respond(date(2026, 5, 6))
    assert due()["answer-recommendation"].was_met_late


def test_an_application_is_passed_on_when_the_last_relevant_body_has_it(
    reviews, standing, ask
):
    case = Journey(reviews, 8).apply(passed_on=False)
    [late] = [d for d in ask(overdue, on=date(2026, 3, 5)) if d.case_id == case.case_id]
    assert late.timer_id == "pass-on"
    reviews.pass_on(
        case.case_id, passed_on=date(2026, 3, 5), signed=case.signed(date(2026, 3, 5))
    )
    [met] = [d for d in ask(deadlines_of, case.case_id) if d.timer_id == "pass-on"]
    assert (met.met_on, met.was_met_late) == (date(2026, 3, 5), True)


def test_a_step_is_overdue_from_the_day_after_and_not_before(ask, case):
    def late(on):
        return {d.timer_id for d in ask(overdue, on=on)}

    assert late(date(2026, 3, 9)) == set()
    assert late(date(2026, 3, 10)) == {"acknowledge", "ask-partners"}


def test_a_window_of_the_applicants_is_never_overdue(case, ask, due):
    case.post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
    window = due()["challenge-threshold-window"]
    assert window.due_on == date(2026, 4, 6)  # 28 days after 9 March
    late = {d.timer_id for d in ask(overdue, on=date(2027, 1, 1))}
    assert "challenge-threshold-window" not in late


def test_what_is_moot_is_not_met(case, due):
    case.post(date(2026, 3, 3)).decide()
    assert due()["ask-partners"].moot is Moot.NOT_NEEDED
    case.post(date(2026, 3, 9)).assess().convene().post(date(2026, 3, 20)).choose()
    assert due()["refuse-invitation"].moot is Moot.NOT_NEEDED
    case.hold()
    assert due()["send-papers"].moot is Moot.HELD
    reviews = case.reviews
    reviews.withdraw(
        case.case_id,
        withdrawn_on=date(2026, 4, 2),
        reason="They moved",
        signed=case.signed(date(2026, 4, 2)),
    )
    assert due()["tell-outcome"].moot is Moot.ENDED
    assert due()["hold-panel"].met_on == date(2026, 4, 1)  # met stays met
    assert due()["send-papers"].moot is Moot.HELD


@pytest.mark.parametrize("held_on", [date(2026, 4, 1), date(2026, 3, 27)])
def test_papers_never_sent_stay_not_sent(case, due, held_on):
    """Lateness is not edited away: that the panel met does not send its papers.

    They were due on 30 March: a panel that met before had none either.
    """
    case.post(date(2026, 3, 3)).decide().assess().convene().choose()
    assert not due()["send-papers"].was_missed
    case.hold(held_on)
    assert due()["send-papers"].was_missed
    assert not due()["send-papers"].is_open
    assert not due()["refuse-invitation"].was_missed  # the victim was invited


def test_a_step_that_was_overdue_when_it_became_needless_was_missed(case, ask, due):
    ended = date(2026, 3, 12)
    case.reviews.withdraw(
        case.case_id, withdrawn_on=ended, reason="Moved", signed=case.signed(ended)
    )
    missed = {k for k, d in due().items() if d.was_missed}
    assert missed == {"acknowledge", "ask-partners"}  # both due on 9 March
    assert due()["decide-threshold"].moot is Moot.ENDED  # due later


def test_a_threshold_not_met_leaves_no_panel_to_hold(reviews, standing, ask):
    case = Journey(reviews, 8).apply(complaints=()).post(date(2026, 3, 3))
    case.decide(met=False).post(date(2026, 3, 10))
    found = {d.timer_id: d for d in ask(deadlines_of, case.case_id)}
    assert found["whole-review"].met_on == date(2026, 3, 10)
    assert found["hold-panel"].moot is Moot.NOT_MET


def test_a_decision_taken_back_reopens_its_deadline(reviews, standing, ask):
    case = Journey(reviews, 8).apply(complaints=()).post(date(2026, 3, 3))
    case.decide(met=False)
    before = reviews.end_of_log()
    decision = reviews.case(case.case_id).trigger.threshold
    reviews.correct_threshold(
        case.case_id,
        decision.decision_id,
        reason="The wrong case",
        signed=case.signed(date(2026, 3, 10)),
    )

    def found(as_of=None):
        rows = ask(deadlines_of, case.case_id, as_of=as_of)
        return {d.timer_id: d for d in rows}

    assert found()["decide-threshold"].is_open
    assert found()["tell-threshold"].moot is Moot.NO_LONGER_RUNS
    assert found(before)["decide-threshold"].met_on == date(2026, 3, 9)
    assert found(before)["tell-threshold"].is_open


def test_a_refused_invitation_is_decided_in_time(case, due):
    case.post(date(2026, 3, 3)).decide().post(date(2026, 3, 9)).assess().convene()
    assert due()["refuse-invitation"].due_on == date(2026, 3, 30)  # two before 1 April
    case.reviews.decide_participation(
        case.case_id,
        PartTold(
            participation=Participation.NOT_INVITED,
            not_invited_because="They asked not to be.",
        ),
        decided_on=date(2026, 3, 27),
        signed=case.signed(date(2026, 3, 27)),
    )
    assert due()["refuse-invitation"].met_on == date(2026, 3, 27)


@pytest.fixture
def convened(case):
    """A panel of Wednesday 1 April 2026; the letters until then have gone."""
    return (
        case.post(date(2026, 3, 3)).decide().post(date(2026, 3, 9)).assess().convene()
    )


def late_with(ask, timer_id, on):
    return timer_id in {d.timer_id for d in ask(overdue, on=on)}


def test_an_invitation_that_was_not_told_in_time_goes_red(convened, due, ask):
    """Five working days before Wednesday 1 April 2026 is Wednesday 25 March."""
    convened.choose(date(2026, 3, 23))
    assert due()["invite-victim"].due_on == date(2026, 3, 25)
    assert not late_with(ask, "invite-victim", date(2026, 3, 25))
    assert late_with(ask, "invite-victim", date(2026, 3, 26))
    row = ask(case_row, convened.case_id)
    assert (row.step_timer_id, row.step_due_on) == ("invite-victim", date(2026, 3, 25))
    convened.post(date(2026, 3, 26))
    assert due()["invite-victim"].met_on == date(2026, 3, 26)
    assert due()["invite-victim"].was_met_late


def test_an_invitation_to_a_day_that_was_put_off_is_told_anew(convened, due, ask):
    """To Thursday 23 April: 22, 21, 20, 17, and Thursday 16, clear of Easter."""
    convened.post(date(2026, 3, 20))
    assert due()["invite-victim"].met_on == date(2026, 3, 20)
    convened.reviews.postpone_panel(
        convened.case_id,
        meets_at=datetime(2026, 4, 23, 9, 0, tzinfo=UTC),
        reason="The chair is ill",
        signed=convened.signed(date(2026, 3, 30)),
    )
    again = due()["invite-victim"]
    assert (again.due_on, again.met_on) == (date(2026, 4, 16), None)
    assert late_with(ask, "invite-victim", date(2026, 4, 17))
    convened.post(date(2026, 4, 15))
    again = due()["invite-victim"]
    assert (again.met_on, again.was_met_late) == (date(2026, 4, 15), False)


def not_invite(case, on):
    part = PartTold(
        participation=Participation.NOT_INVITED,
        not_invited_because="It was not safe to have both of them in one room.",
    )
    case.reviews.decide_participation(
        case.case_id, part, decided_on=on, signed=case.signed(on)
    )


def test_a_victim_who_was_invited_and_then_not_is_told_so(convened, due, ask):
    """That an invitation had gone does not tell them; nor that it was decided."""
    convened.post(date(2026, 3, 20))
    not_invite(convened, date(2026, 3, 24))
    assert due()["invite-victim"].met_on is None
    assert due()["refuse-invitation"].met_on == date(2026, 3, 24)
    assert late_with(ask, "invite-victim", date(2026, 3, 26))
    convened.post(date(2026, 3, 25))
    assert due()["invite-victim"].met_on == date(2026, 3, 25)


def test_an_invitation_that_came_back_was_not_told(convened, due):
    convened.post(date(2026, 3, 20))
    letter, on = convened.posted_letter(LetterKind.INVITATION), date(2026, 3, 24)
    convened.reviews.letter_came_back(
        letter, returned_on=on, how="Gone away", signed=convened.signed(on)
    )
    assert due()["invite-victim"].is_open


def test_whoever_declined_need_not_be_invited_but_was_to_be_before(convened, due):
    declined = PartTold(participation=Participation.DECLINED)
    on = date(2026, 3, 27)
    convened.reviews.decide_participation(
        convened.case_id, declined, decided_on=on, signed=convened.signed(on)
    )
    found = due()["invite-victim"]
    assert (found.moot, found.was_missed) == (Moot.NOT_NEEDED, True)  # due on 25 March


def test_a_panel_that_met_without_an_invitation_leaves_it_missed(convened, due):
    convened.choose().hold()
    found = due()["invite-victim"]
    assert (found.moot, found.was_missed) == (Moot.HELD, True)


def test_a_panel_taken_back_leaves_nobody_to_invite(convened, due):
    panel_id = convened.reviews.case(convened.case_id).panel.convened.panel_id
    convened.reviews.correct_fact(
        convened.case_id,
        PanelFact.CONVENED,
        panel_id,
        reason="The wrong case",
        signed=convened.signed(date(2026, 3, 24)),
    )
    assert due()["invite-victim"].moot is Moot.NO_LONGER_RUNS


def test_why_the_victim_is_to_be_told_by_that_day(convened, due, ask):
    why = ask(explanation, due()["invite-victim"], EAST_CAMBRIDGESHIRE)
    assert [day.on for day in why if day.counts] == [
        date(2026, 3, day) for day in (31, 30, 27, 26, 25)
    ]


def test_a_panel_put_off_takes_its_timers_with_it(case, due):
    case.post(date(2026, 3, 3)).decide().post(date(2026, 3, 9)).assess().convene()
    before = case.reviews.end_of_log()
    case.reviews.postpone_panel(
        case.case_id,
        meets_at=datetime(2026, 4, 14, 9, 0, tzinfo=UTC),
        reason="The chair is ill",
        signed=case.signed(date(2026, 3, 30)),
    )
    assert due()["send-papers"].due_on == date(2026, 4, 10)
    assert due(before)["send-papers"].due_on == date(2026, 3, 30)
    assert due()["tell-outcome"].started_on == date(2026, 4, 14)


def test_more_time_shows_both_days(case, due, ask):
    case.reviews.extend_deadline(
        case.case_id,
        "decide-threshold",
        was_due_on=date(2026, 3, 30),
        due_on=date(2026, 4, 13),
        reason="The police are late",
        signed=case.signed(date(2026, 3, 16)),
    )
    given = due()["decide-threshold"]
    assert (given.was_due_on, given.due_on) == (date(2026, 3, 30), date(2026, 4, 13))
    late = {d.timer_id for d in ask(overdue, on=date(2026, 4, 13))}
    assert "decide-threshold" not in late


def give_time(case, on, was_due_on, due_on):
    case.reviews.extend_deadline(
        case.case_id,
        "decide-threshold",
        was_due_on=was_due_on,
        due_on=due_on,
        reason="We had no time",
        signed=case.signed(on),
    )


def test_more_time_given_after_the_day_undoes_no_lateness(case, due):
    """Due on Monday 30 March; given more time on 28 and 29 April; then decided."""
    give_time(case, date(2026, 4, 28), date(2026, 3, 30), date(2026, 5, 29))
    give_time(case, date(2026, 4, 29), date(2026, 5, 29), date(2026, 6, 30))
    assert due()["decide-threshold"].extended_late
    case.decide(date(2026, 6, 20))
    decided = due()["decide-threshold"]
    assert decided.was_due_on == date(2026, 3, 30)
    assert decided.was_met_late


def test_more_time_given_on_the_day_itself_is_in_time(case, due):
    give_time(case, date(2026, 3, 30), date(2026, 3, 30), date(2026, 4, 30))
    case.decide(date(2026, 4, 20))
    assert not due()["decide-threshold"].was_met_late


def test_a_holiday_proclaimed_late_moves_what_is_open_and_nothing_else(
    case, due, ask, standing
):
    case.post(date(2026, 3, 3))
    before = case.reviews.end_of_log()
    case.reviews.proclaim_holiday(
        DAY_OF_MOURNING, source="Gazette", signed=standing.signed(date(2026, 3, 4))
    )
    assert due()["decide-threshold"].due_on == date(2026, 3, 31)
    assert due(before)["decide-threshold"].due_on == date(2026, 3, 30)
    assert due()["acknowledge"].due_on == date(2026, 3, 9)  # met: it stays


def test_a_holiday_moves_the_day_the_queue_shows(case, ask, standing):
    monday = Holiday(on=date(2026, 3, 9), name="Day of mourning")
    case.reviews.proclaim_holiday(
        monday, source="Gazette", signed=standing.signed(date(2026, 3, 4))
    )
    assert ask(case_row, case.case_id).next_due_on == date(2026, 3, 10)


def test_a_day_beyond_the_known_holidays_is_not_known_until_they_are(
    reviews, standing, ask
):
    """An old log may hold what a command would not record today."""
    late = Journey(reviews, 8).apply(date(2028, 10, 2)).decide(date(2028, 10, 3))
    case, signed = reviews.case(late.case_id), late.signed(date(2028, 12, 1))
    chair = OfficialTold(name="Odile Fenwick", body_id=BODIES[1])
    case.panel.convene(
        UUID(int=5),
        meets_at=datetime(2028, 12, 27, 13, 0, tzinfo=UTC),
        place=case.prose("Ely", "place", signed=signed),
        bodies=BODIES,
        chair=chair.sealed(UUID(int=6)),
        independence=case.prose("No part in it", "independence", signed=signed),
        signed=signed,
    )
    reviews.save(case.panel)

    def outcome_due():
        rows = ask(deadlines_of, late.case_id)
        return next(d.due_on for d in rows if d.timer_id == "tell-outcome")

    assert outcome_due() is None
    reviews.extend_calendar(
        (Holiday(on=date(2029, 1, 1), name="New Year's Day"),),
        known_until=date(2029, 12, 31),
        signed=standing.signed(date(2028, 12, 4)),
    )
    assert outcome_due() == date(2029, 1, 11)  # ten working days after 27 December


def test_each_request_has_a_deadline_of_its_own(case, ask):
    case.ask(date(2026, 3, 4))
    rows = [
        d for d in ask(deadlines_of, case.case_id) if d.timer_id == "partner-answer"
    ]
    assert {d.due_on for d in rows} == {date(2026, 3, 18)}
    requests = case.reviews.case(case.case_id).evidence.requests
    assert {d.item_id: d.body_id for d in rows} == {
        id_: request.body_id for id_, request in requests.items()
    }


def test_a_promise_goes_red_until_it_is_kept_or_was_never_made(case, ask, due):
    contact = case.reviews.case(case.case_id).contact

    def promise(on):
        case.reviews.make_contact(
            case.case_id,
            person_id=contact.applicant_id,
            channel=Channel.PHONE,
            direction=Direction.TO_US,
            made_on=on,
            said="They rang.",
            promise=PromiseTold(promised="Ring back", due_on=date(2026, 3, 6)),
            signed=case.signed(on),
        )

    promise(date(2026, 3, 4))
    assert "promise" in {d.timer_id for d in ask(overdue, on=date(2026, 3, 7))}
    [promise_id] = case.reviews.case(case.case_id).contact.promises
    case.reviews.keep_promise(
        case.case_id,
        promise_id,
        kept_on=date(2026, 3, 9),
        signed=case.signed(date(2026, 3, 9)),
    )
    assert due()["promise"].was_met_late

    promise(date(2026, 3, 5))
    made = case.reviews.case(case.case_id).contact.contacts
    case.reviews.correct_contact(
        case.case_id,
        list(made)[-1],
        reason="Another case",
        signed=case.signed(date(2026, 3, 9)),
    )
    assert "promise" not in {d.timer_id for d in ask(overdue, on=date(2026, 4, 1))}


def test_a_due_date_opens_to_its_explanation_by_the_calendar_of_its_day(
    case, due, ask, standing
):
    case.post(date(2026, 3, 3))
    case.reviews.proclaim_holiday(
        DAY_OF_MOURNING, source="Gazette", signed=standing.signed(date(2026, 3, 4))
    )
    moved = ask(explanation, due()["decide-threshold"], EAST_CAMBRIDGESHIRE)
    assert moved[-1].on == date(2026, 3, 31)
    assert moved[0].on == APPLIED_ON
    why = {day.on: day.because for day in moved if not day.counts}
    assert why[DAY_OF_MOURNING.on] == "Day of mourning"
    assert sum(day.counts for day in moved) == 20

    met = ask(explanation, due()["acknowledge"], EAST_CAMBRIDGESHIRE)
    assert met[-1].on == date(2026, 3, 9)
    assert DAY_OF_MOURNING.on not in {day.on for day in met}


CLOSED = Holiday(on=date(2026, 3, 12), name="The offices are shut")  # a Thursday


def would_move(case, ask, *holidays):
    calendar = case.reviews.calendar(as_of=case.reviews.end_of_log())
    for holiday in holidays:
        calendar = calendar.adding(holiday)
    return {m.timer_id: (m.from_, m.to) for m in ask(moves, calendar)}


def test_what_a_closure_would_move_is_what_it_then_moves(case, due, ask, standing):
    """Monday 2 March plus 20 working days is 30 March; with one day fewer, 31 March."""
    case.post(date(2026, 3, 3))
    told = would_move(case, ask, CLOSED)
    assert told["decide-threshold"] == (date(2026, 3, 30), date(2026, 3, 31))
    assert "acknowledge" not in told  # met
    before = due()
    case.reviews.add_closures((CLOSED,), signed=standing.signed(date(2026, 3, 4)))
    moved = {
        name: (before[name].due_on, row.due_on)
        for name, row in due().items()
        if before[name].due_on != row.due_on
    }
    assert moved == told


def test_a_closure_recorded_in_error_moves_open_deadlines_back(
    case, due, ask, standing
):
    case.reviews.add_closures((CLOSED,), signed=standing.signed(date(2026, 3, 3)))
    assert due()["decide-threshold"].due_on == date(2026, 3, 31)
    case.reviews.take_back_closure(
        CLOSED.on, reason="Another week", signed=standing.signed(date(2026, 3, 4))
    )
    assert due()["decide-threshold"].due_on == date(2026, 3, 30)


@pytest.mark.parametrize(
    ("binds", "due_on"),
    [
        # Friday 27 March plus 10 working days is Tuesday 14 April, over Easter
        (Binds.APPLICANT, date(2026, 4, 15)),
        (Binds.PARTNERSHIP, date(2026, 4, 14)),
    ],
)
def test_an_applicant_keeps_the_day_they_were_told(case, binds, due_on):
    """What is taken back makes nobody's time to challenge shorter than their letter."""
    window = EAST_CAMBRIDGESHIRE.timer("challenge-window")
    changed = {"length": 10, "unit": Unit.WORKING_DAYS, "binds": binds}
    timers = (window.model_copy(update=changed),)
    procedure = EAST_CAMBRIDGESHIRE.model_copy(update={"timers": timers})
    row = {
        "timer_id": "challenge-window",
        "started_on": date(2026, 3, 27),
        "counted_on": date(2026, 4, 15),
        "binds": binds,
        "standstills": (),
    }
    calendar = case.reviews.calendar(as_of=case.reviews.end_of_log())
    assert counted_anew(row, calendar, procedure) == due_on


@pytest.mark.parametrize(
    ("days", "posted", "rests"),
    [
        # acknowledged on 3 March, due on Monday 9 March (5 working days)
        (("03-03", "03-09"), date(2026, 3, 3), True),
        (
            ("03-06", "03-09"),
            date(2026, 3, 3),
            False,
        ),  # after it
        # never acknowledged: overdue on 12 March, not yet on 9 March
        (("03-06", "03-12"), None, True),
        (("03-06", "03-09"), None, False),
        (("03-06", "03-06"), None, False),  # today is not past
    ],
)
def test_a_past_day_is_rested_on_by_what_was_taken_or_is_overdue(
    standing, ask, days, posted, rests
):
    case = Journey(standing.reviews, 7).apply()
    if posted:
        case.post(posted)
    calendar = case.reviews.calendar(as_of=case.reviews.end_of_log())
    day, today = (date.fromisoformat(f"2026-{on}") for on in days)
    assert (day in ask(rested_on, calendar, [day], today=today)) is rests


def test_more_time_for_the_answers_takes_none_from_one_that_is_asked_for_later(
    case, ask
):
    """Ten working days: from Wednesday 4 March until 18 March, from 16 until 30."""
    police, council = BODIES[:2]

    def asked(body, on):
        case.reviews.request_information(
            case.case_id,
            bodies=[body],
            requested_on=on,
            questions="What did you do?",
            signed=case.signed(on),
        )

    asked(police, date(2026, 3, 4))
    case.reviews.extend_deadline(
        case.case_id,
        "partner-answer",
        was_due_on=date(2026, 3, 18),
        due_on=date(2026, 3, 25),
        reason="They are short of people",
        signed=case.signed(date(2026, 3, 10)),
    )
    asked(council, date(2026, 3, 16))
    rows = ask(deadlines_of, case.case_id)
    answers = {d.body_id: d for d in rows if d.timer_id == "partner-answer"}
    assert answers[police].due_on == date(2026, 3, 25)
    assert answers[police].was_due_on == date(2026, 3, 18)
    assert answers[council].due_on == date(2026, 3, 30)
    assert answers[council].was_due_on is None
    now = case.reviews.case(case.case_id)
    emails = {r.body_id: now.answer_due_on(r) for r in now.evidence.requests.values()}
    assert emails == {police: date(2026, 3, 25), council: date(2026, 3, 30)}


def test_a_window_that_opens_anew_loses_nothing_by_the_time_given_before(
    reviews, standing, ask
):
    case = Journey(reviews, 9).apply(complaints=()).post(date(2026, 3, 3))
    case.decide(met=False).post(date(2026, 3, 9))

    def window():
        rows = ask(deadlines_of, case.case_id)
        return next(d for d in rows if d.timer_id == "challenge-threshold-window")

    case.reviews.extend_deadline(
        case.case_id,
        "challenge-threshold-window",
        was_due_on=date(2026, 4, 6),
        due_on=date(2026, 4, 20),
        reason="She is in hospital",
        signed=case.signed(date(2026, 3, 10)),
    )
    assert window().due_on == date(2026, 4, 20)
    letter = case.posted_letter(LetterKind.THRESHOLD_NOT_MET)
    on = date(2026, 4, 1)
    reviews.letter_came_back(
        letter, returned_on=on, how="Gone away", signed=case.signed(on)
    )
    reviews.redraw_letter(letter, signed=case.signed(on))
    case.reviews.address_holds(
        case.case_id,
        case.reviews.case(case.case_id).contact.applicant_id,
        signed=case.signed(on),
    )
    case.post(on)  # four weeks: until Wednesday 29 April
    assert window().due_on == date(2026, 4, 29)
