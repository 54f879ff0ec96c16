"""What a cell of a list holds: a text, a day, yes or no."""

import re
import unicodedata
from datetime import date
from typing import Final

MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun",
    "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
TIME: Final = r"(?:[T ,]+\d{1,2}[:.]\d{2}.*)?"
WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,]+)?"
DAY_FIRST: Final = re.compile(
    rf"{WEEKDAY}(\d{{1,2}})[/.\- ](\d{{1,2}}|[a-z]{{3,9}})[/.\- ,]+"
    rf"(\d{{4}}|\d{{2}}){TIME}",
    re.IGNORECASE,
)
YEAR_FIRST: Final = re.compile(rf"(\d{{4}})[/.\-](\d{{1,2}})[/.\-](\d{{1,2}}){TIME}")
FORMULA: Final = re.compile(r'="(.*)"', re.DOTALL)
YES: Final = frozenset({"yes", "y", "true", "1", "x", "hate"})
NO: Final = frozenset({"no", "n", "false", "0", ""})
CENTURY: Final = 100


def cell_of(written: str) -> str:
    """Return the text of a cell: what a spreadsheet wraps it in is taken off.

    A formula stays the text that it is; control characters become spaces.
    """
    wrapped = FORMULA.fullmatch(written.strip())
    text = (wrapped[1] if wrapped else written.strip()).removeprefix("'")
    plain = "".join(
        " " if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n" else c
        for c in text
    )
    return unicodedata.normalize("NFC", plain).strip()


def day_in(cell: str) -> date | None:
    """Return the day that a cell holds, with or without a time; nothing if none.

    The day stands before the month, as in this country, unless the year comes first.
    """
    try:
        if found := YEAR_FIRST.fullmatch(cell):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := DAY_FIRST.fullmatch(cell):
            year = int(found[3])
            year += 2000 if year < CENTURY else 0
            return date(year, _month(found[2]), int(found[1]))
    except ValueError:
        return None
    return None


def _month(written: str) -> int:
    if written.isdecimal():
        return int(written)
    return MONTHS.index(written[:3].casefold()) + 1


def yes_in(cell: str) -> bool | None:
    """Return whether a cell says yes; nothing if it says neither yes nor no."""
    said = cell.strip().casefold()
    if said in YES:
        return True
    return False if said in NO else None
