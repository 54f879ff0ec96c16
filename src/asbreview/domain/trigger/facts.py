"""What may happen to an application, until the threshold is decided."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.application import Application, Consent, HowConsented
from asbreview.domain.ground import Ground
from asbreview.domain.model import CaseEvent, OpeningEvent, ReliedUpon
from asbreview.domain.people import Prose
from asbreview.domain.threshold import ThresholdFinding
from asbreview.domain.timers import WaitingFor
from asbreview.domain.trigger.came import CameFrom, OpenedThere
from asbreview.domain.trigger.in_error import TriggerFact

if TYPE_CHECKING:
    from asbreview.domain.trigger.record import Trigger


class ApplicationReceived(CaseEvent, OpeningEvent):
    """Somebody applied for a review of the response to anti-social behaviour."""

    TOPIC: ClassVar[str] = "trigger.application-received"

    reference: str
    application: Application
    applicant_id: UUID
    victim_id: UUID
    procedure_id: str
    procedure_version: int
    account: Prose
    consent: Consent | None = None
    came: CameFrom | None = None


class ConsentRecorded(CaseEvent):
    """The victim agreed that somebody applies for them."""

    TOPIC: ClassVar[str] = "trigger.consent-recorded"

    consent: Consent

    def apply(self, aggregate: "Trigger") -> None:
        """Remember the consent."""
        aggregate.said_of_consent[self.command_id] = self


class ConsentRefused(CaseEvent):
    """The victim did not agree that somebody applies for them."""

    TOPIC: ClassVar[str] = "trigger.consent-refused"

    refused_on: date
    how: HowConsented
    said: Prose

    def apply(self, aggregate: "Trigger") -> None:
        """Remember that the victim does not agree."""
        aggregate.said_of_consent[self.command_id] = self


class ConsentWithdrawn(CaseEvent):
    """The victim took back their agreement that somebody applies for them."""

    TOPIC: ClassVar[str] = "trigger.consent-withdrawn"

    withdrawn_on: date
    how: HowConsented
    said: Prose

    def apply(self, aggregate: "Trigger") -> None:
        """Remember that the victim agrees no longer."""
        aggregate.said_of_consent[self.command_id] = self


SaidOfConsent = ConsentRecorded | ConsentRefused | ConsentWithdrawn


class ApplicationPassedOn(CaseEvent):
    """An application was passed on to a relevant body (s.104(3))."""

    TOPIC: ClassVar[str] = "trigger.application-passed-on"

    body_id: UUID
    passed_on: date

    def apply(self, aggregate: "Trigger") -> None:
        """Remember the body."""
        aggregate.passed_to[self.body_id] = self.passed_on


class ApplicationAcknowledged(CaseEvent):
    """The applicant was told that the application has been received."""

    TOPIC: ClassVar[str] = "trigger.application-acknowledged"

    acknowledged_on: date

    def apply(self, aggregate: "Trigger") -> None:
        """Remember the day."""
        aggregate.acknowledged_on = self.acknowledged_on
        aggregate.told_by[TriggerFact.ACKNOWLEDGED] = self.command_id


class CaseworkerAssigned(CaseEvent):
    """A case became a caseworker's."""

    TOPIC: ClassVar[str] = "trigger.caseworker-assigned"

    caseworker_id: UUID

    def apply(self, aggregate: "Trigger") -> None:
        """Remember whose the case is."""
        aggregate.caseworker_id = self.caseworker_id
        aggregate.caseworker_since = self.originator_version


class ThresholdDecided(CaseEvent):
    """The relevant bodies decided whether the threshold for a review is met."""

    TOPIC: ClassVar[str] = "trigger.threshold-decided"

    decision_id: UUID
    met: bool
    decided_on: date
    decided_by: tuple[UUID, ...]
    finding: ThresholdFinding
    ground: Ground
    reasons: Prose

    def apply(self, aggregate: "Trigger") -> None:
        """Remember the decision."""
        aggregate.threshold = self


class ThresholdTold(CaseEvent):
    """The applicant was told the decision on the threshold (s.104(6))."""

    TOPIC: ClassVar[str] = "trigger.threshold-told"

    told_on: date

    def apply(self, aggregate: "Trigger") -> None:
        """Remember the day."""
        aggregate.threshold_told_on = self.told_on
        aggregate.told_by[TriggerFact.TOLD] = self.command_id


class DeadlineExtended(CaseEvent):
    """A step was given more time; the day it was first due stays on record.

    `told_due_on` is the day that the applicant last was told: an earlier extension
    whose letter had not gone told them none.
    """

    TOPIC: ClassVar[str] = "trigger.deadline-extended"

    extension_id: UUID
    timer_id: str
    was_due_on: date
    told_due_on: date
    due_on: date
    reason: Prose
    ground: Ground

    def apply(self, aggregate: "Trigger") -> None:
        """Remember the new day, and why: a letter tells it."""
        aggregate.more_time[self.extension_id] = self


class ClockPaused(CaseEvent):
    """The clock stands still, after a day, for what the partnership has to wait for."""

    TOPIC: ClassVar[str] = "trigger.clock-paused"

    pause_id: UUID
    waiting_for: WaitingFor
    paused_on: date
    reason: Prose
    ground: Ground

    def apply(self, aggregate: "Trigger") -> None:
        """Remember since when, and for what."""
        aggregate.pauses[self.pause_id] = self


class ClockResumed(CaseEvent):
    """The wait is over; the day itself is the last that stood still."""

    TOPIC: ClassVar[str] = "trigger.clock-resumed"

    pause_id: UUID
    resumed_on: date

    def apply(self, aggregate: "Trigger") -> None:
        """Remember until when."""
        aggregate.resumed[self.pause_id] = self.resumed_on
        aggregate.resumed_by[self.pause_id] = self.command_id


class ApplicationWithdrawn(CaseEvent):
    """The applicant withdrew the application."""

    TOPIC: ClassVar[str] = "trigger.application-withdrawn"

    withdrawn_on: date
    reason: Prose

    def apply(self, aggregate: "Trigger") -> None:
        """Remember how the case ended."""
        aggregate.ended = self


class ApplicationTransferred(CaseEvent):
    """The application belongs to another area, and was transferred there.

    To whom there, and what was handed over: in words, and which items that were on file
    here.  Where that area is in this installation, a case was opened for it.
    """

    TOPIC: ClassVar[str] = "trigger.application-transferred"

    transferred_on: date
    to_area: str
    reason: Prose
    to_whom: Prose
    handed_over: Prose
    items: tuple[UUID, ...]
    opened: OpenedThere | None = None

    def apply(self, aggregate: "Trigger") -> None:
        """Remember how the case ended."""
        aggregate.ended = self


class ThresholdRecordedInError(CaseEvent):
    """A decision on the threshold was recorded that was not taken, or not so."""

    TOPIC: ClassVar[str] = "trigger.recorded-in-error"

    item_id: UUID
    reason: Prose

    def apply(self, aggregate: "Trigger") -> None:
        """Leave the decision, and its telling, out of account from now on."""
        aggregate.threshold = None
        aggregate.threshold_told_on = None
        aggregate.told_by.pop(TriggerFact.TOLD, None)


class TriggerReliedOn(ReliedUpon):
    """A decision was taken that rests on the trigger as it stood."""

    TOPIC: ClassVar[str] = "trigger.relied-on"
