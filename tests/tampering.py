"""Doing what nobody may: changing the file of the log behind the program's back."""

import sqlite3
from contextlib import closing


def tamper(folder, statement, *parameters):
    """Take away what guards the log, change it, and leave it unguarded."""
    with closing(sqlite3.connect(folder / "events.sqlite")) as db, db:
        for guard in ("never_edited", "never_deleted"):
            db.execute(f"DROP TRIGGER IF EXISTS {guard}")
        db.execute(statement, parameters)
