"""Events by the case that they are of, put in order on disk."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from asbreview.exports.object_log import Happened, stamp

TABLES: Final = """
PRAGMA cache_size = -64000;
CREATE TABLE cases (number INTEGER PRIMARY KEY, case_id TEXT UNIQUE);
CREATE TABLE steps (case_number INTEGER, moment REAL, kind TEXT, at TEXT,
  officer_id TEXT, happened_on TEXT, recorded_at TEXT, result TEXT);
"""
CASE: Final = "INSERT OR IGNORE INTO cases (case_id) VALUES (?)"
STEP: Final = """INSERT INTO steps
  SELECT number, ?, ?, ?, ?, ?, ?, ? FROM cases WHERE case_id = ?"""
IN_ORDER: Final = """
SELECT case_id, kind, at, officer_id, happened_on, recorded_at, result
FROM steps JOIN cases ON cases.number = case_number
ORDER BY case_number, moment, steps.rowid
"""


class Step(NamedTuple):
    """What one of the traces' events says."""

    kind: str
    at: str
    officer_id: str
    happened_on: str
    recorded_at: str
    result: str | None


class Traces:
    """The events of each case, in order of time; what was at once, as it was recorded.

    They are kept on disk, as the objects of an export are.
    """

    def __init__(self) -> None:
        self._db = sqlite3.connect("")
        self._db.executescript(TABLES)

    def take(self, events: Iterable[Happened]) -> None:
        """Take in some events, each related to its case first, then to who recorded."""
        events = list(events)
        self._db.executemany(CASE, [(e.related[0].object_id,) for e in events])
        self._db.executemany(STEP, map(_row, events))

    def __iter__(self) -> Iterator[tuple[str, Iterator[Step]]]:
        """Yield each case, in the order in which they began, and its events."""
        rows = self._db.execute(IN_ORDER)
        for case_id, steps in groupby(rows, key=itemgetter(0)):
            yield case_id, (Step(*step[1:]) for step in steps)


def _row(event: Happened) -> tuple[float | str | None, ...]:
    told = event.attributes
    return (
        event.at.timestamp(),
        event.kind,
        stamp(event.at),
        event.related[1].object_id,
        told["happened_on"],
        told["recorded_at"],
        told.get("result"),
        event.related[0].object_id,
    )
