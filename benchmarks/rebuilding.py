"""Making every view of a long log: `python -m benchmarks.rebuilding 100000`.

It says how fast that goes at each tenth of the way, and what memory is held, so that
what slows down or grows with the log shows.  With `postgres` the views are made there.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import Engine

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from asbreview.installation import opened
from asbreview.settings import Settings
from asbreview.store.log import EventLog
from benchmarks.filling import fill
from benchmarks.projecting import Memory
from places import OnServer
from projections.every import ALL
from projections.projector import Projector
from projections.views import views_in_file

OF_A_CASE = 29  # events, on average, as a log is filled


def main(events: int, database: str) -> None:
    """Fill a log, make every view of it, and tell of each tenth."""
    with TemporaryDirectory() as folder:
        told = {"ASBREVIEW_DATA": folder, "ASBREVIEW_SECRET": "s" * 32}
        with (
            opened(Settings.read(told)) as installation,
            _views(database, Path(folder) / "made") as views,
        ):
            fill(installation, events // OF_A_CASE)
            log = EventLog(installation.reviews)
            tenths = Tenths(log.end())
            Projector(log, views, ALL).catch_up(tenths.note)


class Tenths:
    """Tells, at each tenth of the way, how fast it went since the last."""

    def __init__(self, end: int) -> None:
        self._end, self._memory = end, Memory(end)
        self._begun = self._since = perf_counter()
        self._told = 0

    def note(self, reached: int, end: int) -> None:
        """Tell of a tenth that is over."""
        self._memory.note(reached, end)
        if reached - self._told < self._end // 10 and reached < self._end:
            return
        now = perf_counter()
        fast = (reached - self._told) / (now - self._since)
        overall = reached / (now - self._begun)
        held = self._memory.at_the_end
        line = f"{reached:,}: {fast:,.0f} events/s, {overall:,.0f} overall, {held} MiB"
        print(line, flush=True)
        self._since, self._told = now, reached


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
