"""Compare our figures with those that others' tools reckon from our own export.

    make compare                        the demonstration, and 2,000 cases told for it
    python scripts/compare_elsewhere.py [--told CASES] [--schema FILE] [--tools FOLDER]
    python scripts/compare_elsewhere.py … DATA…

DATA are the data folders of installations; they are only read.  pm4py (AGPL) and r4pm
are put into an environment each, in FOLDER, which is no part of this project: they are
asked by the scripts `read_…_elsewhere.py`, and answer as JSON.  What differs, and what
could not be had and so was not compared, is said, and ends it with status 1.
"""

import json
import os
import sqlite3
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from asbreview.commands.asking import asked
from asbreview.demonstration.making import make
from asbreview.domain.days import LONDON, local_day
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
from projections.flow import applied_between
from projections.reporting import areas
from projections.waits import Life
from told_cases import FIRST, tell

TOOLS: Final = Path("var/elsewhere")
READER: Final = Path(__file__).with_name("read_exports_elsewhere.py")
READER_OF_OBJECTS: Final = Path(__file__).with_name("read_objects_elsewhere.py")
SCHEMA: Final = "https://www.ocel-standard.org/2.0/ocel20-schema-json.json"
SALT: Final = b"the same names in each form"
FOREVER: Final = date(2000, 1, 1), date(2100, 1, 1)
CASES: Final = 2_000  # told by real commands: some minutes
SCHEMA_SAYS: Final = {True: "fits", False: "does not fit", None: "was not held to"}
RULES: Final = 24  # of pm4py's for OCEL 2.0 in a database
NOT_INSTALLABLE: Final = (
    "pm4py and r4pm cannot be installed here, so nothing was compared:\n{}"
)


def main(places: list[Path], tools: Path, schema: Path | None, told: int) -> int:
    """Compare each installation; return how many figures differ."""
    pm4py = _with(tools / "pm4py", "pm4py>=2.7.23", "jsonschema>=4")
    r4pm = _with(tools / "r4pm", "r4pm>=0.6")  # pm4py would read by it
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


def _with(folder: Path, *wanted: str) -> Path:
    """Return a Python that has some packages; where they cannot be had, end here."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603
    pip = [str(python), "-m", "pip", "install", "--quiet", *wanted]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(NOT_INSTALLABLE.format(done.stderr.strip()[-500:]))
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
        print(f"  The schema of OCEL 2.0 cannot be had (give it with --schema): {why}")


class Ours(NamedTuple):
    """Our figures of each case, by what stands for it, how it went, and the days off.

    A case's time is its lead time once its outcome was told; before that, its days up
    to its end, or up to the day of the last event in the log.
    """

    figures: dict[str, list[int]]
    went: Counter[str]
    days_off: list[str]


def _export(installation: Installation, folder: Path) -> Ours:
    """Write every form; return our figures of each case."""
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
    last = max(event.attributes["recorded_at"] for event in names.events())
    known_on = local_day(datetime.fromisoformat(last))
    with installation.views.connect() as db:
        from_, to = FOREVER
        lives = [
            life
            for area_id in areas(db)
            for life in applied_between(db, area_id=area_id, from_=from_, to=to)
        ]
        told_on = {life.case_id: life.outcome_told_on for life in lives}
        efforts = efforts_of(db, told_on, told_on=told_on)
    ours = {
        names.pseudonym("case", life.case_id): [
            (last - life.applied_on).days,
            calendar.working_days_between(life.applied_on, last),
            efforts[life.case_id].again,
            efforts[life.case_id].handovers,
        ]
        for life in lives
        for last in (_last_day(life, known_on),)
    }
    days_off = sorted(day.isoformat() for day in calendar.holidays)
    return Ours(ours, Counter(map(_went, lives)), days_off)


def _last_day(life: Life, known_on: date) -> date:
    """Return the day up to which a case's time is counted."""
    if life.lead_time is not None:
        return life.applied_on + timedelta(days=life.lead_time)
    return max(life.applied_on, life.ended_on or known_on)


def _went(life: Life) -> str:
    if life.outcome_told_on is not None:
        return "outcome told"
    return "ended otherwise" if life.ended_on else "going on"


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
    fits = theirs["schema"]
    yield f"the JSON {SCHEMA_SAYS[fits]} the schema of OCEL 2.0", bool(fits)
    with sqlite3.connect(folder / "log.sqlite") as db:
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
    yield f"{len(broken)} foreign keys lead nowhere", not broken
    apart = [form for form, days in theirs["days_off"].items() if days != told.days_off]
    yield f"{len(told.days_off)} days off, in each form {apart or ''}", not apart
    if not ours:
        yield "there is no case, so no figure could be compared", False
        return
    flow = theirs["flow"]
    went = ", ".join(f"{often:,} {how}" for how, often in told.went.most_common())
    yield (
        f"{len(ours):,} cases here ({went}), {len(flow):,} there",
        ours.keys() == set(flow),
    )
    what = "days from the application", "working days", "rework", "handovers"
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
