"""The log's tables on PostgreSQL, and every statement that touches them."""

from typing import Final, LiteralString

SCHEMA: Final = "events"
EVENTS: Final = "stored_events"
_DECIDED: Final[LiteralString] = """topic IN ('erasure.erasure-decided',
    'erasure.case-erasure-decided', 'erasure.case-erasure-ordered',
    'erasure.texts-erasure-decided', 'erasure.texts-erasure-agreed')"""
_INDEX: Final[
    LiteralString
] = f"""CREATE INDEX IF NOT EXISTS erasures_decided ON {{events}} (originator_id)
    WHERE {_DECIDED}"""
TABLES: Final[tuple[LiteralString, ...]] = (
    "ALTER TABLE {events} ADD COLUMN IF NOT EXISTS recorded_at timestamptz NOT NULL",
    "CREATE INDEX IF NOT EXISTS recorded_at ON {events} (recorded_at)",
    _INDEX,
    """CREATE TABLE IF NOT EXISTS {commands}
    (command_id uuid PRIMARY KEY, position bigint NOT NULL)""",
    "CREATE TABLE IF NOT EXISTS {clock} (id int PRIMARY KEY, at timestamptz NOT NULL)",
    "INSERT INTO {clock} VALUES (1, '-infinity') ON CONFLICT DO NOTHING",
    "CREATE TABLE IF NOT EXISTS {store} (name text PRIMARY KEY, value text NOT NULL)",
    """INSERT INTO {store} VALUES
    ('epoch', substr(replace(gen_random_uuid()::text, '-', ''), 1, 16))
    ON CONFLICT DO NOTHING""",
)
# Whoever means harm drops these first; they stop whoever means well.
GUARDS: Final[tuple[LiteralString, ...]] = (
    """CREATE OR REPLACE FUNCTION {kept}() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'What was recorded is never edited or deleted'
    USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    "DROP TRIGGER IF EXISTS never_edited ON {events}",
    """CREATE TRIGGER never_edited BEFORE UPDATE OR DELETE ON {events}
    FOR EACH ROW EXECUTE FUNCTION {kept}()""",
    "DROP TRIGGER IF EXISTS never_emptied ON {events}",
    """CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {events}
    FOR EACH STATEMENT EXECUTE FUNCTION {kept}()""",
)
LOG_ID: Final = """INSERT INTO {store} VALUES
    ('log', substr(replace(gen_random_uuid()::text, '-', ''), 1, 16))
    ON CONFLICT DO NOTHING"""
UPGRADES: Final[dict[int, tuple[LiteralString, ...]]] = {
    2: (*GUARDS, LOG_ID),
    3: ("DROP INDEX IF EXISTS {index}", _INDEX),
    4: ("DROP INDEX IF EXISTS {index}", _INDEX),
}
"""What brings the tables from the form before to each form."""
MADE: Final = "SELECT to_regclass({name}) IS NOT NULL AS made"
FORMAT_OF: Final = "SELECT value::int AS value FROM {store} WHERE name = 'format'"
SET_FORMAT: Final = """INSERT INTO {store} VALUES ('format', %s)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value"""
NEW_EPOCH: Final = """UPDATE {store}
    SET value = substr(replace(gen_random_uuid()::text, '-', ''), 1, 16)
    WHERE name = 'epoch'"""
# To the millisecond, as on SQLite: a log that is moved keeps its instants.
TICK: Final = """UPDATE {clock} SET at = greatest(at,
    date_trunc('milliseconds', coalesce(%s::timestamptz, clock_timestamp())))"""
# Events and command in one statement, since each that is asked for an answer is a
# journey to the server and back, while everybody else waits for the lock.
INSERT: Final = """WITH written AS (INSERT INTO {events}
    (originator_id, originator_version, topic, state, recorded_at)
    SELECT originator_id, originator_version, topic, state, (SELECT at FROM {clock})
    FROM unnest(%s::{event}[]) RETURNING notification_id),
    done AS (INSERT INTO {commands} SELECT given.id, max(notification_id)
    FROM written, (SELECT %s::uuid AS id) AS given
    WHERE given.id IS NOT NULL GROUP BY given.id)
    SELECT notification_id FROM written ORDER BY notification_id"""
DONE: Final = """INSERT INTO {commands}
    SELECT %s, coalesce(max(notification_id), 0) FROM {events} RETURNING position"""
POSITION_OF: Final = "SELECT position AS value FROM {commands} WHERE command_id = %s"
VERSION_AS_OF: Final = """SELECT max(originator_version) AS value FROM {events}
    WHERE originator_id = %s AND notification_id <= %s"""
POSITION_AS_OF: Final = """SELECT max(notification_id) AS value FROM {events}
    WHERE recorded_at <= %s"""
ERASURES: Final[LiteralString] = (
    f"SELECT originator_id FROM {{events}} WHERE {_DECIDED}"  # noqa: S608
)
EPOCH: Final = "SELECT value FROM {store} WHERE name = 'epoch'"
HISTORIES: Final = """SELECT originator_id, originator_version, topic, state
    FROM {events} WHERE originator_id = ANY(%s) AND notification_id <= %s
    ORDER BY originator_id, originator_version"""
LINES: Final = """SELECT notification_id, recorded_at,
    originator_id, originator_version, topic, state
    FROM {events} WHERE notification_id > %s AND notification_id <= %s
    ORDER BY notification_id LIMIT %s"""
ROWS: Final = """SELECT notification_id,
    replace(originator_id::text, '-', '') AS stream,
    originator_version::text AS version, topic, state,
    to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS recorded_at
    FROM {events} WHERE notification_id > %s AND notification_id <= %s
    ORDER BY notification_id LIMIT %s"""
NUMBER_UP_TO: Final = """SELECT count(*) AS value FROM {events}
    WHERE notification_id <= %s"""
