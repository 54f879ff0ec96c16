"""What may happen about a request of a person of the case about their own data."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final
from uuid import UUID

from asbreview.domain.model import CaseEvent, OpeningEvent, ReliedUpon
from asbreview.domain.people import HeardBy, Prose

if TYPE_CHECKING:
    from asbreview.domain.rights.record import Rights


class Right(StrEnum):
    """What somebody asks about their data."""

    ACCESS = "to see what is held about them"
    RECTIFICATION = "to have something put right"
    ERASURE = "to have something erased"
    RESTRICTION = "to have its use restricted"
    OBJECTION = "to object to its use"

    @property
    def article(self) -> str:
        """The article of the UK GDPR that gives the right."""
        return ARTICLES[self]


ARTICLES: Final = {
    Right.ACCESS: "Art. 15",
    Right.RECTIFICATION: "Art. 16",
    Right.ERASURE: "Art. 17",
    Right.RESTRICTION: "Art. 18",
    Right.OBJECTION: "Art. 21",
}


class Identity(StrEnum):
    """How it was made sure that whoever asks is the person whose data it is."""

    KNOWN = "they are known to us from this case"
    ASKED_BACK = "we rang or wrote back as this case has it"
    SHOWN = "they showed a document"
    AWAITED = "not yet: they were asked to show who they are"


class LongerBecause(StrEnum):
    """For what alone more time may be taken: UK GDPR, Art. 12(3) and 12A."""

    COMPLEX = "what they ask is complex"
    MANY = "they have made several requests"


class RightsFileOpened(CaseEvent, OpeningEvent):
    """It was about to be recorded that somebody asks about their own data."""

    TOPIC: ClassVar[str] = "rights.file-opened"


class RightsReliedOn(ReliedUpon):
    """It was decided to destroy, since nobody waited for an answer about their data."""

    TOPIC: ClassVar[str] = "rights.relied-on"


class DataRequestReceived(CaseEvent):
    """A person of the case asked something about their own data.

    `answer_by` is the last day to answer, as it was counted then and as they are told.
    """

    TOPIC: ClassVar[str] = "rights.request-received"

    request_id: UUID
    person_id: UUID
    right: Right
    received_on: date
    heard_by: HeardBy
    asked: Prose
    identity: Identity
    answer_by: date

    def apply(self, aggregate: "Rights") -> None:
        """Remember that they wait for an answer."""
        aggregate.requests[self.request_id] = self


class IdentityShown(CaseEvent):
    """Whoever had been asked to show who they are did so: the time runs from then."""

    TOPIC: ClassVar[str] = "rights.identity-shown"

    request_id: UUID
    shown_on: date
    identity: Identity
    answer_by: date

    def apply(self, aggregate: "Rights") -> None:
        """Remember from which day the time to answer runs."""
        aggregate.shown[self.request_id] = self


class AnswerPutOff(CaseEvent):
    """More time was taken to answer a request, and why: two further months, once."""

    TOPIC: ClassVar[str] = "rights.answer-put-off"

    request_id: UUID
    because: LongerBecause
    reason: Prose
    was_answer_by: date
    answer_by: date

    def apply(self, aggregate: "Rights") -> None:
        """Remember by when it is answered now."""
        aggregate.put_off[self.request_id] = self


class DataRequestWithdrawn(CaseEvent):
    """Whoever asked about their data does not ask it any more."""

    TOPIC: ClassVar[str] = "rights.request-withdrawn"

    request_id: UUID
    withdrawn_on: date
    said: Prose

    def apply(self, aggregate: "Rights") -> None:
        """Remember that nothing is to be answered."""
        aggregate.withdrawn[self.request_id] = self
