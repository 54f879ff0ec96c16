"""Applications: received, passed on, agreed to, withdrawn, transferred."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from uuid import UUID, uuid5

from asbreview.domain.application import Application, Capacity, Consent
from asbreview.domain.bodies import bodies_not_told
from asbreview.domain.contact import Contact
from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.evidence.record import Evidence
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.model import Signed
from asbreview.domain.outcome.record import Outcome
from asbreview.domain.panel.record import Panel
from asbreview.domain.people import Prose
from asbreview.domain.procedure import Procedure
from asbreview.domain.reference import Reference, candidate
from asbreview.domain.trigger.record import Trigger
from asbreview.reviews.case import Case
from asbreview.reviews.commanding import FAR, Changed, once, within
from asbreview.reviews.complaints import log_told
from asbreview.reviews.drafting import draft
from asbreview.reviews.standing import StandingCommands
from asbreview.reviews.told import ComplaintTold, ConsentTold, PersonTold


class ApplicationCommands(StandingCommands):
    """What becomes of an application before anything is decided on it."""

    @once
    def receive_application(  # noqa: PLR0913  what a caller tells
        self,
        application: Application,
        *,
        procedure_id: str,
        applicant: PersonTold,
        victim: PersonTold | None = None,
        consent: ConsentTold | None = None,
        account: str,
        complaints: Sequence[ComplaintTold] = (),
        passed_on: bool = False,
        caseworker_id: UUID | None = None,
        signed: Signed,
    ) -> Changed:
        """Open a case with an application; `signed.new_case_id` is the case.

        In the same save, with an acknowledgement drafted: the complaints told are put
        on file, the application is passed on to every relevant body of the day it
        was made (if *passed_on*), and the case is given to a caseworker.
        """
        _must_fit(application.capacity, victim)
        case = self._open_case(
            application,
            procedure=self.procedure_in_force(procedure_id, application.applied_on),
            applicant=applicant,
            victim=victim,
            consent=consent,
            account=account,
            signed=signed,
        )
        for number, told in enumerate(complaints):
            with within(f"complaints-{number}"):
                log_told(case, told, f"complaint/{number}", signed=signed)
        if passed_on:
            _pass_on_to_all(case, on=signed.on, signed=signed)
        if caseworker_id is not None:
            case.trigger.assign(caseworker_id, signed=signed)
        reference = Reference.give(
            case.trigger.reference, case_id=case.case_id, signed=signed
        )
        return (
            *case.records,
            reference,
            draft(case, LetterKind.ACKNOWLEDGEMENT, signed=signed),
        )

    @once
    def pass_on(self, case_id: UUID, *, passed_on: date, signed: Signed) -> Changed:
        """Record that the application went to every relevant body not yet told."""
        case = self.case(case_id)
        case.must_be_open()
        _pass_on_to_all(case, on=passed_on, signed=signed)
        return (case.trigger,)

    @once
    def record_consent(
        self, case_id: UUID, consent: ConsentTold, *, signed: Signed
    ) -> Changed:
        """Record that the victim agrees to somebody's applying for them."""
        case = self.case(case_id)
        case.must_be_open()
        given = Consent(
            given_by=case.trigger.victim_id,
            given_on=consent.given_on,
            how=consent.how,
        )
        case.trigger.record_consent(given, signed=signed)
        return (case.trigger,)

    @once
    def assign(self, case_id: UUID, caseworker_id: UUID, *, signed: Signed) -> Changed:
        """Give the case to a caseworker."""
        case = self.case(case_id)
        case.trigger.assign(caseworker_id, signed=signed)
        return (case.trigger,)

    @once
    def withdraw(
        self, case_id: UUID, *, withdrawn_on: date, reason: str, signed: Signed
    ) -> Changed:
        """Record that the applicant withdrew; the case ends, and a letter says so."""
        case = self.case(case_id)
        case.must_be_open()
        why = case.prose(reason, "reason", signed=signed)
        case.trigger.withdraw(withdrawn_on=withdrawn_on, reason=why, signed=signed)
        others = _nothing_added(case, "withdrawal", signed=signed)
        letter = draft(case, LetterKind.CLOSING, signed=signed)
        return case.trigger, *others, letter

    @once
    def transfer(
        self,
        case_id: UUID,
        *,
        transferred_on: date,
        to_area: str,
        reason: str,
        signed: Signed,
    ) -> Changed:
        """Record that the application went to its own area; a letter says so."""
        case = self.case(case_id)
        case.must_be_open()
        case.trigger.transfer(
            transferred_on=transferred_on,
            to_area=to_area,
            reason=case.prose(reason, "reason", signed=signed),
            signed=signed,
        )
        others = _nothing_added(case, "transfer", signed=signed)
        letter = draft(case, LetterKind.CLOSING, signed=signed)
        return case.trigger, *others, letter

    def _open_case(  # noqa: PLR0913  as above
        self,
        application: Application,
        *,
        procedure: Procedure,
        applicant: PersonTold,
        victim: PersonTold | None,
        consent: ConsentTold | None,
        account: str,
        signed: Signed,
    ) -> Case:
        case_id = signed.new_case_id
        them = applicant.sealed(uuid5(case_id, "applicant"))
        other = victim.sealed(uuid5(case_id, "victim")) if victim else None
        contact = Contact.open_file(
            case_id, applicant=them, victim=other, signed=signed
        )
        trigger = Trigger.receive(
            case_id,
            reference=self._free_reference(case_id, application, procedure.area),
            application=application,
            applicant_id=contact.applicant_id,
            victim_id=contact.victim_id,
            procedure_id=procedure.procedure_id,
            procedure_version=procedure.version,
            account=Prose.of(
                account,
                text_id=uuid5(signed.command_id, "account"),
                about=contact.everyone,
            ),
            consent=_agreed(consent, contact),
            signed=signed,
        )
        return Case(
            case_id=case_id,
            trigger=trigger,
            evidence=Evidence.open_file(case_id, signed=signed),
            panel=Panel.open_file(case_id, signed=signed),
            outcome=Outcome.open_file(case_id, signed=signed),
            contact=contact,
            procedure=procedure,
            calendar=self.calendar(as_of=self.end_of_log()),
            log_position=self.end_of_log(),
        )

    def _free_reference(
        self, case_id: UUID, application: Application, area: str
    ) -> str:
        """Draw until a reference is free; one taken meanwhile fails the save."""
        for attempt in count():
            drawn = candidate(
                case_id, area=area, applied_on=application.applied_on, attempt=attempt
            )
            if not self.recorder.version_as_of(Reference.id_for(drawn), FAR):
                return drawn
        raise AssertionError


def _agreed(consent: ConsentTold | None, contact: Contact) -> Consent | None:
    if consent is None or contact.victim_id == contact.applicant_id:
        return None
    return Consent(
        given_by=contact.victim_id, given_on=consent.given_on, how=consent.how
    )


def _nothing_added(case: Case, end: str, *, signed: Signed) -> Changed:
    """Note that the end of a case rests on what is on it: nothing comes after it."""
    others = case.evidence, case.panel, case.outcome
    for record in others:
        record.rely(end, signed=signed)
    return others


def _pass_on_to_all(case: Case, *, on: date, signed: Signed) -> None:
    passed_to = case.trigger.passed_to.keys()
    untold = bodies_not_told(
        case.procedure, case.trigger.application.applied_on, passed_to
    )
    if not untold:
        raise AlreadyDone("The application was passed on to every relevant body")
    for body in untold:
        case.trigger.pass_on(body.body_id, passed_on=on, signed=signed)


def _must_fit(capacity: Capacity, victim: PersonTold | None) -> None:
    """Refuse an application whose people do not fit what it says of them."""
    if capacity is Capacity.REPRESENTATIVE and victim is None:
        raise Misrecorded(
            "Enter the name of the victim they apply for", field="victim_name"
        )
    if capacity is Capacity.VICTIM and victim is not None:
        raise Misrecorded(
            "Somebody who applies for another is not “the victim”: change who applies",
            field="capacity",
        )
