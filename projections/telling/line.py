"""A line of a timeline: what happened, in words, and where to read more."""

from collections.abc import Callable
from enum import StrEnum
from functools import singledispatch
from typing import Any, NamedTuple
from uuid import UUID

from asbreview.domain.days import in_words
from asbreview.domain.model import Event

Names = Callable[[UUID], str]
"""What a body is called."""


class On(StrEnum):
    """The page of a case on which more can be read."""

    OVERVIEW = "overview"
    CONSENT = "consent"
    COMPLAINTS = "complaints"
    CHRONOLOGY = "chronology"
    PARTNERS = "partners"
    RISK = "risk"
    PANEL = "panel"
    OUTCOME = "outcome"
    CONTACT = "contact"
    LETTERS = "letters"
    DOCUMENTS = "documents"
    HISTORY = "history"
    RIGHTS = "rights"


class Line(NamedTuple):
    """A short title in the past tense, and what is clear to all who see the case.

    `item_id` names what may later be recorded in error; `corrects` what this does, of
    the topic `of_topic` where an id alone would not tell.
    """

    title: str
    on: On
    details: tuple[tuple[str, str], ...] = ()
    item_id: UUID | None = None
    corrects: UUID | None = None
    of_topic: str = ""


@singledispatch
def tell(event: object, names: Names) -> Line | None:
    """Tell what happened; nothing of what is not worth a line."""
    del event, names
    return None


def plainly(
    kind: type[Event],
    title: str,
    on: On,
    item: Callable[[Any], UUID | None] = lambda _: None,
) -> None:
    """Say that every event of a kind is told in the same words."""
    tell.register(kind, lambda event, _: Line(title, on, item_id=item(event)))


def many(bodies: tuple[UUID, ...], names: Names) -> str:
    """Name several bodies."""
    return ", ".join(names(body) for body in bodies)


def step(timer_id: str) -> str:
    """Name a step by its id, where no procedures are at hand that say it."""
    return timer_id.replace("-", " ").capitalize()


__all__ = ["Line", "Names", "On", "in_words", "many", "plainly", "step", "tell"]
