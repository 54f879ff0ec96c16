"""The whole demonstration's past, asked; each figure that follows from the record is
checked by going through the log by hand.

Its partners have ten working days.  Here they have fourteen, so that what is asked is
what an area would ask that gives them fourteen: what if they had ten?
"""

from collections import Counter
from datetime import date

import pytest

from asbreview import standing
from asbreview.demonstration import make
from asbreview.demonstration.asking_the_past import NAME
from asbreview.domain.counterfactual.facts import ChangedProcedure, GroupMeets, WayAdded
from asbreview.installation import opened
from asbreview.procedures.reading import read_procedure
from asbreview.settings import Settings
from asbreview.store.log import EventLog
from asbreview.web.what_if_told import Asking
from demonstration.days_by_hand import DECIDE, by_hand

pytestmark = pytest.mark.thorough

TODAY = date(2026, 11, 23)
AREA = "east-cambridgeshire"
NOW, CHANGED = 14, 10  # working days for partners


def with_fourteen_days(name):
    procedure = read_procedure(name)
    timers = tuple(
        t.model_copy(update={"length": NOW}) if t.timer_id == "partner-answer" else t
        for t in procedure.timers
    )
    return procedure.model_copy(update={"timers": timers})


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    told = {
        "ASBREVIEW_DATA": str(tmp_path_factory.mktemp("past") / "data"),
        "ASBREVIEW_SECRET": "x" * 40,
    }
    settings = Settings.read(told, demonstration=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(standing, "read_procedure", with_fourteen_days)
        make(settings, today=TODAY)
    with opened(settings) as installation:
        installation.projector.catch_up()
        yield installation


@pytest.fixture(scope="module")
def kept(made):
    (kept,) = made.reviews.what_ifs(AREA).standing.values()
    assert kept.name == NAME
    return kept


@pytest.fixture(scope="module")
def position(made, kept):
    return EventLog(made.reviews).position_as_of(kept.as_of)


@pytest.fixture(scope="module")
def ask(made, kept, position):
    def asked(**changed):
        question = kept.asked.model_copy(
            update={"changed": ChangedProcedure(**changed)}
        )
        return Asking(made.reviews, made.views, question, position, TODAY).answer()

    return asked


@pytest.fixture(scope="module")
def cases(made, kept, position):
    """The cases that are asked about, each gone through by hand."""
    log = EventLog(made.reviews).after(0, 10**6, up_to=position)
    return {
        case_id: case
        for case_id, case in by_hand(entry.read() for entry in log).items()
        if case.area == AREA and kept.asked.from_on <= case.came_on <= kept.asked.to_on
    }


def figures(answer):
    return {each.figure_id: each for each in answer.deducible}


def told(figure):
    return figure.n, figure.was, figure.would


def behind(figure):
    return Counter(each.life.case_id for each in figure.cases)


def how_often(cases, count):
    """Count something of each case; those of which there is none are left out."""
    return Counter({id_: n for id_, case in cases.items() if (n := count(case))})


def check_contradictions(figure, cases, **changed):
    """The cases with times that contradict each other, and those where these differ."""
    was = {id_: case.contradictions(NOW) for id_, case in cases.items()}
    changed = {"partners": NOW} | changed
    would = {id_: case.contradictions(**changed) for id_, case in cases.items()}
    assert told(figure) == (
        len(cases),
        sum(map(bool, was.values())),
        sum(map(bool, would.values())),
    )
    differ = {id_ for id_ in cases if was[id_] != would[id_]}
    assert set(behind(figure)) == differ
    return differ


def test_all_its_cases_are_asked_about(ask, cases):
    answer = ask(complaints_needed=3)
    assert {life.case_id for life in answer.lives} == set(cases)
    assert len(cases) > 60
    assert answer.not_counted == 0


def test_14_working_days_for_partners_become_10(ask, cases):
    answer = ask(lengths=(("partner-answer", CHANGED),))
    assert answer.not_counted == 0
    found = figures(answer)
    assert set(found) == {"moved-partner-answer", "late-partner-answer", "conflicts"}
    asked = how_often(cases, lambda case: len(case.asked))

    moved = how_often(
        cases,
        lambda case: sum(
            case.answers_due(NOW)[each] != case.answers_due(CHANGED)[each]
            for each in case.asked
        ),
    )
    assert told(found["moved-partner-answer"]) == (asked.total(), 0, moved.total())
    assert behind(found["moved-partner-answer"]) == moved

    late = {
        days: how_often(
            cases, lambda case, days=days: len(case.late_answers(days, TODAY))
        )
        for days in (NOW, CHANGED)
    }
    assert late[CHANGED].total() > late[NOW].total() > 0  # or they are badly chosen
    assert told(found["late-partner-answer"]) == (
        asked.total(),
        late[NOW].total(),
        late[CHANGED].total(),
    )
    assert behind(found["late-partner-answer"]) == late[CHANGED] - late[NOW]

    check_contradictions(found["conflicts"], cases, partners=CHANGED)


def test_a_decision_due_before_the_answers_are(ask, cases):
    """Twelve working days to decide are fewer than partners have to answer."""
    found = figures(ask(lengths=(("decide-threshold", 12),)))
    moved = {
        id_
        for id_, case in cases.items()
        if case.due("decide-threshold", case.came_on, DECIDE)
        != case.due("decide-threshold", case.came_on, 12)
    }
    assert told(found["moved-decide-threshold"]) == (len(cases), 0, len(moved))
    assert set(behind(found["moved-decide-threshold"])) == moved
    late = {
        days: {i for i, case in cases.items() if case.is_decided_late(days, TODAY)}
        for days in (DECIDE, 12)
    }
    assert len(late[12]) > len(late[DECIDE])  # or they are badly chosen
    assert told(found["late-decide-threshold"]) == (
        len(cases),
        len(late[DECIDE]),
        len(late[12]),
    )
    assert set(behind(found["late-decide-threshold"])) == late[12] - late[DECIDE]
    differ = check_contradictions(found["conflicts"], cases, decide=12)
    assert len(differ) > 30  # or they are badly chosen


def test_a_group_that_meets_on_each_second_thursday(ask, cases):
    """The panel of each case as it met, and the Thursday found on a calendar."""
    answer = ask(group_meets=GroupMeets(week=2, weekday=3))
    (panel,) = (x for x in answer.supposed if x.figure_id == "panel-held")
    met = {i: case for i, case in cases.items() if case.decided_on and case.held_on}
    would = {i: case.group_would_meet_on() for i, case in met.items()}
    assert len(met) > 20  # or they are badly chosen
    assert told(panel) == (
        len(met),
        sum((case.held_on - case.came_on).days for case in met.values()),
        sum((would[i] - case.came_on).days for i, case in met.items()),
    )
    differ = {i for i, case in met.items() if would[i] != case.held_on}
    assert set(behind(panel)) == differ
    assert {would[i] > met[i].held_on for i in differ} == {True, False}


def test_two_of_three_qualifying_complaints(ask, cases):
    found = figures(ask(complaints_needed=2))
    assert set(found) == {"must-be-met", "could-not-be-refused", "conflicts"}
    decided = {id_: case for id_, case in cases.items() if case.decided_on}
    two = {id_ for id_, case in decided.items() if case.qualifying() == 2}
    enough = {id_ for id_, case in decided.items() if case.qualifying() >= 3}
    refused = {id_ for id_, case in decided.items() if not case.met}
    assert two & refused  # or the cases are badly chosen
    assert not enough & refused  # s.104(4)
    must = found["must-be-met"]
    assert told(must) == (len(decided), len(enough), len(enough | two))
    assert set(behind(must)) == two
    could_not = found["could-not-be-refused"]
    assert told(could_not) == (len(refused), 0, len(refused & two))
    assert set(behind(could_not)) == refused & two
    assert not check_contradictions(found["conflicts"], cases)


def test_three_complaints_in_more_months_than_the_act_counts(ask, cases):
    """A rule that procedures may add: three, within three months and within twelve."""
    way = WayAdded(complaints=3, report_months=3, apply_months=12)
    found = figures(ask(way_added=way))
    assert set(found) == {"must-be-met", "could-not-be-refused", "conflicts"}
    decided = {id_: case for id_, case in cases.items() if case.decided_on}
    enough = {id_ for id_, case in decided.items() if case.qualifying() >= 3}
    wider = {
        id_
        for id_, case in decided.items()
        if case.qualifying(complained=3, applied=12) >= 3
    }
    refused = {id_ for id_, case in decided.items() if not case.met}
    assert wider > enough  # or the cases are badly chosen
    must = found["must-be-met"]
    assert told(must) == (len(decided), len(enough), len(wider))
    assert set(behind(must)) == wider - enough
    could_not = found["could-not-be-refused"]
    assert told(could_not) == (len(refused), 0, len(refused & wider))
    assert set(behind(could_not)) == refused & wider


def test_ten_days_and_all_bodies_asked_at_once(ask, cases):
    """They were: nothing is saved by it here, and only the ten days tell."""
    answer = ask(lengths=(("partner-answer", CHANGED),), in_parallel=True)
    found = figures(answer)
    asked = {id_: case for id_, case in cases.items() if case.asked}
    sooner = how_often(asked, lambda case: case.waited_to_be_asked())
    at_once = found["asked-at-once"]
    assert told(at_once) == (len(asked), sooner.total(), 0)
    assert set(behind(at_once)) == set(sooner)

    requests = sum(len(case.asked) for case in asked.values())
    moved = how_often(
        asked,
        lambda case: sum(
            case.answers_due(NOW)[each] != case.answers_due(CHANGED, at_once=True)[each]
            for each in case.asked
        ),
    )
    assert told(found["moved-partner-answer"]) == (requests, 0, moved.total())
    assert behind(found["moved-partner-answer"]) == moved

    as_it_was = {
        id_: {
            each
            for each, day in case.asked_on().items()
            if day == case.asked_on(at_once=True)[each]
        }
        for id_, case in asked.items()
    }
    late = {
        days: sum(
            len(case.late_answers(days, TODAY, only=as_it_was[id_]))
            for id_, case in asked.items()
        )
        for days in (NOW, CHANGED)
    }
    n = sum(map(len, as_it_was.values()))
    assert told(found["late-partner-answer"]) == (n, late[NOW], late[CHANGED])
    check_contradictions(found["conflicts"], cases, partners=CHANGED, at_once=True)


def test_the_present_procedure_as_the_changed_one_makes_no_difference(made, ask, cases):
    procedure = made.reviews.procedure_in_force(AREA, TODAY)
    lengths = tuple((t.timer_id, t.length) for t in procedure.timers)
    assert dict(lengths)["partner-answer"] == NOW
    needed = procedure.threshold.complaints_needed
    as_in_the_act = WayAdded(complaints=needed, report_months=1, apply_months=6)
    answer = ask(lengths=lengths, complaints_needed=needed, way_added=as_in_the_act)
    assert {life.case_id for life in answer.lives} == set(cases)
    differ = [x for x in (*answer.deducible, *answer.supposed) if x.cases]
    assert [(x.figure_id, x.cases[0]) for x in differ] == []
    assert not answer.differs
