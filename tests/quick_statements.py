"""Statements that are compiled once, for every database that a test opens.

A server opens its databases once and keeps what it compiled for them; a test opens its
own, and half the time that it took to bring its views level went into compiling anew
what the test before had compiled.
"""

import pytest
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

MOST = 5_000  # statements kept in mind
DIALECTS = (SQLiteDialect_pysqlite, PGDialect_psycopg)
# What a database says of itself when it is reached, which statements may depend on.
ALIKE = ("server_version_info", "default_schema_name", "paramstyle", "positional")


def pytest_configure(config):
    patch, compiled = pytest.MonkeyPatch(), LRUCache(MOST)
    # Each engine sets itself one of its own, and does not get it.
    for_all = property(lambda _: compiled, lambda *_: None)
    patch.setattr(Engine, "_compiled_cache", for_all, raising=False)
    for dialect in DIALECTS:
        patch.setattr(dialect, "__eq__", _speaks_as, raising=False)
        patch.setattr(dialect, "__hash__", _by_its_kind, raising=False)
    config.add_cleanup(patch.undo)


def _speaks_as(dialect, other):
    return type(dialect) is type(other) and all(
        getattr(dialect, name, None) == getattr(other, name, None) for name in ALIKE
    )


def _by_its_kind(dialect):
    return hash(type(dialect))
