"""The log on SQLite: what was recorded, in what order, when, and by which command."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteFactory,
)
from eventsourcing.utils import Environment, EnvType

from asbreview.store.recording import (
    FORMAT,
    LAST,
    Clock,
    Line,
    LogRecorder,
    NewerFormat,
    Row,
    by_record,
)
from asbreview.store.sqlite_tables import (
    DONE,
    ERASURES,
    HISTORIES,
    HISTORY,
    HISTORY_BACK,
    INSERT,
    LINES,
    NEW_EPOCH,
    POSITION_AS_OF,
    ROWS,
    TABLES,
    TICK,
    UPGRADES,
)


class SQLiteLog(SQLiteApplicationRecorder, LogRecorder):
    """The log in a file of its own."""

    def __init__(
        self, datastore: SQLiteDatastore, events_table_name: str = "stored_events"
    ) -> None:
        super().__init__(datastore, events_table_name)
        self.insert_events_statement = INSERT

    def construct_create_table_statements(self) -> list[str]:
        """Return what makes the tables."""
        return TABLES

    def create_table(self) -> None:
        """Make the tables of a new log, or bring an older one's up to date.

        Looking comes first and apart: a transaction that has read and then writes
        fails at once if another process wrote meanwhile.
        """
        self.upgrade()

    def upgrade(self) -> None:
        """Make the tables, or bring them up to this release's form."""
        found = self._format()
        if found is None:
            super().create_table()
        elif found > FORMAT:
            raise NewerFormat(found)
        elif found < FORMAT:
            self._bring_up_to_date(found)

    def _bring_up_to_date(self, found: int) -> None:
        with self.datastore.transaction(commit=True) as c:
            for form in range(found + 1, FORMAT + 1):
                for statement in UPGRADES[form]:
                    c.execute(statement)
            c.execute("UPDATE store SET value = ? WHERE name = 'format'", [str(FORMAT)])

    def position_of(self, command_id: UUID) -> int | None:
        """Return where a command's events end in the log, if it was ever done."""
        position: int | None = self._one(
            "SELECT position FROM commands WHERE command_id = ?", command_id.hex
        )
        return position

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Return the events of a record, in order or from the last: its id is known."""
        id_ = originator_id.hex if isinstance(originator_id, UUID) else originator_id
        after, up_to = -1 if gt is None else gt, LAST if lte is None else lte
        most = -1 if limit is None else limit
        with self.datastore.transaction(commit=False) as c:
            c.execute(HISTORY_BACK if desc else HISTORY, [id_, after, up_to, most])
            return [StoredEvent(originator_id, *row) for row in c.fetchall()]

    def version_as_of(self, record_id: UUID, position: int) -> int:
        """Return the version a record had when the log had reached a position."""
        return (
            self._one(
                "SELECT max(originator_version) FROM stored_events"
                " WHERE originator_id = ? AND rowid <= ?",
                record_id.hex,
                position,
            )
            or 0
        )

    def histories(
        self, record_ids: Sequence[UUID], *, up_to: int
    ) -> dict[UUID, list[StoredEvent]]:
        """Return what some records had recorded when the log had reached a position."""
        wanted = json.dumps([record_id.hex for record_id in record_ids])
        with self.datastore.transaction(commit=False) as c:
            c.execute(HISTORIES, [wanted, up_to])
            rows = c.fetchall()
        return by_record(StoredEvent(UUID(id_), *rest) for id_, *rest in rows)

    def erasures(self) -> list[UUID]:
        """Return the ids of the records of every erasure that was decided."""
        with self.datastore.transaction(commit=False) as c:
            c.execute(ERASURES, [])
            return [UUID(row[0]) for row in c.fetchall()]

    def log_id(self) -> str:
        """Return the id of this log and its copies."""
        return str(self._one("SELECT value FROM store WHERE name = 'log'"))

    def epoch(self) -> str:
        """Return the store's epoch; it changes when an older log is restored."""
        return str(self._one("SELECT value FROM store WHERE name = 'epoch'"))

    def new_epoch(self) -> str:
        """Begin a new epoch, as a restore must: what follows is another history."""
        with self.datastore.transaction(commit=True) as c:
            c.execute(NEW_EPOCH)
        return self.epoch()

    def position_as_of(self, instant: datetime) -> int:
        """Return the position the log had reached at an instant."""
        position: int = self._one(POSITION_AS_OF, written(instant)) or 0
        return position

    def lines(self, after: int, *, up_to: int | None = None, limit: int) -> list[Line]:
        """Return the next lines after a position, up to another if there is one."""
        with self.datastore.transaction(commit=False) as c:
            c.execute(LINES, [after, LAST if up_to is None else up_to, limit])
            rows = c.fetchall()
        ids, instants = _Made(UUID), _Made(datetime.fromisoformat)
        return [
            Line(position, instants[at], StoredEvent(ids[id_], *rest))
            for position, at, id_, *rest in rows
        ]

    def rows(self, after: int, *, up_to: int, limit: int) -> list[Row]:
        """Return the next lines after a position as they lie there, read or not."""
        with self.datastore.transaction(commit=False) as c:
            c.execute(ROWS, [after, up_to, limit])
            found = c.fetchall()
        return [
            Row(position, *(part or b"" for part in rest)) for position, *rest in found
        ]

    def number_up_to(self, position: int) -> int:
        """Return how many lines there are up to a position."""
        counted = "SELECT count(*) FROM stored_events WHERE rowid <= ?"
        return int(self._one(counted, position))

    def faults(self) -> list[str]:
        """Return what the database itself finds broken in how it keeps the log."""
        with self.datastore.transaction(commit=False) as c:
            c.execute("PRAGMA integrity_check", [])
            found = [str(row[0]) for row in c.fetchall()]
        return [] if found == ["ok"] else found

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        *,
        command_id: UUID | None = None,
        **kwargs: Any,
    ) -> Sequence[int] | None:
        c.execute(TICK)
        positions = super()._insert_events(c, stored_events, **kwargs)
        if command_id is not None:
            c.execute(DONE, [command_id.hex])
        return positions

    def _format(self) -> int | None:
        if not self._one("SELECT 1 FROM sqlite_master WHERE name = 'store'"):
            return None
        return int(self._one("SELECT value FROM store WHERE name = 'format'"))

    def _one(self, statement: str, *parameters: object) -> Any:
        with self.datastore.transaction(commit=False) as c:
            c.execute(statement, list(parameters))
            row = c.fetchone()
        return row[0] if row else None


class _Made(dict[str, Any]):
    """What texts stand for, each made once: lines are many, records and saves few."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> Any:
        made = self[text] = self._make(text)
        return made


def written(instant: datetime) -> str:
    """Return an instant as the log keeps it: in UTC, to the millisecond."""
    at = instant.astimezone(UTC).isoformat(timespec="milliseconds")
    return at.replace("+00:00", "Z")


def _utc_now() -> datetime:
    return datetime.now(UTC)


class DurablePool(SQLiteConnectionPool):
    """Connections whose commits survive a power cut, and that can tell the time."""

    clock: Clock = staticmethod(_utc_now)

    def _create_connection(self) -> SQLiteConnection:
        connection = super()._create_connection()
        connection.cursor().execute("PRAGMA synchronous = FULL")
        connection._sqlite_conn.create_function(  # noqa: SLF001  no other way
            "now_utc", 0, lambda: written(self.clock())
        )
        return connection


class SQLiteLogFactory(SQLiteFactory):
    """Makes the log on SQLite."""

    application_recorder_class = SQLiteLog

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        pool = self.datastore.pool
        self.datastore.pool = DurablePool(
            db_name=pool.db_name, lock_timeout=pool.lock_timeout
        )

    def keep_time_by(self, clock: Clock) -> None:
        """Stamp what is recorded with this clock's instants: a demonstration's past."""
        pool = self.datastore.pool
        assert isinstance(pool, DurablePool)  # noqa: S101
        pool.clock = clock
