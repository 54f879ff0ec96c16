"""Where the time of a case goes: days in each stage, and waiting on whom.

The spans of a case lie end to end, so their days sum to its lead time.  A thing
recorded late counts from when the span before it began, never from earlier.
"""

from collections.abc import Sequence
from datetime import date
from functools import singledispatchmethod
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy import Column, Date, Integer, MetaData, String, Table

from asbreview.domain.application import Category
from asbreview.domain.model import CaseEvent
from asbreview.domain.procedure import Procedure
from asbreview.domain.procedure_adoption import ProcedureAdopted, ProcedureRecorded
from asbreview.domain.trigger.earlier import EarlierCase, said_last
from asbreview.store.log import Entry
from projections.case.applied import Told
from projections.case.days import happened_on
from projections.case.stages import Stage, WaitsFor
from projections.case.standing import name_of, standing
from projections.case.state import Case
from projections.case.taking import (
    ProcedureInForce,
    cases_in,
    learn,
    procedure_of,
    procedures_in,
    take_in,
    take_in_save,
)
from projections.kept import Kept
from projections.kinds import Document, Id, Word, holding, index_of_held
from projections.rows import Rows

_meta: Final = MetaData()
spans: Final = Table(
    "spans",
    _meta,
    Column("case_id", Id, primary_key=True),
    *holding(),
    Column("stage", Word(Stage), nullable=False),
    Column("waits_for", Word(WaitsFor), nullable=False),
    Column("body_id", Id),
    Column("body_name", String),
    Column("began_on", Date, nullable=False),
    Column("ended_on", Date),
)
lives: Final = Table(
    "lives",
    _meta,
    Column("case_id", Id, primary_key=True),
    *holding(),
    Column("reference", String, nullable=False),
    Column("area_id", String, nullable=False, index=True),
    Column("category", Word(Category), nullable=False),
    Column("place", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("applied_on", Date, nullable=False),
    Column("outcome_told_on", Date),
    Column("ended_on", Date),
    Column("earlier", Document(tuple[EarlierCase, ...], frozen=True), nullable=False),
)
index_of_held("lives_by_outcome", lives.c.area_id, lives.c.outcome_told_on)
cases: Final = cases_in(_meta, "streamlining_cases")
procedures: Final = procedures_in(_meta, "streamlining_procedures")


class Streamlining:
    """Projects what a case waited for, and from when to when."""

    kept: ClassVar[Kept] = Kept("streamlining", shape=11, tables=_meta)

    @singledispatchmethod
    def record(self, event: object, rows: Rows) -> None:
        """Ignore what is no case's and no procedure's."""

    @record.register(ProcedureRecorded)
    @record.register(ProcedureAdopted)
    def _(self, event: ProcedureInForce, rows: Rows) -> None:
        learn(event, rows, procedures)

    @record.register
    def _(self, event: CaseEvent, rows: Rows) -> None:
        case = take_in(event, rows.position, rows, cases)
        if case is not None and case.told is not None:
            procedure = procedure_of(case.told, rows, procedures)
            _wait(case, case.told, procedure, happened_on(event), rows)

    def saved(self, case_id: UUID, entries: Sequence[Entry], rows: Rows) -> None:
        """Bring the days of a case level with what a save did to it."""
        del case_id
        case = take_in_save(entries, rows, cases)
        if case is not None and case.told is not None:
            _live(case, case.told, rows)


def _live(case: Case, told: Told, rows: Rows) -> None:
    rows.keep(
        lives,
        case.case_id,
        reference=told.reference,
        area_id=told.procedure_id,
        category=told.category,
        place=told.place,
        version=told.procedure_version,
        applied_on=told.began_on,
        outcome_told_on=_at_least(case.outcome_told_on, told),
        ended_on=_at_least(case.ended_on, told),
        earlier=said_last(case.compared.values()),
    )


def _at_least(day: date | None, told: Told) -> date | None:
    return max(day, told.began_on) if day else None


def _wait(case: Case, told: Told, procedure: Procedure, on: date, rows: Rows) -> None:
    """Begin another span, if the case now waits otherwise."""
    stands = standing(case, told, procedure)
    waits = {
        "stage": stands.stage,
        "waits_for": stands.waits_for,
        "body_id": stands.body_id,
    }
    began_on = told.began_on
    for row in rows.of_case(spans, case.case_id):
        if all(row[name] == value for name, value in waits.items()):
            return
        began_on = max(on, row["began_on"])
        if row["from_position"] == rows.position:
            rows.change(spans, row, **waits)
            return
        rows.change(spans, row, ended_on=began_on)
        rows.end(spans, row)
    bodies = case.joint_bodies
    name = name_of(stands.body_id, procedure, bodies) if stands.body_id else None
    rows.begin(spans, case_id=case.case_id, **waits, body_name=name, began_on=began_on)
