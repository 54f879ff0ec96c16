"""The log's tables on SQLite, and the statements that read and write them."""

from typing import Final

from asbreview.store.recording import FORMAT

# Whoever means harm drops these first; they stop whoever means well.
GUARDS: Final = [
    """CREATE TRIGGER IF NOT EXISTS never_edited BEFORE UPDATE ON stored_events
        BEGIN SELECT RAISE(ABORT, 'What was recorded is never edited'); END""",
    """CREATE TRIGGER IF NOT EXISTS never_deleted BEFORE DELETE ON stored_events
        BEGIN SELECT RAISE(ABORT, 'What was recorded is never deleted'); END""",
]
# The index serves a question in the very words of its condition, and no other.
_DECIDED: Final = """topic IN ('erasure.erasure-decided',
    'erasure.case-erasure-decided', 'erasure.case-erasure-ordered',
    'erasure.texts-erasure-decided', 'erasure.texts-erasure-agreed')"""
_INDEX: Final = f"""CREATE INDEX IF NOT EXISTS erasures_decided
    ON stored_events (originator_id) WHERE {_DECIDED}"""
LOG_ID: Final = "INSERT OR IGNORE INTO store VALUES ('log', lower(hex(randomblob(8))))"
TABLES: Final = [
    # Named `rowid`, the name the library asks for; numbers are never used again.
    """CREATE TABLE IF NOT EXISTS stored_events (
        rowid INTEGER PRIMARY KEY AUTOINCREMENT,
        originator_id TEXT NOT NULL,
        originator_version INTEGER NOT NULL,
        topic TEXT NOT NULL,
        state BLOB NOT NULL,
        recorded_at TEXT NOT NULL,
        UNIQUE (originator_id, originator_version))""",
    *GUARDS,
    _INDEX,
    """CREATE TABLE IF NOT EXISTS commands (
        command_id TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY, at TEXT NOT NULL)",
    "INSERT OR IGNORE INTO clock VALUES (1, '')",
    """CREATE TABLE IF NOT EXISTS store (
        name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID""",
    f"INSERT OR IGNORE INTO store VALUES ('format', '{FORMAT}')",  # noqa: S608
    "INSERT OR IGNORE INTO store VALUES ('epoch', lower(hex(randomblob(8))))",
    LOG_ID,
]
# The first statement of every save: takes the write lock, never goes back.
TICK: Final = "UPDATE clock SET at = max(at, now_utc())"
INSERT: Final = """INSERT INTO stored_events
    (originator_id, originator_version, topic, state, recorded_at)
    SELECT ?, ?, ?, ?, at FROM clock"""
DONE: Final = """INSERT INTO commands
    SELECT ?, coalesce(max(rowid), 0) FROM stored_events"""
NEW_EPOCH: Final = """UPDATE store SET value = lower(hex(randomblob(8)))
    WHERE name = 'epoch'"""
# Positions and instants never go back, so an instant's last line is found by halving:
# an index by instants would be a sixth of what a save costs.
FURTHEST: Final = 2**40
"""A position further than any log reaches."""
POSITION_AS_OF: Final = f"""WITH RECURSIVE
    asked (instant) AS (SELECT ?),
    near (reached, step) AS (
        SELECT 0, {FURTHEST}
        UNION ALL
        SELECT reached + step * coalesce(
                (SELECT recorded_at FROM stored_events WHERE rowid <= reached + step
                    ORDER BY rowid DESC LIMIT 1) <= instant, 1),
            step / 2
        FROM near, asked WHERE step > 0)
    SELECT max(rowid) FROM stored_events
    WHERE rowid <= (SELECT reached FROM near WHERE step = 0)"""  # noqa: S608
LINES: Final = """SELECT
    rowid, recorded_at, originator_id, originator_version, topic, state
    FROM stored_events WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?"""
# As bytes: what was tampered with need not be the text or the number it should be.
ROWS: Final = """SELECT rowid, CAST(originator_id AS BLOB),
    CAST(originator_version AS BLOB), CAST(topic AS BLOB), CAST(recorded_at AS BLOB),
    CASE typeof(state) WHEN 'blob' THEN state
        ELSE CAST(typeof(state) || ': ' || coalesce(state, '') AS BLOB) END
    FROM stored_events WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?"""
HISTORY: Final = """SELECT originator_version, topic, state
    FROM stored_events
    WHERE originator_id = ? AND originator_version > ? AND originator_version <= ?
    ORDER BY originator_version LIMIT ?"""
HISTORY_BACK: Final = HISTORY.replace(" LIMIT", " DESC LIMIT")
HISTORIES: Final = """SELECT originator_id, originator_version, topic, state
    FROM stored_events
    WHERE originator_id IN (SELECT value FROM json_each(?)) AND rowid <= ?
    ORDER BY originator_id, originator_version"""
ERASURES: Final = f"SELECT originator_id FROM stored_events WHERE {_DECIDED}"  # noqa: S608
UPGRADES: Final = {
    2: [*GUARDS, LOG_ID],
    3: ["DROP INDEX IF EXISTS erasures_decided", _INDEX],
    4: ["DROP INDEX IF EXISTS erasures_decided", _INDEX],
}
"""What brings the tables from the form before to each form."""
