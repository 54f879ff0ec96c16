"""The demonstration's own past, asked; each answer checked by counting by hand."""

from collections import Counter
from datetime import date, timedelta

import holidays
import pytest

from asbreview.demonstration import make
from asbreview.demonstration.asking_the_past import NAME
from asbreview.demonstration.calendar_of_cases import CASES
from asbreview.domain.counterfactual.facts import ChangedProcedure
from asbreview.domain.evidence.facts import (
    ComplaintLogged,
    EvidenceRecordedInError,
    InformationAnswered,
    InformationRequested,
)
from asbreview.domain.trigger.facts import (
    ApplicationReceived,
    ThresholdDecided,
    ThresholdRecordedInError,
)
from asbreview.domain.trigger.in_error import ApplicationCorrected
from asbreview.installation import opened
from asbreview.settings import Settings
from asbreview.store.log import EventLog
from asbreview.web.what_if_told import Asking

pytestmark = pytest.mark.thorough

TODAY = date(2026, 11, 23)
BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=range(2024, 2028))
SHORT, PRESENT, LONG = 5, 10, 14  # working days


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    told = {
        "ASBREVIEW_DATA": str(tmp_path_factory.mktemp("past") / "data"),
        "ASBREVIEW_SECRET": "x" * 40,
    }
    settings = Settings.read(told, demonstration=True)
    make(settings, today=TODAY, cases=CASES[::3])
    with opened(settings) as installation:
        installation.projector.catch_up()
        yield installation


def working_day(start, count):
    day = start
    while day.weekday() > 4 or day in BANK_HOLIDAYS:
        day += timedelta(1)
    while count:
        day += timedelta(1)
        count -= day.weekday() < 5 and day not in BANK_HOLIDAYS
    return day


def ask(made, **changed):
    (kept,) = made.reviews.what_ifs("east-cambridgeshire").standing.values()
    assert kept.name == NAME
    asked = kept.asked.model_copy(update={"changed": ChangedProcedure(**changed)})
    position = EventLog(made.reviews).position_as_of(kept.as_of)
    return Asking(made.reviews, made.views, asked, position, TODAY).answer()


def test_shorter_time_for_partners_makes_just_those_answers_late(made):
    answer = ask(made, lengths=(("partner-answer", SHORT),))
    late = next(f for f in answer.deducible if f.figure_id == "late-partner-answer")
    found = Counter(x.life.case_id for x in late.cases if "taken on" in x.would)
    events = [entry.read() for entry in EventLog(made.reviews).after(0, 10**6)]
    asked = {e.request_id: e for e in events if isinstance(e, InformationRequested)}
    ours = {life.case_id for life in answer.lives}
    by_hand = Counter(
        e.case_id
        for e in events
        if isinstance(e, InformationAnswered) and e.case_id in ours
        for day in (asked[e.request_id].requested_on,)
        if working_day(day, SHORT) < e.answered_on <= working_day(day, PRESENT)
    )
    assert found == by_hand
    assert found.total() > 3
    assert answer.not_counted == 0


def test_fourteen_days_beside_ten_parts_just_the_answers_that_came_between(made):
    """Whichever of the two is in force: what one makes late, the other does not."""
    answer = ask(made, lengths=(("partner-answer", LONG),))
    late = next(f for f in answer.deducible if f.figure_id == "late-partner-answer")
    found = Counter(x.life.case_id for x in late.cases if "taken on" in x.was)
    events = log_of(made, answer)
    asked = {e.request_id: e for e in events if isinstance(e, InformationRequested)}
    between = Counter(
        e.case_id
        for e in events
        if isinstance(e, InformationAnswered)
        for day in (asked[e.request_id].requested_on,)
        if working_day(day, PRESENT) < e.answered_on <= working_day(day, LONG)
    )
    answered = {e.request_id for e in events if isinstance(e, InformationAnswered)}
    waiting = [asked[x].requested_on for x in asked.keys() - answered]
    overdue = [
        day
        for day in waiting
        if working_day(day, PRESENT) < TODAY <= working_day(day, LONG)
    ]
    assert between  # or the cases are badly chosen
    assert found == between
    assert late.was - late.would == between.total() + len(overdue)


def log_of(made, answer):
    """What was recorded, up to the question, on the cases it is asked of."""
    (kept,) = made.reviews.what_ifs("east-cambridgeshire").standing.values()
    log = EventLog(made.reviews)
    position = log.position_as_of(kept.as_of)
    events = [entry.read() for entry in log.after(0, 10**6, up_to=position)]
    ours = {life.case_id for life in answer.lives}
    return [event for event in events if getattr(event, "case_id", None) in ours]


def last_day_of(months, first):
    """A month beginning with the 5th ends with the 4th; with the 31st, with a month."""
    day, month = first, first.month + months
    year, month = (first.year, month) if month < 13 else (first.year + 1, month - 12)
    while (day.year, day.month) != (year, month):
        day += timedelta(1)
    while day.month == month and day.day < first.day:
        day += timedelta(1)
    return day - timedelta(1)


def qualifies(complaint, applied_on):
    """S.104(11): complained of within a month, and applied for within six."""
    behaved_on, made_on = complaint.behaviour_on, complaint.made_on
    return behaved_on <= made_on <= last_day_of(
        1, behaved_on
    ) and made_on <= applied_on <= last_day_of(6, made_on)


def thresholds_by_hand(events):
    """How many complaints qualified when each threshold was decided, and if it was met.

    By case, the decision that stands; a complaint taken back before it does not count.
    """
    decided, applied, complaints = {}, {}, {}
    for e in events:
        logged = complaints.setdefault(e.case_id, {})
        match e:
            case ApplicationReceived() | ApplicationCorrected():
                applied[e.case_id] = e.application.applied_on
            case ComplaintLogged():
                logged[e.complaint.complaint_id] = e.complaint
            case EvidenceRecordedInError():
                logged.pop(e.item_id, None)
            case ThresholdDecided():
                on = applied[e.case_id]
                qualify = sum(qualifies(each, on) for each in logged.values())
                decided[e.case_id] = (qualify, e.met)
            case ThresholdRecordedInError():
                del decided[e.case_id]
    return decided


def figures(answer):
    return {each.figure_id: each for each in answer.deducible}


def behind(figure):
    return {each.life.case_id for each in figure.cases}


def test_two_of_three_qualifying_complaints(made):
    answer = ask(made, complaints_needed=2)
    by_hand = thresholds_by_hand(log_of(made, answer))
    changed = {case for case, (qualify, _) in by_hand.items() if qualify == 2}
    refused = {case for case, (_, met) in by_hand.items() if not met}
    assert changed  # or the cases are badly chosen
    must = figures(answer)["must-be-met"]
    assert (must.n, must.was, must.would) == (
        len(by_hand),
        sum(qualify >= 3 for qualify, _ in by_hand.values()),
        sum(qualify >= 2 for qualify, _ in by_hand.values()),
    )
    assert behind(must) == changed
    could_not = figures(answer)["could-not-be-refused"]
    assert could_not.n == len(refused)
    assert (could_not.was, could_not.would) == (0, len(refused & changed))
    assert behind(could_not) == refused & changed


def test_other_days_for_partners_and_all_asked_at_once(made):
    changed = {"lengths": (("partner-answer", SHORT),), "in_parallel": True}
    answer = ask(made, **changed)
    events = log_of(made, answer)
    asked, sooner, moved = {}, Counter(), Counter()
    for e in events:
        if isinstance(e, InformationRequested):
            asked.setdefault(e.case_id, []).append(e)
    for case_id, requests in asked.items():
        first, seen = min(e.requested_on for e in requests), set()
        for e in sorted(requests, key=lambda e: e.requested_on):
            if e.body_id not in seen:
                seen.add(e.body_id)
                sooner[case_id] += (e.requested_on - first).days
        moved[case_id] = len(requests)  # five days are never ten
    told = figures(answer)
    at_once = told["asked-at-once"]
    assert (at_once.n, at_once.was, at_once.would) == (len(asked), sooner.total(), 0)
    assert behind(at_once) == {case for case, days in sooner.items() if days}
    due = told["moved-partner-answer"]
    assert (due.n, due.would) == (moved.total(), moved.total())
    assert Counter(each.life.case_id for each in due.cases) == moved


def test_the_present_procedure_as_the_changed_one_makes_no_difference(made):
    procedure = made.reviews.procedure_in_force("east-cambridgeshire", TODAY)
    lengths = tuple((t.timer_id, t.length) for t in procedure.timers)
    needed = procedure.threshold.complaints_needed
    answer = ask(made, lengths=lengths, complaints_needed=needed)
    assert len(answer.lives) > 5
    differ = [x for x in (*answer.deducible, *answer.supposed) if x.cases]
    assert [(x.figure_id, x.cases[0]) for x in differ] == []
    assert not answer.differs
