"""Tells what puts right each thing that is recorded on a case."""

from typing import Final

from asbreview.reviews.what_puts_right import (
    PUTS_RIGHT,
    Along,
    PutsRight,
    RecordedAnew,
    TakenBack,
)
from asbreview.reviews.what_stays import Stays

FIRST: Final = (
    "Nothing on record is changed. What was recorded by mistake is taken back by an"
    " event of its own, with the reason; the history shows both, figures and clocks"
    " follow, and a letter that told it is marked"
    " ([0013](decisions/0013-a-slip-is-taken-back-and-recorded-afresh.md),"
    " [0096](decisions/0096-a-letter-that-told-what-was-in-error.md))."
)
WHERE: Final = (
    "In the history of a case each line that can be taken back has a link *Put it"
    " right*. What something else rests on is taken back after that, and says so."
)


def corrections_page(made_by: str) -> str:
    """Return the page: every topic of a case, and what puts it right."""
    rows = sorted(PUTS_RIGHT.items())
    return "\n".join(
        [
            "# What puts right what was recorded",
            "",
            made_by,
            "",
            FIRST,
            "",
            WHERE,
            "",
            "| Recorded | Put right |",
            "| --- | --- |",
            *(f"| `{topic}` | {_says(row)} |" for topic, row in rows),
            "",
        ]
    )


def _says(row: PutsRight) -> str:
    match row:
        case TakenBack(by):
            return f"Recorded in error: `{by}`"
        case RecordedAnew(by):
            return f"By what is recorded later: `{by}`"
        case Along(of):
            return f"Along with `{of}`"
        case Stays(because):
            return f"Not: {because[0].lower()}{because[1:]}"
