"""What went wrong with a view, and is waiting to be put right and rebuilt."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

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
