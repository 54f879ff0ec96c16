"""Who had a text of a case: worked out of what is on record of the case.

Whoever had what is put right is told of it, and the person is told who they are if
they ask: UK GDPR, Art. 19.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import Engine

from asbreview.domain.days import local_day
from asbreview.domain.evidence.facts import ComplaintLogged, InformationRequested
from asbreview.domain.letter.record import Letter
from asbreview.domain.letter.tells import tells
from asbreview.domain.model import CaseEvent
from asbreview.domain.outcome.facts import ActionAdded, RecommendationMade
from asbreview.domain.pack.facts import PackKind
from asbreview.domain.panel.facts import PanelConvened, PapersSent
from asbreview.domain.trigger.facts import (
    ApplicationPassedOn,
    ApplicationReceived,
    ApplicationTransferred,
)
from asbreview.reviews import Case, CaseReviews
from projections.letters import letters_of
from projections.packs import PackRow, packs_of
from projections.texts import Written, texts_of
from projections.timeline import Happened, timeline_of

APPLIED: Final = frozenset({ApplicationReceived.TOPIC, ComplaintLogged.TOPIC})
"""What is passed on with an application."""
ASKED: Final = InformationRequested.TOPIC
CONVENED: Final = PanelConvened.TOPIC
PLANNED: Final = frozenset({ActionAdded.TOPIC, RecommendationMade.TOPIC})
TO_OUTSIDE: Final = frozenset(
    {PackKind.OMBUDSMAN, PackKind.POLICING_BODY, PackKind.HEARERS}
)


class Had(StrEnum):
    """By what somebody had a text."""

    LETTER = "a letter to them"
    PASSED_ON = "the application that was passed on to them"
    REQUEST = "our request for information"
    PAPERS = "the papers for the panel"
    EDITION = "the papers that they may have"
    PACK = "the case put together for them"
    PLAN = "what they were told of the plan"
    JOINT = "the case, which is theirs, too"
    TRANSFER = "the application that was transferred to them"


class Recipient(NamedTuple):
    """Who had a text: a body, a person, a pack or an area, by what, and when first.

    `area` is what an area is called; `pack` whom a pack is for.
    """

    recipient_id: UUID
    had: Had
    on: date
    is_person: bool = False
    area: str = ""
    pack: PackKind | None = None


@dataclass(frozen=True)
class _Read:
    """What is on record of a case, and of which texts it is asked."""

    case: Case
    written: list[Written]
    lines: list[Happened]

    @property
    def first(self) -> int:
        """The position at which the first of the texts was recorded."""
        return min(text.position for text in self.written)

    @property
    def said_at(self) -> datetime:
        """When the first of the texts was recorded."""
        return next(x.said_at for x in self.lines if x.position >= self.first)

    @property
    def recorded_on(self) -> date:
        """The day on which the first of the texts was recorded."""
        return local_day(self.said_at)

    def is_before(self, event: CaseEvent) -> bool:
        """Had the first of the texts been recorded when something happened?"""
        return self.said_at <= event.timestamp

    def later(self, kind: type[CaseEvent]) -> Iterator[Happened]:
        """Yield what of a kind stands and was recorded since the first, or with it.

        What is passed on is so in the save that records the application.
        """
        for line in self.lines:
            since = line.position >= self.first or line.said_at == self.said_at
            if line.topic == kind.TOPIC and since and not line.in_error:
                yield line


def recipients_of(
    reviews: CaseReviews, views: Engine, case: Case, texts: Collection[UUID]
) -> list[Recipient]:
    """Return who had any of some texts of a case, each once, the first first."""
    with views.connect() as db:
        written = [x for x in texts_of(db, case.case_id) if x.prose.text_id in texts]
        lines = timeline_of(db, case.case_id)[::-1]
        letters = letters_of(db, case.case_id)
        packs = packs_of(db, case.case_id)
    if not written:
        return []
    read = _Read(case, written, lines)
    found = [
        *_by_letters(read, [reviews.letter(x.letter_id) for x in letters]),
        *_passed_on(read),
        *_asked(read),
        *by_papers(case, read.later(PapersSent), lines),
        *_plan(read),
        *_other_areas(read),
    ]
    found += by_packs(case, (x for x in packs if x.log_position >= read.first))
    keeps = case.procedure.lead_body.body_id  # whose own record it is
    others = (each for each in found if each.recipient_id != keeps)
    by_day = sorted(others, key=lambda each: each.on)
    return list({each.recipient_id: each for each in by_day[::-1]}.values())[::-1]


def _by_letters(read: _Read, letters: list[Letter]) -> Iterator[Recipient]:
    topics = {text.topic for text in read.written}
    for letter in letters:
        if letter.posted_on is None or letter.dated < read.recorded_on:
            continue
        if any(tells(letter.kind, topic, its_own=True) for topic in topics):
            yield Recipient(letter.to, Had.LETTER, letter.posted_on, is_person=True)


def _passed_on(read: _Read) -> Iterator[Recipient]:
    if any(text.topic in APPLIED for text in read.written):
        yield from by_application(read.later(ApplicationPassedOn))


def _asked(read: _Read) -> Iterator[Recipient]:
    texts = {x.prose.text_id for x in read.written if x.topic == ASKED}
    for request in read.case.evidence.requests.values():
        if request.questions.text_id in texts:
            yield Recipient(request.body_id, Had.REQUEST, request.requested_on)


def _plan(read: _Read) -> Iterator[Recipient]:
    texts = {x.prose.text_id for x in read.written if x.topic in PLANNED}
    outcome = read.case.outcome
    for action in outcome.actions.values():
        if action.action.text_id in texts:
            yield Recipient(action.body_id, Had.PLAN, local_day(action.timestamp))
    for made in outcome.recommendations.values():
        if made.recommendation.text_id in texts:
            yield Recipient(made.body_id, Had.PLAN, local_day(made.timestamp))


def _other_areas(read: _Read) -> Iterator[Recipient]:
    trigger, case_id = read.case.trigger, read.case.case_id
    if (joint := trigger.joint) is not None:
        on, id_ = max(joint.since, read.recorded_on), uuid5(case_id, joint.area)
        yield Recipient(id_, Had.JOINT, on, area=joint.area)
    ended = trigger.ended
    if isinstance(ended, ApplicationTransferred) and read.is_before(ended):
        on, id_ = ended.transferred_on, uuid5(case_id, ended.to_area)
        yield Recipient(id_, Had.TRANSFER, on, area=ended.to_area)


def by_application(lines: Iterable[Happened]) -> Iterator[Recipient]:
    """Yield the bodies to which some lines say that the application was passed on."""
    for line in lines:
        if line.topic == ApplicationPassedOn.TOPIC and line.item_id is not None:
            yield Recipient(line.item_id, Had.PASSED_ON, line.happened_on)


def by_papers(
    case: Case, lines: Iterable[Happened], told: Iterable[Happened]
) -> Iterator[Recipient]:
    """Yield the bodies of the panel whose papers some lines say were sent.

    *told* is all that is on record, the first first: the papers went to the panel that
    was convened then, and not to one that was convened in its place since.
    """
    convened = [(x.position, x.item_id) for x in told if x.topic == CONVENED]
    for line in lines:
        if line.topic != PapersSent.TOPIC:
            continue
        panels = [id_ for position, id_ in convened if position < line.position]
        for body_id in _bodies_of(case, panels[-1]) if panels else ():
            yield Recipient(body_id, Had.PAPERS, line.happened_on)


def _bodies_of(case: Case, panel_id: UUID | None) -> tuple[UUID, ...]:
    return case.panel.ever_invited[panel_id] if panel_id else ()


def by_packs(case: Case, packs: Iterable[PackRow]) -> Iterator[Recipient]:
    """Yield whom some packs are for, of those that were made."""
    for pack in packs:
        if pack.made_at is not None:
            yield from _by_pack(case, pack, local_day(pack.made_at))


def _by_pack(case: Case, pack: PackRow, on: date) -> Iterator[Recipient]:
    """Yield whom a pack is for; those for the panel go with its papers."""
    kind = pack.kind
    if kind in TO_OUTSIDE:
        yield Recipient(pack.pack_id, Had.PACK, on, pack=kind)
    if kind is PackKind.CHALLENGER and pack.challenge_id in case.outcome.challenges:
        made_by = case.outcome.challenges[pack.challenge_id].made_by
        yield Recipient(made_by, Had.EDITION, on, is_person=True)
    if kind in {PackKind.APPLICANT, PackKind.SUBJECT_APPLICANT}:
        applicant_id = case.contact.applicant_id
        yield Recipient(applicant_id, Had.EDITION, on, is_person=True)
    if kind is PackKind.SUBJECT_VICTIM:
        victim_id = case.contact.victim_id
        yield Recipient(victim_id, Had.EDITION, on, is_person=True)
