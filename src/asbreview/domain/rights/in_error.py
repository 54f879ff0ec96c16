"""What may have been put on record about a request in error."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.in_error import FactRecordedInError

if TYPE_CHECKING:
    from asbreview.domain.rights.record import Rights


class RightsFact(StrEnum):
    """What may turn out not to have happened, by the topic it is recorded under."""

    RECEIVED = "rights.request-received"
    SHOWN = "rights.identity-shown"
    PUT_OFF = "rights.answer-put-off"
    WITHDRAWN = "rights.request-withdrawn"
    ANSWERED = "rights.request-answered"
    TOLD = "rights.answer-told"
    RESTRICTED = "rights.use-restricted"
    ANNOUNCED = "rights.lifting-announced"
    LIFTING_TOLD = "rights.lifting-told"
    LIFTED = "rights.use-restriction-lifted"
    ANNOTATED = "rights.texts-annotated"
    RECIPIENT_TOLD = "rights.recipient-told"
    RECIPIENT_LEFT = "rights.recipient-not-told"


class RightsFactInError(FactRecordedInError):
    """Something about a request was recorded that did not happen, or not so."""

    TOPIC: ClassVar[str] = "rights.fact-in-error"

    fact: RightsFact

    @property
    def corrects(self) -> str:
        """The topic of what was in error."""
        return self.fact

    def apply(self, aggregate: "Rights") -> None:
        """Leave it out of account from now on."""
        kept: dict[UUID, object] = aggregate.by_fact[self.fact]
        kept.pop(self.item_id, None)
