"""Whom a statement tells of: a statement has a source and people it is about.

Whose personal data is in it decides who may be given it (UK GDPR, Art. 4(1) and 15(4)).
"""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Final

from asbreview.domain.errors import Misrecorded


class Whom(StrEnum):
    """Whom a statement tells of, as whoever made it says.

    The applicant is the victim too, unless they applied for somebody else.
    """

    APPLICANT = "the applicant"
    VICTIM = "the victim"
    LIVES_THERE = "somebody who lives with the victim"
    COMPLAINED_OF = "the person complained of"
    ANOTHER = "another person"
    NOBODY = "nobody in particular"


NOT_SAID: Final[tuple[Whom, ...]] = ()  # as of every statement before it was asked
OTHERS: Final = frozenset({Whom.LIVES_THERE, Whom.COMPLAINED_OF, Whom.ANOTHER})


def in_order(tells_of: Collection[Whom]) -> tuple[Whom, ...]:
    """Return each once, in one order, whichever way they were ticked."""
    return tuple(whom for whom in Whom if whom in tells_of)


def told_of(tells_of: Iterable[Whom]) -> str:
    """Name whom a statement tells of."""
    return ", ".join(tells_of) or "not said"


def says_whom(tells_of: Iterable[Whom]) -> str:
    """Say, as a sentence, whom a statement tells of."""
    whom = " and of ".join(tells_of)
    return f"It tells of {whom}." if whom else "It is not said whom it tells of."


def must_be_somebody_or_nobody(tells_of: Collection[Whom]) -> None:
    """Refuse (`Misrecorded`) what tells of nobody and of somebody."""
    if Whom.NOBODY in tells_of and len(tells_of) > 1:
        raise Misrecorded(
            "Select nobody in particular alone, or those of whom it tells",
            field="tells_of",
        )


def must_not_tell_of_others(tells_of: Collection[Whom]) -> None:
    """Refuse (`Misrecorded`) to let the applicant have, whole, what tells of others."""
    if others := [whom for whom in in_order(tells_of) if whom in OTHERS]:
        raise Misrecorded(
            f"It tells of {' and of '.join(others)}: select part of it, and enter the"
            " part that the applicant may be told",
            field="may_be_told",
        )
