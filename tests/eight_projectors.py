"""Eight processes that feed the same views, and what they made of the log.

They are begun warm, so that eight are no slower to begin than one.  One may be told to
dawdle, and all to take no lock.
"""

from contextlib import contextmanager, nullcontext
from functools import partial
from typing import ClassVar

from sqlalchemy import Column, Integer, MetaData, Table, Uuid, event, select
from sqlalchemy.exc import OperationalError

from asbreview.store.log import EventLog
from projections import editions, views
from projections.kept import Kept
from projections.projector import Projector
from warm_start import beginning

PROCESSES = 8
FEW = 2  # events a batch: so many more are raced for
PATIENCE = 240  # seconds, on a busy machine
BUSY = ("database is locked", "lock timeout")
_tables = MetaData()
counts = Table(
    "counts",
    _tables,
    Column("case_id", Uuid, primary_key=True),
    Column("events", Integer, nullable=False),
)


class Counting:
    """Counts the events of each case: it reads before it writes."""

    kept: ClassVar[Kept] = Kept("counting", shape=1, tables=_tables)

    def record(self, event, rows):
        case_id = getattr(event, "case_id", None)
        if case_id is not None:
            before = sum(row["events"] for row in rows.of_case(counts, case_id))
            rows.put(counts, case_id=case_id, events=before + 1)


def projector_of(reviews, shown):
    return Projector(EventLog(reviews), shown, [Counting()], batch=FEW)


def counted(shown):
    with shown.connect() as db:
        return {row.case_id: row.events for row in db.execute(select(counts))}


def race(place, *, locked=True):
    """Let eight catch up at once; return with what each of them ended.

    Where they are not *locked*, the first has read where it stands, and what comes
    next, before the others begin, and writes when they are done.
    """
    warm = beginning()
    begin, done = warm.Barrier(PROCESSES), warm.Semaphore(0)
    told = partial(_catch_up, place, locked, begin, done)
    racing = [
        warm.Process(target=told, args=(n == 0 and not locked,))
        for n in range(PROCESSES)
    ]
    for process in racing:
        process.start()
    for process in racing:
        process.join(PATIENCE)
    return [process.exitcode for process in racing]


def _catch_up(place, locked, begin, done, dawdles):
    shown = place.views()
    with place.opened() as reviews, _closing(shown):
        if not locked:
            _take_no_lock(shown)
        projector = _again_while_busy(lambda: projector_of(reviews, shown))
        with _dawdling(projector, begin, done) if dawdles else nullcontext():
            if not dawdles:
                begin.wait(PATIENCE)
            _again_while_busy(projector.catch_up)
        done.release()


@contextmanager
def _closing(shown):
    try:
        yield
    finally:
        shown.dispose()


def _again_while_busy(do):
    """Do it; begin again, as the worker does, where others held the views too long."""
    while True:
        try:
            return do()
        except OperationalError as why:
            if not any(busy in str(why.orig) for busy in BUSY):
                raise


def _take_no_lock(shown):
    beginnings = (views._begin_in_sqlite, views._begin_in_postgresql)  # noqa: SLF001
    for begin in beginnings:
        if event.contains(shown, "begin", begin):
            event.remove(shown, "begin", begin)
    editions._LOCKED = editions._ALL  # noqa: SLF001


@contextmanager
def _dawdling(projector, begin, done):
    """Let the others by between the first reading and its writing."""
    events = projector._events  # noqa: SLF001
    after = events.after

    def dawdled(*asked, **how):
        read = after(*asked, **how)
        events.after = after
        begin.wait(PATIENCE)
        for _ in range(PROCESSES - 1):
            assert done.acquire(timeout=PATIENCE)
        return read

    events.after = dawdled
    yield
