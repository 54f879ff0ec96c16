"""What to do first on a case, with its own day; and what comes besides.

The step that a case has come to and what falls due first on it are often two things. A
day is only ever told beside the thing whose day it is.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from projections.case.letters_to_do import LETTERS
from projections.case.runs import (
    ACTION,
    ADJUSTMENT,
    ASKED,
    CONSULTATION,
    DATA_REQUEST,
    HELP,
    PROMISE,
    TELLING,
)
from projections.case.standing import CLOSE
from projections.queue import CaseRow

IN_TOUCH: Final = "/contacts"
THEN: Final = "Then"
PLACES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "pass-on": "/pass-on",
        "ask-partners": "/partners/ask",
        "partner-answer": "/partners",
        "decide-threshold": "/threshold",
        "hold-panel": "/panel",
        "send-papers": "/panel",
        "invite-victim": "/letters",
        "refuse-invitation": "/panel",
        "tell-outcome": "/outcome",
        "whole-review": "/outcome",
        "answer-recommendation": "/outcome",
        "decide-challenge": "/outcome",
        "contact-gap": IN_TOUCH,
        ACTION: "/outcome",
        CONSULTATION: "/outcome",
        DATA_REQUEST: "/data-requests",
        ADJUSTMENT: IN_TOUCH,
        ASKED: IN_TOUCH,
        HELP: IN_TOUCH,
        PROMISE: IN_TOUCH,
        TELLING: IN_TOUCH,
    }
)
"""The page of a case on which what meets a deadline is done."""


class Thing(NamedTuple):
    """Something to do on a case, and by when; `of` is the deadline, as its page says.

    With no `due_on` it has no day of its own.
    """

    says: str
    due_on: date | None = None
    timer_id: str = ""
    of: str = ""

    @property
    def page(self) -> str:
        """Where on the case it is done; nothing where no page is known."""
        if any(letter in self.says for letter in LETTERS.values()):
            return "/letters"
        return "/close" if self.says == CLOSE else PLACES.get(self.timer_id, "")


class First(NamedTuple):
    """What to do first, and what besides; `word` says how the two follow."""

    thing: Thing
    word: str = ""
    besides: Thing | None = None

    @property
    def waits_after(self) -> bool:
        """Say whether whom the case waits for is waited for in what comes then.

        A case waits for whoever its step is with, not for whoever owes what is overdue.
        """
        return self.word == THEN


def what_first(row: CaseRow, on: date) -> First:
    """Say what to do first on a day: the case's step, unless another thing is overdue.

    Whoever does not feel safe, or asks for help, comes before what is late.
    """
    step, other = _step(row), _other(row)
    if other is None:
        return First(step)
    is_late = other.due_on is not None and other.due_on < on
    if is_late and step.timer_id != HELP:
        return First(other, THEN, step)
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
