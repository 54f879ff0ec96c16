"""The record of an application: what set the case going, and whether it goes on."""

from datetime import date
from typing import Self
from uuid import UUID

from asbreview.domain.application import Application, Consent
from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import (
    AlreadyDone,
    ContraryToLaw,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.ground import Ground
from asbreview.domain.model import CaseAggregate, Signed
from asbreview.domain.people import Prose
from asbreview.domain.statute import (
    THRESHOLD_BY_NUMBER,
    THRESHOLD_BY_PROCEDURES,
)
from asbreview.domain.threshold import ThresholdDuty, ThresholdFinding
from asbreview.domain.trigger.facts import (
    ApplicationAcknowledged,
    ApplicationPassedOn,
    ApplicationReceived,
    ApplicationTransferred,
    ApplicationWithdrawn,
    CaseworkerAssigned,
    ConsentRecorded,
    DeadlineExtended,
    ThresholdDecided,
    ThresholdRecordedInError,
    ThresholdTold,
    TriggerReliedOn,
)


class Trigger(CaseAggregate):
    """What set the case going, and whether it goes on to a review."""

    TOPIC = "trigger"
    relied_on_as = TriggerReliedOn

    def __init__(  # noqa: PLR0913, PLR0917  what an application says
        self,
        case_id: UUID,
        reference: str,
        application: Application,
        applicant_id: UUID,
        victim_id: UUID,
        procedure_id: str,
        procedure_version: int,
        account: Prose,
        consent: Consent | None = None,
    ) -> None:
        super().__init__(case_id)
        self.reference = reference
        self.application = application
        self.applicant_id, self.victim_id = applicant_id, victim_id
        self.procedure_id = procedure_id
        self.procedure_version = procedure_version
        self.account = account
        self.consent = consent
        self.passed_to: dict[UUID, date] = {}
        self.acknowledged_on: date | None = None
        self.caseworker_id: UUID | None = None
        self.threshold: ThresholdDecided | None = None
        self.threshold_told_on: date | None = None
        self.extended: dict[str, date] = {}
        self.delay: DeadlineExtended | None = None
        self.ended_as: str | None = None

    @classmethod
    def receive(  # noqa: PLR0913  what an application says
        cls,
        case_id: UUID,
        *,
        reference: str,
        application: Application,
        applicant_id: UUID,
        victim_id: UUID,
        procedure_id: str,
        procedure_version: int,
        account: Prose,
        consent: Consent | None,
        signed: Signed,
    ) -> Self:
        """Open a case with an application, made on a London date not in the future."""
        applied_on = application.applied_on
        has_happened(
            applied_on, what="The application", field="applied_on", signed=signed
        )
        return cls._open_on(
            case_id,
            ApplicationReceived,
            signed,
            reference=reference,
            application=application,
            applicant_id=applicant_id,
            victim_id=victim_id,
            procedure_id=procedure_id,
            procedure_version=procedure_version,
            account=account,
            consent=consent,
        )

    @property
    def needs_consent(self) -> bool:
        """Does somebody apply for a victim who is not known to agree?"""
        return self.victim_id != self.applicant_id and self.consent is None

    def record_consent(self, consent: Consent, *, signed: Signed) -> None:
        """Record that the victim agrees to the application."""
        self._must_be_open()
        if not self.needs_consent:
            raise AlreadyDone("No consent is needed, or it is recorded already")
        if consent.given_by != self.victim_id:
            raise Misrecorded("Only the victim can consent", field="given_by")
        has_happened(
            consent.given_on, what="The consent", field="given_on", signed=signed
        )
        self._record(ConsentRecorded, signed, consent=consent)

    def pass_on(self, body_id: UUID, *, passed_on: date, signed: Signed) -> None:
        """Record that a relevant body was sent the application (s.104(3))."""
        self._must_be_open()
        if body_id in self.passed_to:
            raise AlreadyDone("The application was passed on to this body already")
        self._dated(passed_on, what="The day", field="passed_on", signed=signed)
        self._record(ApplicationPassedOn, signed, body_id=body_id, passed_on=passed_on)

    def acknowledge(self, *, acknowledged_on: date, signed: Signed) -> None:
        """Record that the applicant was told of the receipt; a repeat adds nothing."""
        if self.acknowledged_on is None:
            self._dated(
                acknowledged_on, what="The day", field="posted_on", signed=signed
            )
            self._record(
                ApplicationAcknowledged, signed, acknowledged_on=acknowledged_on
            )

    def assign(self, caseworker_id: UUID, *, signed: Signed) -> None:
        """Make the case a caseworker's; theirs already is `AlreadyDone`."""
        if caseworker_id == self.caseworker_id:
            raise AlreadyDone("The case is theirs already")
        self._record(CaseworkerAssigned, signed, caseworker_id=caseworker_id)

    def decide_threshold(  # noqa: PLR0913  a decision and its whole ground
        self,
        decision_id: UUID,
        *,
        met: bool,
        decided_on: date,
        decided_by: tuple[UUID, ...],
        finding: ThresholdFinding,
        ground: Ground,
        reasons: Prose,
        signed: Signed,
    ) -> None:
        """Record the relevant bodies' decision, with its ground.

        Refused: a second decision (`AlreadyDone`); one without the victim's consent
        (`NotPermittedYet`); "not met" where the finding leaves no choice
        (`ContraryToLaw`, citing s.104(4) or (5)).
        """
        self._must_be_open()
        if self.threshold is not None:
            raise AlreadyDone("The threshold has been decided")
        if self.needs_consent:
            raise NotPermittedYet("Record the victim's consent first")
        self._dated(decided_on, what="The decision", field="decided_on", signed=signed)
        if finding.duty is ThresholdDuty.MUST_BE_MET and not met:
            raise _no_choice(finding)
        self._record(
            ThresholdDecided,
            signed,
            decision_id=decision_id,
            met=met,
            decided_on=decided_on,
            decided_by=decided_by,
            finding=finding,
            ground=ground,
            reasons=reasons,
        )

    def tell_threshold(self, *, told_on: date, signed: Signed) -> None:
        """Record that the applicant was told the decision; a repeat adds nothing."""
        if self.threshold_told_on is None and self.threshold is not None:
            decided_on = self.threshold.decided_on
            is_not_before(told_on, decided_on, what="The telling", field="posted_on")
            self._record(ThresholdTold, signed, told_on=told_on)

    def extend(
        self,
        timer_id: str,
        *,
        was_due_on: date,
        due_on: date,
        reason: Prose,
        signed: Signed,
    ) -> None:
        """Give a step more time, to a later day; the day it was due stays."""
        self._must_be_open()
        if due_on <= max(was_due_on, signed.on):
            raise Misrecorded(
                "The new day must be after today and after the day it was due",
                field="due_on",
            )
        self._record(
            DeadlineExtended,
            signed,
            timer_id=timer_id,
            was_due_on=was_due_on,
            due_on=due_on,
            reason=reason,
        )

    def withdraw(self, *, withdrawn_on: date, reason: Prose, signed: Signed) -> None:
        """Record that the applicant withdrew; the case ends."""
        self._must_be_open()
        self._dated(
            withdrawn_on, what="The withdrawal", field="ended_on", signed=signed
        )
        self._record(
            ApplicationWithdrawn, signed, withdrawn_on=withdrawn_on, reason=reason
        )

    def transfer(
        self, *, transferred_on: date, to_area: str, reason: Prose, signed: Signed
    ) -> None:
        """Record that the application went to the area it belongs to; the case ends."""
        self._must_be_open()
        self._dated(
            transferred_on, what="The transfer", field="ended_on", signed=signed
        )
        self._record(
            ApplicationTransferred,
            signed,
            transferred_on=transferred_on,
            to_area=to_area,
            reason=reason,
        )

    def record_in_error(self, item_id: UUID, *, reason: Prose, signed: Signed) -> None:
        """Record that the decision was recorded in error.

        Once the applicant has been told it, it can only be decided anew on a
        challenge (`NotPermittedYet`).
        """
        if self.threshold is None or self.threshold.decision_id != item_id:
            raise NoSuchThing("There is no such decision, or it is corrected already")
        if self.threshold_told_on is not None:
            raise NotPermittedYet("The applicant has been told this decision")
        self._record(ThresholdRecordedInError, signed, item_id=item_id, reason=reason)

    def _must_be_open(self) -> None:
        if self.ended_as is not None:
            raise NotPermittedYet(f"The application was {self.ended_as}")

    def _dated(self, day: date, *, what: str, field: str, signed: Signed) -> None:
        has_happened(day, what=what, field=field, signed=signed)
        applied_on = self.application.applied_on
        is_not_before(day, applied_on, what=what, field=field)


def _no_choice(finding: ThresholdFinding) -> ContraryToLaw:
    if finding.provision == THRESHOLD_BY_NUMBER.pinpoint:
        return ContraryToLaw(
            f"The threshold must be met: {finding.qualifying} complaints qualify",
            THRESHOLD_BY_NUMBER,
            field="met",
        )
    return ContraryToLaw(
        f"The threshold must be met under the review procedures' rule {finding.rule}",
        THRESHOLD_BY_PROCEDURES,
        field="met",
    )
