"""OCEL 2.0 as an SQLite database."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from asbreview.exports.object_log import (
    EVENT_ATTRIBUTES,
    OBJECT_TYPES,
    Happened,
    ObjectLog,
    Progress,
    stamp,
)
from asbreview.exports.things import Thing

AT_ONCE: Final = 2_000  # objects, written in one go
Row = tuple[str | None, ...]
IN_ALL: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -100000;
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
    """Write the log into a new database, which is of no use before it is whole."""
    db = sqlite3.connect(path)
    try:
        db.executescript(IN_ALL)
        written = _Writing(db)
        for events in log.portions(progress):
            written.events(events)
        things = iter(log.things)
        while some := list(islice(things, AT_ONCE)):
            written.objects(some)
        db.commit()
    finally:
        db.close()


def table_of(kind: str) -> str:
    """Return what stands for a type in the name of its table."""
    words = kind.replace(".", " ").replace("-", " ").split()
    return "".join(word.capitalize() for word in words)


class _Writing:
    """Rows into the tables of a new database; a type gets its table when it is met."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)
        self._into: dict[str, str] = {}
        for kind, attributes in OBJECT_TYPES.items():
            own = ["ocel_time TIMESTAMP", "ocel_changed_field TEXT"]
            self._type("object", kind, [*own, *(f"{name} TEXT" for name in attributes)])

    def events(self, events: Iterable[Happened]) -> None:
        """Write some events, and what each is related to."""
        for event_id, kind, at, attributes, about in events:
            if f"event {kind}" not in self._into:
                own = [f"{name} TEXT" for name in EVENT_ATTRIBUTES]
                self._type("event", kind, ["ocel_time TIMESTAMP", *own])
            values = map(attributes.get, EVENT_ATTRIBUTES)
            self._rows["event"].append((event_id, kind))
            self._rows[f"event {kind}"].append((event_id, stamp(at), *values))
            self._rows["event_object"] += [(event_id, *each) for each in about.items()]
        self._write()

    def objects(self, things: Iterable[Thing]) -> None:
        """Write some objects, what each was when, and what it is related to."""
        for thing in things:
            self._row("object", thing.object_id, thing.kind)
            for state in _states(thing, list(OBJECT_TYPES[thing.kind])):
                self._row(f"object {thing.kind}", *state)
            for related in thing.related:
                self._row("object_object", thing.object_id, *related)
        self._write()

    def _type(self, what: str, kind: str, columns: list[str]) -> None:
        """Make the table of a type of events, or of objects, which have many rows."""
        name = table_of(kind)
        own = " PRIMARY KEY" if what == "event" else ""
        self._db.execute(
            f"CREATE TABLE {what}_{name} (ocel_id TEXT{own} REFERENCES {what}"
            f" (ocel_id), {', '.join(columns)})"
        )
        self._db.execute(
            f"INSERT INTO {what}_map_type VALUES (?, ?)",  # noqa: S608  ours
            (kind, name),
        )
        self._into[f"{what} {kind}"] = f"{what}_{name}"

    def _row(self, table: str, *cells: str | None) -> None:
        self._rows[table].append(cells)

    def _write(self) -> None:
        """Write the rows that wait, those of a table together."""
        for table, rows in self._rows.items():
            marks = ", ".join("?" * len(rows[0]))
            into = f"INSERT INTO {self._into.get(table, table)} VALUES ({marks})"  # noqa: S608
            self._db.executemany(into, rows)
        self._rows.clear()


def _states(thing: Thing, own: list[str]) -> Iterator[Row]:
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
