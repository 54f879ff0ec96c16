"""A log on PostgreSQL that receives what another recorded, as it was recorded there."""

from collections.abc import Iterable, Iterator
from typing import Final, LiteralString
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier

from asbreview.store.postgres import PostgresLog
from asbreview.store.recording import Line, LogRecorder

LINES: Final = """COPY {events} (notification_id, recorded_at,
    originator_id, originator_version, topic, state) FROM STDIN"""
COMMANDS: Final = "COPY {commands} (command_id, position) FROM STDIN"
CLOCK: Final = """UPDATE {clock} SET at = coalesce(
    (SELECT max(recorded_at) FROM {events}), '-infinity')"""
# The numbers go on after the last position; those of an empty log begin at one.
NUMBERS: Final = """SELECT setval(pg_get_serial_sequence(%s, 'notification_id'),
    coalesce(max(notification_id), 1), max(notification_id) IS NOT NULL)
    FROM {events}"""


class PostgresReceiving:
    """What a copy does to a log besides asking it."""

    def __init__(self, log: PostgresLog) -> None:
        self._datastore = log.datastore
        self._table = f"{log.datastore.schema}.{log.events_table_name}"
        self._events = log.events_table_name

    def be_log(self, log_id: str) -> None:
        """Be a copy of the log with this id."""
        with self._datastore.transaction(commit=True) as curs:
            renamed = self._sql("UPDATE {store} SET value = %s WHERE name = 'log'")
            curs.execute(renamed, [log_id])

    def commands(self) -> Iterator[tuple[UUID, int]]:
        """Yield every command done and where its events end, in order of its id."""
        with self._datastore.transaction() as curs:
            curs.execute(self._sql("SELECT * FROM {commands} ORDER BY command_id"))
            rows = curs.fetchall()
        for row in rows:
            yield row["command_id"], row["position"]

    def take_lines(self, lines: Iterable[Line]) -> None:
        """Take in lines under their own positions and instants."""
        with (
            self._datastore.transaction(commit=True) as curs,
            curs.copy(self._sql(LINES)) as into,
        ):
            for position, at, stored in lines:
                into.write_row(
                    (
                        position,
                        at,
                        stored.originator_id,
                        stored.originator_version,
                        stored.topic,
                        stored.state,
                    )
                )

    def take_commands(self, done: Iterable[tuple[UUID, int]]) -> None:
        """Take in the commands that were done."""
        with (
            self._datastore.transaction(commit=True) as curs,
            curs.copy(self._sql(COMMANDS)) as into,
        ):
            for row in done:
                into.write_row(row)

    def go_on(self) -> None:
        """Let the next save follow what was taken in, in position and in time."""
        with self._datastore.transaction(commit=True) as curs:
            curs.execute(self._sql(CLOCK))
            curs.execute(self._sql(NUMBERS), [self._table])

    def _sql(self, statement: LiteralString) -> Composed:
        schema = self._datastore.schema
        return SQL(statement).format(
            events=Identifier(schema, self._events),
            commands=Identifier(schema, "commands"),
            clock=Identifier(schema, "clock"),
            store=Identifier(schema, "store"),
        )


def receiving(log: LogRecorder) -> PostgresReceiving:
    """Return what lets a log on PostgreSQL be copied."""
    assert isinstance(log, PostgresLog)  # noqa: S101
    return PostgresReceiving(log)
