"""What may have been put on record about an application in error."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final
from uuid import UUID

from asbreview.domain.application import Application, Capacity
from asbreview.domain.in_error import FactRecordedInError
from asbreview.domain.model import CaseEvent
from asbreview.domain.people import Prose

if TYPE_CHECKING:
    from asbreview.domain.trigger.record import Trigger


class TriggerFact(StrEnum):
    """What may turn out not to have happened, by the topic it is recorded under."""

    CONSENT = "trigger.consent-recorded"
    CONSENT_REFUSED = "trigger.consent-refused"
    CONSENT_WITHDRAWN = "trigger.consent-withdrawn"
    PASSED_ON = "trigger.application-passed-on"
    ACKNOWLEDGED = "trigger.application-acknowledged"
    TOLD = "trigger.threshold-told"
    MORE_TIME = "trigger.deadline-extended"
    PAUSED = "trigger.clock-paused"
    RESUMED = "trigger.clock-resumed"
    WITHDRAWN = "trigger.application-withdrawn"
    TRANSFERRED = "trigger.application-transferred"
    JOINT = "trigger.case-made-joint"
    COMPARED = "trigger.earlier-cases-compared"


SAID_OF_CONSENT: Final = (
    TriggerFact.CONSENT,
    TriggerFact.CONSENT_REFUSED,
    TriggerFact.CONSENT_WITHDRAWN,
)

LISTED: Final = {
    **dict.fromkeys(SAID_OF_CONSENT, "said_of_consent"),
    TriggerFact.PASSED_ON: "passed_to",
    TriggerFact.MORE_TIME: "more_time",
    TriggerFact.COMPARED: "compared",
}
"""What a record lists of each of these, by the ids that facts in error name."""


class TriggerFactInError(FactRecordedInError):
    """Something about the application was recorded that did not happen, or not so."""

    TOPIC: ClassVar[str] = "trigger.fact-in-error"

    fact: TriggerFact

    @property
    def corrects(self) -> str:
        """The topic of what was in error."""
        return self.fact

    def apply(self, aggregate: "Trigger") -> None:
        """Leave it out of account from now on."""
        match self.fact:
            case fact if fact in LISTED:
                getattr(aggregate, LISTED[fact]).pop(self.item_id, None)
                if fact is TriggerFact.COMPARED:
                    aggregate.compared_since = self.originator_version
            case TriggerFact.ACKNOWLEDGED:
                aggregate.acknowledged_on = None
                aggregate.told_by.pop(self.fact, None)
            case TriggerFact.TOLD:
                aggregate.threshold_told_on = None
                aggregate.told_by.pop(self.fact, None)
            case TriggerFact.PAUSED:
                aggregate.pauses.pop(self.item_id, None)
                aggregate.resumed.pop(self.item_id, None)
                aggregate.resumed_by.pop(self.item_id, None)
            case TriggerFact.RESUMED:
                aggregate.resumed.pop(self.item_id, None)
                aggregate.resumed_by.pop(self.item_id, None)
            case TriggerFact.JOINT:
                aggregate.joint = None
            case TriggerFact.WITHDRAWN | TriggerFact.TRANSFERRED:
                aggregate.ended = None


class ApplicationCorrected(CaseEvent):
    """What the application says had been recorded wrongly, and was put right."""

    TOPIC: ClassVar[str] = "trigger.application-corrected"

    was: Application
    application: Application
    reason: Prose

    def apply(self, aggregate: "Trigger") -> None:
        """Hold what it says from now on."""
        aggregate.application = self.application
        aggregate.application_since = self.originator_version


class VictimCorrected(CaseEvent):
    """Somebody else had been recorded as the victim; this is who it is.

    What the other said of somebody's applying for them says nothing any more.
    """

    TOPIC: ClassVar[str] = "trigger.victim-corrected"

    was: UUID
    victim_id: UUID
    capacity: Capacity
    reason: Prose

    def apply(self, aggregate: "Trigger") -> None:
        """Hold who it is from now on, and that this one has said nothing yet."""
        aggregate.victim_id = self.victim_id
        aggregate.consent_on_applying = None
        aggregate.said_of_consent.clear()
        now = {"capacity": self.capacity}
        aggregate.application = aggregate.application.model_copy(update=now)
        aggregate.application_since = self.originator_version
        aggregate.victim_corrected_by = self.command_id
