"""Measure, in one run, what it does beside its raw limits: `make bench`.

    make bench                          100 and 1,000 cases: some minutes
    python -m benchmarks 100 10000      as many as asked for, in turn

It prints the tables that `docs/benchmarks.md` keeps.  The machine may be busy: read
ratios, not times.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from asbreview.installation import opened
from asbreview.settings import Settings
from benchmarks import asking, dating, projecting, recording, replaying
from benchmarks.filling import fill
from benchmarks.measuring import Figure, machine, report, seconds


def main(sizes: list[int]) -> None:
    """Measure the store, then pages and views of so many cases."""
    print(machine())
    report("Recording", recording.figures())
    report("Replaying", replaying.figures())
    report("Due dates", dating.figures())
    for cases in sizes:
        report(f"{cases:,} cases", _of(cases))


def _of(cases: int) -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        told = {"ASBREVIEW_DATA": folder, "ASBREVIEW_SECRET": "s" * 32}
        with opened(Settings.read(told)) as installation:
            asking.open_sam(installation)
            filling = seconds(lambda: fill(installation, cases))
            end = installation.reviews.end_of_log()
            yield Figure(f"{end:,} events written", f"{end / filling:,.0f} events/s")
            yield from projecting.figures(installation)
        yield from _disk(Path(folder), cases)
        yield from asking.figures(told, cases)


def _disk(folder: Path, cases: int) -> Iterator[Figure]:
    for name in ("events", "keys", "views"):
        size = (folder / f"{name}.sqlite").stat().st_size
        each = 10_000 * size / cases / 2**20
        yield Figure(f"{name}.sqlite", f"{each:,.0f} MiB for 10,000 cases")


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or [100, 1_000])
