"""Who must be told, and who must decide: the relevant bodies of the day."""

from collections.abc import Set as AbstractSet
from datetime import date
from uuid import UUID

from asbreview.domain.procedure import Body, Procedure
from asbreview.domain.statute import (
    PASSED_ON,
    RELEVANT_BODIES,
    REVIEW_ON_APPLICATION,
    implements,
)


@implements(PASSED_ON)
def bodies_not_told(
    procedure: Procedure, on: date, passed_on: AbstractSet[UUID]
) -> tuple[Body, ...]:
    """Return the relevant bodies to which the application has still to be passed on.

    The procedures must provide for applications to be passed on to all the relevant
    bodies; *on* is the day the application was received.
    """
    return _without(procedure.bodies_on(on), passed_on)


@implements(REVIEW_ON_APPLICATION, RELEVANT_BODIES)
def must_decide(procedure: Procedure, on: date) -> tuple[Body, ...]:
    """Return the bodies whose decision a decision of that day is.

    "The relevant bodies" decide together, not the one that keeps the file.
    """
    return procedure.bodies_on(on)


@implements(REVIEW_ON_APPLICATION, RELEVANT_BODIES)
def missing_deciders(
    procedure: Procedure, on: date, deciding: AbstractSet[UUID]
) -> tuple[Body, ...]:
    """Return the relevant bodies of the day that are not among those *deciding*."""
    return _without(must_decide(procedure, on), deciding)


def _without(bodies: tuple[Body, ...], ids: AbstractSet[UUID]) -> tuple[Body, ...]:
    return tuple(body for body in bodies if body.body_id not in ids)
