"""Who uses a database on a server: many together, or `asbreview copy` alone.

Whoever opens an installation holds a lock of the database, shared, for as long as it
is open; a copy holds it alone.  The lock goes with the connection that took it, and a
server goes on when its connections broke: so a copy asks besides who is connected.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Final

import psycopg
from sqlalchemy import URL, Engine, text

from asbreview.store.database import arguments

USED: Final = 0x41534255  # "ASBU"
PATIENCE: Final = 3  # seconds, to reach the server and for who is just leaving
LOCK_WAIT: Final = "5s"  # for a write that is just being finished
_CONNECTED: Final = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND backend_type = 'client backend'"""


class InUse(Exception):
    """Others use the database, so it cannot be had alone."""


class BeingCopied(Exception):
    """`asbreview copy` has the database alone."""


@contextmanager
def used(url: URL) -> Iterator[None]:
    """Use a database together with others; `BeingCopied` while one has it alone."""
    with _connected(url) as db:
        if not _taken(db, "SELECT pg_try_advisory_lock_shared(%s)"):
            raise BeingCopied
        yield


@contextmanager
def used_alone(url: URL) -> Iterator[None]:
    """Have a database alone; `InUse` while anybody else is connected to it."""
    with _connected(url) as db:
        if not _taken(db, "SELECT pg_try_advisory_lock(%s)"):
            raise InUse
        _must_be_alone(db)
        yield


@contextmanager
def kept_still(engine: Engine, *tables: str) -> Iterator[None]:
    """Let nobody write into some tables, whoever they are; all may read them."""
    with engine.connect() as db, db.begin():
        db.execute(text(f"SET LOCAL lock_timeout = '{LOCK_WAIT}'"))
        db.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        db.execute(text(f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE"))
        yield


def _must_be_alone(db: psycopg.Connection) -> None:
    """Refuse while others are connected, once those just leaving have left."""
    until = monotonic() + PATIENCE
    while _one(db, _CONNECTED):
        if monotonic() > until:
            raise InUse
        sleep(0.05)


def _taken(db: psycopg.Connection, statement: str) -> bool:
    row = db.execute(statement.encode(), [USED]).fetchone()
    return bool(row and row[0])


def _one(db: psycopg.Connection, statement: str) -> int:
    row = db.execute(statement.encode()).fetchone()
    return int(row[0]) if row else 0


def _connected(url: URL) -> psycopg.Connection:
    return psycopg.connect(**arguments(url), autocommit=True)
