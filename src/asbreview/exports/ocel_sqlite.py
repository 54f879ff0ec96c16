"""OCEL 2.0 as an SQLite database."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from asbreview.exports.object_log import (
    EVENT_ATTRIBUTES,
    OBJECT_TYPES,
    Happened,
    ObjectLog,
    Progress,
    Thing,
    stamp,
)

IN_ALL: Final = """
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE event (
  ocel_id TEXT PRIMARY KEY,
  ocel_type TEXT REFERENCES event_map_type (ocel_type)
);
CREATE TABLE object (
  ocel_id TEXT PRIMARY KEY,
  ocel_type TEXT REFERENCES object_map_type (ocel_type)
);
CREATE TABLE event_object (
  ocel_event_id TEXT REFERENCES event (ocel_id),
  ocel_object_id TEXT REFERENCES object (ocel_id),
  ocel_qualifier TEXT,
  PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier)
);
CREATE TABLE object_object (
  ocel_source_id TEXT REFERENCES object (ocel_id),
  ocel_target_id TEXT REFERENCES object (ocel_id),
  ocel_qualifier TEXT,
  PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier)
);
"""


def write_sqlite(log: ObjectLog, path: Path, progress: Progress) -> None:
    """Write the log into a new database; it is gone through twice."""
    kinds = sorted({event.kind for event in log.events()})
    db = sqlite3.connect(path)
    try:
        db.executescript(IN_ALL)
        _types(db, kinds)
        _objects(db, log.things.values())
        for event in log.events(progress):
            _event(db, event)
        db.commit()
    finally:
        db.close()


def table_of(kind: str) -> str:
    """Return what stands for a type in the name of its table."""
    words = kind.replace(".", " ").replace("-", " ").split()
    return "".join(word.capitalize() for word in words)


def _types(db: sqlite3.Connection, kinds: Iterable[str]) -> None:
    for kind in kinds:
        columns = ", ".join(f"{name} TEXT" for name in EVENT_ATTRIBUTES)
        _table(db, "event", kind, f"ocel_time TIMESTAMP, {columns}", key=True)
    for kind, attributes in OBJECT_TYPES.items():
        columns = "".join(f", {name} TEXT" for name in attributes)
        timed = f"ocel_time TIMESTAMP, ocel_changed_field TEXT{columns}"
        _table(db, "object", kind, timed, key=False)


def _table(
    db: sqlite3.Connection, what: str, kind: str, columns: str, *, key: bool
) -> None:
    name = table_of(kind)
    own = " PRIMARY KEY" if key else ""
    db.execute(
        f"CREATE TABLE {what}_{name}"
        f" (ocel_id TEXT{own} REFERENCES {what} (ocel_id), {columns})"
    )
    into = f"INSERT INTO {what}_map_type VALUES (?, ?)"  # noqa: S608  ours
    db.execute(into, (kind, name))


def _objects(db: sqlite3.Connection, things: Iterable[Thing]) -> None:
    things = list(things)
    db.executemany(
        "INSERT INTO object VALUES (?, ?)", [(t.object_id, t.kind) for t in things]
    )
    for thing in things:
        own = list(OBJECT_TYPES[thing.kind])
        marks = ", ".join("?" * (3 + len(own)))
        into = f"INSERT INTO object_{table_of(thing.kind)} VALUES ({marks})"  # noqa: S608
        db.executemany(into, _states(thing, own))
        db.executemany(
            "INSERT INTO object_object VALUES (?, ?, ?)",
            [(thing.object_id, *related) for related in thing.related],
        )


def _states(thing: Thing, own: list[str]) -> Iterator[tuple[str | None, ...]]:
    """Yield what an object was at first, and each change that came later."""
    first = {each.name: each.value for each in reversed(thing.attributes)}
    since = min((each.since for each in thing.attributes), default=None)
    begun = stamp(since) if since else "1970-01-01T00:00:00Z"
    yield (thing.object_id, begun, None, *(first.get(name) for name in own))
    seen: set[str] = set()
    for each in thing.attributes:
        if each.name in seen:
            values = (each.value if name == each.name else None for name in own)
            yield (thing.object_id, stamp(each.since), each.name, *values)
        seen.add(each.name)


def _event(db: sqlite3.Connection, event: Happened) -> None:
    db.execute("INSERT INTO event VALUES (?, ?)", (event.event_id, event.kind))
    values = [event.attributes.get(name) for name in EVENT_ATTRIBUTES]
    marks = ", ".join("?" * (2 + len(values)))
    into = f"INSERT INTO event_{table_of(event.kind)} VALUES ({marks})"  # noqa: S608
    db.execute(into, (event.event_id, stamp(event.at), *values))
    db.executemany(
        "INSERT INTO event_object VALUES (?, ?, ?)",
        [(event.event_id, *related) for related in event.related],
    )
