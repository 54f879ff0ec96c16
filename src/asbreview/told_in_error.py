"""Who was told what was recorded in error, otherwise than by a letter.

Letters are looked after by themselves (`docs/decisions/0096`).  This is whoever had the
papers for the panel, a pack, a request, the application or a part of the plan while the
thing was on record: each is told what is right (UK GDPR, Art. 19).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import Engine

from asbreview.chronology.kinds import KIND_OF
from asbreview.domain.days import local_day
from asbreview.domain.evidence.facts import InformationRequested
from asbreview.domain.model import CaseEvent
from asbreview.domain.outcome.facts import ActionAdded, RecommendationMade
from asbreview.domain.trigger.facts import ApplicationReceived
from asbreview.domain.trigger.in_error import ApplicationCorrected, VictimCorrected
from asbreview.recipients import (
    APPLIED,
    Had,
    Recipient,
    by_application,
    by_packs,
    by_papers,
)
from asbreview.reviews import Case, CaseReviews
from projections.corrections import PUT_RIGHT
from projections.packs import PackRow, packs_of
from projections.timeline import Happened, timeline_of

OF_A_BODY: Final = {
    InformationRequested.TOPIC: Had.REQUEST,
    ActionAdded.TOPIC: Had.PLAN,
    RecommendationMade.TOPIC: Had.PLAN,
}
"""What is told to one body, and by what."""
RECORDS: Final = ("trigger.", "evidence.", "contact.")
ON_PAPER: Final = PUT_RIGHT.keys() | {x for x in KIND_OF if x.startswith(RECORDS)}
"""What the papers for a panel and packs tell, of these records: no more than that.

Whether the same person applied before stands in none (`docs/decisions/0135`).
"""


class ToldInError(NamedTuple):
    """Something that was recorded in error, and who was told of it while it stood.

    `happened_on` is the day it was said to have happened on.
    """

    about_id: UUID
    what: str
    happened_on: date
    put_right_on: date
    recipients: tuple[Recipient, ...]


class _Wrong(NamedTuple):
    """A line that was in error, and between which positions it stood."""

    about_id: UUID
    item_id: UUID | None
    topic: str
    what: str
    since: int
    until: int
    on: date


@dataclass(frozen=True)
class _Read:
    """What is on record of a case: its lines, its packs, and what went to one body."""

    case: Case
    lines: list[Happened]
    packs: list[PackRow]
    bodies: dict[UUID, UUID]


def told_in_error(
    reviews: CaseReviews, views: Engine, case: Case, *, as_of: int | None = None
) -> list[ToldInError]:
    """Return what was told in error to whom, as the log had it, the first first.

    Only what somebody was told of; whoever keeps the case is left out.
    """
    with views.connect() as db:
        lines = timeline_of(db, case.case_id, as_of=as_of)[::-1]
        wrong = [*_taken_back(lines), *_said_anew(lines, reviews, case)]
        packs = packs_of(db, case.case_id, as_of=as_of) if wrong else []
    if not wrong:
        return []
    read = _Read(case, lines, packs, _bodies(reviews, case))
    days = {line.position: line.happened_on for line in lines}
    told = (
        ToldInError(
            each.about_id,
            each.what,
            days[each.since],
            each.on,
            _recipients(read, each),
        )
        for each in sorted(wrong, key=lambda each: each.until)
    )
    return [each for each in told if each.recipients]


def _taken_back(lines: list[Happened]) -> Iterator[_Wrong]:
    days = {line.position: local_day(line.said_at) for line in lines}
    named: set[UUID] = set()
    for line in lines:
        if line.item_id is None:
            continue
        about_id = _about(line, named)
        if line.in_error_from is None:
            continue
        yield _Wrong(
            about_id,
            line.item_id,
            line.topic,
            line.title,
            line.position,
            line.in_error_from,
            days[line.in_error_from],
        )


def _about(line: Happened, named: set[UUID]) -> UUID:
    """Return the id by which a line is told of: of its own, where another has its id.

    Passing on is known by the body, and an answer by its request: each has its line.
    """
    assert line.item_id is not None  # noqa: S101  its caller looked
    if line.item_id in named:
        return uuid5(line.item_id, str(line.position))
    named.add(line.item_id)
    return line.item_id


def _said_anew(
    lines: list[Happened], reviews: CaseReviews, case: Case
) -> Iterator[_Wrong]:
    """Yield what the application said, and who the victim was, until put right."""
    if not any(line.topic in PUT_RIGHT for line in lines):
        return
    record = reviews.events.get(case.trigger.id, lte=case.trigger.version)
    anew = [e for e in record if isinstance(e, ApplicationCorrected | VictimCorrected)]
    since = next(x.position for x in lines if x.topic == ApplicationReceived.TOPIC)
    for event in anew:
        topic = event.TOPIC
        same = (x for x in lines if x.topic == topic and x.said_at == event.timestamp)
        for line in same:
            what, on = PUT_RIGHT[topic], local_day(line.said_at)
            id_, until = event.command_id, line.position
            yield _Wrong(id_, None, topic, what, since, until, on)


def _recipients(read: _Read, wrong: _Wrong) -> tuple[Recipient, ...]:
    found = [*_one_body(read, wrong), *_passed_on(read, wrong)]
    if wrong.topic in ON_PAPER:
        found += [*_papers(read, wrong), *_packs(read, wrong)]
    keeps = read.case.procedure.lead_body.body_id
    others = sorted(found, key=lambda each: each.on, reverse=True)
    return tuple(
        {x.recipient_id: x for x in others if x.recipient_id != keeps}.values()
    )[::-1]


def _one_body(read: _Read, wrong: _Wrong) -> Iterator[Recipient]:
    had, body_id = OF_A_BODY.get(wrong.topic), read.bodies.get(wrong.about_id)
    if had is not None and body_id is not None:
        on = next(local_day(x.said_at) for x in read.lines if x.position == wrong.since)
        yield Recipient(body_id, had, on)


def _passed_on(read: _Read, wrong: _Wrong) -> Iterator[Recipient]:
    """Yield the bodies to which it was passed on with the application."""
    if wrong.topic not in APPLIED | PUT_RIGHT.keys():
        return
    said_at = {x.position: x.said_at for x in read.lines}[wrong.since]
    yield from by_application(
        line
        for line in read.lines
        if (line.said_at == said_at or line.position > wrong.since)
        and line.position < wrong.until
        and not line.in_error
    )


def _papers(read: _Read, wrong: _Wrong) -> Iterator[Recipient]:
    stood = (x for x in read.lines if wrong.since < x.position < wrong.until)
    yield from by_papers(read.case, (x for x in stood if not x.in_error), read.lines)


def _packs(read: _Read, wrong: _Wrong) -> Iterator[Recipient]:
    stood = (x for x in read.packs if wrong.since <= x.log_position < wrong.until)
    yield from by_packs(read.case, stood)


def _bodies(reviews: CaseReviews, case: Case) -> dict[UUID, UUID]:
    """Return to which body each request, recommendation and action went."""
    found: dict[UUID, UUID] = {}
    for record in (case.evidence, case.outcome):
        for event in reviews.events.get(record.id, lte=record.version):
            if isinstance(event, CaseEvent):
                found |= _body(event)
    return found


def _body(event: CaseEvent) -> dict[UUID, UUID]:
    match event:
        case InformationRequested():
            return {event.request_id: event.body_id}
        case RecommendationMade():
            return {event.recommendation_id: event.body_id}
        case ActionAdded():
            return {event.action_id: event.body_id}
        case _:
            return {}
