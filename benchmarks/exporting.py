"""Exports of many cases, each by a process of its own: how long, how much memory.

The memory is what Linux says of a process, which is asked for nowhere else.

python -m benchmarks.exporting 10000
python -m benchmarks.exporting --in DIR 100000    DIR/100000 is used if it is there
"""

import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from asbreview.installation import opened
from asbreview.settings import Settings
from benchmarks.filling import fill
from benchmarks.measuring import Figure, finish, machine, report, seconds

FORMS: Final = {
    "OCEL 2.0, JSON": ("ocel2", "--format", "json"),
    "OCEL 2.0, SQLite": ("ocel2", "--format", "sqlite"),
    "OCEL 2.0, XML": ("ocel2", "--format", "xml"),
    "XES": ("xes",),
    "tables, CSV": ("tables",),
    "tables, Parquet": ("tables", "--format", "parquet"),
}
MANY: Final = 100_000
AT_MOST: Final = 300  # seconds
GB: Final = 10**9 / 1024  # in KiB, as Linux tells it
# `ru_maxrss` is never less than what the process had that began this one.
MEASURED: Final = """
import re, sys, time
from pathlib import Path
from asbreview.__main__ import main
try:
    main(sys.argv[1:])
finally:
    most = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
    print(most[1], time.process_time(), file=sys.stderr)
"""


def figures(place: Path, into: Path, cases: int) -> Iterator[Figure]:
    """Write each form once, in a process of its own."""
    for name, form in FORMS.items():
        file = into / name.replace(" ", "-").lower()
        errors: list[str] = []

        def export(
            form: tuple[str, ...] = form,
            file: Path = file,
            errors: list[str] = errors,
        ) -> None:
            asks = [sys.executable, "-c", MEASURED, "export", *form, str(file)]
            done = subprocess.run(  # noqa: S603
                asks,
                env=os.environ | {"ASBREVIEW_DATA": str(place)},
                check=True,
                capture_output=True,
                text=True,
            )
            errors.append(done.stderr.strip().splitlines()[-1])

        taken = seconds(export)
        most, busy = map(float, errors[-1].split())
        yield Figure(
            name,
            f"{taken:,.0f} s",
            f"{busy:,.0f} s of a core; {most / 1024:,.0f} MiB at most",
            f"under 5 minutes and 1 GB for {MANY:,} cases",
            taken < AT_MOST and most < GB if cases >= MANY else None,
        )


def main(cases: int, folder: Path) -> None:
    """Measure an installation of so many cases."""
    place = folder / str(cases)
    if not place.exists():
        told = {"ASBREVIEW_DATA": str(place), "ASBREVIEW_SECRET": "s" * 32}
        with opened(Settings.read(told)) as installation:
            fill(installation, cases, views=True)
    with TemporaryDirectory(dir=folder) as into:
        report(f"Exports of {cases:,} cases", figures(place, Path(into), cases))


if __name__ == "__main__":
    asked = ArgumentParser(prog="python -m benchmarks.exporting")
    asked.add_argument("cases", type=int, nargs="?", default=10_000)
    asked.add_argument("--in", dest="folder", type=Path)
    given = asked.parse_args()
    print(machine())
    with TemporaryDirectory() as temporary:
        main(given.cases, given.folder or Path(temporary))
    finish()
