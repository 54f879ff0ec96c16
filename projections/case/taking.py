"""Where a projection keeps its cases and the procedures they are decided under."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, MetaData, String, Table

from asbreview.domain.model import CaseEvent, Event
from asbreview.domain.procedure import Procedure
from asbreview.domain.procedure_adoption import ProcedureAdopted, ProcedureRecorded
from asbreview.store.log import Entry
from projections.case.applied import Told
from projections.case.in_error import happens
from projections.case.state import Case
from projections.case.told_wrong import is_of_letters, note
from projections.kinds import Document, Id
from projections.rows import Rows

ProcedureInForce = ProcedureRecorded | ProcedureAdopted


def cases_in(meta: MetaData, name: str) -> Table:
    """Return a table that keeps cases as their events have left them."""
    return Table(
        name,
        meta,
        Column("case_id", Id, primary_key=True),
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


def take_in(event: Event, position: int, rows: Rows, cases: Table) -> Case | None:
    """Take an event into its case; nothing if it does not change where one stands.

    What another view has taken in already, at the same position, is not taken in again.
    """
    change = what_happens(type(event))
    noted = is_of_letters(type(event))
    if not (change or noted) or not isinstance(event, CaseEvent):
        return None
    case_id = event.case_id
    reached, case = rows.folded.get(case_id) or (0, _kept(case_id, rows, cases))
    if reached < position:
        if change is not None:
            change(event, case)
        if noted:
            note(event, position, case)
        rows.folded[case_id] = position, case
    return case


def keep(case: Case, rows: Rows, cases: Table) -> None:
    """Keep a case as its events have left it."""
    rows.put(cases, case_id=case.case_id, state=case)


def take_in_save(entries: Sequence[Entry], rows: Rows, cases: Table) -> Case | None:
    """Take in, and keep, what a save did to a case; nothing if nothing of concern."""
    case = None
    for entry in entries:
        case = take_in(entry.read(), entry.position, rows, cases) or case
    if case is not None:
        keep(case, rows, cases)
    return case


@cache  # it is asked of every event
def what_happens(kind: type[Event]) -> Callable[[Any, Case], None] | None:
    """Return what a kind of event does to a case, if it is of concern."""
    change = happens.dispatch(kind)
    return None if change is happens.dispatch(object) else change


def _kept(case_id: UUID, rows: Rows, cases: Table) -> Case:
    row = rows.one(cases, case_id)
    case: Case = row["state"] if row else Case(case_id=case_id)
    return case


def case_of(case_id: UUID, rows: Rows, cases: Table) -> Case:
    """Return a case already taken in; `LookupError` if it is not."""
    row = rows.one(cases, case_id)
    if row is None:
        raise LookupError(f"case {case_id}")
    found: Case = row["state"]
    return found
