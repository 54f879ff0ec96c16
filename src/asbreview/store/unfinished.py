"""The mark of a log on a server into which a copy was begun and not finished."""

from typing import Final

from sqlalchemy import URL, text

from asbreview.store import database
from asbreview.store.postgres_tables import SCHEMA

STORE: Final = f"{SCHEMA}.store"
_FIND: Final = "SELECT value FROM store WHERE name = 'copy'"
_SET: Final = """INSERT INTO store VALUES ('copy', 'unfinished')
    ON CONFLICT DO NOTHING"""
_TAKE_AWAY: Final = "DELETE FROM store WHERE name = 'copy'"


def is_marked(log: URL) -> bool:
    """Say whether a copy into the database was begun and not finished."""
    return database.has(log, STORE) and _done(log, _FIND) is not None


def mark(log: URL) -> None:
    """Mark a log before anything is copied into it."""
    _done(log, _SET)


def unmark(log: URL) -> None:
    """Say that the copy is whole."""
    _done(log, _TAKE_AWAY)


def _done(log: URL, statement: str) -> object:
    once = database.engine(log, SCHEMA)
    try:
        with once.begin() as db:
            found = db.execute(text(statement))
            return found.scalar() if found.returns_rows else None
    finally:
        once.dispose()
