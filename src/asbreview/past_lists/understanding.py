"""From the lines of a list to cases of the past: new, there already, or wrong and why.

A cell that is empty is a fact that is not known.  A cell that holds something that
cannot be read is wrong, and the line is left out: unknown never passes for fine.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from asbreview.domain.application import Category
from asbreview.domain.past.checking import ON, bare, wrong_in
from asbreview.domain.past.columns import PastColumns
from asbreview.domain.past.facts import Decided, EndedAs, PastFacts
from asbreview.incident_lists.cells import day_in, yes_in
from asbreview.incident_lists.reading import IncidentList, Row

LONGEST_TEXT: Final = 10_000
SEALED: Final = ("name", "address", "phone", "told")
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "told": (
        "recommendation text",
        "what was recommended",
        "details of recommendations?",
    ),
    "recommended_on": ("recommendations? (?:made|date)", "date of recommendations?"),
    "recommended": ("recommendations?", "recs"),
    "reviewed_on": ("date of review", "review(?:ed)? (?:date|on)", "panel", "reviewed"),
    "decided_on": ("decision date", "date of decision", "decided on", "threshold date"),
    "decided": ("decision", "threshold", "outcome", "met", "result"),
    "ended_on": (
        "date closed",
        "closed on",
        "closed",
        "ended",
        "end date",
        "completed",
    ),
    "ended_as": ("how (?:it )?ended", "status", "closure reason"),
    "applied_on": ("date received", "received", "applied", "application", "date"),
    "category": ("category", "type", "nature"),
    "place": ("ward", "parish", "place", "area", "town"),
    "name": ("applicant", "name", "complainant", "victim"),
    "address": ("address",),
    "phone": ("telephone", "phone", "mobile", "tel"),
    "reference": ("reference", "ref", "case no", "case id", "number", "id"),
}
"""Words by which a column is guessed; the first that is found in a heading."""
DECIDED: Final = {
    "met": Decided.MET,
    "yes": Decided.MET,
    "y": Decided.MET,
    "threshold met": Decided.MET,
    "accepted": Decided.MET,
    "not met": Decided.NOT_MET,
    "no": Decided.NOT_MET,
    "n": Decided.NOT_MET,
    "threshold not met": Decided.NOT_MET,
    "rejected": Decided.NOT_MET,
}
ENDED: Final = {
    "closed": EndedAs.CLOSED,
    "complete": EndedAs.CLOSED,
    "completed": EndedAs.CLOSED,
    "withdrawn": EndedAs.WITHDRAWN,
    "transferred": EndedAs.TRANSFERRED,
}
STILL_OPEN: Final = frozenset(
    {
        "open",
        "still open",
        "reopened",
        "not closed",
        "active",
        "live",
        "ongoing",
        "in progress",
        "current",
    }
)
"""Words of a list for a case that has not ended: it is none of the past."""
GOES_ON: Final = (
    "by the list it is open, so it is no case of the past: record it as an application,"
    " with the day on which it was made, and it counts from that day. Or bring it in"
    " once it has ended"
)
CATEGORIES: Final = {str(each): each for each in Category}


class PastLine(NamedTuple):
    """What a line says: the facts, and sealed from here on, who applied."""

    facts: PastFacts
    name: str
    address: str
    phone: str
    told: str


class UnderstoodPast(NamedTuple):
    """A line: the case, unless something is `wrong`; `same_as` what is there."""

    line: int
    case: PastLine | None
    wrong: tuple[str, ...] = ()
    same_as: str = ""

    @property
    def is_new(self) -> bool:
        """May it be brought in?"""
        return self.case is not None and not self.same_as


def guessed(headings: Sequence[str]) -> dict[str, int]:
    """Guess which column is what by what they are called; each only once."""
    called = [heading.casefold() for heading in headings]
    found: dict[str, int] = {}
    for name, words in WORDS.items():
        at = _first_called(words, called, set(found.values()))
        if at is not None:
            found[name] = at
    return found


def _first_called(
    words: Sequence[str], called: Sequence[str], taken: set[int]
) -> int | None:
    for word in words:
        for at, heading in enumerate(called):
            if at not in taken and re.search(rf"\b(?:{word})\b", heading):
                return at
    return None


def understood_past(
    given: IncidentList,
    columns: PastColumns,
    *,
    on: date,
    there_already: Callable[[str], str],
) -> tuple[UnderstoodPast, ...]:
    """Understand each line, as of a London date.

    *there_already* says what a case of a reference is called that is on record; an
    empty text of one that is not.  Of two lines of a reference the first is taken.
    """
    lines: list[UnderstoodPast] = []
    above: dict[str, int] = {}
    for row in given.rows:
        line = _line(row, len(given.headings), columns, on)
        if line.case is not None:
            reference = line.case.facts.reference
            same = there_already(reference)
            if not same and bare(reference) in above:
                same = f"line {above[bare(reference)]}"
            line = line._replace(same_as=same)
            above.setdefault(bare(reference), line.line)
        lines.append(line)
    return tuple(lines)


def _line(row: Row, width: int, columns: PastColumns, on: date) -> UnderstoodPast:
    cells = {name: _cell(row, at) for name, at in columns}
    read: dict[str, Any] = {
        "reference": cells["reference"],
        "place": " ".join(cells["place"].split()),
    }
    wrong: list[str] = []
    for field, what in ON.items():
        read[field] = day_in(cells[field])
        if cells[field] and read[field] is None:
            wrong.append(
                f"{what} cannot be read: write it as 31/03/2024, the day before the"
                " month"
            )
    read["category"] = _word(cells, "category", "the category", CATEGORIES, wrong)
    read["decided"] = _word(cells, "decided", "the decision", DECIDED, wrong)
    read["ended_as"] = _ended(cells, wrong)
    read |= _recommended(cells["recommended"], wrong)
    facts = PastFacts(**read)
    wrong += [each.says for each in wrong_in(facts, on=on)]
    if any(row.cells[width:]):
        wrong.append("it has more cells than there are columns")
    if any(len(cells[name]) > LONGEST_TEXT for name in SEALED):
        wrong.append(f"a text is longer than {LONGEST_TEXT:,} characters")
    if wrong:
        return UnderstoodPast(row.line, None, tuple(wrong))
    case = PastLine(facts, *(cells[name] for name in SEALED))
    return UnderstoodPast(row.line, case)


def _cell(row: Row, at: int | None) -> str:
    return row.cells[at] if at is not None and at < len(row.cells) else ""


def _word(
    cells: Mapping[str, str],
    field: str,
    what: str,
    known: Mapping[str, Any],
    wrong: list[str],
) -> Any:
    """Return what a word means; one that is not known is wrong, none is unknown."""
    written = " ".join(cells[field].split()).casefold()
    if not written:
        return None
    if written not in known:
        wrong.append(f"{what} is none of: {', '.join(known)}")
    return known.get(written)


def _ended(cells: Mapping[str, str], wrong: list[str]) -> EndedAs | None:
    """Return how it ended; one that is open by its list is left out, and why."""
    if " ".join(cells["ended_as"].split()).casefold() not in STILL_OPEN:
        found: EndedAs | None = _word(cells, "ended_as", "how it ended", ENDED, wrong)
        return found
    wrong.append(GOES_ON)
    if cells["ended_on"]:
        wrong.append("it is open by the list, and has a day on which it ended")
    return None


def _recommended(cell: str, wrong: list[str]) -> dict[str, Any]:
    """Return whether there were recommendations, and how many, as far as it says."""
    if not cell:
        return {}
    if cell.isdecimal() and cell.isascii():
        return {"recommended": int(cell) > 0, "recommendations": int(cell)}
    said = yes_in(cell)
    if said is None:
        wrong.append("the recommendations are neither a number nor yes or no")
        return {}
    return {"recommended": said}
