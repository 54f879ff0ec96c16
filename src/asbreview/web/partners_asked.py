"""What each relevant body was told and asked, and whether it has answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asbreview.domain.evidence.facts import (
    AttendeeNamed,
    InformationAnswered,
    InformationRequested,
    RequestChased,
)
from asbreview.domain.evidence.marks import SearchNamed
from asbreview.domain.terms import Body
from asbreview.web.case_view import CaseView
from asbreview.web.countdown import Countdown, countdown
from asbreview.web.evidence_file import EvidenceFile, Filed
from asbreview.web.given import Installation
from asbreview.web.partners_reminded import Reminded, reminded
from asbreview.web.partners_sent_told import Sent, sent_of
from projections.deadlines import Deadline, deadlines_of


@dataclass(frozen=True)
class Request:
    """A request to a body, its chasers and answers, and the day one was due.

    `answers` holds those recorded in error too; `answer` is the one that stands.
    """

    fact: InformationRequested
    body_name: str
    answers: tuple[Filed[InformationAnswered], ...]
    chases: tuple[RequestChased, ...]
    deadline: Deadline | None
    countdown: Countdown
    sent: Sent
    attendee: AttendeeNamed | None
    reminded: Reminded
    search: SearchNamed | None

    @property
    def answer(self) -> InformationAnswered | None:
        """The answer that stands, if the body has answered."""
        return next((a.fact for a in self.answers if not a.in_error), None)

    @property
    def due_on(self) -> date | None:
        """The day the answer was due, if one is set and known."""
        return self.deadline.due_on if self.deadline else None

    @property
    def is_overdue(self) -> bool:
        """Is there no answer after the day it was due?"""
        late = self.due_on is not None and self.countdown.is_overdue(self.due_on)
        return late and self.answer is None

    @property
    def was_late(self) -> bool:
        """Did the answer come after its day?"""
        if self.answer is None or self.due_on is None:
            return False
        return self.answer.answered_on > self.due_on

    @property
    def how_far(self) -> str:
        """Say how far the due date is, while the body has not answered."""
        return self.countdown(self.due_on) if self.due_on else ""


@dataclass(frozen=True)
class Partner:
    """A body, when the application was passed on to it, and what it was asked.

    `of_area` is the other area of a joint case, where it is a body of that.
    """

    body_id: UUID
    name: str
    passed_on: date | None
    requests: tuple[Request, ...]
    of_area: str = ""


@dataclass(frozen=True)
class Partners:
    """All the bodies of a case, in the order of the procedure."""

    all: tuple[Partner, ...]

    @property
    def unanswered(self) -> list[Request]:
        """The requests that have no answer, the longest due first."""
        open_ = [r for p in self.all for r in p.requests if r.answer is None]
        return sorted(open_, key=lambda r: (r.due_on or date.max, r.body_name))

    @property
    def requests(self) -> list[Request]:
        """Every request."""
        return [request for partner in self.all for request in partner.requests]

    @property
    def not_told(self) -> list[str]:
        """The bodies to which the application has still to be passed on."""
        return [p.name for p in self.all if p.passed_on is None and not p.of_area]


def partners(view: CaseView, file: EvidenceFile, given: Installation) -> Partners:
    """Gather what each body of a case was told and asked."""
    with given.views.connect() as db:
        due = {
            d.item_id: d
            for d in deadlines_of(db, view.case.case_id, as_of=view.position)
        }
        days = countdown(db, today=view.today, as_of=view.position)
    chases = view.case.evidence.chases.values()
    sent = {
        request_id: sent_of(given, request_id, as_of=view.position)
        for request_id in view.case.evidence.requests
    }
    requests = [
        Request(
            fact,
            view.body_name(fact.body_id),
            tuple(file.answers_to(request_id)),
            tuple(c for c in chases if c.request_id == request_id),
            due.get(request_id),
            days,
            sent[request_id],
            view.case.evidence.attendees.get(request_id),
            reminded(view, given, sent[request_id].asking, request_id),
            view.case.evidence.searches.get(request_id),
        )
        for request_id, fact in view.case.evidence.requests.items()
    ]
    return Partners(tuple(_each(view, requests)))


def _each(view: CaseView, requests: list[Request]) -> Iterator[Partner]:
    passed_to, joint = view.case.trigger.passed_to, view.case.trigger.joint
    for body in _bodies(view, requests):
        asked = (r for r in reversed(requests) if r.fact.body_id == body.body_id)
        on = passed_to.get(body.body_id)
        of_area = joint.area if joint and body in joint.bodies else ""
        yield Partner(body.body_id, body.name, on, tuple(asked), of_area)


def _bodies(view: CaseView, requests: list[Request]) -> Iterator[Body]:
    """Yield the relevant bodies of the day of receipt, and whoever else has a part.

    Of a joint case, those of the other area besides.
    """
    procedure, trigger = view.case.procedure, view.case.trigger
    told = {*trigger.passed_to, *(request.fact.body_id for request in requests)}
    for body in procedure.relevant_bodies:
        if body.is_relevant_on(trigger.application.applied_on) or body.body_id in told:
            yield body
    yield from view.case.joint_bodies
