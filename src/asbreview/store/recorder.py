"""The log: what was recorded, in what order, when, and by which command."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
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

FORMAT: Final = 1  # of the tables below; a later one is not opened by this release

Clock = Callable[[], datetime]

TABLES: Final = [
    # Named `rowid`, the name the library asks for; numbers are never used again.
    """CREATE TABLE IF NOT EXISTS stored_events (
        rowid INTEGER PRIMARY KEY AUTOINCREMENT,
        originator_id TEXT NOT NULL,
        originator_version INTEGER NOT NULL,
        topic TEXT NOT NULL,
        state BLOB NOT NULL,
        recorded_at TEXT NOT NULL,
        UNIQUE (originator_id, originator_version))""",
    "CREATE INDEX IF NOT EXISTS recorded_at ON stored_events (recorded_at)",
    # Whoever means harm drops these first; they stop whoever means well.
    """CREATE TRIGGER IF NOT EXISTS never_edited BEFORE UPDATE ON stored_events
        BEGIN SELECT RAISE(ABORT, 'What was recorded is never edited'); END""",
    """CREATE TRIGGER IF NOT EXISTS never_deleted BEFORE DELETE ON stored_events
        BEGIN SELECT RAISE(ABORT, 'What was recorded is never deleted'); END""",
    """CREATE INDEX IF NOT EXISTS erasures ON stored_events (originator_id)
        WHERE topic = 'erasure.erasure-decided'""",
    """CREATE TABLE IF NOT EXISTS commands (
        command_id TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY, at TEXT NOT NULL)",
    "INSERT OR IGNORE INTO clock VALUES (1, '')",
    """CREATE TABLE IF NOT EXISTS store (
        name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID""",
    f"INSERT OR IGNORE INTO store VALUES ('format', '{FORMAT}')",  # noqa: S608
    "INSERT OR IGNORE INTO store VALUES ('epoch', lower(hex(randomblob(8))))",
]
# The first statement of every save: takes the write lock, never goes back.
TICK: Final = "UPDATE clock SET at = max(at, now_utc())"
INSERT: Final = """INSERT INTO stored_events
    (originator_id, originator_version, topic, state, recorded_at)
    SELECT ?, ?, ?, ?, at FROM clock"""
DONE: Final = """INSERT INTO commands
    SELECT ?, coalesce(max(rowid), 0) FROM stored_events"""
NEW_EPOCH: Final = """UPDATE store SET value = lower(hex(randomblob(8)))
    WHERE name = 'epoch'"""
LINES: Final = """SELECT
    rowid, recorded_at, originator_id, originator_version, topic, state
    FROM stored_events WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?"""
LAST: Final = 2**63 - 1


class NewerFormat(Exception):
    """The log was written by a later release than this, and was left as it is."""


class Line(NamedTuple):
    """A line of the log as it is stored: where, when, and what."""

    position: int
    recorded_at: datetime
    stored: StoredEvent


class LogRecorder(SQLiteApplicationRecorder):
    """Keeps the log in order: positions, instants and commands agree."""

    def __init__(
        self, datastore: SQLiteDatastore, events_table_name: str = "stored_events"
    ) -> None:
        super().__init__(datastore, events_table_name)
        self.insert_events_statement = INSERT

    def construct_create_table_statements(self) -> list[str]:
        """Return what makes the tables."""
        return TABLES

    def create_table(self) -> None:
        """Make the tables of a new log; one of a later format is `NewerFormat`.

        Looking comes first and apart: a transaction that has read and then writes
        fails at once if another process wrote meanwhile.
        """
        found = self._format()
        if found is None:
            super().create_table()
        elif found > FORMAT:
            raise NewerFormat(
                f"The log is of format {found}, and this release knows formats up to"
                f" {FORMAT}: open it with the release that wrote it, or a later one"
            )

    def position_of(self, command_id: UUID) -> int | None:
        """Return where a command's events end in the log, if it was ever done."""
        position: int | None = self._one(
            "SELECT position FROM commands WHERE command_id = ?", command_id.hex
        )
        return position

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

    def erasures(self) -> list[UUID]:
        """Return the ids of the records of every erasure that was decided."""
        with self.datastore.transaction(commit=False) as c:
            c.execute(
                "SELECT originator_id FROM stored_events"
                " WHERE topic = 'erasure.erasure-decided'",
                [],
            )
            return [UUID(row[0]) for row in c.fetchall()]

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
        return (
            self._one(
                "SELECT max(rowid) FROM stored_events WHERE recorded_at <= ?",
                _written(instant),
            )
            or 0
        )

    def lines(self, after: int, *, up_to: int | None = None, limit: int) -> list[Line]:
        """Return the next lines after a position, up to another if there is one."""
        with self.datastore.transaction(commit=False) as c:
            c.execute(LINES, [after, LAST if up_to is None else up_to, limit])
            rows = c.fetchall()
        return [
            Line(position, datetime.fromisoformat(at), StoredEvent(UUID(id_), *rest))
            for position, at, id_, *rest in rows
        ]

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


def _written(instant: datetime) -> str:
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
            "now_utc", 0, lambda: _written(self.clock())
        )
        return connection


class LogFactory(SQLiteFactory):
    """Makes the log on SQLite."""

    application_recorder_class = LogRecorder

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
