"""Fills an installation with as many cases as are asked for.

A few cases are told by real commands; the others are their likes, written straight
into the log and, where that would take too long otherwise, into the views.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, Self

from asbreview.installation import Installation
from asbreview.key_file import key_in
from asbreview.letters.outbox import Outbox
from asbreview.store.keys import Wrapping
from asbreview.store.sqlite import written
from benchmarks.likes import Like, Pattern, reference_of
from journey import Journey

OPEN_OF_A_HUNDRED: Final = 5
OPEN_AT_LEAST: Final = 30  # a full page of the queue, and some, however few cases
PORTION: Final = 500  # cases
APART: Final = timedelta(milliseconds=1)  # less than it takes to write a case
INSERT: Final = """INSERT INTO stored_events
    (originator_id, originator_version, topic, state, recorded_at)
    SELECT ?, ?, ?, ?, at FROM clock"""


def fill(installation: Installation, cases: int, *, views: bool = False) -> None:
    """Make an installation hold so many cases; of a hundred, five are open.

    *views* are filled likewise: with what the projector would make of each case.
    Otherwise they are left as they were, for bringing them level is a figure of its
    own.  The letters of all the cases have gone: what is measured is not their making.
    Each case is recorded at an instant of its own, a millisecond after the one before.
    """
    patterns = _told(installation)
    if views:
        installation.projector.catch_up()
    with _Files(installation, patterns, views=views) as files:
        after = installation.reviews.end_of_log()
        for numbers in _portions(2, cases):
            likes = []
            for number in numbers:
                pattern = patterns[0 if _is_open(number) else 1]
                likes.append(Like(pattern, number, after=after))
                after = likes[-1].end
            files.write(likes)
        files.finish(after)


def open_cases(cases: int) -> list[str]:
    """Return the references of a page of the open cases, of so many in all."""
    return [reference_of(number) for number in range(2, min(cases, OPEN_AT_LEAST))]


def _is_open(number: int) -> bool:
    return number < OPEN_AT_LEAST or number % 100 < OPEN_OF_A_HUNDRED


def _portions(start: int, end: int) -> Iterator[range]:
    for first in range(start, end, PORTION):
        yield range(first, min(first + PORTION, end))


def _told(installation: Installation) -> list[Pattern]:
    """Tell a case that goes on and one that ended; their letters have gone."""
    reviews = installation.reviews
    Journey(reviews).stand()
    going = Journey(reviews, 2).apply().post(date(2026, 3, 3))
    going.decide().post(date(2026, 3, 9)).ask()
    ended = Journey(reviews, 3).apply().post(date(2026, 3, 3))
    reviews.withdraw(
        ended.case_id,
        withdrawn_on=date(2026, 3, 3),
        reason="Moved away.",
        signed=ended.signed(date(2026, 3, 3)),
    )
    ended.post(date(2026, 3, 4))
    return [Pattern(installation, journey) for journey in (going, ended)]


class _Files:
    """The files of an installation, written to directly."""

    def __init__(
        self, installation: Installation, patterns: list[Pattern], *, views: bool
    ) -> None:
        folder = installation.settings.data
        Outbox(installation.office, installation.keyring)  # makes its tables
        self._wrapping = Wrapping(key_in(installation.settings.keys))
        self._stack = ExitStack()
        self._log = self._open(folder / "events.sqlite")
        self._keys = self._open(folder / "keys.sqlite")
        self._office = self._open(folder / "office.sqlite")
        self._views = self._open(folder / "views.sqlite") if views else None
        if self._views is not None:
            one, other = patterns
            one.take_rows(self._views, not_of=other.own_ids)
            other.take_rows(self._views, not_of=one.own_ids)
        told = [letter.hex for pattern in patterns for letter in pattern.letters]
        self._gone(told)
        (at,) = self._log.execute("SELECT at FROM clock").fetchone()
        self._at = datetime.fromisoformat(at)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def write(self, likes: list[Like]) -> None:
        """Write some cases."""
        begun = self._at
        for like in likes:
            self._at += APART
            self._log.execute("UPDATE clock SET at = ?", [written(self._at)])
            self._log.executemany(INSERT, like.events())
        for table in likes[0].pattern.views:
            self._fill(table, likes, begun)
        keys = (key for like in likes for key in like.wrapped(self._wrapping))
        self._keys.executemany("INSERT INTO keys VALUES (?, ?)", keys)
        self._gone([letter for like in likes for letter in like.letters()])
        self._commit()

    def finish(self, end: int) -> None:
        """Note that the letters, and the views if they are, are level with the log."""
        self._office.execute("INSERT INTO outbox_followed VALUES (1, ?)", [end])
        if self._views is not None:
            self._views.execute("UPDATE positions SET position = ?", [end])
        self._commit()

    def _fill(self, table: str, likes: list[Like], begun: datetime) -> None:
        assert self._views is not None  # noqa: S101
        columns, _ = likes[0].pattern.views[table]
        marks = ", ".join("?" * columns)
        ats = [
            f"{begun + n * APART:%Y-%m-%d %H:%M:%S.%f}"
            for n in range(1, len(likes) + 1)
        ]
        told = zip(likes, ats, strict=True)
        rows = (row for like, at in told for row in like.rows(table, at))
        self._views.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608

    def _gone(self, letters: list[str]) -> None:
        self._office.executemany(
            "INSERT INTO outbox_letters VALUES (?, 1)", ([each] for each in letters)
        )

    def _open(self, file: Path) -> sqlite3.Connection:
        db = self._stack.enter_context(closing(sqlite3.connect(file)))
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA cache_size = -600000")  # KiB: random ids touch every page
        return db

    def _commit(self) -> None:
        for db in (self._log, self._keys, self._office, self._views):
            if db is not None:
                db.commit()
