"""An application on file: received, passed on, acknowledged, and perhaps ended."""

from datetime import date
from typing import Self
from uuid import UUID

from asbreview.domain.application import (
    Application,
    Consent,
    HowConsented,
    names_a_place,
)
from asbreview.domain.consent import ConsentStands
from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import (
    AlreadyDone,
    Misrecorded,
    NotPermittedYet,
)
from asbreview.domain.model import CaseAggregate, Signed
from asbreview.domain.people import Prose
from asbreview.domain.trigger.facts import (
    ApplicationAcknowledged,
    ApplicationPassedOn,
    ApplicationReceived,
    ApplicationTransferred,
    ApplicationWithdrawn,
    CaseworkerAssigned,
    ConsentRecorded,
    ConsentRefused,
    ConsentWithdrawn,
    DeadlineExtended,
    ThresholdDecided,
)
from asbreview.domain.trigger.in_error import TriggerFact


class ApplicationOnFile(CaseAggregate):
    """What an application says, and what became of it but for any decision."""

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
        self.disagreed: ConsentRefused | ConsentWithdrawn | None = None
        self.passed_to: dict[UUID, date] = {}
        self.acknowledged_on: date | None = None
        self.caseworker_id: UUID | None = None
        self.threshold: ThresholdDecided | None = None  # from here, see `record`
        self.threshold_told_on: date | None = None
        self.told_by: dict[TriggerFact, UUID] = {}  # the command of each telling
        self.more_time: dict[UUID, DeadlineExtended] = {}
        self.ended: ApplicationWithdrawn | ApplicationTransferred | None = None

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
        _may_receive(application, consent, signed=signed)
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
    def consent_stands(self) -> ConsentStands:
        """Does the victim agree that somebody applies for them?"""
        if self.victim_id == self.applicant_id:
            return ConsentStands.NOT_NEEDED
        if self.consent is not None:
            return ConsentStands.GIVEN
        if self.disagreed is None:
            return ConsentStands.UNKNOWN
        was_given = isinstance(self.disagreed, ConsentWithdrawn)
        return ConsentStands.WITHDRAWN if was_given else ConsentStands.REFUSED

    @property
    def ended_as(self) -> str | None:
        """How the application ended, if it did before any review."""
        match self.ended:
            case ApplicationWithdrawn():
                return "withdrawn"
            case ApplicationTransferred():
                return "transferred"
        return None

    @property
    def ended_on(self) -> date | None:
        """The day on which it was withdrawn or transferred."""
        match self.ended:
            case ApplicationWithdrawn():
                return self.ended.withdrawn_on
            case ApplicationTransferred():
                return self.ended.transferred_on
        return None

    @property
    def transferred_to(self) -> str | None:
        """The area that it was transferred to."""
        ended = self.ended
        return ended.to_area if isinstance(ended, ApplicationTransferred) else None

    @property
    def extended(self) -> dict[str, date]:
        """The steps that were given more time, and the day each is due now."""
        return {given.timer_id: given.due_on for given in self.more_time.values()}

    @property
    def delay(self) -> DeadlineExtended | None:
        """The last time that a step was given, and why: a letter tells it."""
        return next(reversed(self.more_time.values()), None)

    def record_consent(self, consent: Consent, *, signed: Signed) -> None:
        """Record that the victim agrees to the application, perhaps after all."""
        self.must_be_open()
        if self.consent_stands in {ConsentStands.NOT_NEEDED, ConsentStands.GIVEN}:
            raise AlreadyDone("No consent is needed, or it is recorded already")
        if consent.given_by != self.victim_id:
            raise Misrecorded("Only the victim can consent", field="given_by")
        _was_given(consent, signed=signed)
        if said_no_on := self._disagreed_on():
            what = "The consent, given after all,"
            is_not_before(consent.given_on, said_no_on, what=what, field="given_on")
        self._record(ConsentRecorded, signed, consent=consent)

    def refuse_consent(
        self, *, refused_on: date, how: HowConsented, said: Prose, signed: Signed
    ) -> None:
        """Record that the victim, once asked, does not agree; it ends no case."""
        self.must_be_open()
        if self.consent_stands is ConsentStands.GIVEN:
            raise AlreadyDone("The victim agreed: record that they withdraw it")
        if self.consent_stands is not ConsentStands.UNKNOWN:
            raise AlreadyDone("No consent is needed, or it was refused already")
        has_happened(refused_on, what="The refusal", field="given_on", signed=signed)
        self._record(ConsentRefused, signed, refused_on=refused_on, how=how, said=said)

    def withdraw_consent(
        self, *, withdrawn_on: date, how: HowConsented, said: Prose, signed: Signed
    ) -> None:
        """Record that the victim takes their consent back; it ends no case."""
        self.must_be_open()
        if self.consent is None or self.consent_stands is ConsentStands.NOT_NEEDED:
            raise NotPermittedYet("There is no consent to withdraw")
        what, given_on = "The withdrawal of the consent", self.consent.given_on
        has_happened(withdrawn_on, what=what, field="given_on", signed=signed)
        is_not_before(withdrawn_on, given_on, what=what, field="given_on")
        self._record(
            ConsentWithdrawn, signed, withdrawn_on=withdrawn_on, how=how, said=said
        )

    def _disagreed_on(self) -> date | None:
        if isinstance(self.disagreed, ConsentRefused):
            return self.disagreed.refused_on
        return self.disagreed.withdrawn_on if self.disagreed else None

    def pass_on(self, body_id: UUID, *, passed_on: date, signed: Signed) -> None:
        """Record that a relevant body was sent the application (s.104(3))."""
        self.must_be_open()
        if body_id in self.passed_to:
            raise AlreadyDone("The application was passed on to this body already")
        self.dated(passed_on, what="The day", field="passed_on", signed=signed)
        self._record(ApplicationPassedOn, signed, body_id=body_id, passed_on=passed_on)

    def acknowledge(self, *, acknowledged_on: date, signed: Signed) -> None:
        """Record that the applicant was told of the receipt; a repeat adds nothing."""
        if self.acknowledged_on is None:
            self.dated(
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

    def withdraw(self, *, withdrawn_on: date, reason: Prose, signed: Signed) -> None:
        """Record that the applicant withdrew; the case ends."""
        self.must_be_open()
        self.dated(withdrawn_on, what="The withdrawal", field="ended_on", signed=signed)
        self._record(
            ApplicationWithdrawn, signed, withdrawn_on=withdrawn_on, reason=reason
        )

    def transfer(
        self, *, transferred_on: date, to_area: str, reason: Prose, signed: Signed
    ) -> None:
        """Record that the application went to the area it belongs to; the case ends."""
        self.must_be_open()
        names_a_place(to_area, field="to_area")
        self.dated(transferred_on, what="The transfer", field="ended_on", signed=signed)
        self._record(
            ApplicationTransferred,
            signed,
            transferred_on=transferred_on,
            to_area=to_area,
            reason=reason,
        )

    def must_be_open(self) -> None:
        """Refuse (`NotPermittedYet`) what cannot follow the end of a case."""
        if self.ended_as is not None:
            raise NotPermittedYet(f"The application was {self.ended_as}")

    def dated(self, day: date, *, what: str, field: str, signed: Signed) -> None:
        """Refuse (`Misrecorded`) a day before the application, or yet to come."""
        has_happened(day, what=what, field=field, signed=signed)
        applied_on = self.application.applied_on
        is_not_before(day, applied_on, what=what, field=field)


def _may_receive(
    application: Application, consent: Consent | None, *, signed: Signed
) -> None:
    names_a_place(application.place, field="place")
    applied_on = application.applied_on
    has_happened(applied_on, what="The application", field="applied_on", signed=signed)
    if consent:
        _was_given(consent, signed=signed)


def _was_given(consent: Consent, *, signed: Signed) -> None:
    has_happened(consent.given_on, what="The consent", field="given_on", signed=signed)
