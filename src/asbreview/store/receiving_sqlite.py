"""A log on SQLite that receives what another recorded, as it was recorded there."""

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from asbreview.store.recording import Line, LogRecorder
from asbreview.store.sqlite import SQLiteLog, written

LINE: Final = """INSERT INTO stored_events
    (rowid, recorded_at, originator_id, originator_version, topic, state)
    VALUES (?, ?, ?, ?, ?, ?)"""
CLOCK: Final = """UPDATE clock SET at =
    (SELECT coalesce(max(recorded_at), '') FROM stored_events)"""


class SQLiteReceiving:
    """What a copy does to a log besides asking it."""

    def __init__(self, log: SQLiteLog) -> None:
        self._datastore = log.datastore

    def be_log(self, log_id: str) -> None:
        """Be a copy of the log with this id."""
        with self._datastore.transaction(commit=True) as c:
            c.execute("UPDATE store SET value = ? WHERE name = 'log'", [log_id])

    def commands(self) -> Iterator[tuple[UUID, int]]:
        """Yield every command done and where its events end, in order of its id."""
        with self._datastore.transaction(commit=False) as c:
            c.execute("SELECT command_id, position FROM commands ORDER BY 1")
            rows = c.fetchall()
        for command_id, position in rows:
            yield UUID(command_id), position

    def take_lines(self, lines: Iterable[Line]) -> None:
        """Take in lines under their own positions and instants."""
        rows = [
            (
                line.position,
                written(line.recorded_at),
                _hex(line.stored.originator_id),
                line.stored.originator_version,
                line.stored.topic,
                line.stored.state,
            )
            for line in lines
        ]
        with self._datastore.transaction(commit=True) as c:
            c.executemany(LINE, rows)

    def take_commands(self, done: Iterable[tuple[UUID, int]]) -> None:
        """Take in the commands that were done."""
        rows = [(command_id.hex, position) for command_id, position in done]
        with self._datastore.transaction(commit=True) as c:
            c.executemany("INSERT INTO commands VALUES (?, ?)", rows)

    def go_on(self) -> None:
        """Let the next save follow what was taken in, in position and in time."""
        with self._datastore.transaction(commit=True) as c:
            c.execute(CLOCK)


def receiving(log: LogRecorder) -> SQLiteReceiving:
    """Return what lets a log on SQLite be copied."""
    assert isinstance(log, SQLiteLog)  # noqa: S101
    return SQLiteReceiving(log)


def _hex(id_: object) -> str:
    assert isinstance(id_, UUID)  # noqa: S101
    return id_.hex
