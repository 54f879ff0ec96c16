"""How each case departed from the flow its procedure expects: one row a case.

They are kept with the caseload, by the projection in `caseload.py`: what is counted of
ten thousand cases is not found out anew from sixteen deadlines of each.  Time passing
makes nothing happen here: of a step still to be taken it is kept after which day it is
late.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Column, Date, Index, Integer, String, Table

from asbreview.domain.model import Event
from asbreview.domain.procedure import Procedure
from projections.case.applied import Told
from projections.case.state import Case
from projections.deadlines_kept import deadlines, meta
from projections.departing import TAKEN_BY, Departs, departures
from projections.expected_order import pairs_of
from projections.kinds import Document, Id, holding
from projections.rows import Rows
from projections.steps_expected import steps_expected

StepsSaid = tuple[tuple[str, str], ...]
followed: Final = Table(
    "followed",
    meta,
    Column("case_id", Id, primary_key=True),
    *holding(),
    Column("area_id", String, nullable=False),
    Column("reference", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("applied_on", Date, nullable=False),
    Column("expected", Document(StepsSaid, frozen=True), nullable=False),
    Column("departed", Document(tuple[Departs, ...], frozen=True), nullable=False),
    Column("taken", Document(dict[str, int], frozen=True), nullable=False),
)
"""`taken` is how often each step was taken that is taken once, in error or not."""
Index(
    "followed_by_application",
    followed.c.area_id,
    followed.c.applied_on,
    followed.c.to_position,
    followed.c.from_position,
)


def follow(
    case: Case, told: Told, procedure: Procedure, rows: Rows, *events: Event
) -> None:
    """Keep how a case departed, its deadlines being level with it and these events."""
    steps = steps_expected(rows.of_case(deadlines, case.case_id))
    kept = next(iter(rows.of_case(followed, case.case_id)), None)
    taken = _taken(kept["taken"] if kept else {}, events)
    rows.keep(
        followed,
        case.case_id,
        area_id=told.procedure_id,
        reference=told.reference,
        version=told.procedure_version,
        applied_on=told.began_on,
        expected=tuple({step.timer_id: step.says for step in steps}.items()),
        departed=tuple(departures(steps, pairs_of(procedure), taken)),
        taken=taken,
    )


def _taken(before: Mapping[str, int], events: Sequence[Event]) -> Mapping[str, int]:
    taken = dict(before)
    for event in events:
        timer_id = TAKEN_BY.get(type(event))
        if timer_id is not None:
            taken[timer_id] = taken.get(timer_id, 0) + 1
    return taken
