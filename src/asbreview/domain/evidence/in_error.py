"""What may have been put on record about the evidence in error."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from asbreview.domain.in_error import FactRecordedInError

if TYPE_CHECKING:
    from asbreview.domain.evidence.record import Evidence


class EvidenceFact(StrEnum):
    """What may turn out not to have happened, by the topic it is recorded under."""

    REQUESTED = "evidence.information-requested"
    CHASED = "evidence.request-chased"
    RESPONSE = "evidence.response-put-on-file"
    STATEMENT = "evidence.statement-received"
    TAKEN_DOWN = "evidence.statement-taken-down"


class EvidenceFactInError(FactRecordedInError):
    """What was asked, done or stated was not, or not so."""

    TOPIC: ClassVar[str] = "evidence.fact-in-error"

    fact: EvidenceFact

    @property
    def corrects(self) -> str:
        """The topic of what was in error."""
        return self.fact

    def apply(self, aggregate: "Evidence") -> None:
        """Leave it out of account from now on."""
        match self.fact:
            case EvidenceFact.REQUESTED:
                aggregate.requests.pop(self.item_id, None)
            case EvidenceFact.CHASED:
                aggregate.chases.pop(self.item_id, None)
            case EvidenceFact.RESPONSE:
                aggregate.responses.pop(self.item_id, None)
            case EvidenceFact.STATEMENT | EvidenceFact.TAKEN_DOWN:
                aggregate.statements.pop(self.item_id, None)
