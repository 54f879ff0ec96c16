"""A database on a PostgreSQL server: how it is reached, and its schemas.

Each store lies in a schema of its own, so that the tables of one never meet those of
another: `events`, `office` and `views` in one database, `keys` in a second.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import URL, Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

DRIVER: Final = "postgresql+psycopg"
PATIENCE: Final = 3  # seconds to reach the server
POOL: Final = 10
MAKING: Final = 0x4153424D  # "ASBM"
# By what the server, or the way to it, says.  The name of a role is no secret; a
# password is never said.
ADVICE: Final = (
    (
        ("password", "no pg_hba.conf entry", "role "),
        "Put the right user and password into {setting}, or let that user in.",
    ),
    (("does not exist",), "Make that database, or name the right one in {setting}."),
    (
        ("refused", "timeout", "timed out", "resolve", "No route", "unreachable"),
        "See that PostgreSQL runs there and can be reached, and start this again.",
    ),
    (("starting up", "shutting down", "recovery"), "Start this again in a moment."),
)


class NotADatabase(Exception):
    """An address is not that of a PostgreSQL database."""


class NotReached(Exception):
    """The database does not answer, or lets nobody in; `advice` says what to do."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.advice = next(
            (advice for words, advice in ADVICE if any(w in said for w in words)),
            "Put right what it says, and start this again.",
        )


def parsed(address: str) -> URL:
    """Return an address as people write it, `postgresql://…`; else `NotADatabase`."""
    try:
        url = make_url(address)
    except ArgumentError as why:
        raise NotADatabase from why
    if url.get_backend_name() not in {"postgresql", "postgres"} or not url.database:
        raise NotADatabase
    return url.set(drivername=DRIVER)


def arguments(url: URL) -> dict[str, Any]:
    """Return all that an address says, as the driver is told it.

    That is more than host, name and password: several hosts, of which the one that
    can be written to is meant, and how the server has to prove who it is.
    """
    _, told = url.get_dialect()().create_connect_args(url)
    return {"connect_timeout": PATIENCE, **told}


def where(url: URL) -> str:
    """Return the server of an address, or several, for people to read."""
    told = arguments(url)
    hosts = str(told.get("host") or "this machine").split(",")
    ports = str(told.get("port") or 5432).split(",")
    if len(ports) < len(hosts):
        ports = ports[:1] * len(hosts)
    return " or ".join(f"{h}:{p or 5432}" for h, p in zip(hosts, ports, strict=True))


def engine(url: URL, schema: str) -> Engine:
    """Return what reaches one schema; a connection is looked at before it is used."""
    return create_engine(
        url,
        pool_pre_ping=True,
        hide_parameters=True,
        pool_size=POOL,
        max_overflow=POOL,
        pool_timeout=PATIENCE,
        connect_args={
            "connect_timeout": PATIENCE,
            "options": f"-c search_path={schema}",
        },
    )


def must_answer(url: URL) -> None:
    """Refuse a database that cannot be reached (`NotReached`), in its own words."""
    once = create_engine(url, connect_args={"connect_timeout": PATIENCE})
    try:
        with once.connect() as db:
            db.execute(text("SELECT 1"))
    except OperationalError as why:
        raise NotReached(_first_line(why)) from None
    finally:
        once.dispose()


def is_replica(reached: Engine) -> bool:
    """Say whether what is reached is a replica, which can be read and nothing else."""
    if reached.dialect.name != "postgresql":
        return False
    with reached.connect() as db:
        return bool(db.scalar(text("SELECT pg_is_in_recovery()")))


def has(url: URL, table: str) -> bool:
    """Say whether a database has a table, named with its schema."""
    once = create_engine(url)
    with once.connect() as db:
        found = db.scalar(text("SELECT to_regclass(:table)"), {"table": table})
    once.dispose()
    return found is not None


def holds(url: URL, table: str) -> bool:
    """Say whether a table, named with its schema, holds anything."""
    once = create_engine(url)
    with once.connect() as db:
        found = db.scalar(text(f"SELECT EXISTS (SELECT FROM {table})"))  # noqa: S608
    once.dispose()
    return bool(found)


@contextmanager
def alone(url: URL) -> Iterator[None]:
    """Hold a database for making tables: of two who would, one waits."""
    once = create_engine(url)
    try:
        with once.connect() as db:
            db.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MAKING})
            yield
    finally:
        once.dispose()


def make_schema(url: URL, schema: str) -> None:
    """Make a schema, if it is not there."""
    once = create_engine(url)
    with once.begin() as db:
        db.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
    once.dispose()


def _first_line(why: OperationalError) -> str:
    """Return what the server, or the way to it, said; no password is in it."""
    said = str(why.orig).strip().splitlines()
    return said[0].strip() if said else "no answer"
