"""What went wrong with a view, and is waiting to be put right and rebuilt."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, func, select

from projections.editions import parked, positions


class Parked(NamedTuple):
    """A case that a view takes no further since a position."""

    projection: str
    case_id: UUID
    position: int
    error: str


class Halted(NamedTuple):
    """A view that takes nothing further."""

    projection: str
    position: int
    error: str


def cases_parked(db: Connection) -> list[Parked]:
    """Return the cases set aside in what is read, to be flagged on their pages."""
    rows = db.execute(
        select(
            positions.c.projection, parked.c.case_id, parked.c.position, parked.c.error
        )
        .join(parked, parked.c.edition == positions.c.edition)
        .where(positions.c.live)
        .order_by(positions.c.projection, parked.c.position)
    )
    return [Parked(*row) for row in rows]


def views_halted(db: Connection) -> list[Halted]:
    """Return the views that stopped, for whoever looks after the installation."""
    halted = positions.c.halted.is_not(None)
    rows = db.execute(
        select(positions.c.projection, positions.c.position, positions.c.halted)
        .where(halted)
        .order_by(positions.c.projection)
    )
    return [Halted(*row) for row in rows]


class Standing(NamedTuple):
    """How far a view has got, and what of it waits to be put right."""

    projection: str
    position: int
    parked: int
    halted: bool


def standing_of(db: Connection) -> list[Standing]:
    """Return how each view that is read stands."""
    aside = (
        select(func.count())
        .select_from(parked)
        .where(parked.c.edition == positions.c.edition)
        .scalar_subquery()
    )
    rows = db.execute(
        select(positions, aside.label("aside"))
        .where(positions.c.live)
        .order_by(positions.c.projection)
    )
    return [
        Standing(row.projection, row.position, row.aside, row.halted is not None)
        for row in rows
    ]
