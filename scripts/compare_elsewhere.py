"""Compare our figures with those that others' tools reckon from our own export.

    make compare                        the demonstration, and 2,000 cases told for it
    python scripts/compare_elsewhere.py [--told CASES] [--schema FILE] [--tools FOLDER]
    python scripts/compare_elsewhere.py … DATA…

DATA are the data folders of installations; they are only read.  pm4py (AGPL) and r4pm
are put into an environment each, in FOLDER, which is no part of this project: they are
asked by the scripts `read_…_elsewhere.py`, and answer as JSON.  What differs ends it
with status 1; where they cannot be installed, that is said, and nothing is compared.
"""

import json
import os
import sqlite3
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from asbreview.commands.asking import asked
from asbreview.demonstration.making import make
from asbreview.domain.days import LONDON
from asbreview.exports.object_log import ObjectLog
from asbreview.exports.ocel_json import write_json
from asbreview.exports.ocel_sqlite import write_sqlite
from asbreview.exports.ocel_xml import write_xml
from asbreview.exports.xes import write_xes
from asbreview.installation import Installation, now, opened
from asbreview.settings import Settings
from asbreview.store.log import EventLog
from journey import HandClock
from projections.efforts import efforts_of
from projections.reporting import areas
from projections.waits import told_between
from told_cases import FIRST, tell

TOOLS: Final = Path("var/elsewhere")
READER: Final = Path(__file__).with_name("read_exports_elsewhere.py")
READER_OF_OBJECTS: Final = Path(__file__).with_name("read_objects_elsewhere.py")
SCHEMA: Final = "https://www.ocel-standard.org/2.0/ocel20-schema-json.json"
SALT: Final = b"the same names in each form"
FOREVER: Final = date(2000, 1, 1), date(2100, 1, 1)
CASES: Final = 2_000  # told by real commands: some minutes
RULES: Final = 24  # of pm4py's for OCEL 2.0 in a database
NOT_INSTALLABLE: Final = (
    "pm4py and r4pm cannot be installed here, so nothing was compared:\n{}"
)


def main(places: list[Path], tools: Path, schema: Path | None, told: int) -> int:
    """Compare each installation; return how many figures differ."""
    pm4py = _with(tools / "pm4py", "pm4py>=2.7.23", "jsonschema>=4")
    r4pm = _with(tools / "r4pm", "r4pm>=0.6")  # pm4py would read by it
    if pm4py is None or r4pm is None:
        return 0
    different = 0
    with TemporaryDirectory() as temporary:
        for place in places or _made(Path(temporary), told):
            folder = Path(temporary) / f"exports-{place.name}"
            folder.mkdir()
            print(f"{place}:")
            os.environ["ASBREVIEW_DATA"] = str(place)
            with asked() as installation:
                ours = _export(installation, folder)
            _put_schema(folder, schema)
            theirs = _read(pm4py, READER, folder)
            theirs["counts"] |= _read(r4pm, READER_OF_OBJECTS, folder)
            for what, is_well in _compared(folder, ours, theirs):
                print(f"  {'ok' if is_well else 'DIFFERENT'}: {what}")
                different += not is_well
    return different


def _with(folder: Path, *wanted: str) -> Path | None:
    """Return a Python that has some packages; nothing where they cannot be had."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603
    pip = [str(python), "-m", "pip", "install", "--quiet", *wanted]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        print(NOT_INSTALLABLE.format(done.stderr.strip()[-500:]))
        return None
    return python


def _made(folder: Path, told: int) -> Iterator[Path]:
    yield _demonstration(folder / "demonstration")
    if told:
        yield _told(folder / f"{told}-cases-told", told)


def _told(folder: Path, cases: int) -> Path:
    """Tell so many cases by real commands, on their days."""
    settings = {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": "-" * 32}
    clock = HandClock(FIRST)
    with opened(Settings.read(settings), clock=clock) as installation:
        happened = tell(installation.reviews, cases, clock)
        installation.projector.catch_up()
    print(", ".join(f"{what}: {often:,}" for what, often in happened.most_common()))
    return folder


def _demonstration(folder: Path) -> Path:
    told = {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": "-" * 32}
    settings = Settings.read(told, demonstration=True)
    make(settings, today=now().astimezone(LONDON).date() - timedelta(days=1))
    return folder


def _put_schema(folder: Path, schema: Path | None) -> None:
    """Put the schema of OCEL 2.0 beside the log; its licence is not known."""
    try:
        address = schema.resolve().as_uri() if schema else SCHEMA
        with urlopen(address, timeout=20) as read:  # noqa: S310  ours, or a file
            (folder / "schema.json").write_bytes(read.read())
    except (URLError, OSError) as why:
        print(f"  The schema of OCEL 2.0 cannot be had, and is not asked: {why}")


class Ours(NamedTuple):
    """Our figures of each case told, by what stands for it, and the days off."""

    figures: dict[str, list[int]]
    days_off: list[str]


def _export(installation: Installation, folder: Path) -> Ours:
    """Write every form; return our figures of each case told."""
    log = EventLog(installation.reviews)

    def quiet(*_: int) -> None:
        pass

    for name, write in (("json", write_json), ("xml", write_xml), ("xes", write_xes)):
        with (folder / f"log.{name}").open("w", encoding="utf-8", newline="\n") as file:
            write(ObjectLog(log, salt=SALT), file, quiet)
    write_sqlite(ObjectLog(log, salt=SALT), folder / "log.sqlite", quiet)
    names = ObjectLog(log, salt=SALT)
    reviews = installation.reviews
    calendar = reviews.calendar(as_of=reviews.end_of_log())
    ours = {}
    with installation.views.connect() as db:
        from_, to = FOREVER
        lives = [
            life
            for area_id in areas(db)
            for life in told_between(db, area_id=area_id, from_=from_, to=to)
        ]
        told_on = {life.case_id: life.outcome_told_on for life in lives}
        efforts = efforts_of(db, told_on, told_on=told_on)
    for life in lives:
        assert life.outcome_told_on is not None and life.lead_time is not None  # noqa: PT018, S101
        days = calendar.working_days_between(life.applied_on, life.outcome_told_on)
        effort = efforts[life.case_id]
        ours[names.pseudonym("case", life.case_id)] = [
            life.lead_time,
            days,
            effort.again,
            effort.handovers,
        ]
    return Ours(ours, sorted(day.isoformat() for day in calendar.holidays))


def _read(python: Path, script: Path, folder: Path) -> dict[str, Any]:
    asks = [str(python), str(script), str(folder)]
    done = subprocess.run(asks, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _compared(
    folder: Path, told: Ours, theirs: dict[str, Any]
) -> Iterator[tuple[str, bool]]:
    """Yield what was compared, and whether it is the same."""
    ours = told.figures
    counts = theirs["counts"]
    first = next(iter(counts.values()))
    many = "{:,} events, {:,} objects, {:,} and {:,} relations".format(*first)
    others = {n: c for n, c in counts.items() if c != first}
    yield f"{many}, in each form by each tool {others or ''}", not others
    yield f"{theirs['satisfied']} of {RULES} rules", theirs["satisfied"] == RULES
    if theirs["schema"] is not None:
        yield "the JSON fits the schema of OCEL 2.0", theirs["schema"]
    with sqlite3.connect(folder / "log.sqlite") as db:
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
    yield f"{len(broken)} foreign keys lead nowhere", not broken
    apart = [form for form, days in theirs["days_off"].items() if days != told.days_off]
    yield f"{len(told.days_off)} days off, in each form {apart or ''}", not apart
    if not ours:
        yield "no outcome was told, so no figure could be compared", False
        return
    flow = theirs["flow"]
    yield (
        f"{len(ours):,} cases told here, {len(flow):,} there",
        ours.keys() == set(flow),
    )
    what = "lead time", "working days", "rework", "handovers"
    for at, name in enumerate(what):
        other = [c for c in ours if c in flow and ours[c][at] != flow[c][at]]
        few = [(ours[c][at], flow[c][at]) for c in other[:5]]
        yield (
            f"{name}: {len(other)} of {len(ours):,} cases differ {few or ''}",
            not other,
        )


if __name__ == "__main__":
    given = ArgumentParser(prog="compare_elsewhere")
    given.add_argument("places", type=Path, nargs="*")
    given.add_argument("--tools", type=Path, default=TOOLS)
    given.add_argument("--schema", type=Path)
    given.add_argument("--told", type=int, default=CASES)
    chosen = given.parse_args()
    sys.exit(1 if main(chosen.places, chosen.tools, chosen.schema, chosen.told) else 0)
