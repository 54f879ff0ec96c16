"""The steps of each case in one row: who did what on which day, and what was in error.

What a case took is counted from its lines, of which ten thousand cases have more than
can be read in the time a page takes.  Each step says where in the log it stands, so the
one row answers for every position; it grows by a step with each line.
"""

from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Column, Integer, MetaData, String, Table

from asbreview.domain.contact.facts import ContactMade
from asbreview.domain.days import local_day
from asbreview.domain.model import CaseEvent
from projections.kinds import Document, Id
from projections.rows import Rows


class StepKept(NamedTuple):
    """A step as it is kept: `recorded_by` is an account's id in hexadecimal.

    `in_error_from` is the position of the line that took it back, if one did, and
    `was_for` what somebody got in touch with us for, if that was said.
    """

    position: int
    topic: str
    recorded_by: str
    recorded_on: date
    in_error_from: int | None = None
    was_for: str | None = None


STEPS: Final = list[StepKept]


def steps_in(meta: MetaData, name: str) -> Table:
    """Return a table that keeps the steps of each case, and how it was applied for."""
    return Table(
        name,
        meta,
        Column("case_id", Id, primary_key=True),
        Column("steps", Document(STEPS), nullable=False),
        Column("came_at", Integer),
        Column("channel", String),
    )


def take_step(event: CaseEvent, rows: Rows, kept: Table) -> None:
    """Add a step to those of its case."""
    day = local_day(event.timestamp)
    was_for = event.was_for if isinstance(event, ContactMade) else None
    by = event.recorded_by.hex
    step = StepKept(rows.position, event.TOPIC, by, day, was_for=was_for)
    row = rows.one(kept, event.case_id)
    if row is None:
        rows.put(kept, case_id=event.case_id, steps=[step])
    else:
        row["steps"].append(step)
        rows.change(kept, row)


def came_by(case_id: UUID, channel: str, rows: Rows, kept: Table) -> None:
    """Note how the application of a case came, whose step has been taken."""
    rows.change(kept, _of(case_id, rows, kept), channel=channel, came_at=rows.position)


def was_in_error(case_id: UUID, position: int, rows: Rows, kept: Table) -> None:
    """Mark the step of a position as taken back by what is being recorded."""
    row = _of(case_id, rows, kept)
    for number, step in enumerate(row["steps"]):
        if step.position == position:
            row["steps"][number] = step._replace(in_error_from=rows.position)
    rows.change(kept, row)


def _of(case_id: UUID, rows: Rows, kept: Table) -> dict[str, Any]:
    row = rows.one(kept, case_id)
    if row is None:
        raise LookupError(f"case {case_id}")
    return row
