"""What is late: the rules of it, for a step that is read and for many that are counted.

A step that is read says it in Python, and those too many to be read are counted by the
database: both are here, side by side, so that neither is changed without the other.
"""

from datetime import date
from typing import Protocol

from sqlalchemy import ColumnElement, and_, or_

from asbreview.domain.procedure import Binds
from projections.case.runs import Moot
from projections.deadlines_kept import deadlines


class Due(Protocol):
    """A step that falls due, or did, as far as its lateness rests on it."""

    @property
    def binds(self) -> Binds:
        """Whom it binds."""

    @property
    def due_on(self) -> date | None:
        """When it is due; nothing while that cannot be known."""

    @property
    def extended_late(self) -> bool:
        """Whether it was given more time too late."""

    @property
    def met_on(self) -> date | None:
        """When it was taken."""

    @property
    def moot(self) -> Moot | None:
        """Why it need not be taken any more."""

    @property
    def moot_on(self) -> date | None:
        """Since when."""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be taken."""


def is_overdue(step: Due, on: date) -> bool:
    """Is it still open after its day?"""
    return step.is_open and step.due_on is not None and step.due_on < on


def met_late(step: Due) -> bool:
    """Was it met after its day?  More time given too late undoes no lateness."""
    if step.met_on is None or step.due_on is None:
        return False
    return step.extended_late or step.met_on > step.due_on


def missed(step: Due) -> bool:
    """Was it not taken by its day, though it need not be taken any more now?

    What makes a step needless later does not make it in time.
    """
    if step.binds is Binds.APPLICANT or step.moot_on is None or step.due_on is None:
        return False
    was_late = step.extended_late or step.due_on < step.moot_on
    return was_late or step.moot is Moot.HELD


def is_in_time() -> ColumnElement[bool]:
    """Say of which deadlines it is so that they were met by their day."""
    c = deadlines.c
    by_its_day = and_(c.extended_late.is_(False), c.met_on <= c.due_on)
    return and_(c.met_on.is_not(None), or_(c.due_on.is_(None), by_its_day))


def is_met_late() -> ColumnElement[bool]:
    """Say of which deadlines it is so that they were met after their day."""
    c = deadlines.c
    late = or_(c.extended_late.is_(True), c.met_on > c.due_on)
    return and_(c.met_on.is_not(None), c.due_on.is_not(None), late)


def is_owed() -> ColumnElement[bool]:
    """Say which were not taken and are owed still, or were not taken by their day."""
    c = deadlines.c
    too_late = or_(c.extended_late.is_(True), c.due_on < c.moot_on, c.moot == Moot.HELD)
    was_missed = and_(
        c.binds != Binds.APPLICANT, c.moot_on.is_not(None), c.due_on.is_not(None)
    )
    runs = or_(c.moot.is_(None), c.moot != Moot.NO_LONGER_RUNS)
    still = or_(c.is_open.is_(True), and_(was_missed, too_late))
    return and_(c.met_on.is_(None), runs, still)
