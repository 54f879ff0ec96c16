"""What a body was asked for, and what it is to do: for its own people to see."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, func, or_, select

from asbreview.access.policy import CaseKnown
from asbreview.domain.procedure import Anchor, Binds
from projections.admission import admission, of_areas
from projections.case.runs import ACTION, Moot
from projections.caseload import caseload
from projections.deadlines_kept import deadlines
from projections.kinds import held


class Unanswered(NamedTuple):
    """A request that no body has answered, on a case that goes on."""

    case_id: UUID
    request_id: UUID


def unanswered(db: Connection, *, due_by: date) -> list[Unanswered]:
    """Return the requests still to be answered whose day is by a day, or is past.

    One whose clock stands still, or whose day cannot be known yet, is none of them.
    """
    d = deadlines.c
    rows = db.execute(
        select(d.case_id, d.item_id)
        .where(d.is_open, held(deadlines, None), d.due_on <= due_by)
        .where(d.starts == Anchor.REQUEST, d.binds == Binds.PARTNER)
        .order_by(d.due_on, d.item_id)
    )
    return [Unanswered(*row) for row in rows]


class Owner(NamedTuple):
    """A body that owns so many open actions of a case."""

    case_id: UUID
    body_id: UUID
    how_many: int


def owners(db: Connection) -> list[Owner]:
    """Return the bodies with actions still to be carried out, by their cases."""
    d = deadlines.c
    rows = db.execute(
        select(d.case_id, d.body_id, func.count())
        .where(held(deadlines, None), d.timer_id == ACTION)
        .where(d.met_on.is_(None), d.moot.is_(None), d.body_id.is_not(None))
        .group_by(d.case_id, d.body_id)
        .order_by(d.case_id, d.body_id)
    )
    return [Owner(*row) for row in rows]


class AskedOf(NamedTuple):
    """A request to a body, of a case that is known by its reference alone."""

    known: CaseKnown
    reference: str
    request_id: UUID
    asked_on: date
    due_on: date | None
    answered_on: date | None


class ActionOf(NamedTuple):
    """An open action that a body owns, of a case known by its reference alone."""

    known: CaseKnown
    reference: str
    action_id: UUID
    due_on: date


def actions_of_body(
    db: Connection,
    body_id: UUID,
    areas: Collection[str],
    *,
    as_of: int | None = None,
) -> list[ActionOf]:
    """Return a body's open actions in some areas, the first due first.

    As they stood at a position of the log; what is known of each case stands now.
    """
    d, c = deadlines.c, caseload.c
    rows = db.execute(
        select(admission.c.known, c.reference, d.item_id, d.due_on)
        .join(caseload, c.case_id == d.case_id)
        .join(admission, admission.c.case_id == d.case_id)
        .where(held(deadlines, as_of), held(caseload, as_of))
        .where(d.timer_id == ACTION, d.body_id == body_id)
        .where(d.met_on.is_(None), d.moot.is_(None))
        .where(of_areas(areas))
        .order_by(d.due_on, c.reference)
    )
    return [ActionOf(*row) for row in rows]


def asked_of(
    db: Connection,
    body_id: UUID,
    areas: Collection[str],
    *,
    as_of: int | None = None,
) -> list[AskedOf]:
    """Return the requests to a body in some areas, the latest first.

    As they stood at a position of the log; what is known of each case stands now, for
    whoever asks to be let in by it.
    """
    d, c = deadlines.c, caseload.c
    rows = db.execute(
        select(
            admission.c.known,
            c.reference,
            d.item_id,
            d.started_on,
            d.due_on,
            d.met_on,
        )
        .join(caseload, c.case_id == d.case_id)
        .join(admission, admission.c.case_id == d.case_id)
        .where(held(deadlines, as_of), held(caseload, as_of))
        .where(d.starts == Anchor.REQUEST, d.binds == Binds.PARTNER)
        .where(d.body_id == body_id, of_areas(areas))
        .where(or_(d.moot.is_(None), d.moot != Moot.NO_LONGER_RUNS))
        .order_by(d.started_on.desc(), c.reference)
    )
    return [AskedOf(*row) for row in rows]
