"""The demonstration's own past, asked; each answer checked by counting by hand."""

from collections import Counter
from datetime import date, timedelta

import holidays
import pytest

from asbreview.demonstration import make
from asbreview.demonstration.asking_the_past import NAME
from asbreview.demonstration.calendar_of_cases import CASES
from asbreview.domain.counterfactual.facts import ChangedProcedure
from asbreview.domain.evidence.facts import InformationAnswered, InformationRequested
from asbreview.installation import opened
from asbreview.settings import Settings
from asbreview.store.log import EventLog
from asbreview.web.what_if_told import Asking

pytestmark = pytest.mark.thorough

TODAY = date(2026, 11, 23)
BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=range(2024, 2028))
SHORT, PRESENT = 5, 10  # working days


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


def test_the_present_procedure_as_the_changed_one_makes_no_difference(made):
    procedure = made.reviews.procedure_in_force("east-cambridgeshire", TODAY)
    lengths = tuple((t.timer_id, t.length) for t in procedure.timers)
    needed = procedure.threshold.complaints_needed
    answer = ask(made, lengths=lengths, complaints_needed=needed)
    assert len(answer.lives) > 5
    differ = [x for x in (*answer.deducible, *answer.supposed) if x.cases]
    assert [(x.figure_id, x.cases[0]) for x in differ] == []
    assert not answer.differs
