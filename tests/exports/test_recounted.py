"""What a case took, by our figures and by a recount of what the export says.

The recount is given a file of XES and nothing beside it: the days off that it finds
there are those that GOV.UK lists.  It knows nothing of the log, of the projections, or
of how cases are told here.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from asbreview.domain.days import LONDON
from asbreview.exports.object_log import ObjectLog
from asbreview.exports.xes import write_xes
from asbreview.store.log import EventLog
from journey import PROCEDURE, HandClock
from places import place_of
from projections.efforts import efforts_of
from projections.projector import Projector
from projections.streamlining import Streamlining
from projections.timeline import Timeline
from projections.waits import told_between
from told_cases import FIRST, HOLIDAYS, tell

CASES = 40
SALT = b"s" * 32
EVER = {"from_": date(2000, 1, 1), "to": date(2100, 1, 1)}
ONCE = (
    "trigger.application-acknowledged",
    "trigger.threshold-decided",
    "panel.panel-convened",
    "panel.panel-held",
    "outcome.findings-made",
)
SATURDAY = 5


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Our figures by what stands for each case; the export; how often what happened."""
    folder = tmp_path_factory.mktemp("told")
    place, clock = place_of("sqlite", folder), HandClock(FIRST)
    views = place.views()
    with place.opened(clock=clock) as reviews:
        happened = tell(reviews, CASES, clock)
        log = EventLog(reviews)
        Projector(log, views, (Timeline(), Streamlining())).catch_up()
        names = ObjectLog(log, salt=SALT)
        file = folder / "log.xes"
        with file.open("w", encoding="utf-8") as text:
            write_xes(names, text, lambda *_: None)
        calendar = reviews.calendar(as_of=reviews.end_of_log())
        with views.connect() as db:
            lives = told_between(db, area_id=PROCEDURE, **EVER)
            told_on = {life.case_id: life.outcome_told_on for life in lives}
            efforts = efforts_of(db, told_on, told_on=told_on)
        ours = {}
        for life in lives:
            days = calendar.working_days_between(life.applied_on, life.outcome_told_on)
            effort = efforts[life.case_id]
            ours[names.pseudonym("case", life.case_id)] = {
                "lead time": life.lead_time,
                "working days": days,
                "rework": effort.again,
                "handovers": effort.handovers,
            }
    views.dispose()
    return ours, file, happened


def days_off_in(root):
    name = "{http://www.xes-standard.org/}string"
    (told,) = root.findall(f"{name}[@key='calendar']/{name}[@key='days_off']")
    return {date.fromisoformat(day) for day in told.get("value").split()}


def recounted(file):
    name = "{http://www.xes-standard.org/}"
    found = {}
    root = ET.parse(file).getroot()  # noqa: S314  ours
    days_off = days_off_in(root)
    for trace in root.iter(f"{name}trace"):
        events = [
            {each.get("key"): each.get("value") for each in event}
            for event in trace.iter(f"{name}event")
        ]
        events.sort(key=lambda event: int(event["concept:instance"].split("-")[1]))
        case = recount(events, days_off)
        if case is not None:
            found[trace.find(f"{name}string").get("value")] = case
    return found


def recorded_on(event):
    """The day in London on which it was recorded, as the file writes days."""
    at = datetime.fromisoformat(event["recorded_at"])
    return at.astimezone(LONDON).date().isoformat()


def recount(events, days_off):
    applied = told = None
    for event in events:
        what = event["concept:name"]
        applied = event.get("applied_on", applied)
        if what == "outcome.outcome-told":
            told = event["happened_on"]
        if event.get("takes_back") == "outcome.outcome-told":
            told = None
    if told is None:
        return None
    until = [event for event in events if recorded_on(event) <= told]
    hands = [e["org:resource"] for e in until if e["org:role"] == "person"]
    done = [event["concept:name"] for event in until]
    first, last = date.fromisoformat(applied), date.fromisoformat(told)
    after = [first + timedelta(n) for n in range(1, (last - first).days + 1)]
    worked = [d for d in after if d.weekday() < SATURDAY and d not in days_off]
    return {
        "lead time": (last - first).days,
        "working days": len(worked),
        "rework": sum(done.count(what) - 1 for what in ONCE if what in done),
        "handovers": sum(one != other for one, other in pairwise(hands)),
    }


def test_each_case_told_took_what_its_export_says(told):
    ours, file, _ = told
    assert recounted(file) == ours


def test_the_days_off_in_the_file_are_those_of_gov_uk(told):
    assert days_off_in(ET.parse(told[1]).getroot()) == set(HOLIDAYS)  # noqa: S314


def test_the_cases_are_of_every_kind(told):
    ours, file, happened = told
    assert len(ours) > CASES / 2
    assert min(happened.values()) > 0
    assert happened["recorded late"]
    assert {case["rework"] for case in ours.values()} >= {0, 1, 2}
    assert len({case["handovers"] for case in ours.values()}) > 4
    assert any(
        case["working days"] < case["lead time"] * 5 // 7 for case in ours.values()
    )
    days = set()
    for event in ET.parse(file).getroot().iter():  # noqa: S314  ours
        if event.get("key") == "time:timestamp":
            at = datetime.fromisoformat(event.get("value"))
            days.add((at.astimezone(UTC).date(), at.astimezone(LONDON).date()))
    assert any(utc != london for utc, london in days), "midnight of summer"
