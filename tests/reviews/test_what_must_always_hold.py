"""The eleven rules that hold of every case, whatever is tried."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from asbreview.domain.bodies import bodies_not_told
from asbreview.domain.errors import (
    CaseReviewRefused,
    ContraryToLaw,
    Misrecorded,
    NotPermittedYet,
)
from asbreview.domain.letter.facts import HeldBecause, LetterDrafted, LetterKind, Status
from asbreview.domain.outcome.facts import FindingsMade
from asbreview.domain.panel.facts import Participation
from asbreview.domain.people import Channel
from asbreview.domain.procedure import Unit
from asbreview.domain.timetable import due, explain
from asbreview.reviews.plans import ActionReport, Became
from asbreview.reviews.told import FindingsTold, OptionTold, PartTold
from asbreview.store.log import EventLog
from journey import (
    APPLIED_ON,
    BODIES,
    EAST_CAMBRIDGESHIRE,
    FOUR_COMPLAINTS,
    HandClock,
    Journey,
    complaint,
    opened,
)
from projections.past import Past
from projections.projector import Projector
from projections.reporting import Reporting, statutory

MONDAY = date(2026, 3, 9)
TWO_OF_THEM = FOUR_COMPLAINTS[2:]


def decide(case, on=MONDAY, **changes):
    told = {
        "met": True,
        "decided_on": on,
        "decided_by": BODIES,
        "reasons": "Three complaints qualify.",
    }
    return case.reviews.decide_threshold(
        case.case_id, **{**told, **changes}, signed=case.signed(on)
    )


def find(case, on=date(2026, 4, 2), **changes):
    told = {
        "made_on": on,
        "made_by": BODIES,
        "findings": "More should have been done.",
        "options": [OptionTold(option="Patrols", chosen=True, reasons="They help")],
    }
    return case.reviews.decide_outcome(
        case.case_id, FindingsTold(**{**told, **changes}), signed=case.signed(on)
    )


def held(case):
    return case.decide().assess().convene().choose().hold()


def day_of(letter, name):
    return next((day.on for day in letter.days if day.name == name), None)


def drafted(case, kind):
    letters = [case.reviews.letter(id_) for id_ in case.letters()]
    return next(letter for letter in letters if letter.kind is kind)


# 1. Enough qualifying complaints: "met" is the only decision accepted


def test_rule_1_enough_qualifying_complaints_leave_only_met(case):
    before = case.reviews.end_of_log()
    with pytest.raises(ContraryToLaw, match=r"s\.104\(4\)") as refused:
        decide(case, met=False)
    assert refused.value.field == "met"
    assert case.reviews.end_of_log() == before
    decide(case)
    assert case.reviews.case(case.case_id).trigger.threshold.met


def test_rule_1_no_caveat_of_a_procedure_takes_the_duty_away(case):
    caveats = {c.caveat_id for c in EAST_CAMBRIDGESHIRE.threshold.caveats}
    with pytest.raises(ContraryToLaw):
        decide(case, met=False, caveats_noted=caveats)
    decide(case, caveats_noted=caveats)
    finding = case.reviews.case(case.case_id).trigger.threshold.finding
    assert len(finding.advice) == len(caveats) == 3


def test_rule_1_fewer_than_enough_leave_the_decision_to_the_bodies(reviews):
    case = Journey(reviews).stand().apply(complaints=TWO_OF_THEM)
    decide(case, met=False)
    assert not reviews.case(case.case_id).trigger.threshold.met


# 2. Every decision has deciders, date, reasons, what was before it, the procedure


def test_rule_2_a_decision_says_who_when_why_on_what_and_by_which_procedure(case):
    before = case.reviews.end_of_log()
    decide(case)
    decided = case.reviews.case(case.case_id).trigger.threshold
    assert (decided.decided_by, decided.decided_on) == (BODIES, MONDAY)
    assert case.reviews.keyring.reveal(decided.reasons.text)
    ground = decided.ground
    assert (ground.procedure_id, ground.procedure_version) == ("east-cambridgeshire", 1)
    assert ground.log_position == before
    then = case.reviews.case(case.case_id, as_of=ground.log_position)
    stood = {record.id: record.version for record in then.records}
    assert {r.record_id: r.version for r in ground.relied_on}.items() <= stood.items()


def test_rule_2_what_came_after_a_decision_was_not_before_it(case):
    decide(case)
    late = complaint(date(2026, 3, 1), date(2026, 3, 2))
    case.reviews.log_complaint(case.case_id, late, signed=case.signed(MONDAY))
    now = case.reviews.case(case.case_id)
    ground = now.trigger.threshold.ground
    then = case.reviews.case(case.case_id, as_of=ground.log_position)
    assert len(now.evidence.complaints) == len(then.evidence.complaints) + 1


@pytest.mark.parametrize("absent", BODIES)
def test_rule_2_the_relevant_bodies_decide_together(case, absent):
    deciding = [body for body in BODIES if body != absent]
    with pytest.raises(ContraryToLaw, match=r"together.*s\.104\(1\)") as refused:
        decide(case, decided_by=deciding)
    assert refused.value.field == "decided_by"
    held(case)
    with pytest.raises(ContraryToLaw, match="together"):
        find(case, made_by=deciding)


@pytest.mark.parametrize("reasons", ["", "  \n"])
def test_rule_2_a_decision_without_reasons_is_none(case, reasons):
    with pytest.raises(Misrecorded) as refused:
        decide(case, reasons=reasons)
    assert refused.value.field == "reasons"


# 3. Every decision reaches the applicant in a letter with the way to challenge it


@pytest.mark.parametrize(
    ("met", "kind"),
    [(True, LetterKind.THRESHOLD_MET), (False, LetterKind.THRESHOLD_NOT_MET)],
)
def test_rule_3_the_decision_on_the_threshold_drafts_its_letter(reviews, met, kind):
    case = Journey(reviews).stand().apply(complaints=TWO_OF_THEM)
    decide(case, met=met)
    letter = drafted(case, kind)
    assert letter.to == reviews.case(case.case_id).contact.applicant_id
    assert day_of(letter, "challenge-by") == date(2026, 4, 6)  # 28 days after 9 March


def test_rule_3_the_outcome_drafts_its_letter(case):
    find(held(case))
    letter = drafted(case, LetterKind.OUTCOME)
    assert day_of(letter, "challenge-by") == date(2026, 4, 30)  # 28 days after 2 April


def test_rule_3_a_letter_drawn_again_gives_the_whole_window(reviews):
    case = Journey(reviews).stand().apply(complaints=TWO_OF_THEM)
    decide(case, met=False)
    letter_id = drafted(case, LetterKind.THRESHOLD_NOT_MET).id
    reviews.hold_back_letter(
        letter_id,
        because=HeldBecause.NO_ADDRESS,
        signed=case.signed(MONDAY),
    )
    reviews.redraw_letter(letter_id, signed=case.signed(MONDAY + timedelta(days=5)))
    assert day_of(reviews.letter(letter_id), "challenge-by") == date(2026, 4, 11)


def test_rule_3_a_decision_is_told_when_its_letter_has_gone_and_not_before(case):
    case.post(APPLIED_ON)
    decide(case)
    case.hand_over(MONDAY)
    assert case.reviews.case(case.case_id).trigger.threshold_told_on is None
    case.reviews.post_letters(
        [e.id for e in _letters(case) if e.status is Status.HANDED_OVER],
        posted_on=MONDAY,
        signed=case.signed(date(2026, 3, 10)),
    )
    trigger = case.reviews.case(case.case_id).trigger
    assert trigger.threshold_told_on == MONDAY


def test_rule_3_the_day_printed_is_the_day_counted_from_the_posting(case):
    """From Monday 9 March, 20 working days end on 8 April; from Tuesday, on the 9th."""
    case.post(APPLIED_ON)
    decide(case)
    case.hand_over(MONDAY)
    (letter,) = [e for e in _letters(case) if e.status is Status.HANDED_OVER]
    tuesday = MONDAY + timedelta(days=1)
    with pytest.raises(NotPermittedYet, match=r"Wednesday 8 April .*Thursday 9 April"):
        case.reviews.post_letters(
            [letter.id], posted_on=tuesday, signed=case.signed(tuesday)
        )
    assert case.reviews.case(case.case_id).trigger.threshold_told_on is None

    case.reviews.redraw_out_of_date([letter.id], signed=case.signed(tuesday))
    case.hand_over(tuesday)
    case.reviews.post_letters(
        [letter.id], posted_on=tuesday, signed=case.signed(tuesday)
    )
    assert day_of(case.reviews.letter(letter.id), "challenge-by") == date(2026, 4, 7)
    assert case.reviews.case(case.case_id).trigger.threshold_told_on == tuesday


def test_rule_3_a_letter_without_such_a_day_may_be_posted_later(case):
    case.hand_over(APPLIED_ON)
    later = APPLIED_ON + timedelta(days=2)
    case.reviews.post_letters(
        [e.id for e in _letters(case)], posted_on=later, signed=case.signed(later)
    )
    assert case.reviews.case(case.case_id).trigger.acknowledged_on == later


def test_rule_3_nothing_is_drawn_again_while_its_days_hold(case):
    letters = [e.id for e in _letters(case)]
    with pytest.raises(NotPermittedYet, match="their days hold"):
        case.reviews.redraw_out_of_date(letters, signed=case.signed(MONDAY))


def _letters(case):
    events = map(
        case.reviews.mapper.to_domain_event,
        case.reviews.recorder.select_notifications(1, 10_000),
    )
    return [
        case.reviews.letter(e.originator_id)
        for e in events
        if isinstance(e, LetterDrafted)
    ]


def test_rule_3_or_when_it_was_told_in_another_way(case):
    decide(case)
    case.reviews.tell_otherwise(
        drafted(case, LetterKind.THRESHOLD_MET).id,
        told_on=MONDAY,
        channel=Channel.PHONE,
        how="Read to her in full.",
        signed=case.signed(MONDAY),
    )
    assert case.reviews.case(case.case_id).trigger.threshold_told_on == MONDAY


def test_rule_3_the_letter_of_a_decision_cannot_be_dropped(case):
    decide(case)
    letter = drafted(case, LetterKind.THRESHOLD_MET)
    with pytest.raises(ContraryToLaw, match=r"s\.104\(6\)"):
        case.reviews.cancel_letter(
            letter.id, reason="Not needed", signed=case.signed(MONDAY)
        )


def test_rule_3_a_case_is_not_closed_before_its_end_was_told(reviews):
    case = Journey(reviews).stand().apply(complaints=TWO_OF_THEM)
    with pytest.raises(NotPermittedYet, match="still to be decided"):
        case.close()
    decide(case, met=False)
    with pytest.raises(NotPermittedYet, match="not been told the decision"):
        case.close()
    case.post(date(2026, 3, 10))
    with pytest.raises(Misrecorded, match="cannot be before Tuesday 10 March 2026"):
        reviews.close_case(
            case.case_id, closed_on=MONDAY, signed=case.signed(date(2026, 3, 11))
        )
    case.close()
    assert reviews.case(case.case_id).ended_as == "closed"


def test_rule_3_nor_a_review_before_its_outcome_was_told(case):
    decide(case)
    with pytest.raises(NotPermittedYet, match="decision on the threshold"):
        case.close()
    case.post(MONDAY)
    with pytest.raises(NotPermittedYet, match="still to be carried out"):
        case.close()
    case.assess().convene().choose().hold()
    find(case)
    with pytest.raises(NotPermittedYet, match="not been told the outcome"):
        case.close()


def test_rule_3_nor_a_review_before_the_decision_on_the_threshold_was_told(case):
    """The outcome was told by telephone, the letter about the threshold never sent."""
    decide(case)
    case.assess().convene().choose().hold().find()
    reviews = case.reviews
    outcome = [x for x in case.letters() if reviews.letter(x).kind == "outcome"]
    reviews.tell_otherwise(
        outcome[0],
        told_on=date(2026, 4, 7),
        channel=Channel.PHONE,
        how="By telephone",
        signed=case.signed(date(2026, 4, 7)),
    )
    case.do_actions()
    with pytest.raises(NotPermittedYet, match="decision on the threshold"):
        case.close()


# 4. An application is passed on to all the relevant bodies of its date


def test_rule_4_an_application_is_passed_on_to_every_relevant_body(case):
    assert set(case.reviews.case(case.case_id).trigger.passed_to) == set(BODIES)


def test_rule_4_nothing_is_decided_before_it_was(reviews):
    case = Journey(reviews).stand().apply(passed_on=False)
    with pytest.raises(ContraryToLaw, match=r"Pass the application on.*s\.104\(3\)"):
        decide(case)
    stands = reviews.case(case.case_id)
    untold = bodies_not_told(
        stands.procedure, APPLIED_ON, set(stands.trigger.passed_to)
    )
    assert [body.body_id for body in untold] == list(BODIES)
    reviews.pass_on(case.case_id, passed_on=APPLIED_ON, signed=case.signed(MONDAY))
    decide(case)


# 5. Every due date can be explained; lateness cannot be edited away


@pytest.mark.parametrize("timer", EAST_CAMBRIDGESHIRE.timers, ids=lambda t: t.timer_id)
def test_rule_5_every_due_date_is_explained_day_by_day(case, timer):
    stands = case.reviews.case(case.case_id)
    counting = {
        "started_on": APPLIED_ON,
        "calendar": stands.calendar,
        "day_zero": stands.procedure.day_zero,
    }
    ledger = explain(timer, **counting)
    assert ledger[-1].on == due(timer, **counting).due_on
    a_unit = 7 if timer.unit is Unit.WEEKS else 1  # weeks are counted day by day
    assert sum(day.counts for day in ledger) == timer.length * a_unit
    assert all(day.because for day in ledger)


def extend(case, **changes):
    told = {
        "timer_id": "decide-threshold",
        "was_due_on": date(2026, 3, 30),
        "due_on": date(2026, 4, 15),
        "reason": "The police answer late.",
    }
    details = {**told, **changes}
    return case.reviews.extend_deadline(
        case.case_id, details.pop("timer_id"), **details, signed=case.signed(MONDAY)
    )


def test_rule_5_more_time_leaves_the_day_it_was_due_and_is_told(case):
    extend(case)
    delay = case.reviews.case(case.case_id).trigger.delay
    assert (delay.was_due_on, delay.due_on) == (date(2026, 3, 30), date(2026, 4, 15))
    letter = drafted(case, LetterKind.DELAY)
    assert day_of(letter, "was-due") == date(2026, 3, 30)
    assert day_of(letter, "now-due") == date(2026, 4, 15)


@pytest.mark.parametrize(
    "changes",
    [
        {"timer_id": "acknowledge"},  # of which the procedure allows no more
        {"timer_id": "invented"},
        {"reason": " "},
        {"due_on": date(2026, 3, 30)},
    ],
)
def test_rule_5_more_time_is_given_only_as_the_procedure_allows(case, changes):
    before = case.reviews.end_of_log()
    with pytest.raises(CaseReviewRefused):
        extend(case, **changes)
    assert case.reviews.end_of_log() == before


# 6. No panel is held without a decision on the victim's participation


def test_rule_6_no_panel_is_held_before_the_victims_part_is_decided(case):
    case.decide().assess().convene()
    with pytest.raises(NotPermittedYet, match="how the victim takes part"):
        case.hold()
    case.choose().hold()
    assert case.reviews.case(case.case_id).panel.held


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"participation": Participation.CHOSEN}, "takes_part"),
        ({"participation": Participation.NOT_INVITED}, "not_invited_because"),
        (
            {"participation": Participation.NOT_INVITED, "not_invited_because": " "},
            "not_invited_because",
        ),
    ],
)
def test_rule_6_a_part_is_chosen_and_not_inviting_has_reasons(case, told, field):
    case.decide().convene()
    on = date(2026, 3, 24)
    with pytest.raises(Misrecorded) as refused:
        case.reviews.decide_participation(
            case.case_id, PartTold(**told), decided_on=on, signed=case.signed(on)
        )
    assert refused.value.field == field


def test_rule_6_who_is_not_invited_is_told_why(case):
    case.decide().convene()
    on = date(2026, 3, 24)
    case.reviews.decide_participation(
        case.case_id,
        PartTold(
            participation=Participation.NOT_INVITED,
            not_invited_because="A threat was made.",
        ),
        decided_on=on,
        signed=case.signed(on),
    )
    stands = case.reviews.case(case.case_id)
    told = case.reviews.letter(case.letters()[-1])
    assert told.kind is LetterKind.NOT_INVITED
    # 28 days after Tuesday 24 March: the way and the day to challenge it (rule 3).
    assert day_of(told, "challenge-by") == date(2026, 4, 21)
    drawn = case.reviews.case_as(case.case_id, told.drawn_from).panel
    assert drawn.not_invited_because == stands.panel.not_invited_because is not None


# 7. No outcome without reasons, options considered and an up-to-date risk assessment


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"findings": ""}, "findings"),
        ({"options": []}, "options-0-option"),
        (
            {"options": [OptionTold(option="Patrols", chosen=True, reasons="")]},
            "options-0-reasons",
        ),
    ],
)
def test_rule_7_no_outcome_without_reasons_and_options(case, changes, field):
    held(case)
    before = case.reviews.end_of_log()
    with pytest.raises(Misrecorded) as refused:
        find(case, **changes)
    assert refused.value.field == field
    assert case.reviews.end_of_log() == before


def test_rule_7_no_outcome_without_a_risk_assessment(case):
    case.decide().convene().choose().hold()
    with pytest.raises(NotPermittedYet, match="Assess the risk"):
        find(case)


@pytest.mark.parametrize(
    ("made_on", "up_to_date"), [(date(2026, 4, 17), True), (date(2026, 4, 18), False)]
)
def test_rule_7_an_assessment_is_up_to_date_for_28_days(case, made_on, up_to_date):
    held(case)  # assessed on 20 March
    if up_to_date:
        find(case, made_on)
    else:
        with pytest.raises(NotPermittedYet, match="28 days"):
            find(case, made_on)


def test_rule_7_an_assessment_made_after_a_decision_was_not_before_it(case):
    case.decide().convene().choose().hold().assess(date(2026, 4, 3))
    with pytest.raises(NotPermittedYet, match="28 days"):
        find(case, date(2026, 4, 3), made_on=date(2026, 4, 2))


def test_rule_7_no_outcome_before_the_meeting(case):
    case.decide().assess().convene().choose()
    with pytest.raises(NotPermittedYet, match="meeting"):
        find(case, date(2026, 3, 25))
    case.hold()
    with pytest.raises(Misrecorded, match="cannot be before Wednesday 1 April 2026"):
        find(case, made_on=date(2026, 3, 31))


# 8. No closing with open actions


def test_rule_8_no_case_is_closed_while_an_action_is_open(case):
    held(case).find().post(date(2026, 4, 7))
    with pytest.raises(NotPermittedYet, match="3 of the actions are open"):
        case.close()
    case.do_actions().close()
    assert case.reviews.case(case.case_id).ended_as == "closed"


def test_rule_8_an_action_is_cancelled_with_a_reason(case):
    held(case).find()
    action_id = next(iter(case.reviews.case(case.case_id).outcome.actions))
    on = date(2026, 4, 7)
    report = ActionReport(action_id=action_id, became=Became.CANCELLED, on=on, says=" ")
    with pytest.raises(Misrecorded, match="the applicant is told") as refused:
        case.reviews.report_actions(case.case_id, [report], signed=case.signed(on))
    assert refused.value.field == "reports-0-says"


# 9. The four figures are a fold over events, for any past date


def four_figures(reviews, up_to):
    """Return the figures of s.104(9) of 2026, as the log had it at a position."""
    views = create_engine("sqlite://", poolclass=StaticPool)
    try:
        Projector(EventLog(reviews), views, [Reporting(), Past()]).catch_up()
        with views.connect() as db:
            figures = statutory(
                db,
                area_id="east-cambridgeshire",
                from_=date(2026, 1, 1),
                to=date(2026, 12, 31),
                as_of=up_to,
            )
    finally:
        views.dispose()
    return tuple(map(len, figures[:4]))


def test_rule_9_the_figures_of_a_past_date_stay_what_they_were(reviews):
    one = Journey(reviews).stand().apply(complaints=TWO_OF_THEM)
    decide(one, met=False)
    then = reviews.end_of_log()
    assert four_figures(reviews, then) == (1, 1, 0, 0)
    Journey(reviews, number=2).go()
    assert four_figures(reviews, then) == (1, 1, 0, 0)
    assert four_figures(reviews, reviews.end_of_log()) == (2, 1, 1, 1)


def test_rule_9_a_review_is_carried_out_once_the_bodies_have_found_something(case):
    """A meeting at which nothing was found yet is no review carried out."""
    case.decide().assess().convene().choose().hold()
    assert four_figures(case.reviews, case.reviews.end_of_log()) == (1, 0, 0, 0)
    case.find()
    assert four_figures(case.reviews, case.reviews.end_of_log()) == (1, 0, 1, 1)


def test_rule_9_to_forget_everybody_changes_no_figure(reviews):
    case = Journey(reviews).stand().go()
    figures = four_figures(reviews, reviews.end_of_log())
    reviews.keyring.destroy(reviews.case(case.case_id).contact.applicant_id)
    reviews.keyring.destroy(case.case_id)
    assert four_figures(reviews, reviews.end_of_log()) == figures == (1, 0, 1, 1)


# 10. What happened and when it was recorded are two facts; nothing is overwritten


def test_rule_10_when_a_thing_happened_is_not_when_it_was_recorded(tmp_path):
    clock = HandClock(date(2026, 3, 12))
    with opened(tmp_path, clock=clock) as reviews:
        case = Journey(reviews).stand().apply()
        decide(case, date(2026, 3, 12), decided_on=MONDAY)
        line = reviews.recorder.lines(0, limit=10_000)[-1]
        assert line.recorded_at.date() == date(2026, 3, 12)
        assert reviews.case(case.case_id).trigger.threshold.decided_on == MONDAY
        before = datetime(2026, 3, 11, 23, 59, tzinfo=UTC)
        assert reviews.recorder.position_as_of(before) == 0


def test_rule_10_a_correction_is_added_and_nothing_is_overwritten(case):
    reviews = case.reviews
    before = reviews.recorder.lines(0, limit=10_000)
    item_id = next(iter(reviews.case(case.case_id).evidence.logged))
    reviews.correct_evidence(
        case.case_id, item_id, reason="Of another case", signed=case.signed(MONDAY)
    )
    now = reviews.recorder.lines(0, limit=10_000)
    assert now[: len(before)] == before
    added = [line.stored.topic for line in now[len(before) :]]
    assert added[0] == "evidence.recorded-in-error"
    assert set(added[1:]) == {"trigger.relied-on", "outcome.relied-on"}
    was = reviews.case(case.case_id, as_of=before[-1].position)
    assert item_id in was.evidence.logged
    assert item_id not in reviews.case(case.case_id).evidence.logged


# 11. At every moment a case waits for exactly one named party


def test_rule_11_what_a_wait_begins_and_ends_with_is_recorded_with_its_day(case):
    """The waits themselves are a view's; they need a day for each of these."""
    case.post(APPLIED_ON).decide().ask().answer().assess().convene().choose().hold()
    case.find()
    stands = case.reviews.case(case.case_id)
    evidence = stands.evidence
    asked = {r.body_id: r.requested_on for r in evidence.requests.values()}
    assert asked == dict.fromkeys(BODIES, date(2026, 3, 10))
    answered = [a.answered_on for a in evidence.answers.values()]
    assert answered == [date(2026, 3, 18)] * len(BODIES)
    assert stands.panel.meets_at.date() == stands.panel.held.held_on
    assert isinstance(stands.outcome.findings, FindingsMade)
    assert {a.body_id for a in stands.outcome.open_actions} == set(BODIES[:2])
