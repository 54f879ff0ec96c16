"""Columns as they are kept, for questions with too many rows to be read one by one.

A day is a text in a file and a date on a server, an id likewise: neither is made into
what it stands for, ten thousand times over, where equal ones are all that is asked.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, type_coerce
from sqlalchemy.types import NullType


def unread(column: Column[Any]) -> ColumnElement[Any]:
    """Ask for a column as it is kept."""
    return type_coerce(column, NullType()).label(column.name)


class Days(dict[Any, int]):
    """The number of each day that is kept, counted from the first of all days."""

    def __missing__(self, kept: Any) -> int:
        """Read a day that was not met before."""
        day = date.fromisoformat(kept) if isinstance(kept, str) else kept
        self[kept] = number = day.toordinal()
        return number


def kept_as(ids: Mapping[UUID, Any] | frozenset[UUID]) -> frozenset[Any]:
    """Return ids both as they are and as a file keeps them."""
    return frozenset(ids) | {id_.hex for id_ in ids}
