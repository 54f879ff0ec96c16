"""What may happen to the evidence on a case."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.evidence.files import Contents
from asbreview.domain.model import CaseEvent, OpeningEvent, ReliedUpon
from asbreview.domain.people import Channel, HeardBy, Official, OfPerson, Prose
from asbreview.domain.risk import Band
from asbreview.domain.threshold import Complaint

if TYPE_CHECKING:
    from asbreview.domain.evidence.record import Evidence


class AnswerKind(StrEnum):
    """How a body answered a request for information."""

    RETURNED = "information returned"
    NIL = "nothing held"
    REFUSED = "refused"


class MayBeTold(StrEnum):
    """How much of an answer the applicant may be told."""

    ALL = "all of it"
    PART = "part of it"
    NONE = "none of it"


class HowAnswered(StrEnum):
    """How an answer came to be on record."""

    ENTERED = "entered for the body by a caseworker"
    BY_LINK = "by the body itself, by its link"
    BY_ACCOUNT = "by the body itself, signed in"

    @property
    def by_itself(self) -> bool:
        """Did the body answer itself, and nobody for it?"""
        return self is not HowAnswered.ENTERED


class FileOpened(CaseEvent, OpeningEvent):
    """A file was opened for the evidence on a case."""

    TOPIC: ClassVar[str] = "evidence.file-opened"


class ComplaintLogged(CaseEvent):
    """A complaint that the victim had made was put on file."""

    TOPIC: ClassVar[str] = "evidence.complaint-logged"

    complaint: Complaint
    their_reference: OfPerson
    account: Prose

    def apply(self, aggregate: "Evidence") -> None:
        """Remember the complaint."""
        aggregate.logged[self.complaint.complaint_id] = self
        aggregate.ever_logged[self.complaint.complaint_id] = self


class InformationRequested(CaseEvent):
    """A body was asked to disclose information (Sch.4 para 7)."""

    TOPIC: ClassVar[str] = "evidence.information-requested"

    request_id: UUID
    body_id: UUID
    requested_on: date
    questions: Prose

    def apply(self, aggregate: "Evidence") -> None:
        """Remember what was asked."""
        aggregate.requests[self.request_id] = self


class RequestChased(CaseEvent):
    """A body was reminded of a request that it had not answered."""

    TOPIC: ClassVar[str] = "evidence.request-chased"

    chase_id: UUID
    request_id: UUID
    chased_on: date
    channel: Channel
    said: Prose

    def apply(self, aggregate: "Evidence") -> None:
        """Remember that it was chased."""
        aggregate.chases[self.chase_id] = self


class InformationAnswered(CaseEvent):
    """A body answered a request for information.

    `telling` is the part of it that the applicant may be told, or why none of it may.
    """

    TOPIC: ClassVar[str] = "evidence.information-answered"

    request_id: UUID
    answered_on: date
    kind: AnswerKind
    legal_ground: Prose | None
    answer: Prose
    may_be_told: MayBeTold
    telling: Prose | None
    how: HowAnswered

    def apply(self, aggregate: "Evidence") -> None:
        """Remember the answer, of which nothing is said yet."""
        aggregate.answered_anew(self.request_id)
        aggregate.answers[self.request_id] = self


class AttendeeNamed(CaseEvent):
    """A body said, with its answer, who will attend for it if a panel meets."""

    TOPIC: ClassVar[str] = "evidence.attendee-named"

    request_id: UUID
    body_id: UUID
    who: Prose

    def apply(self, aggregate: "Evidence") -> None:
        """Remember whom."""
        aggregate.attendees[self.request_id] = self


class RiskAssessed(CaseEvent):
    """The risk to the victim was assessed."""

    TOPIC: ClassVar[str] = "evidence.risk-assessed"

    assessment_id: UUID
    assessed_on: date
    assessor: Official
    matrix: str
    answers: OfPerson
    points: int
    band: Band
    overrides: bool
    remarks: Prose

    def apply(self, aggregate: "Evidence") -> None:
        """Remember the assessment."""
        aggregate.assessments[self.assessment_id] = self


class StatementReceived(CaseEvent):
    """A person of the case sent a statement for the panel to have before it."""

    TOPIC: ClassVar[str] = "evidence.statement-received"

    statement_id: UUID
    person_id: UUID
    received_on: date
    statement: Prose

    def apply(self, aggregate: "Evidence") -> None:
        """Remember the statement."""
        aggregate.statements[self.statement_id] = self


class StatementTakenDown(CaseEvent):
    """A person of the case told us what the panel is to know, and we wrote it down.

    `read_back` says that it was read back to them, and that it is what they said.
    """

    TOPIC: ClassVar[str] = "evidence.statement-taken-down"

    statement_id: UUID
    person_id: UUID
    received_on: date
    how: HeardBy
    read_back: bool
    statement: Prose

    def apply(self, aggregate: "Evidence") -> None:
        """Remember the statement."""
        aggregate.statements[self.statement_id] = self


Statement = StatementReceived | StatementTakenDown


class FileReceived(CaseEvent):
    """Somebody gave a file as evidence: a person of the case, or a body.

    The name it came under is a text with the file's own id: so whoever is to be
    forgotten is found in it, and its key is the file's key (`docs/decisions/0054`).
    """

    TOPIC: ClassVar[str] = "evidence.file-received"

    contents: Contents
    giver_id: UUID
    received_on: date
    name: Prose
    description: Prose

    @property
    def file_id(self) -> UUID:
        """The id of the file."""
        return self.contents.file_id

    def apply(self, aggregate: "Evidence") -> None:
        """Remember the file."""
        aggregate.files[self.file_id] = self
        aggregate.ever_received[self.file_id] = self


class EvidenceRecordedInError(CaseEvent):
    """Something was recorded of the evidence that was not so, or not at all."""

    TOPIC: ClassVar[str] = "evidence.recorded-in-error"

    item_id: UUID
    reason: Prose

    def apply(self, aggregate: "Evidence") -> None:
        """Leave the thing out of account from now on."""
        for kept in aggregate.correctable:
            kept.pop(self.item_id, None)


class EvidenceReliedOn(ReliedUpon):
    """A decision was taken that rests on the evidence as it stood."""

    TOPIC: ClassVar[str] = "evidence.relied-on"
