"""Walking an index from each value to the next, for the values that a filter offers.

To go through every row for the handful of places they are about would take the longer
the more rows there are; this takes as many steps as there are values.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import CTE, Column, ColumnElement, Select, select

T = TypeVar("T")


def portions(of: Iterable[T], at_most: int) -> Iterator[list[T]]:
    """Yield what is asked about, no more of it in one question than *at_most*."""
    left = iter(of)
    while portion := list(islice(left, at_most)):
        yield portion


def values_of(column: Column[Any], which: ColumnElement[bool]) -> Select[Any]:
    """Ask for each value that a column has in some rows, in order, once.

    The rows should be kept in an index by the column; without one it is slow.
    """
    each = walk(column, which)
    return select(each.c.value).where(each.c.value.is_not(None))


def walk(column: Column[Any], which: ColumnElement[bool]) -> CTE:
    """Return the walk itself, which ends with a row that has no value."""
    first = select(column).where(which, column.is_not(None)).order_by(column).limit(1)
    each = select(first.scalar_subquery().label("value")).cte(
        f"each_{column.name}", recursive=True
    )
    after = select(column).where(which, column > each.c.value)
    following = after.order_by(column).limit(1).scalar_subquery()
    return each.union_all(select(following).where(each.c.value.is_not(None)))
