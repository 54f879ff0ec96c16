"""Measure, in one run, what it does beside its raw limits: `make bench`.

    make bench                             100 and 1,000 cases: some minutes
    python -m benchmarks 100 10000 100000  as many as asked for
    python -m benchmarks --in DIR 100 …    the cases are kept there, and used again
    python -m benchmarks --pages 100 …     the pages alone
    python -m benchmarks --server 100 …    the pages alone, of copies on PostgreSQL

It prints the tables that `docs/benchmarks.md` keeps, says of each aim whether it was
met, and exits 1 where one was missed.  The machine may be busy: read ratios, not times.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from asbreview.installation import opened
from asbreview.settings import Settings
from benchmarks import (
    asking,
    dating,
    on_server,
    one_look,
    projecting,
    recording,
    replaying,
)
from benchmarks.filling import fill, open_cases
from benchmarks.likeness import must_be_alike
from benchmarks.measuring import Figure, finish, machine, report, seconds
from benchmarks.serving import open_sam

PROJECTED: Final = 10_000
"""Beyond so many cases the projector would take an hour: what it makes is copied."""


def main(sizes: list[int], folder: Path, *, pages: bool, server: bool) -> None:
    """Measure the store, unless *pages* are all, then those of so many cases.

    With *server* only copies of the installations on PostgreSQL are asked.
    """
    print(machine())
    if not (pages or server):
        report("Recording", recording.figures())
        report("Replaying", replaying.figures())
        report("Due dates", dating.figures())
    every = []
    for cases in sizes:
        place = folder / str(cases)
        told = {"ASBREVIEW_DATA": str(place), "ASBREVIEW_SECRET": "s" * 32}
        if not place.exists():
            report(f"Filling with {cases:,} cases", _filled(told, cases))
        report(f"{cases:,} cases on the disk", _disk(place, cases))
        every.append(asking.Held(f"{cases:,} cases", told, open_cases(cases)))
    if server:
        report("Pages on PostgreSQL", on_server.figures_of_copies(every))
        return
    report("Pages", asking.figures(every))
    report("Pages of forty open cases, files and PostgreSQL", on_server.figures())
    report("One caseworker, forty open cases, six areas", one_look.figures())


def _filled(told: dict[str, str], cases: int) -> Iterator[Figure]:
    copied = cases > PROJECTED
    if copied:
        must_be_alike()
    with opened(Settings.read(told)) as installation:
        open_sam(installation)
        filling = seconds(lambda: fill(installation, cases, views=copied))
        end = installation.reviews.end_of_log()
        what = "events written, and their views" if copied else "events written"
        yield Figure(f"{end:,} {what}", f"{end / filling:,.0f} events/s")
        if not copied:
            yield from projecting.figures(installation)


def _disk(folder: Path, cases: int) -> Iterator[Figure]:
    for name in ("events", "keys", "views"):
        size = (folder / f"{name}.sqlite").stat().st_size
        each = 10_000 * size / cases / 2**20
        yield Figure(f"{name}.sqlite", f"{each:,.0f} MiB for 10,000 cases")


if __name__ == "__main__":
    asked = ArgumentParser(prog="python -m benchmarks")
    asked.add_argument("cases", type=int, nargs="*", default=[100, 1_000])
    asked.add_argument("--in", dest="folder", type=Path)
    asked.add_argument("--pages", action="store_true")
    asked.add_argument("--server", action="store_true")
    given = asked.parse_args()
    with TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        main(given.cases, folder, pages=given.pages, server=given.server)
    finish()
