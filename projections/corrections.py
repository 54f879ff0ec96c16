"""What was found to have been recorded in error: in a period, on an area's cases."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, select

from asbreview.domain.days import local_day
from asbreview.domain.trigger.facts import ApplicationReceived
from asbreview.domain.trigger.in_error import ApplicationCorrected, VictimCorrected
from projections.caseload import caseload
from projections.kinds import held
from projections.questions import Found, Within, by_then, said_within
from projections.timeline import timeline

PUT_RIGHT: Final = {
    ApplicationCorrected.TOPIC: "What the application says",
    VictimCorrected.TOPIC: "Who the victim is",
}
"""What is put right by saying it anew: nothing is taken back, yet it was in error."""


def corrections(db: Connection, asked: Within) -> list[Found]:
    """Return what was recorded in the period to have been recorded in error.

    The days are those from when it was said to when it was put right.
    """
    found = sorted([*_taken_back(db, asked), *_said_anew(db, asked)])
    return [each for *_, each in found]


Placed = tuple[datetime, str, int, Found]


def _taken_back(db: Connection, asked: Within) -> Iterator[Placed]:
    wrong = timeline.alias("wrong")
    t, c = timeline.c, caseload.c
    rows = db.execute(
        select(
            t.case_id,
            c.reference,
            t.said_at,
            wrong.c.title,
            wrong.c.said_at,
            wrong.c.position,
        )
        .join(wrong, wrong.c.in_error_from == t.position)
        .join(caseload, c.case_id == t.case_id)
        .where(c.area_id == asked.area_id, held(caseload, asked.as_of))
        .where(*by_then(asked), *said_within(asked))
    )
    for id_, reference, at, title, was, position in rows:
        yield at, reference, position, _found(id_, reference, title, at, was)


def _said_anew(db: Connection, asked: Within) -> Iterator[Placed]:
    t, c = timeline.c, caseload.c
    rows = db.execute(
        select(t.case_id, c.reference, t.topic, t.said_at, t.position)
        .join(caseload, c.case_id == t.case_id)
        .where(c.area_id == asked.area_id, held(caseload, asked.as_of))
        .where(t.topic.in_(PUT_RIGHT), *by_then(asked), *said_within(asked))
    )
    for id_, reference, topic, at, position in rows.all():
        what, was = PUT_RIGHT[topic], _said_before(db, id_, topic, position)
        yield at, reference, position, _found(id_, reference, what, at, was)


def _said_before(db: Connection, case_id: UUID, topic: str, position: int) -> Any:
    """Return when it was last said what stood until that position."""
    t = timeline.c
    return db.scalar(
        select(t.said_at)
        .where(t.case_id == case_id, t.position < position)
        .where(t.topic.in_((ApplicationReceived.TOPIC, topic)))
        .order_by(t.position.desc())
        .limit(1)
    )


def _found(
    case_id: UUID, reference: str, what: str, at: datetime, was: datetime
) -> Found:
    days = (local_day(at) - local_day(was)).days
    return Found(case_id, reference, local_day(at), what, days)
