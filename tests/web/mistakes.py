"""Mistakes in a form, whatever it asks: what is typed wrongly, and what has to be said.

The fields are those of the page itself, as `form_read` reads them.
"""

import re
from datetime import date, timedelta
from uuid import UUID

from browser.every_page import TODAY
from desk import filled_in
from web.form_read import DATE_PARTS, form_read

LONG = "x" * 40_000
WRONG = {"password": "short"}  # of other kinds: what was never offered
NOT_BY_LENGTH = {"meets_at", "confirmation", "content"}  # a time, a word, a file
NOT_BY_LENGTH |= {"room_for", "heard_at"}  # a number, a time
AT_ONCE = 20  # so many of them still fit in the largest form that is taken
NOTHING_HAS = UUID(int=404)
# What no form asks: who recorded something, for whom, of which case, with what rights.
SMUGGLED = {"case_id", "recorded_by", "recorded_for", "area_id", "role"}
UUIDS = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TO_COME = timedelta(days=40)
# Steps that are planned: meetings, due dates.  Whatever else happened, has happened.
PLANNED = (
    "meets_on",
    "review_on",
    "due_on",
    "promised_by",
    "answer_by",
    "from_on",
    "heard_on",
)


def wrong_by_kind(read):
    """Return something wrong for every field, of the kind that the field has."""
    wrong = {
        name: f"wrong \a {number}"
        if kind in {"line", "text"}
        else WRONG.get(kind, "no such choice")
        for number, (name, kind) in enumerate(read.kinds.items())
        if kind not in {"submit", "hidden"}
    }
    return wrong | {f"{day}-{part}": "99" for day in read.days for part in DATE_PARTS}


def field_of(name, read):
    """Return the field to which a link of the error summary leads."""
    day, _, part = name.rpartition("-")
    return day if part in DATE_PARTS and day in read.days else name


def said_of_each_field(page, to=""):
    """Return what is said of each field; at the field, in the words of the summary.

    *to* is where the form goes, of a page that has several.
    """
    read = form_read(page, to)
    said = {field_of(name, read): says for name, says in read.summary.items()}
    said = {name: says for name, says in said.items() if name in names_of(read)}
    for name, says in said.items():
        assert read.beside.get(f"{name}-error") == says, (name, says)
    lost = [n for n in read.summary if n not in read.ids and n not in read.of("hidden")]
    assert not lost, f"no such place on the page: {lost}"
    return said


def names_of(read):
    """Return what somebody can type or choose, and each date by its one name."""
    kinds = read.kinds.items()
    return {field_of(name, read) for name, kind in kinds if kind != "hidden"}


def kept(page, typed):
    """See that everything typed is in the form that is shown again."""
    again = filled_in(page)
    typed = {name: value for name, value in typed.items() if name in again}
    assert {name: again[name][-1] for name in typed} == typed


def days_that_were(read):
    """Return the dates that a form asks of what has happened already."""
    return [day for day in read.days if not day.endswith(PLANNED)]


def to_come(on=TODAY) -> date:
    """Return a day after that on which a form is sent."""
    return on + TO_COME


def ids_in(address) -> list[str]:
    """Return the ids that stand in an address."""
    return UUIDS.findall(address)
