"""What others' tools read: the same in every form, and nobody in it."""

import gc
import json
import re
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime
from io import TextIOWrapper
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from asbreview.__main__ import main
from asbreview.domain.model import CaseEvent
from asbreview.exports import object_log, ocel_sqlite, things
from asbreview.exports.object_log import OBJECT_TYPES, ObjectLog
from asbreview.exports.ocel_json import write_json
from asbreview.exports.ocel_sqlite import write_sqlite
from asbreview.exports.ocel_xml import write_xml
from asbreview.exports.xes import write_xes
from asbreview.installation import opened
from asbreview.settings import Settings
from asbreview.signing import A_BODY, APPLICANT, SENDER, SYSTEM
from asbreview.store.log import EventLog
from everything import everything
from journey import Journey
from places import log_of, place_of
from projections.projector import Projector

WRITERS = {"json": write_json, "xml": write_xml, "xes": write_xes}
SALT = b"s" * 32
UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def written(log, path):
    form = path.suffix[1:]
    if form == "sqlite":
        write_sqlite(log, path, lambda *_: None)
        return path
    with path.open("w", encoding="utf-8") as file:
        assert isinstance(file, TextIOWrapper)
        WRITERS[form](log, file, lambda *_: None)
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A log in which everything happens, exported in each form."""
    folder = tmp_path_factory.mktemp("exports")
    with place_of("sqlite", folder / "place").opened() as reviews:
        everything(reviews)
        log = EventLog(reviews)
        forms = ("json", "sqlite", "xml", "xes")
        files = {
            form: written(ObjectLog(log, salt=SALT), folder / f"log.{form}")
            for form in forms
        }
        lines = log_of(reviews)
        events = [reviews.mapper.to_domain_event(n) for n in _notifications(reviews)]
        yield files, [e for e in events if _is_told(e)], log, lines


def _is_told(event):
    """Earlier cases are in the tables alone: what is known of them are no steps."""
    return isinstance(event, CaseEvent) and not event.TOPIC.startswith("past.")


def _notifications(reviews):
    return reviews.recorder.select_notifications(1, 100_000)


def as_json(made):
    return json.loads(made[0]["json"].read_text("utf-8"))


def test_every_event_of_a_case_is_there_once(made):
    told = Counter(event["type"] for event in as_json(made)["events"])
    assert told == Counter(event.TOPIC for event in made[1])


def test_every_form_has_the_same_events_objects_and_relations(made):
    files, *_ = made
    told = as_json(made)
    in_json = (
        len(told["events"]),
        len(told["objects"]),
        sum(len(each["relationships"]) for each in told["events"]),
        sum(len(each["relationships"]) for each in told["objects"]),
    )
    db = sqlite3.connect(files["sqlite"])
    tables = ("event", "object", "event_object", "object_object")
    count = "SELECT count(*) FROM {}"
    in_sqlite = tuple(db.execute(count.format(t)).fetchone()[0] for t in tables)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    root = ET.parse(files["xml"]).getroot()  # noqa: S314  we wrote it
    events, things = root.find("events"), root.find("objects")
    in_xml = (
        len(events),
        len(things),
        len(events.findall("event/objects/relationship")),
        len(things.findall("object/objects/relationship")),
    )
    assert in_json == in_sqlite == in_xml
    traces = ET.parse(files["xes"]).getroot()  # noqa: S314  we wrote it
    name = "{http://www.xes-standard.org/}"
    assert len(traces.findall(f"{name}trace/{name}event")) == in_json[0]
    cases = {event.case_id for event in made[1]}
    assert len(traces.findall(f"{name}trace")) == len(cases)


def test_how_much_is_read_at_once_changes_nothing(made, tmp_path, monkeypatch):
    files, _, log, _ = made
    for module, few in ((object_log, 7), (things, 5), (ocel_sqlite, 3)):
        monkeypatch.setattr(module, "AT_ONCE", few)
    for form in ("json", "xml", "xes"):
        again = written(ObjectLog(log, salt=SALT), tmp_path / f"log.{form}")
        assert again.read_bytes() == files[form].read_bytes(), form
    again = written(ObjectLog(log, salt=SALT), tmp_path / "log.sqlite")
    first = sqlite3.connect(files["sqlite"])
    with closing(sqlite3.connect(again)) as one, closing(first) as other:
        assert sorted(one.iterdump()) == sorted(other.iterdump())


def test_the_events_of_a_trace_are_in_order_of_time(made):
    by_case = {}
    for event in as_json(made)["events"]:
        by_case.setdefault(event["relationships"][0]["objectId"], []).append(event)
    name = "{http://www.xes-standard.org/}"
    root = ET.parse(made[0]["xes"]).getroot()  # noqa: S314  we wrote it
    moved = 0
    for trace in root.findall(f"{name}trace"):
        ids = [
            each.findall(f"{name}string")[1].get("value")
            for each in trace.findall(f"{name}event")
        ]
        recorded = by_case[trace.find(f"{name}string").get("value")]
        told = sorted(recorded, key=lambda e: datetime.fromisoformat(e["time"]))
        assert ids == [event["id"] for event in told]
        moved += told != recorded
    assert moved, "what was recorded late, in its place"


def test_whatever_is_related_is_there_and_of_a_type_that_is_declared(made):
    told = as_json(made)
    there = {each["id"] for each in told["objects"]}
    for each in (*told["events"], *told["objects"]):
        assert {r["objectId"] for r in each["relationships"]} <= there
    assert {each["type"] for each in told["objects"]} == set(OBJECT_TYPES)
    declared = {t["name"]: t["attributes"] for t in told["eventTypes"]}
    for event in told["events"]:
        names = {each["name"] for each in declared[event["type"]]}
        assert {each["name"] for each in event["attributes"]} <= names
        about = [r["qualifier"] for r in event["relationships"]]
        assert about[:2] == ["of the case", "recorded by"]


def test_a_further_application_is_related_to_the_earlier_one_unless_in_error(made):
    """Two are said to be further applications, and one of them in error."""
    told = as_json(made)
    related = [
        (thing["type"], kinds[each["objectId"]])
        for kinds in ({o["id"]: o["type"] for o in told["objects"]},)
        for thing in told["objects"]
        for each in thing.get("relationships", ())
        if each["qualifier"] == "further application after"
    ]
    assert related == [("case", "case")]


def test_of_each_officer_it_is_said_whether_it_is_a_person(made):
    names = ObjectLog(made[2], salt=SALT)
    nobody = {
        SYSTEM: "program",
        SENDER: "program",
        APPLICANT: "applicant, online",
        A_BODY: "body, by its link",
    }
    recorders = {event.recorded_by for event in made[1]}
    assert len(recorders - nobody.keys()) > 1
    expected = {
        names.pseudonym("officer", by): nobody.get(by, "person") for by in recorders
    }
    told = {
        each["id"]: [attribute["value"] for attribute in each["attributes"]]
        for each in as_json(made)["objects"]
        if each["type"] == "officer"
    }
    assert told == {officer: [kind] for officer, kind in expected.items()}
    name = "{http://www.xes-standard.org/}"
    for event in ET.parse(made[0]["xes"]).getroot().iter(f"{name}event"):  # noqa: S314
        said = {each.get("key"): each.get("value") for each in event}
        assert said["org:role"] == expected[said["org:resource"]]


def test_nobody_and_nothing_typed_is_in_it(made):
    files, events, *_ = made
    ids = {str(event.case_id) for event in events}
    references = {e.reference for e in events if hasattr(e, "reference")}
    assert references
    for path in files.values():
        text = path.read_bytes().decode("utf-8", "replace")
        for marker in ("MARKER", "Marigold", "Larkspur", "Ely", *references, *ids):
            assert marker not in text, (path.name, marker)
        assert not UUIDS.search(text)


def test_what_stands_for_a_case_is_made_up_anew_each_time(made):
    log = made[2]
    one, other = ObjectLog(log), ObjectLog(log)
    case = UUID(int=1)
    assert one.pseudonym("case", case) == one.pseudonym("case", case)
    assert one.pseudonym("case", case) != other.pseudonym("case", case)
    assert one.pseudonym("case", case)[5:] != one.pseudonym("letter", case)[7:]


def test_a_file_that_is_there_is_not_written_over(tmp_path):
    there = tmp_path / "log.json"
    there.write_text("mine")
    result = CliRunner().invoke(main, ["export", "ocel2", str(there)])
    assert result.exit_code == 1
    assert "is there already" in result.output
    assert there.read_text() == "mine"


def test_it_is_written_by_a_command_and_then_cycles_are_looked_for_as_before(tmp_path):
    env = {"ASBREVIEW_DATA": str(tmp_path / "data"), "ASBREVIEW_SECRET": "-" * 32}
    with opened(Settings.read(env)) as installation:
        Journey(installation.reviews).stand().apply()
        installation.projector.catch_up()
    often, file = gc.get_threshold(), tmp_path / "log.json"
    result = CliRunner().invoke(main, ["export", "ocel2", str(file)], env=env)
    assert result.exit_code == 0, result.output
    assert json.loads(file.read_text("utf-8"))["events"]
    assert gc.get_threshold() == often


@pytest.mark.parametrize("form", [["ocel2"], ["xes"]])
def test_an_export_of_the_log_does_not_wait_for_the_views(tmp_path, monkeypatch, form):
    """Of a log restored without its views, these would take far longer than it."""
    env = {"ASBREVIEW_DATA": str(tmp_path / "data"), "ASBREVIEW_SECRET": "-" * 32}
    with opened(Settings.read(env)) as installation:
        Journey(installation.reviews).stand().apply()
    monkeypatch.setattr(Projector, "catch_up", lambda _: pytest.fail("not asked for"))
    file = tmp_path / "log"
    result = CliRunner().invoke(main, ["export", *form, str(file)], env=env)
    assert result.exit_code == 0, result.output
    assert "trigger.application-received" in file.read_text("utf-8")
