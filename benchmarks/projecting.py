"""Making the views from the log, beside a transaction for each event."""

from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from typing import Final

from asbreview.installation import Installation
from asbreview.store.log import EventLog, Portion
from benchmarks.measuring import Figure, seconds
from projections.every import ALL
from projections.projector import Projector
from projections.views import views_in_file

A_SECOND: Final = 25_000  # events
TIMES: Final = 20
SINGLY: Final = 300  # events, to know what one costs


def figures(installation: Installation) -> Iterator[Figure]:
    """Measure reading the log, and making every view of it."""
    log, end = EventLog(installation.reviews), installation.reviews.end_of_log()
    reading = seconds(lambda: _read(log, end))
    yield Figure(f"read and decode {end:,} events", f"{end / reading:,.0f} events/s")
    memory = Memory(end)
    making = seconds(lambda: installation.projector.catch_up(memory.note))
    each = _one_transaction_an_event(log)
    yield Figure(
        f"make every view of {end:,} events",
        f"{end / making:,.0f} events/s, {making:.0f} s",
        f"{each * end / making:.0f} times as fast as a transaction an event"
        f" ({1 / each:,.0f} events/s)",
        f"over {A_SECOND:,} events/s and at least {TIMES} times",
        end / making > A_SECOND and each * end / making >= TIMES,
    )
    yield Figure(
        "memory while every view is made",
        f"{memory.at_the_end} MiB at the end",
        f"{memory.at_first} MiB at a tenth of the way",
        "flat",
    )


class Memory:
    """The most memory that this process held, a tenth of the way and at the end."""

    def __init__(self, end: int) -> None:
        self._tenth = end // 10
        self.at_first = self.at_the_end = 0

    def note(self, reached: int, _: int) -> None:
        """Note the most so far, in MiB."""
        self.at_the_end = getrusage(RUSAGE_SELF).ru_maxrss // 1024
        if not self.at_first and reached >= self._tenth:
            self.at_first = self.at_the_end


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

        def after(
            self, position: int, at_least: int, *, up_to: int | None = None
        ) -> Portion:
            del at_least
            end = min(up_to or SINGLY, SINGLY)
            lines = self._recorder.lines(position, up_to=end, limit=1)
            return Portion(self._mapper, lines)

    with TemporaryDirectory() as folder:
        views = views_in_file(Path(folder) / "views.sqlite")
        projector = Projector(First(), views, ALL, batch=1)
        taken = seconds(projector.catch_up)
        views.dispose()
    return taken / SINGLY
