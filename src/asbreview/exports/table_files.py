"""Writing the tables into a folder: as CSV, or as Parquet, with their dictionary."""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final

from asbreview.exports.object_log import stamp
from asbreview.exports.table_rows import Row, TableRows
from asbreview.exports.tables import TABLES, Column, dictionary
from asbreview.refusal import CannotStart

# A program for tables takes a cell that begins so for a formula, and reckons it out.
BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
IN_A_GROUP: Final = 10_000  # rows, written to a Parquet file at once
NO_PARQUET: Final = (
    "To write Parquet, the library for it has to be installed:"
    " `pip install 'asbreview[parquet]'`. Or write the tables as CSV."
)
WriteTable = Callable[[Path, tuple[Column, ...], Iterable[Row]], int]


def write_tables(
    rows: TableRows, folder: Path, form: str, progress: Callable[[int, int], None]
) -> int:
    """Write each table and the dictionary; return how many rows there are.

    `CannotStart` for Parquet where the library for it is not installed.
    """
    write = _parquet() if form == "parquet" else _write_csv
    written = 0
    for number, (name, columns) in enumerate(TABLES.items(), 1):
        written += write(folder / f"{name}.{form}", columns, rows.of(name))
        progress(number, len(TABLES))
    heads = tuple(
        Column(name, "text", "") for name in ("table", "column", "kind", "meaning")
    )
    _write_csv(folder / "dictionary.csv", heads, dictionary())
    return written


def _write_csv(file: Path, columns: tuple[Column, ...], rows: Iterable[Row]) -> int:
    written = 0
    with file.open("w", encoding="utf-8", newline="") as text:
        write = csv.writer(text).writerow
        write([column.name for column in columns])
        for row in rows:
            write([_cell(each) for each in row])
            written += 1
    return written


def _cell(value: object) -> str:
    """Write a cell so that it is read as what it is."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return stamp(value)
        case date():
            return value.isoformat()
    text = str(value)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def _parquet() -> WriteTable:
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise CannotStart(NO_PARQUET) from None
    kinds = {
        "text": arrow.string(),
        "date": arrow.date32(),
        "time": arrow.timestamp("us", tz="UTC"),
        "number": arrow.int64(),
        "yes-no": arrow.bool_(),
    }

    def write(file: Path, columns: tuple[Column, ...], rows: Iterable[Row]) -> int:
        schema = arrow.schema(
            [
                arrow.field(c.name, kinds[c.kind], metadata={"meaning": c.meaning})
                for c in columns
            ]
        )
        written = 0
        with parquet.ParquetWriter(file, schema) as writer:
            for group in _groups(rows):
                by_column = list(zip(*group, strict=True))
                arrays = [
                    arrow.array(cells, type=field.type)
                    for cells, field in zip(by_column, schema, strict=True)
                ]
                writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
                written += len(group)
        return written

    return write


def _groups(rows: Iterable[Row]) -> Iterator[list[Any]]:
    left = iter(rows)
    while group := list(islice(left, IN_A_GROUP)):
        yield group
