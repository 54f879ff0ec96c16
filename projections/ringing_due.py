"""Whether a body is to be rung: asked for, not heard of since, and still owed.

As the page of a case says it: of a request until a reminder is recorded; of actions
until there is news of one, or one is done, and while one is open.
"""

from typing import Final
from uuid import UUID

from sqlalchemy import Boolean, Column, MetaData, Table

from asbreview.domain.asking.facts import About, NoticeKind
from asbreview.domain.model import CaseEvent
from asbreview.domain.outcome.facts import (
    ActionDone,
    ActionHeldUp,
    ActionProgressed,
)
from projections.held import Row
from projections.kinds import Id, Word, holding
from projections.rows import Rows

META: Final = MetaData()
ringing: Final = Table(
    "ringing",
    META,
    Column("asking_id", Id, primary_key=True),
    *holding(),
    Column("case_id", Id, nullable=False, index=True),
    Column("request_id", Id, nullable=False),
    Column("body_id", Id, nullable=False),
    Column("kind", Word(NoticeKind), nullable=False),
    Column("about", Word(About), nullable=False),
    Column("is_asked_for", Boolean, nullable=False),
    Column("to_ring", Boolean, nullable=False),
    Column("is_over", Boolean, nullable=False),  # answered, or in error
)
owned: Final = Table(
    "ringing_actions",
    META,
    Column("action_id", Id, primary_key=True),
    Column("case_id", Id, nullable=False, index=True),
    Column("body_id", Id, nullable=False),
    Column("is_open", Boolean, nullable=False),
)
heard: Final = Table(
    "ringing_heard",
    META,
    Column("report_id", Id, primary_key=True),
    *holding(),
    Column("case_id", Id, nullable=False, index=True),
    Column("asking_id", Id, nullable=False),
    Column("of_id", Id, nullable=False),
)
"""What ended a ringing that was asked for, while it counts: a reminder, or news.

Of a request, or of an action.
"""

News = ActionProgressed | ActionHeldUp | ActionDone


def rows_of(event: CaseEvent, rows: Rows) -> list[Row]:
    """Return the row of the asking that an event is of."""
    found = rows.of_case(ringing, event.case_id)
    return [row for row in found if row["asking_id"] == event.originator_id]


def of_request(event: CaseEvent, request_id: UUID, rows: Rows) -> list[Row]:
    """Return the row of how a body is asked what a request asks."""
    found = rows.of_case(ringing, event.case_id)
    return [row for row in found if row["request_id"] == request_id]


def ask(event: CaseEvent, rows: Rows, *, is_asked_for: bool) -> None:
    """Say whether ringing is asked for from now on: what was heard before is past."""
    for row in rows_of(event, rows):
        rows.from_now_on(ringing, row, is_asked_for=is_asked_for)
        for each in _heard(row, rows):
            rows.end(heard, each)
    weigh(event, rows)


def hear_of(event: News, report: UUID, rows: Rows) -> None:
    """Hear of an action, from whoever owns it."""
    owners = {
        action["body_id"]
        for action in rows.of_case(owned, event.case_id)
        if action["action_id"] == event.action_id
    }
    for row in list(rows.of_case(ringing, event.case_id)):
        if row["about"] is About.ACTIONS and row["body_id"] in owners:
            hear(event, row, rows, report=report, of=event.action_id)


def hear(event: CaseEvent, row: Row, rows: Rows, *, report: UUID, of: UUID) -> None:
    """Note what ends a ringing, of a request or of an action, if one is asked for."""
    if row["is_asked_for"]:
        of_it = {"case_id": event.case_id, "asking_id": row["asking_id"]}
        rows.begin(heard, report_id=report, of_id=of, **of_it)
        weigh(event, rows)


def unhear(
    event: CaseEvent, rows: Rows, *, report: UUID | None = None, of: UUID | None = None
) -> None:
    """Take back what was heard: a report, or all that was heard of an action."""
    for each in list(rows.of_case(heard, event.case_id)):
        if report == each["report_id"] or of == each["of_id"]:
            rows.end(heard, each)
    weigh(event, rows)


def opened(event: CaseEvent, action_id: UUID, rows: Rows, *, is_open: bool) -> None:
    """Say whether an action is still to be carried out."""
    for action in list(rows.of_case(owned, event.case_id)):
        if action["action_id"] == action_id:
            rows.change(owned, action, is_open=is_open)
    weigh(event, rows)


def weigh(event: CaseEvent, rows: Rows) -> None:
    """Say of each body of a case whether it is to be rung."""
    for row in list(rows.of_case(ringing, event.case_id)):
        is_due = row["is_asked_for"] and not _heard(row, rows) and _owes(row, rows)
        if is_due != row["to_ring"]:
            rows.from_now_on(ringing, row, to_ring=is_due)


def _heard(row: Row, rows: Rows) -> list[Row]:
    found = rows.of_case(heard, row["case_id"])
    return [each for each in found if each["asking_id"] == row["asking_id"]]


def _owes(row: Row, rows: Rows) -> bool:
    """Say whether a body has an action to carry out, if it is that it is asked of."""
    return row["about"] is not About.ACTIONS or any(
        action["is_open"] and action["body_id"] == row["body_id"]
        for action in rows.of_case(owned, row["case_id"])
    )
