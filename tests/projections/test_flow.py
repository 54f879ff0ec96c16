"""How cases flow, and what they took besides days."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbreview.domain.application import Category
from asbreview.signing import A_BODY, APPLICANT, SENDER, SYSTEM
from journey import Journey
from projections.efforts import HOW_IT_GOES, Step, effort, efforts_of
from projections.flow import (
    against_the_past,
    applied_between,
    between_applications,
    grouped,
    in_progress,
    lead_times,
    not_told_yet,
)
from projections.process_charts import Rebased
from projections.waits import Life, days_by_party, days_by_stage, life_of, spans_of

AREA = "east-cambridgeshire"
FIRST = date(2026, 1, 5)


def life(number, days=None, *, applied=FIRST, version=1, place="Ely"):
    told_on = None if days is None else applied + timedelta(days)
    return Life(
        UUID(int=number),
        f"EC-26-{number:05}",
        AREA,
        Category.NOISE,
        place,
        version,
        applied,
        told_on,
        None,
    )


def test_lead_times_are_charted_in_the_order_of_the_telling():
    (phase,) = lead_times([life(1, 30), life(2, 40), life(3, 35)])
    assert [p.observed.value for p in phase.points] == [30, 40, 35]
    assert phase.points[0].observed.of == "EC-26-00001"


def test_limits_begin_anew_on_the_day_a_version_came_into_force_for_its_cases_alone():
    """The slow one of version 1 was told last of all: it stays among its own."""
    from_ = FIRST + timedelta(10)
    later = {"applied": FIRST + timedelta(20), "version": 2}
    told = [life(1, 40), life(3, 21, **later), life(2, 44), life(4, 90)]
    before, after = lead_times(told, {1: date(2024, 4, 1), 2: from_})
    assert [p.observed.value for p in before.points] == [40, 44, 90]
    assert [p.observed.value for p in after.points] == [21]
    assert (before.began_with, after.began_with.on) == (None, from_)
    assert after.began_with.says == "Version 2 of the procedures in force"
    (_, unknown) = lead_times(told)
    assert unknown.began_with.on == FIRST + timedelta(20)


def test_an_old_case_told_with_the_new_ones_on_one_day_opens_no_new_time():
    """Told on one day: that of the old version has the earlier reference."""
    on = FIRST + timedelta(60)
    old = [life(n, 40 + n) for n in range(1, 4)]
    slow = life(4, 60)
    new = [life(n, 20, applied=on - timedelta(20), version=2) for n in (5, 6)]
    before, after = lead_times([*old, slow, *new])
    assert [p.observed.value for p in before.points] == [41, 42, 43, 60]
    assert [p.observed.value for p in after.points] == [20, 20]


def test_how_many_under_the_latest_version_are_open_yet_is_counted():
    told = [life(1, 40), life(2, 30, version=2)]
    open_cases = [life(3), life(4, version=2), life(5, version=2), life(6, version=3)]
    assert not_told_yet(open_cases, told) == 2
    assert not_told_yet(open_cases, told[:1]) == 0


def test_the_days_between_applications_are_those_from_each_to_the_next():
    applied = [
        life(n, applied=FIRST + timedelta(d)) for n, d in enumerate((0, 3, 3, 10))
    ]
    (phase,) = between_applications(applied)
    assert [p.observed.value for p in phase.points] == [3, 0, 7]


def test_the_age_of_an_open_case_stands_beside_what_others_took():
    on = FIRST + timedelta(40)
    told = [life(1, 30), life(2, 40), life(3, 41), life(4, 60)]
    (each,) = against_the_past([life(9)], told, on=on)
    assert (each.age, each.longer, each.past) == (40, 2, 4)


def test_groups_tell_the_shortest_the_middle_and_the_longest():
    told = [life(1, 30), life(2, 40, place="Soham"), life(3, 50), life(4, 100)]
    ely, soham = grouped(told, lambda each: each.place)
    assert (ely.name, ely.days, ely.middle) == ("Ely", [30, 50, 100], 50)
    assert (soham.name, soham.middle) == ("Soham", 40)


def step(topic, by=1, on=FIRST, *, wrong=False, was_for=None):
    return Step(topic, UUID(int=by), on, wrong, was_for)


def test_what_a_case_took_is_counted_from_its_steps():
    steps = [
        step("trigger.application-received"),
        step("trigger.application-acknowledged"),
        step("trigger.threshold-decided", by=2, wrong=True),
        step("trigger.threshold-decided", by=2, on=FIRST + timedelta(1)),
        step("evidence.request-chased", by=1, on=FIRST + timedelta(1)),
        step("evidence.request-chased", by=1, on=FIRST + timedelta(9)),
        step("asking.reminder-fell-due", by=1, on=FIRST + timedelta(9)),
    ]
    found = effort("phone", steps)
    assert (found.touched, found.handovers, found.again, found.in_error) == (3, 2, 1, 1)
    assert found.demands == Counter(
        {"evidence.request-chased": 2, "asking.reminder-fell-due": 1}
    )
    assert not found.is_first_time_right


def test_what_no_account_records_is_nobodys_work_and_no_handover():
    def told(by, on):
        return Step("contact.help-asked-for", by, on, was_in_error=False)

    steps = [
        step("trigger.application-received"),
        told(SYSTEM, FIRST + timedelta(1)),
        told(APPLICANT, FIRST + timedelta(2)),
        told(SENDER, FIRST + timedelta(2)),
        told(A_BODY, FIRST + timedelta(3)),
        step("trigger.threshold-decided", on=FIRST + timedelta(4)),
    ]
    found = effort("phone", steps)
    assert (found.touched, found.handovers) == (2, 0)


def test_letters_and_requests_may_come_again_and_nothing_was_wrong():
    steps = [step("letter.letter-posted"), step("letter.letter-posted")]
    assert effort("phone", steps).is_first_time_right


def told_with(*after):
    """A review told on the fourteenth day by one hand, and what came afterwards."""
    told_on = FIRST + timedelta(13)
    steps = [
        step("trigger.application-received"),
        step("outcome.findings-made", on=FIRST + timedelta(12)),
        step("outcome.outcome-told", on=told_on),
        *after,
    ]
    return effort("phone", steps, told_on=told_on)


def test_what_comes_after_the_outcome_was_told_is_not_of_the_review():
    """A slip in a report on an action, months later, and all that is done by then."""
    later = FIRST + timedelta(100)
    assert told_with() == told_with(
        step("plan.action-progressed", by=2, on=later, wrong=True),
        step("plan.action-progressed", by=3, on=later),
        step("outcome.findings-made", by=2, on=later),
        step("contact.help-asked-for", on=later),
        step("evidence.request-chased", on=later),
    )
    assert told_with().is_first_time_right


def test_the_day_on_which_the_outcome_was_told_is_of_the_review():
    found = told_with(step("outcome.findings-made", by=2, on=FIRST + timedelta(13)))
    assert (found.touched, found.handovers, found.again) == (3, 1, 1)


def test_a_challenge_is_of_the_review_whenever_it_comes():
    came = step("outcome.challenge-received", by=2, on=FIRST + timedelta(60))
    found = told_with(came)
    assert found.demands == Counter({"outcome.challenge-received": 1})
    assert not found.is_first_time_right
    assert found.handovers == 0


def test_a_challenge_recorded_in_error_was_none():
    on = FIRST + timedelta(60)
    assert told_with(step("outcome.challenge-received", on=on, wrong=True)) == (
        told_with()
    )


def test_only_who_asks_how_it_is_going_is_counted_of_those_who_get_in_touch():
    def rang(was_for=None, **how):
        return step("contact.contact-made", was_for=was_for, **how)

    found = told_with(
        rang("they asked how it is going"),
        rang("they asked how it is going", by=2),
        rang("they asked how it is going", wrong=True),
        rang("they asked how it is going", on=FIRST + timedelta(14)),
        rang("they told us something"),
        rang("they answered us"),
        rang("something else"),
        rang(),
    )
    assert found.demands.total() == found.demands[HOW_IT_GOES] == 2


@pytest.fixture
def case(reviews, standing):
    return Journey(reviews, 7).go()


def test_a_case_of_one_hand_goes_right_the_first_time(case, ask, reviews):
    told_on = {case.case_id: date(2026, 4, 7)}
    found = ask(efforts_of, told_on, told_on=told_on)[case.case_id]
    assert (found.channel, found.handovers, found.again) == ("phone", 0, 0)
    assert found.is_first_time_right
    # 2, 3, 9, 10, 18, 20, 24, 27 March, 1, 2, 7 April, on which the outcome was told;
    # what was answered and done on four days after it is no work of its 36 days.
    assert found.touched == 11
    none_yet = ask(efforts_of, told_on, told_on=told_on, as_of=0)[case.case_id]
    assert none_yet.touched == 0


def test_open_cases_are_those_of_that_day(case, ask):
    before = {"area_id": AREA, "on": date(2026, 4, 6)}
    (still,) = ask(in_progress, **before)
    assert still.case_id == case.case_id
    assert ask(in_progress, area_id=AREA, on=date(2026, 4, 7)) == []  # told that day
    assert ask(in_progress, area_id=AREA, on=date(2026, 3, 1)) == []
    year = {"from_": date(2026, 1, 1), "to": date(2026, 12, 31)}
    assert [x.case_id for x in ask(applied_between, area_id=AREA, **year)] == [
        case.case_id
    ]


def test_waits_add_up_at_every_instant_and_on_every_day(case, ask, reviews):
    """Of a case as it was known at each instant, by each day until long after."""
    first = date(2026, 3, 2)
    for position in range(1, reviews.end_of_log() + 1):
        known = ask(life_of, case.case_id, as_of=position)
        if known is None:
            continue
        spans = ask(spans_of, case.case_id, as_of=position)
        for days in range(0, 100, 9):
            to = known.applied_on + timedelta(days)
            assert days_by_stage(spans, to=to).total() == days
            assert days_by_party(spans, to=to).total() == days
    assert known.applied_on == first


@given(st.lists(st.integers(0, 200), max_size=30))
def test_every_value_stands_in_one_phase_and_in_its_order(days):
    told = [life(n, d, version=1 + (n > 10)) for n, d in enumerate(days)]
    phases = lead_times(told)
    assert [p.observed.value for phase in phases for p in phase.points] == days


def test_limits_begin_anew_with_a_dated_change_by_the_day_of_telling():
    """Fifteen told before it took 40 to 44 days, twelve told since took 20 to 24."""
    before = [life(n, 40 + n % 5, applied=FIRST + timedelta(n)) for n in range(15)]
    on = max(each.outcome_told_on for each in before) + timedelta(1)
    since = [
        life(20 + n, 20 + n % 5, applied=on + timedelta(n - 10)) for n in range(12)
    ]
    named = Rebased(on, "A second caseworker")
    old, new = lead_times([*before, *since], changes=[named])
    assert (len(old.points), old.began_with) == (15, None)
    assert (len(new.points), new.began_with) == (12, named)
    assert not new.is_on_trial
    # By hand: of 40, 41, 42, 43, 44 thrice the mean is 42; of 20..24, 20..24, 20, 21 it
    # is (5 * 22 * 2 + 41) / 12 = 21.75.
    assert old.limits.mean == 42
    assert new.limits.mean == pytest.approx(21.75)
    (undivided,) = lead_times([*before, *since])
    assert undivided.limits.mean > 30
    assert undivided.signalled  # a shift, until it is said what it came with


def test_a_change_before_the_first_or_after_the_last_value_begins_nothing():
    told = [life(n, 30, applied=FIRST + timedelta(n)) for n in range(4)]
    for on in FIRST, told[0].outcome_told_on, date(2026, 12, 1):
        (phase,) = lead_times(told, changes=[Rebased(on, "A new form")])
        assert phase.began_with is None


def test_a_change_within_a_version_leaves_the_mark_of_the_version_where_it_is():
    """What changed while the old version was in force says nothing of the new one."""
    old = [life(n, 40, applied=FIRST + timedelta(n)) for n in range(3)]
    from_ = FIRST + timedelta(60)
    new = [life(10 + n, 20, applied=from_ + timedelta(n), version=2) for n in range(4)]
    early = Rebased(old[1].outcome_told_on, "A new form")
    later = Rebased(new[2].outcome_told_on, "A second caseworker")
    phases = lead_times([*old, *new], {2: from_}, [early, later])
    assert [len(phase.points) for phase in phases] == [1, 2, 2, 2]
    assert [phase.began_with and phase.began_with.says for phase in phases] == [
        None,
        "A new form",
        "Version 2 of the procedures in force",
        "A second caseworker",
    ]


def test_the_days_between_applications_begin_anew_with_a_change_too():
    applied = [life(n, applied=FIRST + timedelta(3 * n)) for n in range(6)]
    named = Rebased(applied[3].applied_on, "Applying online")
    first, since = between_applications(applied, [named])
    assert (len(first.points), len(since.points)) == (2, 3)
    assert since.began_with == named
