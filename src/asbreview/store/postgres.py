"""The log on PostgreSQL, for many areas and many processes.

Everything lies in the schema `events` of one database: two logs in one schema would
write into each other's tables.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, LiteralString
from uuid import UUID

from eventsourcing.persistence import InterfaceError, OperationalError, StoredEvent
from eventsourcing.postgres import (
    PostgresApplicationRecorder,
    PostgresDatastore,
    PostgresFactory,
)
from eventsourcing.utils import Environment, EnvType, retry
from psycopg import Cursor
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL, Composed, Identifier
from psycopg_pool.base import AttemptWithBackoff

from asbreview.store.database import arguments, parsed
from asbreview.store.postgres_tables import (
    DONE,
    EPOCH,
    ERASURES,
    EVENTS,
    FORMAT_OF,
    HISTORIES,
    INSERT,
    LINES,
    MADE,
    NEW_EPOCH,
    NUMBER_UP_TO,
    POSITION_AS_OF,
    POSITION_OF,
    ROWS,
    SET_FORMAT,
    TABLES,
    TICK,
    UPGRADES,
    VERSION_AS_OF,
)
from asbreview.store.recording import (
    FORMAT,
    LAST,
    Clock,
    Line,
    LogRecorder,
    NewerFormat,
    Row,
    by_record,
    must_be_of_this_format,
)

# The pool waits ever longer for a server that was away: as long as two minutes.  Here
# somebody waits, so it asks every quarter of a second.
AttemptWithBackoff.INITIAL_DELAY = 0.25
AttemptWithBackoff.DELAY_BACKOFF = 1.0
Library: Final = PostgresApplicationRecorder
ADDRESS: Final = "POSTGRES_ADDRESS"
# The library tries ten times, two seconds each; a second finds a reply that was lost.
_again: Final = retry((InterfaceError, OperationalError), max_attempts=2, wait=0.2)


class PostgresLog(PostgresApplicationRecorder, LogRecorder):
    """The log in a schema of its own."""

    clock: Clock | None = None
    insert_events = _again(Library.insert_events.__wrapped__)
    select_events = _again(Library.select_events.__wrapped__)
    select_notifications = _again(Library.select_notifications.__wrapped__)
    max_notification_id = _again(Library.max_notification_id.__wrapped__)

    def __init__(
        self, datastore: PostgresDatastore, *, events_table_name: str = EVENTS
    ) -> None:
        super().__init__(datastore, events_table_name=events_table_name)
        # The library's function inserts without the lock that readers rely on.
        self.sql_create_statements.remove(self.sql_create_pg_function_insert_events)
        self.sql_create_statements += [self._sql(table) for table in TABLES]
        self.insert_events_statement = self._sql(INSERT)

    def must_be_made(self) -> None:
        """Refuse tables that are not there (`NotMade`) or of another form."""
        must_be_of_this_format(self._format())
        self.datastore.register_type_adapters()

    def upgrade(self) -> None:
        """Make the tables, or bring them up to this release's form."""
        found = self._format()
        if found is not None and found > FORMAT:
            raise NewerFormat(found)
        if found is None:
            self.create_table()
        with self.datastore.transaction(commit=True) as curs:
            for form in range((found or 1) + 1, FORMAT + 1):
                for statement in UPGRADES[form]:
                    curs.execute(self._sql(statement))
            curs.execute(self._sql(SET_FORMAT), [str(FORMAT)])

    def position_of(self, command_id: UUID) -> int | None:
        """Return where a command's events end in the log, if it was ever done."""
        position: int | None = self._one(POSITION_OF, command_id)
        return position

    def version_as_of(self, record_id: UUID, position: int) -> int:
        """Return the version a record had when the log had reached a position."""
        return self._one(VERSION_AS_OF, record_id, position) or 0

    def position_as_of(self, instant: datetime) -> int:
        """Return the position the log had reached at an instant."""
        return self._one(POSITION_AS_OF, instant) or 0

    def histories(
        self, record_ids: Sequence[UUID], *, up_to: int
    ) -> dict[UUID, list[StoredEvent]]:
        """Return what some records had recorded when the log had reached a position."""
        rows = self._all(HISTORIES, list(record_ids), up_to)
        return by_record(_stored(row) for row in rows)

    def erasures(self) -> list[UUID]:
        """Return the ids of the records of every erasure that was decided."""
        return [row["originator_id"] for row in self._all(ERASURES)]

    def log_id(self) -> str:
        """Return the id of this log and its copies."""
        return str(self._one("SELECT value FROM {store} WHERE name = 'log'"))

    def epoch(self) -> str:
        """Return the store's epoch; it changes when an older log is restored."""
        return str(self._one(EPOCH))

    def new_epoch(self) -> str:
        """Begin a new epoch, as a restore must: what follows is another history."""
        with self.datastore.transaction(commit=True) as curs:
            curs.execute(self._sql(NEW_EPOCH))
        return self.epoch()

    def lines(self, after: int, *, up_to: int | None = None, limit: int) -> list[Line]:
        """Return the next lines after a position, up to another if there is one."""
        return [
            Line(
                row["notification_id"],
                row["recorded_at"].astimezone(UTC),
                _stored(row),
            )
            for row in self._all(LINES, after, LAST if up_to is None else up_to, limit)
        ]

    def rows(self, after: int, *, up_to: int, limit: int) -> list[Row]:
        """Return the next lines after a position as they lie there, read or not."""
        return [
            Row(
                row["notification_id"],
                row["stream"].encode(),
                row["version"].encode(),
                row["topic"].encode(),
                _as_in_files(row["recorded_at"] or ""),
                bytes(row["state"]),
            )
            for row in self._all(ROWS, after, up_to, limit)
        ]

    def number_up_to(self, position: int) -> int:
        """Return how many lines there are up to a position."""
        return int(self._one(NUMBER_UP_TO, position))

    def faults(self) -> list[str]:
        """Return nothing: PostgreSQL says what it finds broken when that is read."""
        return []

    def _lock_table(self, curs: Cursor[DictRow]) -> None:
        """Take the write lock, then let the log's clock tick, which never goes back."""
        super()._lock_table(curs)
        curs.execute(self._sql(TICK), [self.clock() if self.clock else None])

    def _insert_events(
        self,
        curs: Cursor[DictRow],
        stored_events: Sequence[StoredEvent],
        *,
        command_id: UUID | None = None,
        **_: Any,
    ) -> None:
        if command_id is not None and not stored_events:
            self._note(curs, command_id)

    def _insert_stored_events(
        self,
        curs: Cursor[DictRow],
        stored_events: Sequence[StoredEvent],
        *,
        command_id: UUID | None = None,
        **_: Any,
    ) -> None:
        self._lock_table(curs)
        self._notify_channel(curs)
        written = [
            self.construct_pg_stored_event(
                event.originator_id, event.originator_version, event.topic, event.state
            )
            for event in stored_events
        ]
        curs.execute(self.insert_events_statement, (written, command_id), prepare=True)

    def _fetch_ids_after_insert_events(
        self, curs: Cursor[DictRow], stored_events: Sequence[StoredEvent], **_: Any
    ) -> Sequence[int]:
        rows = curs.fetchall()
        assert len(rows) == len(stored_events)  # noqa: S101
        return [row["notification_id"] for row in rows]

    def _note(self, curs: Cursor[DictRow], command_id: UUID) -> None:
        curs.execute(self._sql(DONE), [command_id])
        curs.fetchone()  # in a pipeline, a conflict is told only to who asks

    def _format(self) -> int | None:
        schema = self.datastore.schema
        made = SQL(MADE).format(name=f"{schema}.store")
        with self.datastore.get_connection() as conn, conn.cursor() as curs:
            curs.execute(made)
            row = curs.fetchone()
        if row is None or not row["made"]:
            return None
        found: int | None = self._one(FORMAT_OF)
        return found

    def _one(self, statement: LiteralString, *parameters: object) -> Any:
        rows = self._all(statement, *parameters)
        return rows[0]["value"] if rows else None

    def _all(self, statement: LiteralString, *parameters: object) -> list[DictRow]:
        with self.datastore.get_connection() as conn, conn.cursor() as curs:
            curs.execute(self._sql(statement), parameters, prepare=True)
            return curs.fetchall()

    def _sql(self, statement: LiteralString) -> Composed:
        schema = self.datastore.schema
        return SQL(statement).format(
            events=Identifier(schema, self.events_table_name),
            event=Identifier(schema, self.stored_event_type_name),
            commands=Identifier(schema, "commands"),
            clock=Identifier(schema, "clock"),
            store=Identifier(schema, "store"),
            index=Identifier(schema, "erasures_decided"),
            kept=Identifier(schema, "kept_as_recorded"),
        )


def _stored(row: DictRow) -> StoredEvent:
    return StoredEvent(
        row["originator_id"],
        row["originator_version"],
        row["topic"],
        bytes(row["state"]),
    )


def _as_in_files(recorded_at: str) -> bytes:
    """Return an instant as a log in files has it: to the millisecond, if it is so."""
    return f"{recorded_at.removesuffix('000')}Z".encode()


class PostgresLogFactory(PostgresFactory):
    """Makes the log on PostgreSQL; `DB_FUNCTIONS_ON` where its lock is switched off."""

    application_recorder_class = PostgresLog

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        if self.datastore.enable_db_functions:
            raise DatabaseFunctionsOn
        if address := self.env.get(ADDRESS):
            # The library knows of one host, and nothing of how it proves who it is.
            told = arguments(parsed(address))
            self.datastore.pool.kwargs = {"row_factory": dict_row, **told}
        self._clock: Clock | None = None
        self._made: list[PostgresLog] = []

    def application_recorder(self) -> PostgresLog:
        """Return the log; its tables have to be there (`NotMade`, `OlderFormat`)."""
        log = PostgresLog(self.datastore)
        log.must_be_made()
        self._made.append(log)
        return log

    def keep_time_by(self, clock: Clock) -> None:
        """Stamp what is recorded with this clock's instants: a demonstration's past."""
        for log in self._made:
            log.clock = clock


class DatabaseFunctionsOn(Exception):
    """`POSTGRES_ENABLE_DB_FUNCTIONS` is set.

    The library's function drops the lock under which events are numbered: a reader
    would miss some.
    """
