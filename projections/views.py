"""The views' database: its own, and disposable."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, text

from asbreview.store.database import engine

log = logging.getLogger(__name__)

SCHEMA: Final = "views"  # on a server
LOCK: Final = 0x41534252  # "ASBR": the key of the one lock on the views
PATIENCE: Final = 2_000
"""Milliseconds that a transaction waits for the lock before it gives up."""


def views_in_file(file: Path) -> Engine:
    """Open the views in a file so that a transaction begins when it is begun.

    A file that is damaged is moved aside: views are made again from the log.
    """
    _move_aside_if_damaged(file)
    views = create_engine(f"sqlite:///{file}")
    event.listen(views, "connect", _let_us_begin)
    event.listen(views, "begin", _begin_in_sqlite)
    return views


def _move_aside_if_damaged(file: Path) -> None:
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file)) as db:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return  # it is busy, or cannot be written to: that is told elsewhere
    except sqlite3.DatabaseError:
        file.replace(file.with_name(f"{file.name}.damaged"))
        for rest in ("-wal", "-shm"):
            file.with_name(f"{file.name}{rest}").unlink(missing_ok=True)
        log.warning("The views' file is damaged: it is moved aside and made again")


def views_on_server(url: URL) -> Engine:
    """Open the views in their schema of a PostgreSQL database."""
    views = engine(url, SCHEMA)
    event.listen(views, "begin", _begin_in_postgresql)
    return views


def lock_first(views: Engine, *, patience: int = PATIENCE) -> Engine:
    """Return the same database, whose transactions take its one write lock first."""
    return views.execution_options(lock_first=True, patience=patience)


def read_only(views: Engine) -> Engine:
    """Return the same database, whose transactions wait for nobody."""
    return views.execution_options(lock_first=False)


def _let_us_begin(connection: Any, _: object) -> None:
    """Stop pysqlite from beginning by itself, late, at the first write."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={PATIENCE}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def _patience(db: Connection) -> int | None:
    """Say how long to wait for the lock; nothing where none is taken."""
    options = db.get_execution_options()
    return int(options["patience"]) if options.get("lock_first", False) else None


def _begin_in_sqlite(db: Connection) -> None:
    patience = _patience(db)
    if patience is None:
        db.exec_driver_sql("BEGIN")
    else:
        db.exec_driver_sql(f"PRAGMA busy_timeout={patience}")
        db.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_in_postgresql(db: Connection) -> None:
    patience = _patience(db)
    if patience is not None:
        db.execute(text(f"SET LOCAL lock_timeout = '{patience}ms'"))
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
