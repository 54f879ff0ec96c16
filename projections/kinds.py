"""Kinds of columns: a whole value as one document, an instant, and when rows held."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    Index,
    Integer,
    String,
    Table,
    Text,
    TypeDecorator,
    Uuid,
)

T = TypeVar("T")


class Document(TypeDecorator[Any]):
    """A value kept whole, as JSON; one that never changes is read once."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any, *, frozen: bool = False) -> None:
        super().__init__()
        self.kind, self.frozen = kind, frozen
        self._adapter: TypeAdapter[Any] = TypeAdapter(kind)
        validate: Callable[[str], Any] = self._adapter.validate_json
        self._read = lru_cache(256)(validate) if frozen else validate

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write it down."""
        del dialect
        return None if value is None else self._adapter.dump_json(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read it back."""
        del dialect
        return None if value is None else self._read(value)


class Word(TypeDecorator[Any]):
    """A word of a list of words, kept as it reads."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words
        self._read = {str(word): word for word in words}

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """Write it down."""
        del dialect
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read it back."""
        del dialect
        return None if value is None else self._read[value]

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Return what reads it: no word at all, or one of the list."""
        del dialect, coltype
        read: dict[str | None, StrEnum | None] = {None: None}
        read.update(self._read)
        return read.__getitem__


class Id(Uuid[UUID]):
    """An id; one that was read lately is not made again.

    Of a list of steps each case's id is on twenty rows, and to make one takes longer
    than to read all else of a row.
    """

    cache_ok = True
    __visit_name__ = "uuid"

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Return what reads it; nothing where the database gives ids as such."""
        if dialect.supports_native_uuid and self.native_uuid:
            return super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]
        return _id_read


@lru_cache(20_000)
def _id_read(told: str | None) -> UUID | None:
    return None if told is None else UUID(told)


class Instant(TypeDecorator[datetime]):
    """An instant: aware wherever it is used, in UTC wherever it is kept."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Keep it in UTC."""
        del dialect
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Say that it is in UTC."""
        del dialect
        return value and value.replace(tzinfo=UTC)


def holding() -> tuple[Column[int], Column[int]]:
    """Return the columns that say from which position a row holds, and to which."""
    return (
        Column("from_position", Integer, primary_key=True),
        Column("to_position", Integer, index=True),
    )


def index_of_held(name: str, *columns: Column[Any]) -> None:
    """Keep the rows that hold in an order of their own."""
    to_position = columns[0].table.c.to_position
    index_of_some(name, to_position.is_(None), [to_position], *columns)


def index_of_some(
    name: str,
    which: ColumnElement[bool],
    named: Sequence[Column[Any]],
    *columns: ColumnElement[Any],
) -> None:
    """Keep *which* rows of a table in an order of their own; *named* say which.

    SQLite takes such an index only for a question about its first columns, so those
    come first there.  On PostgreSQL they must not: it does not see that they are the
    same in all these rows, and would sort them.
    """
    Index(name, *named, *columns, sqlite_where=which)
    Index(f"{name}_alone", *columns, postgresql_where=which)


def held(table: Table, as_of: int | None) -> ColumnElement[bool]:
    """Say which rows held at a position of the log; without one, those that hold."""
    still = table.c.to_position.is_(None)
    if as_of is None:
        return still
    return (table.c.from_position <= as_of) & (still | (table.c.to_position > as_of))
