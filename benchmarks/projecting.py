"""Making the views from the log, beside a transaction for each event."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from asbreview.installation import Installation
from asbreview.store.log import EventLog
from benchmarks.measuring import Figure, seconds
from projections.every import ALL
from projections.projector import Projector
from projections.views import views_in_file

SINGLY: Final = 300  # events, to know what one costs


def figures(installation: Installation) -> Iterator[Figure]:
    """Measure reading the log, and making every view of it."""
    log, end = EventLog(installation.reviews), installation.reviews.end_of_log()
    reading = seconds(lambda: _read(log, end))
    yield Figure(f"read and decode {end:,} events", f"{end / reading:,.0f} events/s")
    making = seconds(installation.projector.catch_up)
    each = _one_transaction_an_event(log)
    yield Figure(
        f"make every view of {end:,} events",
        f"{end / making:,.0f} events/s, {making:.0f} s",
        f"{each * end / making:.0f} times as fast as a transaction an event"
        f" ({1 / each:,.0f} events/s)",
        "over 25,000 events/s and at least 20 times",
    )


def _read(log: EventLog, end: int) -> None:
    position = 0
    while position < end:
        for entry in log.after(position, 2_000):
            entry.read()
        position = entry.position


def _one_transaction_an_event(log: EventLog) -> float:
    """Return the seconds that an event takes, fed singly to every view."""

    class First(EventLog):
        def __init__(self) -> None:
            self._recorder, self._mapper = log._recorder, log._mapper  # noqa: SLF001

        def end(self) -> int:
            return SINGLY

        def after(self, position: int, limit: int, *, up_to: int | None = None) -> list:
            return super().after(position, limit, up_to=min(up_to or SINGLY, SINGLY))

    with TemporaryDirectory() as folder:
        views = views_in_file(Path(folder) / "views.sqlite")
        projector = Projector(First(), views, ALL, batch=1)
        taken = seconds(projector.catch_up)
        views.dispose()
    return taken / SINGLY
