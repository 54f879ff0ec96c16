"""What days are reckoned by, in each form: whoever has the export asks for no more.

An office was to be closed on a day, and is open after all: three states of a calendar.
"""

import csv
import json
import sqlite3
from contextlib import closing
from datetime import date, datetime
from xml.etree import ElementTree as ET

import pytest

from asbreview.domain.working_days import Holiday
from asbreview.exports.object_log import ObjectLog
from asbreview.exports.ocel_json import write_json
from asbreview.exports.ocel_sqlite import write_sqlite
from asbreview.exports.ocel_xml import write_xml
from asbreview.exports.pseudonyms import Pseudonyms
from asbreview.exports.table_files import write_tables
from asbreview.exports.table_rows import TableRows
from asbreview.exports.xes import write_xes
from asbreview.store.log import EventLog
from journey import Journey
from places import place_of
from projections.every import ALL
from projections.projector import Projector

SALT = b"s" * 32
CLOSED = "2026-12-29"
# https://www.gov.uk/bank-holidays, England and Wales
OF_2026 = {
    "2026-01-01",
    "2026-04-03",
    "2026-04-06",
    "2026-05-04",
    "2026-05-25",
    "2026-08-31",
    "2026-12-25",
    "2026-12-28",
}
NAME = "{http://www.xes-standard.org/}"


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A case is received, then the office says it is closed, then that it is open."""
    folder = tmp_path_factory.mktemp("reckoning")
    place = place_of("sqlite", folder / "place")
    views = place.views()
    with place.opened() as reviews:
        journey = Journey(reviews).stand().apply()
        closed = date.fromisoformat(CLOSED)
        reviews.add_closures(
            (Holiday(on=closed, name="MARKER the boiler"),),
            signed=journey.signed(date(2026, 3, 4)),
        )
        reviews.take_back_closure(
            closed, reason="MARKER mended", signed=journey.signed(date(2026, 3, 5))
        )
        log = EventLog(reviews)
        for form, write in (("json", write_json), ("xml", write_xml)):
            with (folder / f"log.{form}").open("w", encoding="utf-8") as file:
                write(ObjectLog(log, salt=SALT), file, lambda *_: None)
        with (folder / "log.xes").open("w", encoding="utf-8") as file:
            write_xes(ObjectLog(log, salt=SALT), file, lambda *_: None)
        write_sqlite(ObjectLog(log, salt=SALT), folder / "log.sqlite", lambda *_: None)
        Projector(log, views, ALL).catch_up()
        (folder / "tables").mkdir()
        with views.connect() as db:
            rows = TableRows(db, Pseudonyms(SALT))
            write_tables(rows, folder / "tables", "csv", lambda *_: None)
    views.dispose()
    return folder


def in_json(folder):
    told = json.loads((folder / "log.json").read_text("utf-8"))
    (calendar,) = [each for each in told["objects"] if each["type"] == "calendar"]
    return [(a["name"], a["time"], a["value"]) for a in calendar["attributes"]]


def in_xml(folder):
    root = ET.parse(folder / "log.xml").getroot()  # noqa: S314  ours
    known = root.findall("objects/object[@type='calendar']/attributes/attribute")
    return [(each.get("name"), each.get("time"), each.text) for each in known]


def in_sqlite(folder):
    with closing(sqlite3.connect(folder / "log.sqlite")) as db:
        found = db.execute(
            "SELECT days_off, ocel_time FROM object_Calendar"
            " WHERE days_off IS NOT NULL ORDER BY ocel_time"
        )
        return [("days_off", at, days) for days, at in found]


def in_xes(folder):
    root = ET.parse(folder / "log.xes").getroot()  # noqa: S314  ours
    (calendar,) = root.findall(f"{NAME}string[@key='calendar']")
    told = [
        (each.get("key").split()[0], each[0].get("value"), each.get("value"))
        for each in calendar
    ]
    keys = [each.get("key") for each in calendar]
    assert len(keys) == len(set(keys)), "a key is not to be had twice"
    return sorted(told, key=lambda each: datetime.fromisoformat(each[1]))


@pytest.mark.parametrize("read", [in_json, in_xml, in_sqlite, in_xes])
def test_the_days_off_are_told_as_they_were_known(exported, read):
    states = [
        (datetime.fromisoformat(at), set(value.split()))
        for name, at, value in read(exported)
        if name == "days_off"
    ]
    assert [at.date().isoformat() for at, _ in states][1:] == [
        "2026-03-04",
        "2026-03-05",
    ]
    known = [days for _, days in states]
    assert {day for day in known[0] if day.startswith("2026")} == OF_2026
    assert known[1] - known[0] == {CLOSED}
    assert known[2] == known[0]


def test_what_is_a_closure_is_told_apart_for_times_that_the_law_sets(exported):
    closures = [value for name, _, value in in_json(exported) if name == "closures"]
    assert closures == ["none", CLOSED, "none"]


def test_xes_tells_last_of_all_what_holds_now(exported):
    root = ET.parse(exported / "log.xes").getroot()  # noqa: S314  ours
    (now,) = root.findall(
        f"{NAME}string[@key='calendar']/{NAME}string[@key='days_off']"
    )
    assert CLOSED not in now.get("value")


def test_each_case_names_its_version_and_that_tells_its_times(exported):
    told = json.loads((exported / "log.json").read_text("utf-8"))
    (version,) = [e for e in told["objects"] if e["type"] == "procedure version"]
    (case,) = [each for each in told["objects"] if each["type"] == "case"]
    assert {"objectId": version["id"], "qualifier": "under"} in case["relationships"]
    assert version["relationships"] == [
        {"objectId": "calendar", "qualifier": "counted by"}
    ]
    told_of_it = {each["name"]: each["value"] for each in version["attributes"]}
    assert (told_of_it["area"], told_of_it["version"]) == ("east-cambridgeshire", "1")
    times = told_of_it["times"].split("; ")
    assert "partner-answer: 10 working days after request" in times
    assert "send-papers: 2 working days before panel" in times
    root = ET.parse(exported / "log.xes").getroot()  # noqa: S314  ours
    key = f"{NAME}string[@key='procedure_version']"
    (named,) = root.findall(f"{NAME}trace/{key}")
    assert named.get("value") == version["id"]
    assert root.find(f"{NAME}string[@key='{version['id']}']") is not None


def test_the_tables_tell_the_same(exported):
    def table(name):
        with (exported / "tables" / f"{name}.csv").open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    days = table("days_off")
    assert {d["day"] for d in days if d["day"] > "2026" and not d["known_to"]} >= (
        OF_2026
    )
    (closed,) = [each for each in days if each["day"] == CLOSED]
    assert closed["why"] == "closure"
    assert closed["known_from"].startswith("2026-03-04")
    assert closed["known_to"].startswith("2026-03-05")
    assert table("calendar") == [
        {"weekend": "Saturday, Sunday", "known_until": "2028-12-31"}
    ]
    (version,) = table("procedure_versions")
    (case,) = table("cases")
    assert case["procedure_version"] == version["procedure_version"]
    assert version["day_zero"] == "next working day"
    times = {
        (each["time"], each["length"], each["unit"], each["starts"], each["before"])
        for each in table("times")
        if each["procedure_version"] == version["procedure_version"]
    }
    assert ("partner-answer", "10", "working days", "request", "no") in times
    assert ("send-papers", "2", "working days", "panel", "yes") in times


def test_no_name_of_a_day_is_in_any(exported):
    for file in exported.rglob("*"):
        if file.is_file() and "place" not in file.parts:
            assert b"MARKER" not in file.read_bytes(), file.name
