"""Which bodies somebody is to ring, since no email reaches them, and on which cases.

As the page of a case says it (`projections.ringing_due`), until an email goes or the
body answers.
"""

from collections.abc import Collection, Mapping
from functools import singledispatchmethod
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Connection, func, select

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
from asbreview.domain.asking.reminding import RingingAskedFor
from asbreview.domain.evidence.facts import (
    EvidenceRecordedInError,
    InformationAnswered,
    RequestChased,
)
from asbreview.domain.evidence.in_error import EvidenceFact, EvidenceFactInError
from asbreview.domain.model import CaseEvent
from asbreview.domain.outcome.facts import (
    ActionAdded,
    ActionCancelled,
    ActionDone,
    ActionHeldUp,
    ActionProgressed,
    OutcomeRecordedInError,
)
from asbreview.domain.outcome.in_error import OutcomeFact, OutcomeFactInError
from projections.kept import Kept
from projections.kinds import held
from projections.ringing_due import (
    META,
    ask,
    hear,
    hear_of,
    of_request,
    opened,
    owned,
    ringing,
    rows_of,
    unhear,
)
from projections.rows import Rows


class Ringing:
    """Projects whom somebody is to ring."""

    kept: ClassVar[Kept] = Kept("ringing", shape=3, tables=META)

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
            about=event.about,
            is_asked_for=False,
            to_ring=False,
            is_over=False,
        )

    @record.register
    def _(self, event: NoticeDrafted, rows: Rows) -> None:
        for row in rows_of(event, rows):
            rows.from_now_on(ringing, row, kind=event.kind)

    @record.register(NoticeFailed)
    @record.register(NoticeHeldBack)
    @record.register(NoticeFoundUnsent)
    def _(self, event: CaseEvent, rows: Rows) -> None:
        if any(is_rung_for(row["kind"]) for row in rows_of(event, rows)):
            ask(event, rows, is_asked_for=True)

    @record.register
    def _(self, event: RingingAskedFor, rows: Rows) -> None:
        ask(event, rows, is_asked_for=True)

    @record.register(NoticeAccepted)
    @record.register(NoticeFoundSent)
    def _(self, event: CaseEvent, rows: Rows) -> None:
        ask(event, rows, is_asked_for=False)

    @record.register
    def _(self, event: RequestChased, rows: Rows) -> None:
        for row in list(of_request(event, event.request_id, rows)):
            hear(event, row, rows, report=event.chase_id, of=event.request_id)

    @record.register
    def _(self, event: EvidenceFactInError, rows: Rows) -> None:
        """Ring again where nobody had rung; nobody for a request that was none."""
        if event.fact is EvidenceFact.CHASED:
            unhear(event, rows, report=event.item_id)
        if event.fact is EvidenceFact.REQUESTED:
            for row in list(of_request(event, event.item_id, rows)):
                rows.from_now_on(ringing, row, is_over=True)

    @record.register
    def _(self, event: InformationAnswered, rows: Rows) -> None:
        for row in list(of_request(event, event.request_id, rows)):
            rows.from_now_on(ringing, row, is_over=True)

    @record.register
    def _(self, event: EvidenceRecordedInError, rows: Rows) -> None:
        """Ask again after an answer that was in error; not for a request that was."""
        for row in list(of_request(event, event.item_id, rows)):
            rows.from_now_on(ringing, row, is_over=not row["is_over"])

    @record.register
    def _(self, event: ActionAdded, rows: Rows) -> None:
        rows.put(
            owned,
            action_id=event.action_id,
            case_id=event.case_id,
            body_id=event.body_id,
            is_open=True,
        )

    @record.register(ActionProgressed)
    @record.register(ActionHeldUp)
    def _(self, event: ActionProgressed | ActionHeldUp, rows: Rows) -> None:
        """Take news of an action for having reached whoever owns it."""
        hear_of(event, event.report_id, rows)

    @record.register
    def _(self, event: ActionDone, rows: Rows) -> None:
        """Take it for news: whoever did one of their actions was reached."""
        hear_of(event, event.action_id, rows)
        opened(event, event.action_id, rows, is_open=False)

    @record.register
    def _(self, event: ActionCancelled, rows: Rows) -> None:
        """Ask nobody to ring for it: of the others its owner was not told by that."""
        opened(event, event.action_id, rows, is_open=False)

    @record.register
    def _(self, event: OutcomeRecordedInError, rows: Rows) -> None:
        """Hear nothing of an action that there was not."""
        unhear(event, rows, of=event.item_id)
        opened(event, event.item_id, rows, is_open=False)

    @record.register
    def _(self, event: OutcomeFactInError, rows: Rows) -> None:
        """Ring again, where nothing else was heard than what was in error."""
        if event.fact is OutcomeFact.FOUND:  # and with it all actions
            for action in list(rows.of_case(owned, event.case_id)):
                unhear(event, rows, of=action["action_id"])
                opened(event, action["action_id"], rows, is_open=False)
        if event.fact in {OutcomeFact.DONE, OutcomeFact.CANCELLED}:
            opened(event, event.item_id, rows, is_open=True)
        unhear(event, rows, report=event.item_id)


def to_ring(
    db: Connection, cases: Collection[UUID], *, as_of: int | None = None
) -> Mapping[UUID, int]:
    """Count the bodies to ring of each of some cases; those of none are left out."""
    r = ringing.c
    rows = db.execute(
        select(r.case_id, func.count())
        .where(held(ringing, as_of), r.to_ring, ~r.is_over)
        .where(r.case_id.in_(list(cases)))
        .group_by(r.case_id)
    )
    return {row[0]: row[1] for row in rows}
