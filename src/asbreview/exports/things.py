"""The objects that events are of, kept on disk: they are more than fit in mind."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, NamedTuple

TABLES: Final = """
PRAGMA cache_size = -64000;
CREATE TABLE things (number INTEGER PRIMARY KEY, object_id TEXT UNIQUE, kind TEXT);
CREATE TABLE known (number INTEGER, name TEXT, since TEXT, value TEXT,
  UNIQUE (number, name, since, value));
CREATE TABLE relations (number INTEGER, object_id TEXT, how TEXT,
  UNIQUE (number, object_id, how));
"""
SEE: Final = "INSERT OR IGNORE INTO things (object_id, kind) VALUES (?, ?)"
KNOW: Final = """INSERT OR IGNORE INTO known
  SELECT number, ?, ?, ? FROM things WHERE object_id = ?"""
RELATE: Final = """INSERT OR IGNORE INTO relations
  SELECT number, ?, ? FROM things WHERE object_id = ?"""
AT_ONCE: Final = 1_000  # objects, read in one go


class Related(NamedTuple):
    """An object that an event, or another object, has to do with, and how."""

    object_id: str
    how: str


class Attribute(NamedTuple):
    """What is known of an object from an instant on."""

    name: str
    since: datetime
    value: str


@dataclass
class Thing:
    """An object, what is known of it, and what other objects it has to do with."""

    object_id: str
    kind: str
    attributes: list[Attribute] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)


class Things:
    """Objects in the order in which they were first seen, and all that is told of each.

    What is told twice is kept once.  The file is the database's own, has no name, and
    is gone with this program, however that ends.
    """

    def __init__(self) -> None:
        self._db = sqlite3.connect("")
        self._db.executescript(TABLES)
        self._seen: dict[str, str] = {}
        self._known: dict[tuple[str, Attribute], None] = {}
        self._related: dict[tuple[str, str, str], None] = {}

    def see(self, object_id: str, kind: str) -> None:
        """Take in that there is an object; of one not seen, nothing else is kept."""
        self._seen.setdefault(object_id, kind)

    def know(self, object_id: str, name: str, since: datetime, value: str) -> None:
        """Take in what an object is from an instant on."""
        self._known[object_id, Attribute(name, since, value)] = None

    def relate(self, object_id: str, other: str, how: str) -> None:
        """Take in what other object one has to do with."""
        self._related[other, how, object_id] = None

    def keep(self) -> None:
        """Write down what was taken in, so that it is held in mind no longer."""
        self._db.executemany(SEE, self._seen.items())
        known = (
            (name, since.astimezone(UTC).isoformat(), value, object_id)
            for object_id, (name, since, value) in self._known
        )
        self._db.executemany(KNOW, known)
        self._db.executemany(RELATE, self._related)
        for taken in (self._seen, self._known, self._related):
            taken.clear()

    def __len__(self) -> int:
        """Return how many there are, of those kept."""
        (number,) = self._db.execute("SELECT count(*) FROM things").fetchone()
        return int(number)

    def __iter__(self) -> Iterator[Thing]:
        """Yield those kept, in the order in which they were first seen."""
        first = 1
        while found := self._between(first, first + AT_ONCE - 1):
            yield from found
            first += AT_ONCE

    def of_kinds(self, kinds: Iterable[str]) -> Iterator[Thing]:
        """Yield those kept of some kinds, of which there are few, likewise."""
        wanted = list(kinds)
        marks = ", ".join("?" * len(wanted))
        asked = f"SELECT number FROM things WHERE kind IN ({marks}) ORDER BY number"  # noqa: S608
        for (number,) in self._db.execute(asked, wanted).fetchall():
            yield from self._between(number, number)

    def _between(self, first: int, last: int) -> list[Thing]:
        """Return the objects of some numbers; numbers have no gaps."""
        among = f"WHERE number BETWEEN {first} AND {last}"
        found = {
            number: Thing(object_id, kind)
            for number, object_id, kind in self._db.execute(
                f"SELECT * FROM things {among} ORDER BY number"  # noqa: S608  two numbers
            )
        }
        for number, name, since, value in self._db.execute(
            f"SELECT * FROM known {among} ORDER BY number, rowid"  # noqa: S608
        ):
            known = Attribute(name, datetime.fromisoformat(since), value)
            found[number].attributes.append(known)
        for number, object_id, how in self._db.execute(
            f"SELECT * FROM relations {among} ORDER BY number, rowid"  # noqa: S608
        ):
            found[number].related.append(Related(object_id, how))
        return list(found.values())
