"""The office database: what has no history of its own.

Accounts, sessions and the log of who read what are plain tables here, each kept by
the module that knows its meaning.  Nothing that is said of a case is kept here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
)

TABLES: Final = MetaData()
BUSY_SECONDS: Final = 10


class Instant(TypeDecorator[datetime]):
    """An instant: aware wherever it is used, in UTC wherever it is kept."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Keep it in UTC."""
        del dialect
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Say that it is in UTC."""
        del dialect
        return value and value.replace(tzinfo=UTC)


class Office:
    """The office database, open."""

    def __init__(self, file: Path) -> None:
        self._engine = create_engine(
            f"sqlite:///{file}", connect_args={"timeout": BUSY_SECONDS}
        )
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        self.keep(TABLES)

    def keep(self, tables: MetaData) -> None:
        """Make the tables of a module, unless they are there."""
        with self.writing() as db:
            tables.create_all(db)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the office and changes nothing."""
        with self._engine.connect() as db:
            yield db.execution_options(reading=True)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that holds the office alone; all is kept, or nothing."""
        with self._engine.begin() as db:
            yield db

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _prepare(connection: Any, _: Any) -> None:
    # pysqlite begins by itself, at the first write: too late to have read safely.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # what was acknowledged outlives power
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin(db: Connection) -> None:
    reading = db.get_execution_options().get("reading", False)
    db.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
