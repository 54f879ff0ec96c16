"""A batch of the log, fed to one edition of a view."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import singledispatchmethod
from inspect import getattr_static
from typing import Any, ClassVar, Protocol, runtime_checkable
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from asbreview.store.log import Entry, Portion
from projections import editions
from projections.editions import Standing
from projections.kept import Kept
from projections.rows import Refused, Rows

Recording = Callable[[Any, Rows], None]


class Projection(Protocol):
    """A view: what it keeps, and what each event does to that."""

    kept: ClassVar[Kept]

    def record(self, event: object, rows: Rows) -> None:
        """Take one event into the view, or ignore it."""


@runtime_checkable
class SaveBySave(Projection, Protocol):
    """A view that shows what a save came to: what was saved together was never apart.

    What it does of a case when a save is over it need not do after each of its events.
    """

    def saved(self, case_id: UUID, entries: Sequence[Entry], rows: Rows) -> None:
        """Take in what a save did to a case, its events having been recorded."""


class Poisoned(Exception):
    """An event could not be recorded, and the batch it was in is undone."""

    def __init__(self, edition: str, case_id: UUID | None, position: int) -> None:
        super().__init__(f"event {position}")
        self.edition, self.case_id, self.position = edition, case_id, position


class Feed:
    """What one edition makes of a batch: its rows, all but those of parked cases."""

    def __init__(
        self,
        projection: Projection,
        fed: Standing,
        *,
        rows: Rows,
        aside: set[UUID],
    ) -> None:
        self.edition, self._projection, self._aside = fed.edition, projection, aside
        self._rows = rows
        self._records: dict[type, Recording] = {}
        self._last_case: UUID | None = None
        self._saved = projection.saved if isinstance(projection, SaveBySave) else None

    def take(self, entry: Entry) -> None:
        """Record an event in memory (`Poisoned` if it cannot be)."""
        if self._aside and entry.case_id in self._aside:
            return
        self._last_case, rows = entry.case_id, self._rows
        rows.position, rows.recorded_at = entry.position, entry.recorded_at
        try:
            event = entry.read()
            record = self._records.get(type(event)) or self._record_of(type(event))
            record(event, rows)
        except OperationalError:
            raise  # the database, not the event
        except Exception as why:
            raise Poisoned(self.edition, entry.case_id, entry.position) from why

    def end_save(self, by_case: Mapping[UUID, Sequence[Entry]], position: int) -> None:
        """Take in what a save that is over did to each of its cases."""
        if self._saved is None:
            return
        self._rows.position = position
        for case_id, entries in by_case.items():
            if case_id in self._aside:
                continue
            try:
                self._saved(case_id, entries, self._rows)
            except OperationalError:
                raise
            except Exception as why:
                raise Poisoned(self.edition, case_id, position) from why

    def write(self, position: int, *, traced: bool) -> None:
        """Write what was recorded up to a position.

        What only the database refuses is `Poisoned`: *traced* to its case, where the
        batch is one save.
        """
        try:
            self._rows.write(singly=traced)
        except OperationalError:
            raise
        except Exception as why:
            refused = why.case_id if isinstance(why, Refused) else None
            case_id = refused or self._last_case
            raise Poisoned(self.edition, case_id, position) from why

    def _record_of(self, kind: type) -> Recording:
        """Find, once for each kind of event, what records it."""
        record: Recording = self._projection.record
        declared = getattr_static(type(self._projection), "record")
        if isinstance(declared, singledispatchmethod):
            found = declared.dispatcher.dispatch(kind)
            record = found.__get__(self._projection)
        self._records[kind] = record
        return record


def feed(db: Connection, feeds: list[Feed], portion: Portion, *, traced: bool) -> None:
    """Feed saves to all the editions that stand before them, each event read once."""
    with _collecting_later():
        by_case: dict[UUID, list[Entry]] = {}
        for entry in portion:
            for each in feeds:
                each.take(entry)
            if entry.case_id is not None:
                by_case.setdefault(entry.case_id, []).append(entry)
            if entry.ends_save:
                for each in feeds:
                    each.end_save(by_case, entry.position)
                by_case = {}
        for each in feeds:
            each.write(portion.end, traced=traced)
        editions.move_on(db, [each.edition for each in feeds], portion.end)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Look for garbage once a batch: its rows are kept, and would be looked through."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
