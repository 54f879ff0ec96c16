"""Say how much r4pm reads in an export: for an environment with r4pm alone.

    PYTHON scripts/read_objects_elsewhere.py FOLDER

Alone, since pm4py reads by r4pm where it finds it, and would be no second opinion.
"""

import json
import sys
from pathlib import Path

import r4pm


def counts(file: Path) -> list[int]:
    """Return how many events, objects and relations were read."""
    again = file.with_name(f"again-{file.suffix[1:]}.json")
    r4pm.export_item(r4pm.import_item("OCEL", str(file)), str(again))
    read = json.loads(again.read_text("utf-8"))
    return [
        len(read["events"]),
        len(read["objects"]),
        sum(len(each.get("relationships", ())) for each in read["events"]),
        sum(len(each.get("relationships", ())) for each in read["objects"]),
    ]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    forms = "json", "sqlite", "xml"
    found = {f"r4pm, {form}": counts(folder / f"log.{form}") for form in forms}
    sys.stdout.write("\n" + json.dumps(found) + "\n")
