"""Reading the chronology of a case: now, or as it was."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from asbreview.chronology.gaps import Gap, gaps_of
from asbreview.chronology.rows import Row, rows_of
from asbreview.reviews import Case
from projections.case.standing import name_of
from projections.deadlines import deadlines_of
from projections.timeline import timeline_of


@dataclass(frozen=True)
class Chronology:
    """What happened and what was done, the earliest first, and what is missing."""

    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]


def chronology_of(
    db: Connection, case: Case, *, as_of: int | None, today: date
) -> Chronology:
    """Return the chronology of a case as far as the case itself was read.

    *today* is the London day that silences are counted to while the case goes on.
    """
    rows = rows_of(case, timeline_of(db, case.case_id, as_of=as_of))
    due = {d.item_id: d.due_on for d in deadlines_of(db, case.case_id, as_of=as_of)}
    gaps = gaps_of(
        case,
        rows,
        due=due,
        body_name=lambda body_id: name_of(body_id, case.procedure),
        today=today,
    )
    return Chronology(tuple(rows), tuple(gaps))
