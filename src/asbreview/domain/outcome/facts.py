"""What may come of a review, until the case is closed."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID, uuid5

from asbreview.domain.ground import Ground
from asbreview.domain.model import CaseEvent, OpeningEvent, ReliedUpon, Value
from asbreview.domain.people import Prose

if TYPE_CHECKING:
    from asbreview.domain.outcome.record import Outcome


class Response(StrEnum):
    """How a body answered a recommendation (it must have regard to it)."""

    ACCEPTED = "accepted"
    IN_PART = "accepted in part"
    REJECTED = "rejected"


class ClosedAs(StrEnum):
    """Why a case was closed."""

    REVIEWED = "review carried out"
    NOT_MET = "threshold not met"


class OptionConsidered(Value):
    """Something the panel could have done, and why it did or did not."""

    option: Prose
    chosen: bool
    reasons: Prose


class OutcomeFileOpened(CaseEvent, OpeningEvent):
    """A file was opened for the outcome of a case."""

    TOPIC: ClassVar[str] = "outcome.file-opened"


class FindingsMade(CaseEvent):
    """The relevant bodies made their findings, with options weighed and reasons."""

    TOPIC: ClassVar[str] = "outcome.findings-made"

    findings_id: UUID
    made_on: date
    made_by: tuple[UUID, ...]
    findings: Prose
    options: tuple[OptionConsidered, ...]
    assessment_id: UUID
    ground: Ground

    def apply(self, aggregate: "Outcome") -> None:
        """Remember the findings."""
        aggregate.findings = self


class RecommendationMade(CaseEvent):
    """A recommendation was made to a body, which must have regard to it (s.104(7))."""

    TOPIC: ClassVar[str] = "outcome.recommendation-made"

    recommendation_id: UUID
    body_id: UUID
    made_on: date
    recommendation: Prose

    def apply(self, aggregate: "Outcome") -> None:
        """Remember the recommendation."""
        aggregate.recommendations[self.recommendation_id] = self


class RecommendationAnswered(CaseEvent):
    """A body answered a recommendation."""

    TOPIC: ClassVar[str] = "outcome.recommendation-answered"

    recommendation_id: UUID
    response: Response
    answered_on: date
    reasons: Prose

    def apply(self, aggregate: "Outcome") -> None:
        """Remember the answer."""
        aggregate.responses[self.recommendation_id] = self


class ActionAdded(CaseEvent):
    """An action was added to the plan, with an owner and a day."""

    TOPIC: ClassVar[str] = "outcome.action-added"

    action_id: UUID
    body_id: UUID
    due_on: date
    action: Prose
    recommendation_id: UUID | None = None

    def apply(self, aggregate: "Outcome") -> None:
        """Remember the action, and its number, which no other is given again."""
        aggregate.actions[self.action_id] = self
        numbers = aggregate.action_numbers
        numbers[self.action_id] = len(numbers) + 1


def report_id(report: CaseEvent) -> UUID:
    """Return the id of a report on an action, by where it stands on its record."""
    return uuid5(report.originator_id, f"report/{report.originator_version}")


class ActionProgressed(CaseEvent):
    """Progress was reported on an action."""

    TOPIC: ClassVar[str] = "outcome.action-progressed"

    action_id: UUID
    reported_on: date
    progress: Prose

    def apply(self, aggregate: "Outcome") -> None:
        """Remember that there was news of it; the timeline tells which."""
        aggregate.news[self.report_id] = self

    @property
    def report_id(self) -> UUID:
        """The id of this report, of several that one command may record."""
        return report_id(self)


class ActionHeldUp(CaseEvent):
    """Whoever owns an action said why it is not done yet."""

    TOPIC: ClassVar[str] = "outcome.action-held-up"

    action_id: UUID
    reported_on: date
    reason: Prose

    def apply(self, aggregate: "Outcome") -> None:
        """Remember that there was news of it; it is still owed."""
        aggregate.news[self.report_id] = self

    @property
    def report_id(self) -> UUID:
        """The id of this report, of several that one command may record."""
        return report_id(self)


class ActionDone(CaseEvent):
    """An action was done."""

    TOPIC: ClassVar[str] = "outcome.action-done"

    action_id: UUID
    done_on: date
    result: Prose

    def apply(self, aggregate: "Outcome") -> None:
        """Remember that it is done."""
        aggregate.done[self.action_id] = self


class ActionCancelled(CaseEvent):
    """An action was cancelled, with a reason that the applicant is told."""

    TOPIC: ClassVar[str] = "outcome.action-cancelled"

    action_id: UUID
    cancelled_on: date
    reason: Prose

    def apply(self, aggregate: "Outcome") -> None:
        """Remember that it is cancelled, and why."""
        aggregate.cancelled[self.action_id] = self


class OutcomeTold(CaseEvent):
    """The applicant was told the outcome and the recommendations (s.104(8))."""

    TOPIC: ClassVar[str] = "outcome.outcome-told"

    told_on: date

    def apply(self, aggregate: "Outcome") -> None:
        """Remember the day."""
        aggregate.told_on = self.told_on
        aggregate.told_by = self.command_id


class CaseClosed(CaseEvent):
    """The case was closed: nothing on it is open any more."""

    TOPIC: ClassVar[str] = "outcome.case-closed"

    closed_on: date
    closed_as: ClosedAs
    ground: Ground

    def apply(self, aggregate: "Outcome") -> None:
        """Remember that it is closed."""
        aggregate.closed = self


class OutcomeRecordedInError(CaseEvent):
    """A recommendation, action or challenge was recorded that was not, or not so."""

    TOPIC: ClassVar[str] = "outcome.recorded-in-error"

    item_id: UUID
    reason: Prose

    def apply(self, aggregate: "Outcome") -> None:
        """Leave the thing out of account from now on."""
        aggregate.recommendations.pop(self.item_id, None)
        aggregate.actions.pop(self.item_id, None)
        aggregate.challenges.pop(self.item_id, None)
        aggregate.decided.pop(self.item_id, None)


class OutcomeReliedOn(ReliedUpon):
    """A decision was taken that rests on the outcome's record as it stood."""

    TOPIC: ClassVar[str] = "outcome.relied-on"
