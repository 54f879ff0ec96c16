"""The rows of one table, as a batch holds them in memory."""

from collections.abc import Callable, Collection, Iterable
from itertools import chain
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Table

Row = dict[str, Any]


class Held:
    """What is held of a table: its live rows, by case and by key, and what changed.

    Of a table that keeps history a row that ended is live no longer, though it is still
    to be written.  Rows are told apart by what they are, not by what they hold: to hash
    an id for each look at a row would take longer than the look.
    """

    def __init__(self, stored: Table) -> None:
        self.stored = stored
        self.blank: Row = dict.fromkeys(stored.c.keys())
        self.changed: dict[int, Row] = {}
        names = [column.name for column in stored.primary_key]
        self.is_one_a_case = names == ["case_id"]
        self._key_of: Callable[[Row], Any] = itemgetter(*names)
        self._keeps_history = "to_position" in stored.c
        self._has_cases = "case_id" in stored.c
        self._by_case: dict[UUID, dict[int, Row]] = {}  # of the cases fetched
        self._unasked: dict[UUID, dict[int, Row]] = {}  # of those that are not
        self._by_key: dict[Any, Row] = {}
        self._others: dict[int, Row] = {}
        self._asked: set[Any] = set()

    def add(self, row: Row) -> None:
        """Hold a row; of a table without history, instead of the one with its key."""
        if not self._keeps_history:
            key = self._key_of(row)
            before = self._by_key.get(key)
            if before is not None:
                self.drop(before)
                self.changed.pop(id(before), None)
            self._by_key[key] = row
        if not self._has_cases:
            self._others[id(row)] = row
            return
        case_id = row["case_id"]
        rows = self._by_case.get(case_id)
        if rows is None:
            rows = self._unasked.setdefault(case_id, {})
        rows[id(row)] = row

    def drop(self, row: Row) -> None:
        """Let go of a row that is live no longer."""
        if not self._has_cases:
            self._others.pop(id(row), None)
            return
        case_id = row["case_id"]
        rows = self._by_case.get(case_id)
        if rows is None:
            rows = self._unasked.get(case_id, {})
        rows.pop(id(row), None)

    def of_case(self, case_id: UUID) -> list[Row] | None:
        """Return the live rows of a case; nothing if they have still to be fetched."""
        rows = self._by_case.get(case_id)
        return None if rows is None else list(rows.values())

    def one(self, key: tuple[Any, ...]) -> Row | None:
        """Return the row with a key, of a table without history."""
        return self._by_key.get(key if len(key) > 1 else key[0])

    def live(self) -> Iterable[Row]:
        """Return every live row that is held."""
        of_cases = chain(self._by_case.values(), self._unasked.values())
        return [*self._others.values(), *chain(*(rows.values() for rows in of_cases))]

    def was_asked(self, question: Any) -> bool:
        """Has the database been asked this?  From now on it has."""
        asked = question in self._asked
        self._asked.add(question)
        return asked

    def not_fetched(self, cases: Collection[UUID]) -> list[UUID]:
        """Return the cases whose rows were not fetched; they are about to be."""
        missing = [case_id for case_id in cases if case_id not in self._by_case]
        for case_id in missing:
            self._by_case[case_id] = self._unasked.pop(case_id, {})
        return missing

    def take_up(self, fetched: Iterable[Row]) -> None:
        """Hold what was fetched, but for what is held, or changed, already."""
        known = {self._key_of(row) for row in self.live()}
        known.update(map(self._key_of, self.changed.values()))
        for row in fetched:
            if self._key_of(row) not in known:
                self.add(row)
