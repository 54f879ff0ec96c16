"""What to do first on a case, with its own day; and what comes besides.

The step that a case has come to and what falls due first on it are often two things. A
day is only ever told beside the thing whose day it is.
"""

from datetime import date
from typing import NamedTuple

from projections.case.runs import HELP
from projections.queue import CaseRow


class Thing(NamedTuple):
    """Something to do on a case, and by when; `of` is the deadline, as its page says.

    With no `due_on` it has no day of its own.
    """

    says: str
    due_on: date | None = None
    timer_id: str = ""
    of: str = ""


class First(NamedTuple):
    """What to do first, and what besides; `word` says how the two follow."""

    thing: Thing
    word: str = ""
    besides: Thing | None = None


def what_first(row: CaseRow, on: date) -> First:
    """Say what to do first on a day: the case's step, unless another thing is overdue.

    Whoever does not feel safe, or asks for help, comes before what is late.
    """
    step, other = _step(row), _other(row)
    if other is None:
        return First(step)
    is_late = other.due_on is not None and other.due_on < on
    if is_late and step.timer_id != HELP:
        return First(other, "Then", step)
    return First(step, "Also", other)


def _step(row: CaseRow) -> Thing:
    is_first = _is_of_step(row)
    of = row.next_due_says if is_first and row.next_due_says != row.next_step else ""
    return Thing(row.next_step, row.step_due_on, row.step_timer_id or "", of or "")


def _other(row: CaseRow) -> Thing | None:
    """Return what falls due first, where that is not the step itself."""
    if row.next_due_on is None or row.next_to_do is None or _is_of_step(row):
        return None
    return Thing(row.next_to_do, row.next_due_on, row.next_timer_id or "")


def _is_of_step(row: CaseRow) -> bool:
    own = row.step_timer_id, row.step_due_on
    return own == (row.next_timer_id, row.next_due_on)
