"""The record of the evidence on a case."""

from collections.abc import Container, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from asbreview.domain.dates import EARLIEST, has_happened, is_not_before
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.evidence.facts import (
    ComplaintLogged,
    EvidenceRecordedInError,
    EvidenceReliedOn,
    FileOpened,
    RiskAssessed,
    Statement,
    StatementReceived,
    StatementTakenDown,
)
from asbreview.domain.evidence.imported import ComplaintsImported
from asbreview.domain.evidence.in_error import EvidenceFact, EvidenceFactInError
from asbreview.domain.evidence.requests import HoldsRequests
from asbreview.domain.evidence.responses import HoldsResponses
from asbreview.domain.model import Signed
from asbreview.domain.people import HeardBy, Official, OfPerson, Prose
from asbreview.domain.risk import Weighed
from asbreview.domain.threshold import Complaint


class Evidence(HoldsRequests, HoldsResponses):
    """What is known about the behaviour, and of what was done about it."""

    TOPIC = "evidence"
    relied_on_as = EvidenceReliedOn
    in_error_as = EvidenceFactInError

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.logged: dict[UUID, ComplaintLogged] = {}
        self.ever_logged: dict[UUID, ComplaintLogged] = {}  # in error since, or not
        self.imported: dict[UUID, tuple[UUID, int]] = {}  # from whose list, which line
        self.assessments: dict[UUID, RiskAssessed] = {}
        self.statements: dict[UUID, Statement] = {}

    @classmethod
    def open_file(cls, case_id: UUID, *, signed: Signed) -> "Evidence":
        """Open the file; it is opened with the case."""
        return cls._open_on(case_id, FileOpened, signed)

    @property
    def complaints(self) -> tuple[Complaint, ...]:
        """The complaints on file, in the order they were logged."""
        return tuple(logged.complaint for logged in self.logged.values())

    @property
    def correctable(self) -> tuple[dict[UUID, Any], ...]:
        """What is on file, by id, that may turn out to be recorded in error."""
        return self.logged, self.answers, self.assessments, self.files

    def complained_on(self, complaint_id: UUID) -> date | None:
        """Return the day on which a complaint on file was made; nothing if none is."""
        logged = self.logged.get(complaint_id)
        return logged.complaint.made_on if logged else None

    def last_assessment(self, *, by: date) -> RiskAssessed | None:
        """Return the last assessment made by a day; of one day, the last recorded."""
        made = [a for a in self.assessments.values() if a.assessed_on <= by]
        return max(reversed(made), key=lambda a: a.assessed_on, default=None)

    def receive_statement(
        self,
        statement_id: UUID,
        *,
        person_id: UUID,
        received_on: date,
        statement: Prose,
        signed: Signed,
    ) -> None:
        """Put a person's statement on file, received on a London date."""
        what, field = "The statement", "received_on"
        has_happened(received_on, what=what, field=field, signed=signed)
        self._record(
            StatementReceived,
            signed,
            statement_id=statement_id,
            person_id=person_id,
            received_on=received_on,
            statement=statement,
        )

    def take_down_statement(  # noqa: PLR0913  a statement is all of these
        self,
        statement_id: UUID,
        *,
        person_id: UUID,
        received_on: date,
        how: HeardBy,
        read_back: bool,
        statement: Prose,
        signed: Signed,
    ) -> None:
        """Put on file what a person told us, on a London date, and we wrote down."""
        what, field = "The statement", "received_on"
        has_happened(received_on, what=what, field=field, signed=signed)
        self._record(
            StatementTakenDown,
            signed,
            statement_id=statement_id,
            person_id=person_id,
            received_on=received_on,
            how=how,
            read_back=read_back,
            statement=statement,
        )

    def log_complaint(
        self,
        complaint: Complaint,
        *,
        their_reference: OfPerson,
        account: Prose,
        signed: Signed,
    ) -> None:
        """Put a complaint on file; its days are London dates not in the future."""
        for day, what, field in (
            (complaint.behaviour_on, "The behaviour", "behaviour_on"),
            (complaint.made_on, "The complaint", "made_on"),
        ):
            has_happened(day, what=what, field=field, signed=signed)
            is_not_before(day, EARLIEST.replace(year=2000), what=what, field=field)
        is_not_before(
            complaint.made_on,
            complaint.behaviour_on,
            what="The complaint",
            field="made_on",
        )
        self._record(
            ComplaintLogged,
            signed,
            complaint=complaint,
            their_reference=their_reference,
            account=account,
        )

    def import_complaints(
        self,
        import_id: UUID,
        *,
        body_id: UUID,
        lines: Mapping[UUID, int],
        lines_read: int,
        signed: Signed,
    ) -> None:
        """Note that complaints just put on file are from a list, and of which lines."""
        if missing := set(lines) - set(self.logged):
            raise NoSuchThing(f"{len(missing)} of these complaints are not on file")
        self._record(
            ComplaintsImported,
            signed,
            import_id=import_id,
            body_id=body_id,
            complaint_ids=tuple(lines),
            lines=tuple(lines.values()),
            lines_read=lines_read,
        )

    def assess_risk(  # noqa: PLR0913  an assessment is all of these
        self,
        assessment_id: UUID,
        *,
        assessed_on: date,
        assessor: Official,
        answers: OfPerson,
        weighed: Weighed,
        remarks: Prose,
        signed: Signed,
    ) -> None:
        """Record an assessment, on a London date not in the future."""
        has_happened(
            assessed_on, what="The assessment", field="assessed_on", signed=signed
        )
        self._record(
            RiskAssessed,
            signed,
            assessment_id=assessment_id,
            assessed_on=assessed_on,
            assessor=assessor,
            matrix=weighed.matrix,
            answers=answers,
            points=weighed.points,
            band=weighed.band,
            overrides=weighed.overrides,
            remarks=remarks,
        )

    def record_in_error(self, item_id: UUID, *, reason: Prose, signed: Signed) -> None:
        """Record that what is on file, or was answered, was recorded in error."""
        if not any(item_id in kept for kept in self.correctable):
            raise NoSuchThing("There is no such thing, or it is corrected already")
        self._record(EvidenceRecordedInError, signed, item_id=item_id, reason=reason)

    @property
    def facts_on_record(self) -> Mapping[str, Container[UUID]]:
        """What is on record and may turn out to be in error: ids, by their topic."""
        return {
            EvidenceFact.REQUESTED: self.requests,
            EvidenceFact.CHASED: self.chases,
            EvidenceFact.RESPONSE: self.responses,
            EvidenceFact.STATEMENT: self._statements_of(StatementReceived),
            EvidenceFact.TAKEN_DOWN: self._statements_of(StatementTakenDown),
        }

    def _statements_of(self, kind: type[Statement]) -> Container[UUID]:
        return [id_ for id_, made in self.statements.items() if isinstance(made, kind)]
