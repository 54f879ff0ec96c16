"""The rows a batch of events touches, held in memory until written in bulk."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Select, Table, select
from sqlalchemy.exc import OperationalError

from projections.held import Held, Row
from projections.writing import writing

PORTION: Final = 10_000


class Refused(Exception):
    """The database would not take a row; of whose case, where the row says so."""

    def __init__(self, row: Row) -> None:
        super().__init__("a row was refused")
        self.case_id: UUID | None = row.get("case_id")


class Folded(dict[UUID, tuple[int, Any]]):
    """Cases as their events have left them, and up to which position of the log.

    Views that stand at the same position share it for a batch: what one has taken in,
    the others need not.  Each keeps a copy of its own, so that each can be made alone.
    """


class Rows:
    """What a projection may read and write while it records events.

    The rows of the batch's cases are fetched in one question a table, when one of
    them is first asked for.  Of a table that keeps history (`to_position`) only the
    rows that still hold are seen.  `position` is where in the log the event being
    recorded stands, `recorded_at` since when.
    """

    def __init__(
        self,
        db: Connection,
        stored_as: Mapping[Table, Table],
        cases: Collection[UUID],
        folded: Folded,
    ) -> None:
        self._db = db
        self.folded = folded
        self._tables = {table: Held(stored) for table, stored in stored_as.items()}
        self._cases = set(cases)
        self.position = 0
        self.recorded_at = datetime.min.replace(tzinfo=UTC)

    def expect(self, cases: Collection[UUID]) -> None:
        """Say which cases' rows will be asked for besides the batch's own."""
        self._cases |= set(cases)

    def of_case(self, table: Table, case_id: UUID) -> list[Row]:
        """Return the rows of one case."""
        held = self._tables[table]
        rows = held.of_case(case_id)
        if rows is None:
            self._fetch(held, case_id)
            rows = held.of_case(case_id) or []
        return rows

    def one(self, table: Table, *key: Any) -> Row | None:
        """Return the row with a primary key, fetched when first asked for."""
        held = self._tables[table]
        if held.is_one_a_case:
            for row in self.of_case(table, *key):
                return row
            return None
        if not held.was_asked(key):
            columns = zip(held.stored.primary_key, key, strict=True)
            question = select(held.stored)
            for column, value in columns:
                question = question.where(column == value)
            self._hold(held, question)
        return held.one(key)

    def matching(self, table: Table, **values: Any) -> list[Row]:
        """Return the rows with these values; for rare events, or small tables.

        The database is asked once: what changes later in the batch is held here.
        """
        held = self._tables[table]
        if not held.was_asked(tuple(values.items())):
            self._hold(held, _that_hold(held.stored).filter_by(**values))
        return [
            row
            for row in held.live()
            if all(row[name] == value for name, value in values.items())
        ]

    def put(self, table: Table, **row: Any) -> Row:
        """Add a row, or take one that was changed, to be written with the batch."""
        held = self._tables[table]
        row = {**held.blank, **row}
        held.add(row)
        held.changed[id(row)] = row
        return row

    def change(self, table: Table, row: Row, **changes: Any) -> None:
        """Change a row in place: of a table without history, or what it gained."""
        row.update(changes)
        self._tables[table].changed[id(row)] = row

    def begin(self, table: Table, **row: Any) -> Row:
        """Add a row that holds from this position on."""
        return self.put(table, **row, from_position=self.position, to_position=None)

    def end(self, table: Table, row: Row) -> None:
        """Say that a row holds up to this position, and no further."""
        self.change(table, row, to_position=self.position)
        self._tables[table].drop(row)

    def from_now_on(self, table: Table, row: Row, **changes: Any) -> Row:
        """End a row here and begin another that differs; if none does, leave it."""
        for name, value in changes.items():
            held = row[name]
            if held is not value and held != value:
                break
        else:
            return row
        if row["from_position"] == self.position:
            self.change(table, row, **changes)
            return row
        self.end(table, row)
        return self.put(
            table,
            **{**row, **changes, "from_position": self.position, "to_position": None},
        )

    def keep(self, table: Table, case_id: UUID, **values: Any) -> Row:
        """Say what holds of a case from now on, in a table with one row a case."""
        for row in self.of_case(table, case_id):
            return self.from_now_on(table, row, **values)
        return self.begin(table, case_id=case_id, **values)

    def write(self, *, singly: bool = False) -> None:
        """Write what changed: one statement for each table, or *singly* each row.

        What is written singly says which row the database would not take (`Refused`).
        """
        for held in self._tables.values():
            rows = list(held.changed.values())
            if singly:
                for row in rows:
                    self._write_one(held.stored, row)
            elif rows:
                writing(held.stored, self._db.dialect).write(self._db, rows)

    def _write_one(self, stored: Table, row: Row) -> None:
        try:
            writing(stored, self._db.dialect).write(self._db, [row])
        except OperationalError:
            raise  # the database, not the row
        except Exception as why:
            raise Refused(row) from why

    def _fetch(self, held: Held, case_id: UUID) -> None:
        """Fetch the rows of every case expected, when one's are first asked for."""
        missing = held.not_fetched(self._cases | {case_id})
        for some in _portions(missing):
            stored = held.stored
            self._hold(held, _that_hold(stored).where(stored.c.case_id.in_(some)))

    def _hold(self, held: Held, question: Select[Any]) -> None:
        held.take_up(dict(row) for row in self._db.execute(question).mappings())


def _that_hold(table: Table) -> Select[Any]:
    question = select(table)
    if "to_position" in table.c:
        question = question.where(table.c.to_position.is_(None))
    return question


def _portions(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    left = iter(ids)
    while portion := list(islice(left, PORTION)):
        yield portion
