"""Writing rows in bulk: what a table needs for that is made ready once."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

from projections.held import Row
from projections.kinds import Instant, Word


class Writing:
    """How rows are put into a table, new ones and changed ones alike."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        compiled: Any = _upsert(table, dialect.name).compile(dialect=dialect)
        names = compiled.positiontup or list(compiled.params)
        self._statement = str(compiled)
        self._named = None if compiled.positiontup else names
        self._values: Callable[[Row], tuple[Any, ...]] = itemgetter(*names)
        self._written: list[tuple[int, Callable[[Any], Any]]] = []
        for number, name in enumerate(names):
            write = _written_as(table.c[name], dialect)
            if write is not None:
                self._written.append((number, write))

    def write(self, db: Connection, rows: Sequence[Row]) -> None:
        """Write rows in one go."""
        told = [self._told(row) for row in rows]
        if self._named is None:
            db.exec_driver_sql(self._statement, told)
        else:
            named = [dict(zip(self._named, each, strict=True)) for each in told]
            db.exec_driver_sql(self._statement, named)

    def _told(self, row: Row) -> tuple[Any, ...]:
        values = list(self._values(row))
        for number, write in self._written:
            values[number] = write(values[number])
        return tuple(values)


def _written_as(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """Return what writes a value down: for SQLite, the same as SQLAlchemy's, sooner."""
    kind = column.type.dialect_impl(dialect)
    if dialect.name == "sqlite":
        if isinstance(column.type, Word):
            return None  # a word is a text
        if isinstance(column.type, Instant):
            return _instant
        if isinstance(kind, sqlite.DATE):
            return _day
    return kind.bind_processor(dialect)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _instant(at: datetime | None) -> str | None:
    if at is None:
        return None
    in_utc = at.astimezone(UTC).replace(tzinfo=None)
    return in_utc.isoformat(sep=" ", timespec="microseconds")


@lru_cache(256)
def writing(table: Table, dialect: Dialect) -> Writing:
    """Return how rows are put into a table: to make that ready takes its time."""
    return Writing(table, dialect)


def _upsert(table: Table, dialect: str) -> Insert:
    key = [column.name for column in table.primary_key]
    insert: Any = _inserts(dialect)(table)
    rest = {c.name: insert.excluded[c.name] for c in table.c if c.name not in key}
    upsert: Insert = (
        insert.on_conflict_do_update(index_elements=key, set_=rest)
        if rest
        else insert.on_conflict_do_nothing()
    )
    return upsert


def _inserts(dialect: str) -> Any:
    return postgresql.insert if dialect == "postgresql" else sqlite.insert
