"""From the lines of a list to incidents: new, on record already, or wrong and why."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from asbreview.domain.days import in_words
from asbreview.domain.incidents import Columns
from asbreview.incident_lists.cells import day_in, yes_in
from asbreview.incident_lists.reading import IncidentList, Row

EARLIEST: Final = date(2000, 1, 1)
LONGEST_TEXT: Final = 10_000
LONGEST_LINE: Final = 200
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "behaviour": ("incident date", "date of incident", "occurred", "start", "date"),
    "made": ("reported", "date created", "created", "recorded", "logged", "received"),
    "reference": ("reference", "ref", "urn", "number", "log no", "case id", "id"),
    "kind": ("type", "category", "classification", "class", "offence", "qualifier"),
    "account": ("description", "detail", "summary", "narrative", "notes", "log text"),
    "place": ("location", "address", "place", "street", "beat"),
    "hate": ("hate",),
}
"""Words by which a column is guessed; the first that is found in a heading."""


class Incident(NamedTuple):
    """What a line says of an incident; an empty text is not known."""

    behaviour_on: date
    made_on: date
    account: str
    reference: str
    hate: bool


class OnRecord(NamedTuple):
    """A complaint on file, to compare with; `says` is what it is called."""

    behaviour_on: date
    made_on: date
    made_to: str
    reference: str
    account: str
    says: str


class Understood(NamedTuple):
    """A line: the incident, unless something is `wrong`.

    `same_as` names what on record, or further up in the list, is the same; `perhaps`
    what may be.
    """

    line: int
    incident: Incident | None
    wrong: tuple[str, ...] = ()
    same_as: str = ""
    perhaps: str = ""

    @property
    def is_new(self) -> bool:
        """May it be put on file?"""
        return self.incident is not None and not self.same_as


def guessed(headings: Sequence[str]) -> dict[str, int]:
    """Guess which column is what by what they are called; each only once."""
    called = [heading.casefold() for heading in headings]
    found: dict[str, int] = {}
    for name in ("made", "reference", "kind", "account", "place", "hate", "behaviour"):
        for word in WORDS[name]:
            at = next(
                (
                    number
                    for number, each in enumerate(called)
                    if number not in found.values()
                    and re.search(rf"\b{re.escape(word)}\b", each)
                ),
                None,
            )
            if at is not None:
                found[name] = at
                break
    return found


def understood(
    given: IncidentList,
    columns: Columns,
    *,
    made_to: str,
    on: date,
    on_record: Iterable[OnRecord],
) -> tuple[Understood, ...]:
    """Understand each line, as of a London date.

    The same is what has the same reference at the same agency; or, where one has none,
    the same days and the same words.  On the same day it may be the same.
    """
    known = list(on_record)
    lines: list[Understood] = []
    for row in given.rows:
        line = _line(row, len(given.headings), columns, on)
        if line.incident is not None:
            line = _compared(line, line.incident, made_to, known)
        if line.incident is not None and line.is_new:
            known.append(_as_known(line.incident, made_to, f"line {line.line}"))
        lines.append(line)
    return tuple(lines)


def _line(row: Row, width: int, columns: Columns, on: date) -> Understood:
    def cell(at: int | None) -> str:
        return row.cells[at] if at is not None and at < len(row.cells) else ""

    behaviour_on = day_in(cell(columns.behaviour))
    made = cell(columns.made) if columns.made is not None else ""
    made_on = day_in(made) if columns.made is not None else behaviour_on
    account = _account(cell(columns.kind), cell(columns.account), cell(columns.place))
    said_hate, reference = yes_in(cell(columns.hate)), cell(columns.reference)
    wrong = list(
        _wrong_day(behaviour_on, cell(columns.behaviour), "of the incident", on)
    )
    if columns.made is not None:
        wrong += _wrong_day(made_on, made, "of the report", on)
    if behaviour_on and made_on and made_on < behaviour_on:
        wrong.append("it was reported before it happened")
    if not (cell(columns.account) or cell(columns.kind)):
        wrong.append("it does not say what happened")
    if len(account) > LONGEST_TEXT:
        wrong.append(f"what happened is longer than {LONGEST_TEXT:,} characters")
    if len(reference) > LONGEST_LINE:
        wrong.append(f"the reference is longer than {LONGEST_LINE} characters")
    if said_hate is None:
        wrong.append("it says neither yes nor no to hate")
    if any(row.cells[width:]):
        wrong.append("it has more cells than there are columns")
    if wrong or behaviour_on is None or made_on is None:
        return Understood(row.line, None, tuple(wrong))
    told = Incident(behaviour_on, made_on, account, reference, bool(said_hate))
    return Understood(row.line, told)


def _wrong_day(day: date | None, cell: str, what: str, on: date) -> Iterator[str]:
    if day is None:
        yield f"the date {what} {'cannot be read' if cell else 'is missing'}"
    elif day > on:
        yield f"the date {what} is in the future"
    elif day < EARLIEST:
        yield f"the date {what} is before 2000"


def _account(kind: str, account: str, place: str) -> str:
    said = ": ".join(each for each in (kind, account) if each)
    return "\n".join(
        each for each in (said, f"Place: {place}" if place else "") if each
    )


def _compared(
    line: Understood, incident: Incident, made_to: str, known: Iterable[OnRecord]
) -> Understood:
    perhaps = ""
    for other in known:
        if other.made_to != made_to:
            continue
        same_day = other.behaviour_on == incident.behaviour_on
        mine, theirs = _bare(incident.reference), _bare(other.reference)
        if mine and mine == theirs:
            return line._replace(same_as=other.says)
        if same_day and not (mine and theirs) and _says_the_same(other, incident):
            return line._replace(same_as=other.says)
        if same_day:
            perhaps = perhaps or other.says
    return line._replace(perhaps=perhaps)


def _says_the_same(other: OnRecord, incident: Incident) -> bool:
    same_words = _bare(other.account) == _bare(incident.account)
    return same_words and other.made_on == incident.made_on


def _bare(text: str) -> str:
    """Return letters and digits alone: "CC-0012/26" and "cc 001226" are the same."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _as_known(incident: Incident, made_to: str, says: str) -> OnRecord:
    return OnRecord(
        incident.behaviour_on,
        incident.made_on,
        made_to,
        incident.reference,
        incident.account,
        says,
    )


def called(behaviour_on: date) -> str:
    """Say what a complaint on file is called, by the day of the behaviour."""
    return f"the complaint about {in_words(behaviour_on)}"
