"""What cannot be true of a case of the past, field by field, and what is allowed."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from asbreview.domain.past.facts import PastFacts

EARLIEST: Final = date(2000, 1, 1)
LONGEST_LINE: Final = 200
MOST_RECOMMENDATIONS: Final = 1_000
REFERENCE: Final = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9 ./_-]{0,39}")
ON: Final = {
    "applied_on": "the day it was applied for",
    "decided_on": "the day of the decision",
    "reviewed_on": "the day of the review",
    "recommended_on": "the day of the recommendations",
    "ended_on": "the day it ended",
}
IN_ORDER: Final = (
    ("applied_on", "decided_on"),
    ("applied_on", "reviewed_on"),
    ("applied_on", "recommended_on"),
    ("applied_on", "ended_on"),
    ("decided_on", "reviewed_on"),
    ("decided_on", "ended_on"),
    ("reviewed_on", "ended_on"),
)


class Wrong(NamedTuple):
    """What is wrong with one fact, and what would be right."""

    field: str
    says: str


def wrong_in(facts: PastFacts, *, on: date) -> tuple[Wrong, ...]:
    """Return what cannot be true of a case of the past, as of a London date.

    A fact that is not known is not wrong.
    """
    return (*_of_reference(facts.reference), *_of_days(facts, on), *_of_rest(facts))


def _of_reference(reference: str) -> Iterator[Wrong]:
    if not reference:
        yield Wrong("reference", "the reference is missing: each case needs one")
    elif not REFERENCE.fullmatch(reference):
        yield Wrong(
            "reference",
            "the reference is none: at most 40 letters, digits, spaces and . / _ -,"
            " with a digit among them (never a name)",
        )


def _of_days(facts: PastFacts, on: date) -> Iterator[Wrong]:
    for field, what in ON.items():
        day: date | None = getattr(facts, field)
        if day is not None and day > on:
            yield Wrong(field, f"{what} is in the future")
        elif day is not None and day < EARLIEST:
            yield Wrong(field, f"{what} is before 2000")
    for first, then in IN_ORDER:
        earlier, later = getattr(facts, first), getattr(facts, then)
        if earlier and later and later < earlier:
            yield Wrong(then, f"{ON[then]} is before {ON[first]}")


def _of_rest(facts: PastFacts) -> Iterator[Wrong]:
    if len(facts.place) > LONGEST_LINE:
        yield Wrong("place", f"the place is longer than {LONGEST_LINE} characters")
    if any(letter.isdigit() for letter in facts.place):
        yield Wrong(
            "place",
            "the place has a number in it, as an address has: a place is kept for the"
            " figures, and cannot be erased. Give the ward or the town, or no column",
        )
    number = facts.recommendations
    if number is not None and not 0 <= number <= MOST_RECOMMENDATIONS:
        yield Wrong(
            "recommended",
            f"the number of recommendations is not from 0 to {MOST_RECOMMENDATIONS:,}",
        )
    if facts.recommended is False and facts.recommended_on:
        yield Wrong(
            "recommended_on", "there is a day of recommendations, and none was made"
        )


def bare(reference: str) -> str:
    """Return letters and digits alone: "CT/012-23" and "ct 01223" are the same."""
    return "".join(c for c in reference.casefold() if c.isalnum())
