"""The caseload: one row a case, and one for each of its deadlines.

Where a case stands and what falls due on it are kept by one projection, so that the
next day due in a list is the day on the case's own page.
"""

from collections.abc import Sequence
from datetime import date
from functools import singledispatchmethod
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy import Boolean, Column, Date, String, Table

from asbreview.domain.application import Category
from asbreview.domain.calendar import (
    CalendarExtended,
    CalendarSet,
    ClosureAdded,
    ClosureRecordedInError,
    HolidayProclaimed,
)
from asbreview.domain.procedure import Procedure
from asbreview.domain.procedure_adoption import ProcedureAdopted, ProcedureRecorded
from asbreview.domain.retention.rules import RecordKind, kind_of
from asbreview.store.log import Entry
from projections.admission import admit
from projections.case.applied import Told
from projections.case.runs import Moot
from projections.case.stages import Stage, WaitsFor
from projections.case.standing import name_of, standing
from projections.case.state import Case
from projections.case.steps_due import due_of_step, first_due, what_to_do
from projections.case.taking import (
    ProcedureInForce,
    case_of,
    cases_in,
    learn,
    procedure_of,
    procedures_in,
    take_in_save,
    version_of,
)
from projections.case.timed import corrected_on, may_move_a_timer, paused_on
from projections.case.timers import running
from projections.deadlines_kept import (
    calendars,
    counted_anew,
    deadlines,
    meta,
    settle,
    stands,
)
from projections.departures_kept import follow
from projections.held import Row
from projections.kept import Kept
from projections.kinds import Id, Word, held, holding, index_of_held, index_of_some
from projections.rows import Rows
from projections.working_days import CalendarEvent, learn_days
from projections.wrong_letters import settle_wrong_letters

caseload: Final = Table(
    "caseload",
    meta,
    Column("case_id", Id, primary_key=True),
    *holding(),
    Column("reference", String, nullable=False, index=True),
    Column("area", String, nullable=False),
    Column("area_id", String, nullable=False),
    Column("place", String, nullable=False),
    Column("category", Word(Category), nullable=False),
    Column("applied_on", Date, nullable=False),
    Column("stage", Word(Stage), nullable=False),
    Column("waits_for", Word(WaitsFor), nullable=False),
    Column("body_id", Id),
    Column("body_name", String),
    Column("next_step", String, nullable=False),
    Column("caseworker_id", Id, index=True),
    Column("applicant_name", String),
    Column("applicant_address", String),
    Column("next_due_on", Date),
    Column("next_timer_id", String),
    Column("next_due_says", String),
    Column("next_to_do", String),
    Column("step_due_on", Date),
    Column("step_timer_id", String),
    Column("ended", Boolean, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("kept_as", Word(RecordKind)),
    Column("ended_on", Date),
    Column("told_on", Date),
)
IN_ORDER: Final = (
    caseload.c.next_due_on.is_(None),
    caseload.c.next_due_on,
    caseload.c.applied_on,
    caseload.c.reference,
)
"""What is due next first; what has no day, last."""
IS_OPEN: Final = held(caseload, None) & caseload.c.is_open
"""What the queue shows: cases that wait for somebody, as they stand."""


BODY: Final = (caseload.c.body_id, caseload.c.body_name)


def _index(name: str, *columns: Any) -> None:
    """Keep the open cases in an order, so that a list costs the same of any number."""
    named = caseload.c.is_open, caseload.c.to_position
    index_of_some(name, IS_OPEN, named, *columns)


_index("caseload_in_order", caseload.c.area_id, *IN_ORDER)
_index("caseload_in_order_by_owner", caseload.c.caseworker_id, *IN_ORDER)
_index("caseload_by_place", caseload.c.area_id, caseload.c.place)
_index("caseload_by_body", caseload.c.area_id, *BODY)
index_of_held("caseload_ended", caseload.c.kept_as, caseload.c.ended_on)
cases: Final = cases_in(meta, "caseload_cases")
procedures: Final = procedures_in(meta, "caseload_procedures")


class Caseload:
    """Projects where every case stands, and what falls due on it."""

    kept: ClassVar[Kept] = Kept("caseload", shape=19, tables=meta)

    @singledispatchmethod
    def record(self, event: object, rows: Rows) -> None:
        """Ignore what is no procedure's and not the calendar's."""

    @record.register(ProcedureRecorded)
    @record.register(ProcedureAdopted)
    def _(self, event: ProcedureInForce, rows: Rows) -> None:
        learn(event, rows, procedures)

    @record.register(CalendarSet)
    @record.register(CalendarExtended)
    @record.register(HolidayProclaimed)
    @record.register(ClosureAdded)
    @record.register(ClosureRecordedInError)
    def _(self, event: CalendarEvent, rows: Rows) -> None:
        """Count anew what is open; what was met or told stays as it was."""
        calendar = learn_days(event, rows, calendars)
        still_open = rows.matching(deadlines, is_open=True)
        rows.expect({row["case_id"] for row in still_open})
        for row in still_open:
            procedure = version_of(
                row["procedure_id"], row["procedure_version"], rows, procedures
            )
            day = counted_anew(row, calendar, procedure)
            if day != row["counted_on"]:
                due_on = row["due_on"] if row["was_due_on"] else day
                moved = {"counted_on": day, "counted_at": rows.position}
                rows.from_now_on(deadlines, row, **moved, due_on=due_on)
                case = case_of(row["case_id"], rows, cases)
                if case.told is not None:
                    follow(case, case.told, procedure, rows)
                _show(case, rows)

    def saved(self, case_id: UUID, entries: Sequence[Entry], rows: Rows) -> None:
        """Bring the rows of a case level with what a save did to it."""
        del case_id
        case = take_in_save(entries, rows, cases)
        if case is not None and case.told is not None:
            events = [entry.read() for entry in entries]
            if any(may_move_a_timer(type(event)) for event in events):
                days = corrected_on(events), paused_on(events)
                _settle(case, case.told, rows, *days)
                procedure = procedure_of(case.told, rows, procedures)
                follow(case, case.told, procedure, rows, *events)
            _show(case, rows)


def _settle(
    case: Case,
    told: Told,
    rows: Rows,
    corrected: date | None,
    paused: date | None,
) -> None:
    """Bring the rows of a case's deadlines level with the case."""
    procedure = procedure_of(told, rows, procedures)
    before = rows.of_case(deadlines, case.case_id)
    left = {(row["timer_id"], row["item_id"]): row for row in before}
    for run in running(case, told, procedure):
        row = left.pop((run.timer_id, run.item_id), None)
        if row is not None and stands(run, row):
            continue
        hides = paused and row and row["due_on"] and row["due_on"] < paused
        changed_on = corrected or (paused if hides else None)
        values = settle(run, row, procedure, rows, corrected_on=changed_on)
        if row is None:
            key = {"timer_id": run.timer_id, "item_id": run.item_id}
            rows.begin(deadlines, case_id=case.case_id, **key, **values)
        else:
            rows.from_now_on(deadlines, row, **values)
    for row in left.values():
        taken_back = {
            "met_on": None,
            "moot": Moot.NO_LONGER_RUNS,
            "moot_on": None,
            "is_open": False,
        }
        rows.from_now_on(deadlines, row, **taken_back)


def _show(case: Case, rows: Rows) -> None:
    """Bring the row of a case level with the case and its deadlines."""
    if case.told is None:
        return
    told, procedure = case.told, procedure_of(case.told, rows, procedures)
    settle_wrong_letters(case, rows)
    admit(case, told, rows)
    now = standing(case, told, procedure)
    due = rows.of_case(deadlines, case.case_id)
    first, own = first_due(due), due_of_step(now, due)
    applicant = case.people.get(told.applicant_id)
    rows.keep(
        caseload,
        case.case_id,
        reference=told.reference,
        area=procedure.area,
        area_id=told.procedure_id,
        place=told.place,
        category=told.category,
        applied_on=told.applied_on,
        stage=now.stage,
        waits_for=now.waits_for,
        body_id=now.body_id,
        body_name=_name(now.body_id, procedure, case),
        next_step=now.next_step,
        caseworker_id=case.caseworker_id,
        applicant_name=applicant.name if applicant else None,
        applicant_address=applicant.address if applicant else None,
        next_due_on=first["due_on"] if first else None,
        next_timer_id=first["timer_id"] if first else None,
        next_due_says=first["says"] if first else None,
        next_to_do=_to_do(first, procedure, case) if first else None,
        step_due_on=own["due_on"] if own else None,
        step_timer_id=own["timer_id"] if own else None,
        ended=case.ended_as is not None,
        is_open=now.waits_for is not WaitsFor.NOBODY,
        kept_as=kind_of(case.ended_as, not_met=case.is_not_met)
        if case.ended_as and not case.disposed_on
        else None,
        ended_on=case.ended_on,
        told_on=case.outcome_told_on or case.threshold_told_on,
    )


def _name(body_id: UUID | None, procedure: Procedure, case: Case) -> str | None:
    if body_id is None:
        return None
    return name_of(body_id, procedure, case.joint_bodies)


def _to_do(due: Row, procedure: Procedure, case: Case) -> str:
    name = _name(due["body_id"], procedure, case)
    return what_to_do(due["says"], due["timer_id"], procedure, name)
