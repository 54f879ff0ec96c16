"""Say what somebody else's tool reads in an export: for an environment with pm4py.

    PYTHON scripts/read_exports_elsewhere.py FOLDER

The folder holds log.json, log.sqlite, log.xml and log.xes.  What is found is printed
as JSON.  pm4py is AGPL and large: it is no part of this project, and nothing of this
project is imported here.
"""

import json
import sys
import warnings
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pm4py
from pm4py.objects.ocel.validation import ocel20_rel_validation as relational

DONE_ONCE = {
    "trigger.application-acknowledged",
    "trigger.threshold-decided",
    "panel.panel-convened",
    "panel.panel-held",
    "outcome.findings-made",
}
CASE, ACTIVITY = "case:concept:name", "concept:name"


def counts(log: Any) -> list[int]:
    """Return how many events, objects and relations were read."""
    return [len(each) for each in (log.events, log.objects, log.relations, log.o2o)]


def flow(path: Path) -> dict[str, list[int]]:
    """Return the lead time, the rework and the handovers of each case told."""
    read = pm4py.convert_to_dataframe(pm4py.read_xes(str(path)))
    found = {}
    for case_id, events in read.sort_values("recorded_at", kind="stable").groupby(CASE):
        on = dict(zip(events[ACTIVITY], events["happened_on"], strict=True))
        if "outcome.outcome-told" not in on:
            continue
        days = pm4py.convert_to_dataframe(events)  # as pm4py keeps it
        first, last = (
            days[days[ACTIVITY] == name]["happened_on"].iloc[0]
            for name in ("trigger.application-received", "outcome.outcome-told")
        )
        once = pm4py.filter_event_attribute_values(
            events, ACTIVITY, DONE_ONCE, level="event", case_id_key=CASE
        )
        again = len(once) - once[ACTIVITY].nunique()
        hands = list(events["org:resource"])
        handovers = sum(a != b for a, b in pairwise(hands))
        found[str(case_id)] = [_days(first, last), again, handovers]
    return found


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def main() -> None:
    """Read every form, and print what was found."""
    warnings.filterwarnings("ignore")
    folder = Path(sys.argv[1])
    readers = {
        "json": pm4py.read_ocel2_json,
        "sqlite": pm4py.read_ocel2_sqlite,
        "xml": pm4py.read_ocel2_xml,
    }
    satisfied, unsatisfied = relational.apply(str(folder / "log.sqlite"))
    found = {
        "counts": {
            form: counts(read(str(folder / f"log.{form}")))
            for form, read in readers.items()
        },
        "satisfied": len(satisfied),
        "unsatisfied": list(unsatisfied),
        "flow": flow(folder / "log.xes"),
    }
    sys.stdout.write("\n" + json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
