"""An application on file: received, passed on, acknowledged, and perhaps ended."""

from datetime import date
from typing import TYPE_CHECKING, Self
from uuid import UUID

from asbreview.domain.application import Application, Consent, names_a_place
from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import AlreadyDone, NotPermittedYet
from asbreview.domain.model import Signed
from asbreview.domain.people import Prose
from asbreview.domain.terms import Body
from asbreview.domain.trigger.came import CameFrom, OpenedThere
from asbreview.domain.trigger.consent_on_file import ConsentOnFile, was_given
from asbreview.domain.trigger.facts import (
    ApplicationAcknowledged,
    ApplicationPassedOn,
    ApplicationReceived,
    ApplicationTransferred,
    ApplicationWithdrawn,
    CaseworkerAssigned,
    ClockPaused,
    DeadlineExtended,
    ThresholdDecided,
)
from asbreview.domain.trigger.in_error import TriggerFact
from asbreview.domain.trigger.need_to_know import ItemKeptToSome
from asbreview.domain.trigger.who_sees import (
    AccountLetIn,
    CaseOpenedInEmergency,
    CaseRestricted,
    ConflictDeclared,
)

if TYPE_CHECKING:
    from asbreview.domain.trigger.earlier import EarlierCase
    from asbreview.domain.trigger.joint import CaseMadeJoint


class ApplicationOnFile(ConsentOnFile):
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
        came: CameFrom | None = None,
    ) -> None:
        super().__init__(case_id, applicant_id, victim_id, consent)
        self.reference = reference
        self.came = came
        self.application = application
        self.application_since = 1  # our version when it was said, or put right
        self.procedure_id = procedure_id
        self.procedure_version = procedure_version
        self.account = account
        self.passed_to: dict[UUID, date] = {}
        self.acknowledged_on: date | None = None
        self.caseworker_id: UUID | None = None
        self.caseworker_since = 0
        self.threshold: ThresholdDecided | None = None  # from here, see `record`
        self.threshold_told_on: date | None = None
        self.told_by: dict[TriggerFact, UUID] = {}  # the command of each telling
        self.more_time: dict[UUID, DeadlineExtended] = {}
        self.pauses: dict[UUID, ClockPaused] = {}
        self.resumed: dict[UUID, date] = {}  # the last day that stood still, by pause
        self.resumed_by: dict[UUID, UUID] = {}  # the command that told so, by pause
        self.restriction: CaseRestricted | None = None
        self.restricted_since = 0  # our version when it was, or was no longer
        self.let_in_since = 0
        self.conflicts: dict[UUID, ConflictDeclared] = {}  # by the account
        self.let_in: dict[UUID, AccountLetIn] = {}  # by the account
        self.kept_to_some: dict[UUID, ItemKeptToSome] = {}  # by the item
        self.joint: CaseMadeJoint | None = None
        self.ever_joint_bodies: tuple[Body, ...] = ()
        self.compared: dict[UUID, tuple[EarlierCase, ...]] = {}  # by the command
        self.compared_since = 0
        self.emergencies: dict[UUID, CaseOpenedInEmergency] = {}  # by the account
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
        came: CameFrom | None = None,
        signed: Signed,
    ) -> Self:
        """Open a case with an application, made on a London date not in the future.

        One that *came* from elsewhere came on that day or later.
        """
        _may_receive(application, consent, signed=signed)
        if came is not None:
            what, field = "The day it came", "came_on"
            has_happened(came.on, what=what, field=field, signed=signed)
            is_not_before(came.on, application.applied_on, what=what, field=field)
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
            came=came,
        )

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
    def clock_from(self) -> date:
        """The day from which what the partnership has to do is counted.

        That of the application, or on which it came from elsewhere.
        """
        return self.came.on if self.came else self.application.applied_on

    @property
    def transferred_to(self) -> str | None:
        """The area that it was transferred to."""
        ended = self.ended
        return ended.to_area if isinstance(ended, ApplicationTransferred) else None

    @property
    def reference_there(self) -> str:
        """The reference of the case that was opened for it in another area here."""
        ended = self.ended
        is_here = isinstance(ended, ApplicationTransferred) and ended.opened
        return is_here.reference if is_here else ""

    @property
    def extended(self) -> dict[str, date]:
        """The steps that were given more time, and the day each is due now."""
        return {given.timer_id: given.due_on for given in self.more_time.values()}

    def extended_since(self, timer_id: str) -> int:
        """Return our version when a step was given more time last; 0 if it was not."""
        given = [x for x in self.more_time.values() if x.timer_id == timer_id]
        return given[-1].originator_version if given else 0

    @property
    def delay(self) -> DeadlineExtended | None:
        """The last time that a step was given, and why: a letter tells it."""
        return next(reversed(self.more_time.values()), None)

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

    def transfer(  # noqa: PLR0913  where it goes, and what goes with it
        self,
        *,
        transferred_on: date,
        to_area: str,
        reason: Prose,
        to_whom: Prose,
        handed_over: Prose,
        items: tuple[UUID, ...] = (),
        opened: OpenedThere | None = None,
        signed: Signed,
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
            to_whom=to_whom,
            handed_over=handed_over,
            items=items,
            opened=opened,
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
        was_given(consent, signed=signed)
