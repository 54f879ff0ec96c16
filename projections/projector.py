"""Keeps projections level with the event log."""

import logging
from collections.abc import Callable, Sequence
from enum import Enum
from time import monotonic, sleep
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from asbreview.store.log import EventLog
from projections import editions
from projections.editions import Standing
from projections.feeding import Feed, Poisoned, Projection, feed
from projections.rows import Folded, Rows
from projections.views import lock_first, read_only

BATCH: Final = 2_000
WHILE_SOMEBODY_WAITS: Final = 500
"""So many events at most are taken in while a page waits."""

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]


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
        self._prepare()

    def catch_up(self, progress: Progress | None = None) -> None:
        """Bring every edition of every projection up to the end of the log.

        What is read comes first, so that it stays fresh while a view is made anew.
        *progress* is told how far that has got, and how far it has to go.
        """
        with self._views.begin() as db:
            # Asked under the lock: while it is held no view goes on, so that none
            # stands beyond the log's end because somebody saved a moment ago.
            epoch, end = self._events.epoch(), self._events.end()
            editions.take_up(db, self._kept, epoch=epoch, end=end)
            standing = editions.going(db, self._kept, epoch)
        # One that another process begins now is for it to feed, or for the next time.
        being_made, going = not all(each.live for each in standing), True
        while going:
            while self._take(Which.LIVE):
                pass
            going = being_made and self._take(Which.NEW, progress)

    def _prepare(self) -> None:
        """Make the tables of positions; where they are, nobody is waited for."""
        with read_only(self._views).begin() as db:
            if editions.are_prepared(db):
                return
        with self._views.begin() as db:
            editions.prepare(db)

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
            self._take_singly(poisoned.edition, last=poisoned.position)
            return True
        if progress and reached is not None:
            progress(reached, self._events.end())
        return reached is not None

    def _take_singly(self, edition: str, *, last: int) -> None:
        """Feed one edition with a transaction for each save."""
        reached: int | None = 0
        while reached is not None and reached < last:
            try:
                with self._views.begin() as db:
                    reached = self._take_batch(db, _Feeding(edition), 1)
            except Poisoned as poisoned:
                self._set_aside(poisoned)

    def _take_batch(
        self, db: Connection, feeding: "_Feeding", limit: int
    ) -> int | None:
        """Read positions and log, record, write, move on; say how far, if anywhere."""
        standing = editions.going(db, self._kept, self._events.epoch())
        group, up_to = _furthest_behind([s for s in standing if feeding.feeds(s)])
        if not group:
            return None
        saves = self._events.after(group[0].position, limit, up_to=up_to)
        if saves:
            aside, folded = editions.parked_cases(db), Folded()
            feeds = [
                self._feed(db, fed, saves.cases, aside.get(fed.edition, set()), folded)
                for fed in group
            ]
            feed(db, feeds, saves, traced=limit == 1)
            return saves.end
        for fed in group:
            if not fed.live:
                kept = self._projections[fed.projection].kept
                editions.go_live(db, kept, fed.edition)
        return None

    def _feed(
        self,
        db: Connection,
        fed: Standing,
        cases: set[UUID],
        aside: set[UUID],
        folded: Folded,
    ) -> Feed:
        projection = self._projections[fed.projection]
        stored_as = projection.kept.stored_as(fed.edition)
        rows = Rows(db, stored_as, cases - aside, folded)
        return Feed(projection, fed, rows=rows, aside=aside)

    def _set_aside(self, poisoned: Poisoned) -> None:
        """Park the event's case, or halt the projection if it is nobody's.

        What the others have in the same save is fed again, without it.  One that was
        parked and is told of again halts the projection: it would be told of for ever.
        """
        edition, why = poisoned.edition, type(poisoned.__cause__).__name__
        with self._views.begin() as db:
            standing = editions.going(db, self._kept, self._events.epoch())
            reached = next((s.position for s in standing if s.edition == edition), None)
            if reached is None or reached >= poisoned.position:
                return  # another projector was here first
            case_id = poisoned.case_id
            if case_id is None or case_id in editions.parked_cases(db).get(
                edition, set()
            ):
                editions.halt(db, edition, f"event {poisoned.position}: {why}")
                log.critical("%s HALTED at %d: %s", edition, poisoned.position, why)
            else:
                editions.park(db, edition, case_id, poisoned.position, why)
                log.error("%s parked case %s: %s", edition, case_id, why)


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
