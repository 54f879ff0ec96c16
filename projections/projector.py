"""Keeps projections level with the event log."""

import logging
from collections.abc import Callable, Sequence
from enum import Enum
from time import monotonic, sleep
from typing import ClassVar, Final, Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from asbreview.store.log import Entry, EventLog
from projections import editions
from projections.editions import Standing
from projections.kept import Kept
from projections.rows import Rows
from projections.views import lock_first, read_only

BATCH: Final = 2_000
WHILE_SOMEBODY_WAITS: Final = 500
"""So many events at most are taken in while a page waits."""

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]


class Projection(Protocol):
    """A view: what it keeps, and what each event does to that."""

    kept: ClassVar[Kept]

    def record(self, event: object, rows: Rows) -> None:
        """Take one event into the view, or ignore it."""


class Poisoned(Exception):
    """An event could not be recorded, and the batch it was in is undone."""

    def __init__(self, edition: str, entry: Entry) -> None:
        super().__init__(f"event {entry.position}")
        self.edition = edition
        self.entry = entry


class Which(Enum):
    """Which editions are to be fed."""

    LIVE = "those that are read"
    NEW = "those that are being made"


class Projector:
    """Feeds every projection the events it has not yet seen.

    A view and the position it has reached are committed together, under a lock that
    is taken before either is read, so that no event is repeated and none is lost.
    Events are read once for all the projections that stand at the same position; one
    that is behind is brought level with the next by itself.
    """

    def __init__(
        self,
        events: EventLog,
        views: Engine,
        projections: Sequence[Projection],
        batch: int = BATCH,
    ) -> None:
        self._events = events
        self._views = lock_first(views)
        self._at_once = lock_first(views, patience=100)
        self._projections = {p.kept.name: p for p in projections}
        self._kept = [projection.kept for projection in projections]
        self._batch = batch
        with self._views.begin() as db:
            editions.prepare(db)

    def catch_up(self, progress: Progress | None = None) -> None:
        """Bring every edition of every projection up to the end of the log.

        What is read comes first, so that it stays fresh while a view is made anew.
        *progress* is told how far that has got, and how far it has to go.
        """
        with self._views.begin() as db:
            # Asked under the lock: while it is held no view goes on, so that none
            # stands beyond the log's end because somebody saved a moment ago.
            epoch, end = self._events.epoch(), self._events.end()
            for kept in self._kept:
                editions.take_up(db, kept, epoch=epoch, end=end)
        going = True
        while going:
            while self._take(Which.LIVE):
                pass
            going = self._take(Which.NEW, progress)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make every projection anew beside the live one, then change over."""
        with self._views.begin() as db:
            for kept in self._kept:
                editions.begin(db, kept, self._events.epoch())
        self.catch_up(progress)

    def wait_for(self, position: int, *, seconds: float = 2.0) -> bool:
        """Wait until readers see what happened up to a position; say whether they do.

        What is too far behind for a page to wait, or is being made anew, is left to
        the worker.
        """
        until = monotonic() + seconds
        while (seen := self._seen()) is not None and seen < position:
            if monotonic() > until or position - seen > WHILE_SOMEBODY_WAITS:
                return False
            try:
                self._take(Which.LIVE, views=self._at_once)
            except OperationalError:
                sleep(0.01)  # somebody else is at it
        return seen is not None

    def _seen(self) -> int | None:
        with read_only(self._views).begin() as db:
            return editions.seen(db, self._kept, self._events.epoch())

    def _take(
        self,
        which: Which,
        progress: Progress | None = None,
        views: Engine | None = None,
    ) -> bool:
        """Take a batch; what poison hits is fed singly.  Is there more?"""
        try:
            with (views or self._views).begin() as db:
                reached = self._take_batch(db, _Feeding(which), self._batch)
        except Poisoned as poisoned:
            self._take_singly(poisoned.edition, last=poisoned.entry.position)
            return True
        if progress and reached is not None:
            progress(reached, self._events.end())
        return reached is not None

    def _take_singly(self, edition: str, *, last: int) -> None:
        """Feed one edition with a transaction for each event."""
        reached: int | None = 0
        while reached is not None and reached < last:
            try:
                with self._views.begin() as db:
                    reached = self._take_batch(db, _Feeding(edition), 1)
            except Poisoned as poisoned:
                self._set_aside(edition, poisoned)

    def _take_batch(
        self, db: Connection, feeding: "_Feeding", limit: int
    ) -> int | None:
        """Read positions and log, record, write, move on; say how far, if anywhere."""
        editions.lock(db)
        standing = editions.going(db, self._kept, self._events.epoch())
        group, up_to = _furthest_behind([s for s in standing if feeding.feeds(s)])
        if not group:
            return None
        batch = self._events.after(group[0].position, limit, up_to=up_to)
        for fed in group:
            if batch:
                self._record(db, fed, batch)
            elif not fed.live:
                kept = self._projections[fed.projection].kept
                editions.go_live(db, kept, fed.edition)
        return batch[-1].position if batch else None

    def _record(self, db: Connection, fed: Standing, batch: Sequence[Entry]) -> None:
        """Record a batch in memory, all but the parked cases, and write it."""
        projection = self._projections[fed.projection]
        aside = editions.parked_cases(db, fed.edition)
        entries = [entry for entry in batch if entry.case_id not in aside]
        cases = {entry.case_id for entry in entries if entry.case_id is not None}
        rows = Rows(db, projection.kept.stored_as(fed.edition), cases)
        record = projection.record  # asked for once: each asking makes it anew
        entry = batch[-1]  # what only the database refuses is traced singly
        try:
            for entry in entries:
                rows.position, rows.recorded_at = entry.position, entry.recorded_at
                record(entry.read(), rows)
            rows.write()
        except OperationalError:
            raise  # the database, not the event
        except Exception as why:
            raise Poisoned(fed.edition, entry) from why
        editions.move_on(db, fed.edition, batch[-1].position)

    def _set_aside(self, edition: str, poisoned: Poisoned) -> None:
        """Park the event's case, or halt the projection if it is nobody's."""
        entry, why = poisoned.entry, type(poisoned.__cause__).__name__
        with self._views.begin() as db:
            editions.lock(db)
            standing = editions.going(db, self._kept, self._events.epoch())
            position = next(
                (s.position for s in standing if s.edition == edition), None
            )
            if position is None or position >= entry.position:
                return  # another projector was here first
            if entry.case_id is None:
                editions.halt(db, edition, f"event {entry.position}: {why}")
                log.critical("%s HALTED at %d: %s", edition, entry.position, why)
            else:
                editions.park(db, edition, entry.case_id, entry.position, why)
                editions.move_on(db, edition, entry.position)
                log.error("%s parked case %s: %s", edition, entry.case_id, why)


class _Feeding:
    """Which editions a batch is for: the live ones, the new ones, or one by name."""

    def __init__(self, which: Which | str) -> None:
        self._which = which

    def feeds(self, standing: Standing) -> bool:
        if isinstance(self._which, str):
            return standing.edition == self._which
        return standing.live == (self._which is Which.LIVE)


def _furthest_behind(standing: list[Standing]) -> tuple[list[Standing], int | None]:
    """Return the editions at the lowest position, and the next one's position."""
    group = [s for s in standing if s.position == standing[0].position]
    ahead = standing[len(group) :]
    return group, ahead[0].position if ahead else None
