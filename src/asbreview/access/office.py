"""The office database: what has no history of its own.

Accounts, sessions and the log of who read what are plain tables here, each kept by
the module that knows its meaning.  Nothing that is said of a case is kept here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import local
from typing import Any, Final, Self

from sqlalchemy import (
    URL,
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    Table,
    TypeDecorator,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.dialects import postgresql, sqlite

from asbreview.store.database import engine as engine_of

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


SCHEMA: Final = "office"  # on a server
LOCK: Final = (
    0x4153424F  # "ASBO": the one lock for what is counted before it is written
)


class Office:
    """The office database, open."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._joined = local()

    @classmethod
    def in_file(cls, file: Path) -> Self:
        """Open the office in an SQLite file of its own, making what is not there."""
        engine = create_engine(
            f"sqlite:///{file}", connect_args={"timeout": BUSY_SECONDS}
        )
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin_in_sqlite)
        office = cls(engine)
        office.keep(TABLES)
        return office

    @classmethod
    def on_server(cls, url: URL) -> Self:
        """Open the office in its schema of a PostgreSQL database."""
        engine = engine_of(url, SCHEMA)
        event.listen(engine, "begin", _begin_in_postgresql)
        return cls(engine)

    def keep(self, tables: MetaData) -> None:
        """Make the tables of a module, unless they are there."""
        with self.writing() as db:
            there = set(inspect(db).get_table_names())
            lacking = [t for t in tables.sorted_tables if t.name not in there]
            tables.create_all(db, lacking, checkfirst=False)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the office and changes nothing."""
        if joined := self._now_together():
            yield joined
            return
        with self._engine.connect() as db:
            yield db.execution_options(reading=True)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that holds the office alone; all is kept, or nothing."""
        if joined := self._now_together():
            yield joined
            return
        with self._engine.begin() as db:
            yield db

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """Give a connection for what needs no look at anything before it is written."""
        if joined := self._now_together():
            yield joined
            return
        with self._engine.connect().execution_options(noting=True) as db, db.begin():
            yield db

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep all that this thread writes within, or nothing of it."""
        with self.writing() as db:
            outer, self._joined.db = self._now_together(), db
            try:
                yield
            finally:
                self._joined.db = outer

    def _now_together(self) -> Connection | None:
        return getattr(self._joined, "db", None)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def insert(db: Connection, table: Table) -> Any:
    """Return an insert that can say what to do with a row that is there already."""
    return (postgresql if db.dialect.name == "postgresql" else sqlite).insert(table)


def _prepare(connection: Any, _: Any) -> None:
    # pysqlite begins by itself, at the first write: too late to have read safely.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # what was acknowledged outlives power
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_in_sqlite(db: Connection) -> None:
    reading = db.get_execution_options().get("reading", False)
    db.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _begin_in_postgresql(db: Connection) -> None:
    options = db.get_execution_options()
    if not (options.get("reading", False) or options.get("noting", False)):
        db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
