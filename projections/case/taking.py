"""Where a projection keeps its cases and the procedures they are decided under."""

from uuid import UUID

from sqlalchemy import Column, Integer, MetaData, String, Table, Uuid

from asbreview.domain.model import CaseEvent
from asbreview.domain.procedure import Procedure
from asbreview.domain.procedure_adoption import ProcedureAdopted, ProcedureRecorded
from projections.case.in_error import happens
from projections.case.state import Case, Told
from projections.kinds import Document
from projections.rows import Rows

ProcedureInForce = ProcedureRecorded | ProcedureAdopted


def cases_in(meta: MetaData, name: str) -> Table:
    """Return a table that keeps cases as their events have left them."""
    return Table(
        name,
        meta,
        Column("case_id", Uuid, primary_key=True),
        Column("state", Document(Case), nullable=False),
    )


def procedures_in(meta: MetaData, name: str) -> Table:
    """Return a table that keeps the versions of the procedures."""
    return Table(
        name,
        meta,
        Column("procedure_id", String, primary_key=True),
        Column("version", Integer, primary_key=True),
        Column("procedure", Document(Procedure, frozen=True), nullable=False),
    )


def learn(event: ProcedureInForce, rows: Rows, procedures: Table) -> None:
    """Keep a version of the procedures."""
    recorded = event.procedure
    rows.put(
        procedures,
        procedure_id=recorded.procedure_id,
        version=recorded.version,
        procedure=recorded,
    )


def procedure_of(told: Told, rows: Rows, procedures: Table) -> Procedure:
    """Return the version a case is decided under; `LookupError` if it is unknown."""
    return version_of(told.procedure_id, told.procedure_version, rows, procedures)


def version_of(
    procedure_id: str, version: int, rows: Rows, procedures: Table
) -> Procedure:
    """Return a version of the procedures; `LookupError` if it is unknown."""
    row = rows.one(procedures, procedure_id, version)
    if row is None:
        raise LookupError(f"{procedure_id}, version {version}")
    found: Procedure = row["procedure"]
    return found


def take_in(event: CaseEvent, rows: Rows, cases: Table) -> Case | None:
    """Take an event into its case; nothing if it does not change where one stands."""
    if happens.dispatch(type(event)) is happens.dispatch(object):
        return None
    row = rows.one(cases, event.case_id)
    if row is None:
        row = rows.put(cases, case_id=event.case_id, state=Case(case_id=event.case_id))
    rows.change(cases, row)
    case: Case = row["state"]
    happens(event, case)
    return case


def case_of(case_id: UUID, rows: Rows, cases: Table) -> Case:
    """Return a case already taken in; `LookupError` if it is not."""
    row = rows.one(cases, case_id)
    if row is None:
        raise LookupError(f"case {case_id}")
    found: Case = row["state"]
    return found
