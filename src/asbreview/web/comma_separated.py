"""A table that is saved as CSV, to be opened by a program for tables."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any, Final

from litestar.response import Response

# Such a program takes a cell that begins so for a formula, and reckons it out.
BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def saved_as_csv(
    name: str, heads: Sequence[object], rows: Iterable[Sequence[object]]
) -> Response[Any]:
    """Return a table as a file to be saved; nothing in it is taken for a formula."""
    return Response(
        as_csv([heads, *rows]),
        media_type="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV, none of whose cells is taken for a formula."""
    text = StringIO()
    csv.writer(text).writerows([_cell(each) for each in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    if isinstance(value, int | float):
        return text  # what begins with a minus is a number, and no formula
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text
