"""Who may be let in to which case: what the policy has to know, one row a case.

Kept with the caseload, so that a list and who may see it are of one edition.  There is
no history here: whatever day is looked at, it is by today's permissions.
"""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    String,
    Table,
    bindparam,
    select,
)

from asbreview.access.policy import CaseKnown
from projections.case.applied import Told
from projections.case.state import Case
from projections.deadlines_kept import meta
from projections.kinds import Document, Id
from projections.rows import Rows

admission: Final = Table(
    "admission",
    meta,
    Column("case_id", Id, primary_key=True),
    Column("area_id", String, nullable=False, index=True),
    Column("is_special", Boolean, nullable=False, index=True),
    Column("lets_in", Boolean, nullable=False, index=True),
    Column("joint_with", String, index=True),
    Column("known", Document(CaseKnown), nullable=False),
)
KNOWN: Final = select(admission.c.known).where(
    admission.c.case_id == bindparam("case_id")
)


def admit(case: Case, told: Told, rows: Rows) -> None:
    """Keep what has to be known of a case, if it is not what was known already."""
    asked = [request.body_id for request in case.requests.values()]
    owners = [action.body_id for action in case.actions.values()]
    known = CaseKnown(
        case.case_id,
        told.procedure_id,
        caseworker_id=case.caseworker_id,
        is_restricted=case.is_restricted,
        named=case.named,
        conflicted=case.conflicted,
        let_in=case.let_in,
        asked=tuple(dict.fromkeys([*asked, *owners])),
        joint_with=case.joint_with or "",
    )
    before = rows.one(admission, case.case_id)
    if before is None or before["known"] != known:
        rows.put(
            admission,
            case_id=case.case_id,
            area_id=known.area,
            is_special=known.is_special,
            lets_in=bool(known.let_in),
            joint_with=case.joint_with,
            known=known,
        )


def case_known(db: Connection, case_id: UUID) -> CaseKnown | None:
    """Return what is known of a case; nothing while the views are catching up."""
    known: CaseKnown | None = db.scalar(KNOWN, {"case_id": case_id})
    return known


def special_cases(db: Connection, areas: Collection[str]) -> list[CaseKnown]:
    """Return the cases of some areas that not everybody there may see."""
    c = admission.c
    few = select(c.known).where(c.is_special, c.area_id.in_(areas))
    return list(db.scalars(few))


def of_areas(areas: Collection[str]) -> ColumnElement[bool]:
    """Say which cases some areas have, or read as joint with another's."""
    return admission.c.area_id.in_(areas) | admission.c.joint_with.in_(areas)


def joint_cases(db: Connection, areas: Collection[str]) -> list[CaseKnown]:
    """Return the cases of other areas that some areas read, too."""
    c = admission.c
    return list(db.scalars(select(c.known).where(c.joint_with.in_(areas))))


def cases_that_let_in(db: Connection, areas: Collection[str]) -> list[CaseKnown]:
    """Return the cases of some areas that somebody was let in to."""
    c = admission.c
    few = select(c.known).where(c.lets_in, c.area_id.in_(areas))
    return list(db.scalars(few))


def areas_of(db: Connection) -> list[str]:
    """Return the ids of the areas that have cases."""
    return list(db.scalars(select(admission.c.area_id).distinct()))
