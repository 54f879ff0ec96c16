"""Events by the case that they are of, put in order on disk."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from asbreview.domain.trigger.facts import ApplicationReceived
from asbreview.exports.object_log import EVENT_ATTRIBUTES, Happened, stamp
from asbreview.exports.reckoning import UNDER

OWN: Final = ", ".join(EVENT_ATTRIBUTES)
TABLES: Final = f"""
PRAGMA cache_size = -64000;
CREATE TABLE cases (number INTEGER PRIMARY KEY, case_id TEXT UNIQUE, under TEXT);
CREATE TABLE steps (case_number INTEGER, moment REAL, event_id TEXT, kind TEXT, at TEXT,
  officer_id TEXT, {OWN});
"""
CASE: Final = "INSERT OR IGNORE INTO cases (case_id) VALUES (?)"
RECEIVED: Final = "UPDATE cases SET under = ? WHERE case_id = ?"
STEP: Final = f"""INSERT INTO steps
  SELECT number, ?, ?, ?, ?, ?, {", ".join("?" * len(EVENT_ATTRIBUTES))}
  FROM cases WHERE case_id = ?"""  # noqa: S608  our own names
IN_ORDER: Final = f"""
SELECT case_id, under, event_id, kind, at, officer_id, {OWN}
FROM steps JOIN cases ON cases.number = case_number
ORDER BY case_number, moment, steps.rowid
"""  # noqa: S608


class Of(NamedTuple):
    """The case that a trace is of, and what stands for its version of the procedures.

    Empty of one that was never received: nothing is told of its procedures.
    """

    case_id: str
    under: str


class Step(NamedTuple):
    """What one of the traces' events says, and what of its attributes it has."""

    event_id: str
    kind: str
    at: str
    officer_id: str
    attributes: dict[str, str]


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
        self._db.executemany(CASE, [(next(iter(e.related)),) for e in events])
        self._db.executemany(STEP, map(_row, events))
        received = (e for e in events if e.kind == ApplicationReceived.TOPIC)
        self._db.executemany(RECEIVED, map(_received, received))

    def __iter__(self) -> Iterator[tuple[Of, Iterator[Step]]]:
        """Yield each case, in the order in which they began, and its events."""
        rows = self._db.execute(IN_ORDER)
        for (case_id, under), steps in groupby(rows, key=itemgetter(0, 1)):
            yield Of(case_id, under or ""), (_step(*step[2:]) for step in steps)


def _received(event: Happened) -> tuple[str, str]:
    """Return the version that a case was received under, and the case."""
    under = next(to for to, how in event.related.items() if how == UNDER)
    return under, next(iter(event.related))


def _row(event: Happened) -> tuple[float | str | None, ...]:
    case_id, officer_id, *_ = event.related
    return (
        event.at.timestamp(),
        event.event_id,
        event.kind,
        stamp(event.at),
        officer_id,
        *map(event.attributes.get, EVENT_ATTRIBUTES),
        case_id,
    )


def _step(
    event_id: str, kind: str, at: str, officer_id: str, *values: str | None
) -> Step:
    told = zip(EVENT_ATTRIBUTES, values, strict=True)
    own = {name: value for name, value in told if value is not None}
    return Step(event_id, kind, at, officer_id, own)
