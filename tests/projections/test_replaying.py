"""What a changed procedure would have meant, checked by counting events by hand.

The hand count reads the log, knows weekends and bank holidays from a list of its own,
and nothing of timers, projections or the code that finds on thresholds.
"""

from datetime import date, timedelta
from itertools import groupby

import holidays
import pytest

from asbreview.domain.counterfactual.facts import (
    Answering,
    ChangedProcedure,
    GroupMeets,
    WayAdded,
    WhatIf,
)
from asbreview.domain.evidence.facts import (
    AnswerKind,
    ComplaintLogged,
    InformationAnswered,
    InformationRequested,
    MayBeTold,
)
from asbreview.domain.trigger.facts import ApplicationReceived, ThresholdDecided
from asbreview.store.log import EventLog
from asbreview.web.what_if_told import Asking
from journey import (
    BODIES,
    EAST_CAMBRIDGESHIRE,
    FOUR_COMPLAINTS,
    PROCEDURE,
    Journey,
)
from places import place_of
from projections.every import ALL
from projections.projector import Projector

FENS = "the-fens"
BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=range(2025, 2028))
YEAR = {"from_on": date(2026, 1, 1), "to_on": date(2026, 12, 31)}
ON = date(2026, 12, 31)
TOOK = ((3, 9), (14, 2), (15, 21), (30, 11))  # days two bodies took, case by case
APPLIED = date(2026, 3, 2)


def what_if(*, answering=Answering.AS_LONG, closed_only=False, **changed):
    return WhatIf(
        area_id=FENS,
        **YEAR,
        closed_only=closed_only,
        changed=ChangedProcedure(**changed),
        answering=answering,
    )


def working_day(start, count):
    """Count working days by hand, from the next working day if it starts on none."""
    day = start
    while day.weekday() > 4 or day in BANK_HOLIDAYS:
        day += timedelta(1)
    while count:
        day += timedelta(1)
        count -= day.weekday() < 5 and day not in BANK_HOLIDAYS
    return day


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    """Cases of a procedure by which partners have 14 working days to answer."""
    place = place_of("sqlite", tmp_path_factory.mktemp("past"))
    with place.opened() as reviews:
        views = place.views()
        _make(reviews)
        Projector(EventLog(reviews), views, ALL).catch_up()
        yield reviews, views
        views.dispose()


def _make(reviews):
    standing = Journey(reviews).stand()
    timers = tuple(
        t.model_copy(update={"length": 14}) if t.timer_id == "partner-answer" else t
        for t in EAST_CAMBRIDGESHIRE.timers
    )
    told = {"procedure_id": FENS, "area": "The Fens", "timers": timers}
    fens = EAST_CAMBRIDGESHIRE.model_copy(update=told)
    on = date(2024, 4, 1)
    reviews.record_procedure(fens, in_force_from=on, signed=standing.signed(on))
    for number, took in enumerate(TOOK):
        _one(reviews, number, took, few=number % 2 == 1)
    Journey(reviews, 400).go()


def _one(reviews, number, took, *, few):
    """Take a case to its decision; the second body is asked days after the first."""
    case = Journey(reviews, number=300 + number)
    on = APPLIED + timedelta(2 * number)
    complaints = (
        FOUR_COMPLAINTS[:3] if few else FOUR_COMPLAINTS
    )  # two qualify, or three
    case.apply(on, procedure_id=FENS, complaints=complaints)
    asked = [on + timedelta(1), on + timedelta(8)]
    for body, day in zip(BODIES, asked, strict=False):
        reviews.request_information(
            case.case_id,
            bodies=(body,),
            requested_on=day,
            questions="What did you do?",
            signed=case.signed(day),
        )
    answers = sorted(
        (day + timedelta(days), n)
        for n, (day, days) in enumerate(zip(asked, took, strict=True))
    )
    requests = list(reviews.case(case.case_id).evidence.requests)
    for day, n in answers:
        reviews.answer_request(
            case.case_id,
            requests[n],
            answered_on=day,
            kind=AnswerKind.RETURNED,
            answer="A visit",
            may_be_told=MayBeTold.ALL,
            signed=case.signed(day),
        )
    case.decide(max(answers)[0] + timedelta(1), met=not few)


@pytest.fixture
def ask(past):
    reviews, views = past

    def asked(question, *, position=None):
        position = position or reviews.end_of_log()
        return Asking(reviews, views, question, position, ON).answer()

    return asked


@pytest.fixture(scope="module")
def events(past):
    reviews, _ = past
    told = [entry.read() for entry in EventLog(reviews).after(0, 10_000)]
    fens = {
        e.case_id
        for e in told
        if isinstance(e, ApplicationReceived) and e.procedure_id == FENS
    }
    return [e for e in told if getattr(e, "case_id", None) in fens]


def by_hand(events):
    """Return, by case, when each body was asked, and when it answered."""
    asked = {e.request_id: e for e in events if isinstance(e, InformationRequested)}
    answered = [e for e in events if isinstance(e, InformationAnswered)]
    pairs = sorted(
        (str(e.case_id), asked[e.request_id].requested_on, e.answered_on)
        for e in answered
    )
    return {
        case_id: [(a, b) for _, a, b in own]
        for case_id, own in groupby(pairs, key=lambda pair: pair[0])
    }


def applied_on(events):
    received = (e for e in events if isinstance(e, ApplicationReceived))
    return {str(e.case_id): e.application.applied_on for e in received}


def figures(answer):
    return {each.figure_id: each for each in (*answer.deducible, *answer.supposed)}


def test_14_working_days_for_partners_become_10(ask, events):
    told = figures(ask(what_if(lengths=(("partner-answer", 10),))))
    pairs = [pair for own in by_hand(events).values() for pair in own]
    late = {n: sum(b > working_day(a, n) for a, b in pairs) for n in (14, 10)}
    assert late == {14: 1, 10: 2}  # or the cases are badly chosen
    answers = told["late-partner-answer"]
    assert (answers.n, answers.was, answers.would) == (len(pairs), late[14], late[10])
    moved = told["moved-partner-answer"]
    assert moved.would == moved.n == len(pairs)


def test_two_of_three_qualifying_complaints(ask, events):
    """By s.104(11) all that is recent here qualifies; one complaint is too old."""
    needed = {3: 0, 2: 0}
    applied = applied_on(events)
    decided = [e for e in events if isinstance(e, ThresholdDecided)]
    for decision in decided:
        recent = applied[str(decision.case_id)] - timedelta(182)
        count = sum(
            e.complaint.behaviour_on >= recent
            for e in events
            if isinstance(e, ComplaintLogged) and e.case_id == decision.case_id
        )
        for number in needed:
            needed[number] += count >= number
    assert needed == {3: 2, 2: 4}  # or the cases are badly chosen
    told = figures(ask(what_if(complaints_needed=2)))
    must = told["must-be-met"]
    assert (must.n, must.was, must.would) == (len(decided), needed[3], needed[2])
    refused = told["could-not-be-refused"]
    assert (refused.n, refused.was, refused.would) == (2, 0, 2)
    assert len(refused.cases) == 2


@pytest.mark.parametrize(
    ("complaints", "report_months", "apply_months", "had_to"),
    [
        (3, 1, 6, 2),  # the Act's own: those of which three qualify
        (3, 1, 18, 4),  # the old complaint counts: three, or four, of each
        (4, 1, 18, 2),  # four were made only where three qualify as it is
        (2, 1, 6, 4),  # two of the three
    ],
)
def test_a_way_added_only_adds(ask, complaints, report_months, apply_months, had_to):
    way = WayAdded(
        complaints=complaints, report_months=report_months, apply_months=apply_months
    )
    must = figures(ask(what_if(way_added=way)))["must-be-met"]
    assert (must.n, must.was, must.would) == (4, 2, had_to)
    assert "the added one" in must.definition


def test_asked_at_once_the_wait_before_each_body_goes(ask, events):
    waits, was, would = 0, 0, 0
    applied, pairs = applied_on(events), by_hand(events)
    for case_id, own in pairs.items():
        first = min(asked for asked, _ in own)
        waits += sum((asked - first).days for asked, _ in own)
        was += (max(answered for _, answered in own) - applied[case_id]).days
        sooner = max(first + (answered - asked) for asked, answered in own)
        would += (sooner - applied[case_id]).days
    told = figures(ask(what_if(in_parallel=True)))
    removed = told["asked-at-once"]
    assert (removed.n, removed.was, removed.would) == (len(pairs), waits, 0)
    assert told["moved-partner-answer"].would == len(pairs)  # the second body of each
    last = told["last-answer"]
    assert (last.was, last.would) == (was, would)
    assert "takes as many days" in last.assumed
    # When those who would have been asked sooner would have answered is not known.
    assert told["late-partner-answer"].n == len(pairs)


def test_that_a_body_answers_by_the_changed_day_is_assumed(ask, events):
    saved = 0
    for own in by_hand(events).values():
        by_then = max(min(b, working_day(a, 10)) for a, b in own)
        saved += (max(b for _, b in own) - by_then).days
    asked = what_if(answering=Answering.BY_ITS_DAY, lengths=(("partner-answer", 10),))
    last = figures(ask(asked))["last-answer"]
    assert last.was - last.would == saved > 0
    assert "the last day of it" in last.assumed
    as_long = figures(ask(what_if(lengths=(("partner-answer", 10),))))["last-answer"]
    assert as_long.was == as_long.would


def test_times_that_contradict_each_other_are_found(ask):
    conflicts = figures(ask(what_if(lengths=(("partner-answer", 60),))))["conflicts"]
    assert conflicts.n == len(TOOK)
    assert conflicts.would == len(TOOK) > conflicts.was
    assert "Decide" in conflicts.cases[0].would


def test_with_the_present_procedure_nothing_differs(ask):
    present = {t.timer_id: t.length for t in EAST_CAMBRIDGESHIRE.timers}
    lengths = tuple((present | {"partner-answer": 14}).items())
    answer = ask(what_if(lengths=lengths, complaints_needed=3))
    assert len(answer.lives) == len(TOOK)
    assert answer.not_counted == 0
    assert not answer.differs


@pytest.mark.parametrize(
    ("from_", "week", "weekday", "first"),
    [
        (date(2026, 3, 2), 2, 3, date(2026, 3, 12)),  # the second Thursday
        (date(2026, 3, 12), 2, 3, date(2026, 3, 12)),
        (date(2026, 3, 13), 2, 3, date(2026, 4, 9)),
        (date(2026, 3, 2), 1, 0, date(2026, 3, 2)),
        (date(2026, 3, 3), 4, 4, date(2026, 3, 27)),
    ],
)
def test_a_group_meets_on_its_day_of_the_month(from_, week, weekday, first):
    assert GroupMeets(week=week, weekday=weekday).first_from(from_) == first


def test_a_group_that_meets_each_month_is_sooner_or_later_than_a_panel(past, ask):
    answer = ask(
        what_if(group_meets=GroupMeets(week=2, weekday=3)).model_copy(
            update={"area_id": PROCEDURE}
        )
    )
    panel = figures(answer)["panel-held"]
    # Applied for on 2 March, decided on the 9th, met on 1 April; the papers of the
    # meeting of 12 March were due on the 10th, two working days before.
    assert (panel.n, panel.was, panel.would) == (1, 30, 10)
    assert "has room" in panel.assumed


def test_as_of_an_earlier_position_nothing_later_counts(ask, past):
    reviews, _ = past
    question = what_if(lengths=(("partner-answer", 10),))
    whole = figures(ask(question))["late-partner-answer"].n
    half = ask(question, position=reviews.end_of_log() // 4)
    assert figures(half)["late-partner-answer"].n < whole
    assert len(half.lives) < len(TOOK)


def test_closed_cases_alone_may_be_asked_about(ask):
    assert ask(what_if(closed_only=True, in_parallel=True)).lives == []


@pytest.mark.parametrize("answering", list(Answering))
def test_nobody_is_assumed_to_keep_a_time_better_that_is_not_changed(ask, answering):
    """One body answered after its 14 working days; it would have done so again."""
    asked = what_if(answering=answering, lengths=(("partner-answer", 14),))
    assert not ask(asked).differs
