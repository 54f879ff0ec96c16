"""Which bodies somebody is to ring, since no email reaches them, and on which cases.

As the page of a case says it: until a reminder is recorded, an email goes, the body
answers or, where it owns actions, there is news of one.
"""

from collections.abc import Collection, Mapping
from functools import singledispatchmethod
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy import Boolean, Column, Connection, MetaData, Table, func, select

from asbreview.domain.asking.facts import (
    FileOpened,
    NoticeAccepted,
    NoticeDrafted,
    NoticeFailed,
    NoticeFoundSent,
    NoticeFoundUnsent,
    NoticeHeldBack,
    NoticeKind,
    is_rung_for,
)
from asbreview.domain.asking.record import Asking
from asbreview.domain.asking.reminding import RingingAskedFor
from asbreview.domain.evidence.facts import (
    EvidenceRecordedInError,
    InformationAnswered,
    RequestChased,
)
from asbreview.domain.model import CaseEvent
from asbreview.domain.outcome.facts import (
    ActionAdded,
    ActionCancelled,
    ActionDone,
    ActionHeldUp,
    ActionProgressed,
)
from asbreview.domain.outcome.in_error import OutcomeFactInError
from projections.held import Row
from projections.kept import Kept
from projections.kinds import Id, Word, held, holding
from projections.rows import Rows

_meta: Final = MetaData()
ringing: Final = Table(
    "ringing",
    _meta,
    Column("asking_id", Id, primary_key=True),
    *holding(),
    Column("case_id", Id, nullable=False, index=True),
    Column("request_id", Id, nullable=False),
    Column("body_id", Id, nullable=False),
    Column("kind", Word(NoticeKind), nullable=False),
    Column("to_ring", Boolean, nullable=False),
    Column("is_answered", Boolean, nullable=False),
)
owned: Final = Table(
    "ringing_actions",
    _meta,
    Column("action_id", Id, primary_key=True),
    Column("case_id", Id, nullable=False, index=True),
    Column("body_id", Id, nullable=False),
)
heard: Final = Table(
    "ringing_heard",
    _meta,
    Column("report_id", Id, primary_key=True),
    *holding(),
    Column("case_id", Id, nullable=False, index=True),
    Column("asking_id", Id, nullable=False),
)
"""The news without which a body would still be to ring, while that counts."""
NEWS = ActionProgressed | ActionHeldUp | ActionDone | ActionCancelled


class Ringing:
    """Projects whom somebody is to ring."""

    kept: ClassVar[Kept] = Kept("ringing", shape=2, tables=_meta)

    @singledispatchmethod
    def record(self, event: object, rows: Rows) -> None:
        """Ignore what asks for no ringing, and ends none."""

    @record.register
    def _(self, event: FileOpened, rows: Rows) -> None:
        rows.begin(
            ringing,
            asking_id=event.originator_id,
            case_id=event.case_id,
            request_id=event.request_id,
            body_id=event.body_id,
            kind=NoticeKind.REQUEST,
            to_ring=False,
            is_answered=False,
        )

    @record.register
    def _(self, event: NoticeDrafted, rows: Rows) -> None:
        _of(event, rows, kind=event.kind)

    @record.register(NoticeFailed)
    @record.register(NoticeHeldBack)
    @record.register(NoticeFoundUnsent)
    def _(self, event: CaseEvent, rows: Rows) -> None:
        for row in _rows_of(event, rows):
            if is_rung_for(row["kind"]):
                rows.from_now_on(ringing, row, to_ring=True)

    @record.register
    def _(self, event: RingingAskedFor, rows: Rows) -> None:
        _of(event, rows, to_ring=True)

    @record.register(NoticeAccepted)
    @record.register(NoticeFoundSent)
    def _(self, event: CaseEvent, rows: Rows) -> None:
        _of(event, rows, to_ring=False)

    @record.register
    def _(self, event: RequestChased, rows: Rows) -> None:
        _of_request(event, event.request_id, rows, to_ring=False)

    @record.register
    def _(self, event: InformationAnswered, rows: Rows) -> None:
        _of_request(event, event.request_id, rows, is_answered=True)

    @record.register
    def _(self, event: EvidenceRecordedInError, rows: Rows) -> None:
        """Ask again after an answer that was in error; not for a request that was."""
        for row in list(rows.of_case(ringing, event.case_id)):
            if row["request_id"] == event.item_id:
                was = row["is_answered"]
                rows.from_now_on(ringing, row, is_answered=not was)

    @record.register
    def _(self, event: ActionAdded, rows: Rows) -> None:
        rows.put(
            owned,
            action_id=event.action_id,
            case_id=event.case_id,
            body_id=event.body_id,
        )

    @record.register(ActionProgressed)
    @record.register(ActionHeldUp)
    @record.register(ActionDone)
    @record.register(ActionCancelled)
    def _(self, event: NEWS, rows: Rows) -> None:
        """Take news of an action for having reached whoever owns it."""
        for action in rows.of_case(owned, event.case_id):
            if action["action_id"] == event.action_id:
                asked = Asking.of_actions(event.case_id, action["body_id"])
                _hear(event, asked, rows)

    @record.register
    def _(self, event: OutcomeFactInError, rows: Rows) -> None:
        """Ring again, where nothing else was heard than what was in error."""
        for row in list(rows.of_case(heard, event.case_id)):
            if row["report_id"] == event.item_id:
                rows.end(heard, row)
                if not _heard(event, row["asking_id"], rows):
                    _ring(event, row["asking_id"], rows)


def to_ring(
    db: Connection, cases: Collection[UUID], *, as_of: int | None = None
) -> Mapping[UUID, int]:
    """Count the bodies to ring of each of some cases; those of none are left out."""
    r = ringing.c
    rows = db.execute(
        select(r.case_id, func.count())
        .where(held(ringing, as_of), r.to_ring, ~r.is_answered)
        .where(r.case_id.in_(list(cases)))
        .group_by(r.case_id)
    )
    return {row[0]: row[1] for row in rows}


def _rows_of(event: CaseEvent, rows: Rows) -> list[Row]:
    found = rows.of_case(ringing, event.case_id)
    return [row for row in found if row["asking_id"] == event.originator_id]


def _of(event: CaseEvent, rows: Rows, **changes: object) -> None:
    for row in _rows_of(event, rows):
        rows.from_now_on(ringing, row, **changes)
    if "to_ring" in changes:  # whatever was heard before is past
        for row in list(_heard(event, event.originator_id, rows)):
            rows.end(heard, row)


def _hear(event: NEWS, request_id: UUID, rows: Rows) -> None:
    """Take news for having been heard: whoever it is of is not to be rung then."""
    for row in list(rows.of_case(ringing, event.case_id)):
        if row["request_id"] != request_id:
            continue
        is_first, id_ = row["to_ring"], row["asking_id"]
        if isinstance(event, ActionProgressed | ActionHeldUp) and (
            is_first or _heard(event, id_, rows)
        ):
            of_it = {"case_id": event.case_id, "asking_id": id_}
            rows.begin(heard, report_id=event.report_id, **of_it)
        rows.from_now_on(ringing, row, to_ring=False)


def _heard(event: CaseEvent, asking_id: UUID, rows: Rows) -> list[Row]:
    found = rows.of_case(heard, event.case_id)
    return [row for row in found if row["asking_id"] == asking_id]


def _ring(event: CaseEvent, asking_id: UUID, rows: Rows) -> None:
    for row in list(rows.of_case(ringing, event.case_id)):
        if row["asking_id"] == asking_id:
            rows.from_now_on(ringing, row, to_ring=True)


def _of_request(
    event: CaseEvent, request_id: UUID, rows: Rows, **changes: object
) -> None:
    for row in list(rows.of_case(ringing, event.case_id)):
        if row["request_id"] == request_id:
            rows.from_now_on(ringing, row, **changes)
