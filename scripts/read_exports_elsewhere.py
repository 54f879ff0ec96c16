"""Say what pm4py reads in an export: for an environment with pm4py.

    PYTHON scripts/read_exports_elsewhere.py FOLDER

The folder holds log.json, log.sqlite, log.xml and log.xes; and, where it is to be
checked, schema.json, that of OCEL 2.0.  Nothing else is told to it: the days off are in
the exports.  What is found is printed as JSON.  pm4py is AGPL and large: it is no part
of this project, and nothing of this project is imported here.
"""

import json
import sys
import warnings
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pm4py
from pm4py.objects.ocel.validation import jsonocel
from pm4py.objects.ocel.validation import ocel20_rel_validation as relational
from pm4py.statistics.rework.cases.pandas import get as rework
from pm4py.util.business_hours import BusinessHours

DONE_ONCE = {
    "trigger.application-acknowledged",
    "trigger.threshold-decided",
    "panel.panel-convened",
    "panel.panel-held",
    "outcome.findings-made",
}
CASE, ACTIVITY = "case:concept:name", "concept:name"
INSTANCE = "concept:instance"  # "event-17": where in the log it stands
TOLD, TAKES_BACK = "outcome.outcome-told", "takes_back"
A_DAY = 24 * 60 * 60
WEEKDAYS = [(day * A_DAY, (day + 1) * A_DAY) for day in range(5)]


class DaysOff:
    """The days on which nobody works, as pm4py asks for them."""

    def __init__(self, days: list[str]) -> None:
        self._days = {date.fromisoformat(day) for day in days}

    def is_working_day(self, day: date) -> bool:
        """Is it none of them?  Weekends are in the slots."""
        return day not in self._days


def counts(log: Any) -> list[int]:
    """Return how many events, objects and relations pm4py read."""
    return [len(each) for each in (log.events, log.objects, log.relations, log.o2o)]


def days_off_in_xes(path: Path) -> list[str]:
    """Return the days off, as they were when it was written: before the first case."""
    for _, element in ET.iterparse(path):  # noqa: S314  ours
        if element.get("key") == "days_off":
            return _days(element.get("value"))
    return []


def days_off_in(log: Any) -> list[str]:
    """Return the days off of an object log, as they were when it was written."""
    found = log.objects[log.objects["ocel:type"] == "calendar"]
    days = found["days_off"].dropna().tolist() if len(found) else []
    changes = log.object_changes
    if "days_off" in changes:
        later = changes.sort_values("ocel:timestamp")["days_off"]
        days += later.dropna().tolist()
    return _days(days[-1] if days else None)


def _days(told: str | None) -> list[str]:
    return (told or "").replace("none", "").split()


def flow(path: Path) -> dict[str, list[int]]:
    """Return what each case told took: days, working days, rework and handovers."""
    days_off = DaysOff(days_off_in_xes(path))
    read = pm4py.convert_to_dataframe(pm4py.read_xes(str(path)))
    read = read.sort_values(INSTANCE, key=lambda names: names.str[6:].astype(int))
    again = rework.apply(read[read[ACTIVITY].isin(DONE_ONCE)])
    found = {}
    for case_id, events in read.groupby(CASE, sort=False):
        first = events["applied_on"].dropna().iloc[-1]
        last = _told_on(events)
        if last is None:
            continue
        last = max(last, first)
        hands = events[events["org:role"] == "person"]["org:resource"]
        handovers = sum(a != b for a, b in pairwise(hands))
        found[str(case_id)] = [
            (date.fromisoformat(last) - date.fromisoformat(first)).days,
            _working_days(first, last, days_off),
            again.get(case_id, {"rework": 0})["rework"],
            handovers,
        ]
    return found


def _told_on(events: Any) -> str | None:
    """Return the day the outcome was told, unless that was taken back since."""
    told = events[events[ACTIVITY] == TOLD]
    taken_back = events[events[TAKES_BACK] == TOLD] if TAKES_BACK in events else ()
    if len(told) == len(taken_back):
        return None
    return str(told["happened_on"].iloc[-1])


def _working_days(first: str, last: str, days_off: DaysOff) -> int:
    """Return pm4py's working time, in days: those after the first, with the last."""
    after, end = (
        datetime.combine(date.fromisoformat(day) + timedelta(days=1), time())
        for day in (first, last)
    )
    told = BusinessHours(
        after, end, business_hour_slots=WEEKDAYS, work_calendar=days_off
    )
    seconds: float = told.get_seconds()
    return round(seconds / A_DAY)


def main() -> None:
    """Read every form, and print what was found."""
    warnings.filterwarnings("ignore")
    folder = Path(sys.argv[1])
    readers = {
        "json": pm4py.read_ocel2_json,
        "sqlite": pm4py.read_ocel2_sqlite,
        "xml": pm4py.read_ocel2_xml,
    }
    logs = {form: read(str(folder / f"log.{form}")) for form, read in readers.items()}
    satisfied, unsatisfied = relational.apply(str(folder / "log.sqlite"))
    schema = folder / "schema.json"
    found = {
        "counts": {f"pm4py, {form}": counts(log) for form, log in logs.items()},
        "days_off": {
            "xes": days_off_in_xes(folder / "log.xes"),
            **{form: days_off_in(log) for form, log in logs.items()},
        },
        "satisfied": len(satisfied),
        "unsatisfied": list(unsatisfied),
        "schema": (
            jsonocel.apply(str(folder / "log.json"), str(schema))
            if schema.exists()
            else None
        ),
        "flow": flow(folder / "log.xes"),
    }
    sys.stdout.write("\n" + json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
