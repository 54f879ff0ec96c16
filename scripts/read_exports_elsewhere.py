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
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pandas as pd
import pm4py
from pm4py.objects.ocel.validation import jsonocel
from pm4py.objects.ocel.validation import ocel20_rel_validation as relational
from pm4py.statistics.rework.cases.pandas import get as rework
from pm4py.statistics.traces.generic.pandas import case_statistics

DONE_ONCE = {
    "trigger.application-acknowledged",
    "trigger.threshold-decided",
    "panel.panel-convened",
    "panel.panel-held",
    "outcome.findings-made",
}
CASE, ACTIVITY, AT = "case:concept:name", "concept:name", "time:timestamp"
INSTANCE = "concept:instance"  # "event-17": where in the log it stands
TOLD, TAKES_BACK = "outcome.outcome-told", "takes_back"
ENDS = {
    "trigger.application-withdrawn",
    "trigger.application-transferred",
    "outcome.case-closed",
}
LONDON = ZoneInfo("Europe/London")
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
    """Return what each case took: days, working days, rework and handovers.

    Each of the four is counted by pm4py.  Which two days a case's time lies between is
    read from its events here, and put before pm4py as a log of these two alone.
    """
    days_off = DaysOff(days_off_in_xes(path))
    read = pm4py.convert_to_dataframe(pm4py.read_xes(str(path)))
    read = read.sort_values(INSTANCE, key=lambda names: names.str[6:].astype(int))
    known_on = _local_day(read["recorded_at"].max())
    cases = read.groupby(CASE, sort=False)
    work = pd.concat([until_told(events) for _, events in cases])
    again = rework.apply(work[work[ACTIVITY].isin(DONE_ONCE)])
    by_hand = dict(list(work[work["org:role"] == "person"].groupby(CASE, sort=False)))
    ends = {
        str(case_id): first_and_last(events, known_on)
        for case_id, events in cases
        if events["applied_on"].notna().any()
    }
    days, working = durations(ends), durations(ends, days_off)
    return {
        case_id: [
            days[case_id],
            working[case_id],
            again.get(case_id, {"rework": 0})["rework"],
            handovers(by_hand.get(case_id)),
        ]
        for case_id in ends
    }


def until_told(events: Any) -> Any:
    """Return what was recorded up to the day on which the outcome was told, with it.

    All of it, where it was not told.
    """
    told = standing(events).get(TOLD)
    if told is None:
        return events
    return events[events["recorded_at"].map(_local_day) <= date.fromisoformat(told)]


def first_and_last(events: Any, known_on: date) -> tuple[date, date]:
    """Return the day applied for, and the day the outcome was told.

    Where it was not told, the day the case ended; and of one that goes on, the day of
    the last event in the whole export.
    """
    applied_on = date.fromisoformat(events["applied_on"].dropna().iloc[-1])
    stands = standing(events)
    ended = [happened_on for what, happened_on in stands.items() if what in ENDS]
    last = stands.get(TOLD) or max(ended, default=known_on.isoformat())
    return applied_on, max(applied_on, date.fromisoformat(last))


def standing(events: Any) -> dict[str, str]:
    """Return when the outcome was told and the case ended; not what was taken back."""
    stands: dict[str, str] = {}
    taken_back = events.get(TAKES_BACK, events[ACTIVITY].map({}))
    told = zip(events[ACTIVITY], events["happened_on"], taken_back, strict=True)
    for what, happened_on, takes_back in told:
        if what == TOLD or what in ENDS:
            stands[what] = happened_on
        stands.pop(takes_back, None)
    return stands


def _local_day(at: Any) -> date:
    found: date = at.astimezone(LONDON).date()
    return found


def durations(
    ends: dict[str, tuple[date, date]], days_off: DaysOff | None = None
) -> dict[str, int]:
    """Return pm4py's duration of each case, in days; of work, if told the days off.

    From the midnight after its first day to that after its last: the first day does
    not count, the last one does.
    """
    told = [
        {CASE: case_id, ACTIVITY: what, AT: pd.Timestamp(day + timedelta(days=1))}
        for case_id, days in ends.items()
        for what, day in zip(("applied for", "told"), days, strict=True)
    ]
    asked: dict[Any, Any] = {}
    if days_off is not None:
        parameters = case_statistics.Parameters
        asked = {
            parameters.BUSINESS_HOURS: True,
            parameters.BUSINESS_HOUR_SLOTS: WEEKDAYS,
            parameters.WORKCALENDAR: days_off,
        }
    found = case_statistics.get_cases_description(pd.DataFrame(told), asked)
    return {
        case_id: round(described["caseDuration"] / A_DAY)
        for case_id, described in found.items()
    }


def handovers(by_hand: Any) -> int:
    """Return how often a case went from one hand to another, by pm4py's network of it.

    The network gives each pair's share of all the steps from one event to the next; a
    pair of one with himself is no handover.
    """
    if by_hand is None:
        return 0
    network = pm4py.discover_handover_of_work_network(by_hand)
    shares = [float(share) for (a, b), share in network.connections.items() if a != b]
    return round(sum(shares) * (len(by_hand) - 1))


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
