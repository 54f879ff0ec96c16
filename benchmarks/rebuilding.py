"""Making every view of a long log: `python -m benchmarks.rebuilding 100000`.

It says how fast that goes at each tenth of the way, by the clock and by the processor's
time of this process, and what memory is held, so that what slows down or grows with the
log shows.  With `postgres` the views are made there.
"""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from sqlalchemy import Engine

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from asbreview.installation import opened
from asbreview.settings import Settings
from asbreview.store.log import EventLog
from benchmarks.filling import fill
from benchmarks.measuring import machine
from benchmarks.projecting import Memory
from places import OnServer
from projections.every import ALL
from projections.projector import Projector
from projections.views import views_in_file

OF_A_CASE = 29  # events, on average, as a log is filled


def main(events: int, database: str) -> None:
    """Fill a log, make every view of it, and tell of each tenth."""
    print(machine(), flush=True)
    with TemporaryDirectory() as folder:
        settings = Settings.read(
            {"ASBREVIEW_DATA": folder, "ASBREVIEW_SECRET": "s" * 32}
        )
        with ProcessPoolExecutor(1) as other:  # what it holds is not held here
            other.submit(_fill, settings, events // OF_A_CASE).result()
        with (
            opened(settings) as installation,
            _views(database, Path(folder) / "made") as views,
        ):
            log = EventLog(installation.reviews)
            tenths = Tenths(log.end())
            Projector(log, views, ALL).catch_up(tenths.note)


def _fill(settings: Settings, cases: int) -> None:
    with opened(settings) as installation:
        fill(installation, cases)


class Tenths:
    """Tells, at each tenth of the way, how fast it went since the last."""

    def __init__(self, end: int) -> None:
        self._end, self._memory = end, Memory(end)
        self._begun, self._used = perf_counter(), process_time()
        self._told = 0

    def note(self, reached: int, end: int) -> None:
        """Tell of a tenth that is over."""
        self._memory.note(reached, end)
        if reached - self._told < self._end // 10 and reached < self._end:
            return
        used = process_time()
        fast = (reached - self._told) / (used - self._used)
        overall = reached / (perf_counter() - self._begun)
        print(
            f"{reached:,}: {fast:,.0f} events a second of processor,"
            f" {overall:,.0f} a second overall, {self._memory.at_the_end} MiB",
            flush=True,
        )
        self._used, self._told = used, reached


@contextmanager
def _views(database: str, folder: Path) -> Iterator[Engine]:
    folder.mkdir()
    on_server = database == "postgres"
    views = OnServer(folder).views() if on_server else views_in_file(folder / "views")
    try:
        yield views
    finally:
        views.dispose()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if sys.argv[2:] else "sqlite")
