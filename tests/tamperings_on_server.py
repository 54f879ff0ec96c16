"""A log on PostgreSQL, to be changed behind the program's back in each of the ways.

Whoever owns the database changes rows as they would in a file.  There is no file of the
log to be rolled back, but what stood in a schema is put back, as from a dump of it.
"""

from contextlib import contextmanager
from datetime import UTC
from random import Random

import psycopg

from asbreview.store.recording import Row
from tamperings import OF_A_LOG, OLDER, Log

GUARDS = (
    "DROP TRIGGER IF EXISTS never_edited ON events.stored_events",
    "DROP TRIGGER IF EXISTS never_emptied ON events.stored_events",
)
ROWS = """SELECT notification_id, originator_id, originator_version, topic, state,
    recorded_at FROM events.stored_events ORDER BY notification_id"""
LOG_ID = "SELECT value FROM events.store WHERE name = 'log'"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = %s"
SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname LIKE %s ORDER BY nspname"
HERE = (
    ("rowid", "notification_id"),
    ("stored_events", "events.stored_events"),
    ("ledger_heads", "office.ledger_heads"),
    ("?", "%s"),
)


class LogOnServer(Log):
    """A log on PostgreSQL, as somebody sees it who owns the database."""

    def __init__(self, settings, random: Random) -> None:
        self.settings, self.folder, self.random = settings, settings.data, random
        with psycopg.connect(settings.database) as db:
            self.rows = db.execute(ROWS).fetchall()
        self.positions = [row[0] for row in self.rows]
        self.size = len(self.rows)

    @contextmanager
    def unguarded(self, name="events"):
        with psycopg.connect(self.settings.database) as db:
            for guard in GUARDS if name == "events" else ():
                db.execute(guard)
            yield lambda said, told=(): db.execute(_here(said), told)

    def again(self):
        return LogOnServer(self.settings, self.random)

    def stored(self, size):
        with psycopg.connect(self.settings.database) as db:
            rows = db.execute(f"{ROWS} LIMIT %s", [size]).fetchall()
            (log_id,) = db.execute(LOG_ID).fetchone()
        return log_id, [_as_hashed(row) for row in rows]

    def put_back(self, older, names):
        with psycopg.connect(self.settings.database) as db:
            db.execute("SET session_replication_role = replica")  # past all guards
            for name in names:
                for (table,) in db.execute(TABLES, [name]).fetchall():
                    db.execute(f"DELETE FROM {name}.{table}")
                    kept = f"{_kept(name, older)}.{table}"
                    db.execute(f"INSERT INTO {name}.{table} SELECT * FROM {kept}")

    def older(self):
        events = _kept("events", "")
        with psycopg.connect(self.settings.database) as db:
            found = db.execute(SCHEMAS, [f"{events}%"]).fetchall()
        return [name.removeprefix(events) for (name,) in found]


def keep_a_copy(settings, older):
    """Keep what stands in the log and its office, to be put back later."""
    with psycopg.connect(settings.database) as db:
        for name in OF_A_LOG:
            db.execute(f"CREATE SCHEMA {_kept(name, older)}")
            for (table,) in db.execute(TABLES, [name]).fetchall():
                into = f"{_kept(name, older)}.{table}"
                db.execute(f"CREATE TABLE {into} AS TABLE {name}.{table}")


def _kept(name, older):
    return f"{OLDER}_{name}_{older}"


def _here(statement):
    for theirs, ours in HERE:
        statement = statement.replace(theirs, ours)
    return statement


def _as_hashed(row):
    """To the millisecond, as in files."""
    at, stream, version, topic, state, when = row
    milliseconds = when.microsecond // 1000
    told = f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{milliseconds:03}Z"
    parts = stream.hex, str(version), topic, told
    return Row(at, *(part.encode() for part in parts), bytes(state))
