"""The rows a batch of events touches, held in memory until written in bulk."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Insert, Select, Table, select
from sqlalchemy.dialects import postgresql, sqlite

Row = dict[str, Any]
Key = tuple[Any, ...]
PORTION: Final = 10_000


class Rows:
    """What a projection may read and write while it records events.

    The rows of the batch's cases are fetched in one question a table, when one of
    them is first asked for.  Of a table that keeps history (`to_position`) only the
    rows that still hold are seen.  `position` is where in the log the event being
    recorded stands, `recorded_at` since when.
    """

    def __init__(
        self, db: Connection, stored_as: Mapping[Table, Table], cases: Collection[UUID]
    ) -> None:
        self._db = db
        self._stored_as = stored_as
        self._held: dict[Table, dict[Key, Row]] = {table: {} for table in stored_as}
        self._by_case: dict[Table, dict[UUID, dict[Key, Row]]] = {
            table: {} for table in stored_as if "case_id" in table.c
        }
        self._changed: dict[Table, dict[Key, Row]] = {table: {} for table in stored_as}
        self._cases = set(cases)
        self._fetched: dict[Table, set[UUID]] = {table: set() for table in stored_as}
        self._asked: set[tuple[Table, Key]] = set()
        self.position = 0
        self.recorded_at = datetime.min.replace(tzinfo=UTC)

    def expect(self, cases: Collection[UUID]) -> None:
        """Say which cases' rows will be asked for besides the batch's own."""
        self._cases |= set(cases)

    def of_case(self, table: Table, case_id: UUID) -> list[Row]:
        """Return the rows of one case."""
        self._fetch(table, case_id)
        return list(self._by_case[table].get(case_id, {}).values())

    def one(self, table: Table, *key: Any) -> Row | None:
        """Return the row with a primary key, fetched when first asked for."""
        if _key_names(table) == ("case_id",):
            self._fetch(table, *key)
        elif key not in self._held[table]:
            stored = self._stored_as[table]
            question = select(stored)
            for column, value in zip(stored.primary_key, key, strict=True):
                question = question.where(column == value)
            self._hold(table, question)
        return self._held[table].get(key)

    def matching(self, table: Table, **values: Any) -> list[Row]:
        """Return the rows with these values; for rare events, or small tables.

        The database is asked once: what changes later in the batch is held here.
        """
        asked = (table, tuple(sorted(values.items())))
        if asked not in self._asked:
            self._asked.add(asked)
            question = _that_hold(self._stored_as[table])
            self._hold(table, question.filter_by(**values))
        return [
            row
            for row in self._held[table].values()
            if row.get("to_position") is None
            and all(row[name] == value for name, value in values.items())
        ]

    def put(self, table: Table, **row: Any) -> Row:
        """Add a row, or take one that was changed, to be written with the batch."""
        key = _key(table, row)
        row = {**_blank(table), **row}
        self._held[table][key] = self._changed[table][key] = row
        self._note_case(table, key, row)
        return row

    def change(self, table: Table, row: Row, **changes: Any) -> None:
        """Change a row in place: of a table without history, or what it gained."""
        row.update(changes)
        self._changed[table][_key(table, row)] = row

    def begin(self, table: Table, **row: Any) -> Row:
        """Add a row that holds from this position on."""
        return self.put(table, **row, from_position=self.position, to_position=None)

    def end(self, table: Table, row: Row) -> None:
        """Say that a row holds up to this position, and no further."""
        self.change(table, row, to_position=self.position)
        if table in self._by_case:
            self._by_case[table][row["case_id"]].pop(_key(table, row), None)

    def from_now_on(self, table: Table, row: Row, **changes: Any) -> Row:
        """End a row here and begin another that differs; if none does, leave it."""
        for name, value in changes.items():
            if row[name] is not value and row[name] != value:
                break
        else:
            return row
        if row["from_position"] == self.position:
            self.change(table, row, **changes)
            return row
        self.end(table, row)
        kept = {k: v for k, v in row.items() if k not in HOLDING}
        return self.begin(table, **{**kept, **changes})

    def keep(self, table: Table, case_id: UUID, **values: Any) -> Row:
        """Say what holds of a case from now on, in a table with one row a case."""
        for row in self.of_case(table, case_id):
            return self.from_now_on(table, row, **values)
        return self.begin(table, case_id=case_id, **values)

    def write(self) -> None:
        """Write what changed: one statement for each table."""
        for table, changed in self._changed.items():
            if changed:
                upsert = _upsert(self._stored_as[table], self._db.dialect.name)
                self._db.execute(upsert, list(changed.values()))

    def _fetch(self, table: Table, case_id: UUID) -> None:
        """Fetch the rows of every case expected, when one's are first asked for."""
        fetched = self._fetched[table]
        if case_id in fetched:
            return
        missing = (self._cases | {case_id}) - fetched
        fetched |= missing
        stored = self._stored_as[table]
        for some in _portions(missing):
            question = _that_hold(stored).where(stored.c.case_id.in_(some))
            self._hold(table, question)

    def _hold(self, table: Table, question: Select[Any]) -> None:
        held = self._held[table]
        for fetched in self._db.execute(question).mappings():
            row = dict(fetched)
            key = _key(table, row)
            if key not in held:
                held[key] = row
                self._note_case(table, key, row)

    def _note_case(self, table: Table, key: Key, row: Row) -> None:
        if table in self._by_case:
            self._by_case[table].setdefault(row["case_id"], {})[key] = row


HOLDING: Final = frozenset({"from_position", "to_position"})


def _that_hold(table: Table) -> Select[Any]:
    question = select(table)
    if "to_position" in table.c:
        question = question.where(table.c.to_position.is_(None))
    return question


@cache  # written anew each time, it takes longer than a few rows
def _upsert(table: Table, dialect: str) -> Insert:
    key = _key_names(table)
    insert: Any = _inserts(dialect)(table)
    rest = {c.name: insert.excluded[c.name] for c in table.c if c.name not in key}
    upsert: Insert = (
        insert.on_conflict_do_update(index_elements=key, set_=rest)
        if rest
        else insert.on_conflict_do_nothing()
    )
    return upsert


def _inserts(dialect: str) -> Any:
    return postgresql.insert if dialect == "postgresql" else sqlite.insert


def _key(table: Table, row: Mapping[Any, Any]) -> Key:
    return tuple([row[name] for name in _key_names(table)])


@cache
def _key_names(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key)


@cache
def _blank(table: Table) -> Row:
    return dict.fromkeys(table.c.keys())


def _portions(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    left = iter(ids)
    while portion := list(islice(left, PORTION)):
        yield portion
