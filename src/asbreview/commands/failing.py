"""How it is told that a command failed for a reason outside the program."""

import sqlite3

from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import DBAPIError

from asbreview.procedures import NoSuchProcedure, UnreadableProcedure


def told(why: Exception) -> str:
    """Return a sentence with what to do; nothing for a fault of the program's own."""
    match why:
        case NoSuchProcedure() | UnreadableProcedure():
            return f"The procedure of ASBREVIEW_PROCEDURE cannot be used: {why}"
        case sqlite3.DatabaseError() | DBAPIError() | PersistenceError():
            return (
                f"A database cannot be read or written: {_cause(why)}. Look whether the"
                " disk is full, and whether the folder may be written to; a damaged"
                " views.sqlite can be deleted, any other is to be restored."
            )
        case OSError():
            name = f": {why.filename}" if why.filename else ""
            return f"{why.strerror or why}{name}"
        case _:
            return ""


def _cause(why: Exception) -> str:
    """Return what the database said, without what it was asked."""
    said = str(getattr(why, "orig", None) or why)
    return said.splitlines()[0] if said else type(why).__name__
