"""From the bytes of a list to its lines: whatever encoding and delimiter it has.

Exports of police and ECINS systems, and of a spreadsheet that they went through, are in
UTF-8, UTF-16 or Windows' own encoding; parted by commas, semicolons, tabs or bars; with
lines above the headings, or "sep=;".  What a cell holds is text: nothing is computed.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from asbreview.incident_lists.cells import cell_of, day_in

MOST_BYTES: Final = 5_000_000
MOST_LINES: Final = 1_000
MOST_CELLS: Final = 200_000
"""Looked at; of what comes after them the lines are counted, and no more is done.

Of five megabytes of commas each would be looked at for half a minute else.
"""
FEWEST_COLUMNS: Final = 2
NOT_LOOKED_AT: Final = ("not looked at",)
DELIMITERS: Final = ",;\t|"
LOOKED_AT: Final = 30  # lines, to find what parts them
NOT_A_LIST: Final = (
    (b"PK\x03\x04", "a workbook"),
    (b"\xd0\xcf\x11\xe0", "a workbook"),
    (b"%PDF", "a PDF"),
)
SAVE_AS: Final = "Open it, save it as CSV (“CSV UTF-8” in Excel), and choose that file."
SEP: Final = re.compile(r"sep=(.)\n", re.IGNORECASE)


class UnreadableList(Exception):
    """The file is no list that can be read; the message says what to do."""


class Row(NamedTuple):
    """A line of a list: the number of the line in the file that it begins on."""

    line: int
    cells: tuple[str, ...]


class IncidentList(NamedTuple):
    """What the columns are called, and the lines below that."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_list(content: bytes) -> IncidentList:
    """Return what a file holds (`UnreadableList` says why it cannot be read)."""
    text = _text(content)
    rows, more = _looked_at(_rows(text))
    headings = _headings(rows)
    below = tuple(row for row in rows if row.line > headings.line)
    if not below and not more:
        raise UnreadableList("The list has headings and no line below them.")
    if (lines := len(below) + more) > MOST_LINES:
        raise UnreadableList(
            f"The list has {lines:,} lines, and at most {MOST_LINES:,} are taken"
            " at once. Have it exported for this address or these people alone, or for"
            " a shorter time, and choose that file. Nothing was recorded."
        )
    if more:
        raise UnreadableList(
            f"The list has more than {MOST_CELLS:,} cells. Have it exported with fewer"
            " columns, and choose that file. Nothing was recorded."
        )
    return IncidentList(headings.cells, below)


def _looked_at(found: Iterator[Row]) -> tuple[list[Row], int]:
    """Return the rows that were looked at, and how many more there are."""
    rows, more = [], 0
    for row in found:
        if row.cells is NOT_LOOKED_AT:
            more += 1
        else:
            rows.append(row)
    return rows, more


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise UnreadableList(
            f"The file is larger than {MOST_BYTES // 1_000_000} megabytes. Have it"
            " exported for this address alone, or for a shorter time."
        )
    for begins, what in NOT_A_LIST:
        if content.startswith(begins):
            raise UnreadableList(f"The file is {what}, not a CSV. {SAVE_AS}")
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip()[:1] == "<":
        raise UnreadableList(f"The file is a web page, not a CSV. {SAVE_AS}")
    if not text.strip():
        raise UnreadableList("The file is empty.")
    return text


def _decoded(content: bytes) -> str:
    """Return the text, by its mark, by its noughts, or by trying."""
    begins = content[:4_000]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        tried = ["utf-16"]
    elif b"\0" in begins:
        odd = begins[1::2].count(0) > begins[::2].count(0)
        tried = ["utf-16-le" if odd else "utf-16-be"]
    else:
        tried = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in tried:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableList(f"The file is not a text that can be read. {SAVE_AS}")


def _rows(text: str) -> Iterator[Row]:
    said = SEP.match(text)
    skipped = 1 if said else 0
    text = text[said.end() :] if said else text
    delimiter = said[1] if said else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins, looked_at = 1, 0
    try:
        for cells in reader:
            looked_at += len(cells)
            is_more = looked_at > MOST_CELLS
            told = NOT_LOOKED_AT if is_more else tuple(cell_of(cell) for cell in cells)
            if any(cells if is_more else told):
                yield Row(begins + skipped, told)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableList(
            f"Line {begins + skipped} cannot be read: its quotation marks do not close,"
            " or it is far too long. Have the list exported again."
        ) from error


def _delimiter(text: str) -> str:
    """Return what parts most lines into the same number of cells, and into most."""
    lines = [line for line in text.split("\n")[:LOOKED_AT] if line.strip()]

    def fits(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:
            return 0, 0
        usual = max(widths, key=lambda width: (widths.count(width), width))
        return (widths.count(usual), usual) if usual > 1 else (0, 0)

    return max(DELIMITERS, key=fits)


def _headings(rows: list[Row]) -> Row:
    """Return the line that names the columns: the first that is nearly whole."""
    widest = max((_filled(row) for row in rows), default=0)
    if widest < FEWEST_COLUMNS:
        raise UnreadableList(
            "Only one column was found. A list needs one for the date and one for what"
            f" happened. {SAVE_AS}"
        )
    found = next(row for row in rows if 2 * _filled(row) > widest)
    if any(day_in(cell) for cell in found.cells):
        raise UnreadableList(
            "The first line has to name the columns, and it holds a date. Put a line"
            " with the names of the columns above it, and choose the file again."
        )
    return found


def _filled(row: Row) -> int:
    return sum(1 for cell in row.cells if cell)
