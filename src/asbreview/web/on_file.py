"""What a decision finds on the file of a case: complaints, answers, risk, due dates."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from asbreview.domain.evidence.facts import (
    AnswerKind,
    FileReceived,
    InformationAnswered,
    RiskAssessed,
    Statement,
)
from asbreview.domain.evidence.record import Evidence
from asbreview.domain.threshold import Complaint
from asbreview.reviews import CaseReviews
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation
from asbreview.web.threshold_found import AGENCIES
from projections.deadlines import Deadline, deadlines_of

OF_THE_PANEL: Final = frozenset(
    {"invite-victim", "refuse-invitation", "send-papers", "hold-panel", "tell-outcome"}
)


@dataclass(frozen=True)
class AskedOf:
    """A body that was asked for information, and whether and how it answered."""

    body: str
    requested_on: date
    answered_on: date | None
    kind: AnswerKind | None
    answer: InformationAnswered | None


@dataclass(frozen=True)
class OnFile:
    """What was on file on a day."""

    complaints: tuple[Complaint, ...]
    asked: tuple[AskedOf, ...]
    risk: RiskAssessed | None
    on: date
    statements: tuple[Statement, ...]
    files: tuple[FileReceived, ...]

    @staticmethod
    def to_whom(complaint: Complaint) -> str:
        """Say to whom a complaint was made."""
        return AGENCIES.get(complaint.made_to, complaint.made_to)

    @property
    def unanswered(self) -> tuple[AskedOf, ...]:
        """The bodies that have not answered."""
        return tuple(asked for asked in self.asked if asked.answered_on is None)

    @property
    def risk_is_days_old(self) -> int:
        """How many days before the assessment was made."""
        return (self.on - self.risk.assessed_on).days if self.risk else 0


def on_file(view: CaseView, evidence: Evidence, *, on: date) -> OnFile:
    """Return what a file holds, told as it stood on a day."""
    answers = evidence.answers
    asked = tuple(
        AskedOf(
            view.body_name(request.body_id),
            request.requested_on,
            answers[id_].answered_on if id_ in answers else None,
            answers[id_].kind if id_ in answers else None,
            answers.get(id_),
        )
        for id_, request in evidence.requests.items()
    )
    return OnFile(
        evidence.complaints,
        asked,
        evidence.last_assessment(by=on),
        on,
        tuple(evidence.statements.values()),
        tuple(evidence.files.values()),
    )


def before_the_panel(view: CaseView, reviews: CaseReviews) -> OnFile:
    """Return what is on file; of a meeting that was held, what was on file then."""
    evidence, held = view.case.evidence, view.case.panel.held
    if held is None:
        return on_file(view, evidence, on=view.today)
    stood = {relied.record_id: relied.version for relied in held.ground.relied_on}
    as_it_was = reviews.get(Evidence, evidence.id, stood[evidence.id])
    return on_file(view, as_it_was, on=held.held_on)


def steps_of_panel(view: CaseView, given: Installation) -> list[Deadline]:
    """Return the steps around the panel that have, or had, a due date."""
    with given.views.connect() as db:
        steps = deadlines_of(db, view.case.case_id, as_of=view.position)
    return [step for step in steps if step.timer_id in OF_THE_PANEL]
