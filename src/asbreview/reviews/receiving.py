"""Receiving an application: the case that it opens, and its first steps."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.application import Application, HowApplied
from asbreview.domain.contact.record import Contact
from asbreview.domain.evidence.record import Evidence
from asbreview.domain.model import Signed
from asbreview.domain.outcome.record import Outcome
from asbreview.domain.panel.record import Panel
from asbreview.domain.people import HeardBy, Prose
from asbreview.domain.procedure import Procedure
from asbreview.domain.reference import Reference, candidate
from asbreview.domain.trigger.came import Came, CameFrom
from asbreview.domain.trigger.record import Trigger
from asbreview.reviews.adjustments import answer_by, ask
from asbreview.reviews.applications import pass_on_to_all
from asbreview.reviews.applying import Applying
from asbreview.reviews.carrying_contact import put_on_file
from asbreview.reviews.carrying_over import CarriedOver
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import FAR, Changed, once, within
from asbreview.reviews.complaints import log_told
from asbreview.reviews.drafting import draft
from asbreview.reviews.procedures import ProcedureCommands
from asbreview.reviews.told import (
    NOTHING_KNOWN,
    CircumstancesTold,
    ComplaintTold,
    ConsentTold,
    PersonTold,
)

HEARD_BY: Final = {
    HowApplied.WEB: HeardBy.ONLINE,
    HowApplied.PAPER: HeardBy.LETTER,
    HowApplied.EMAIL: HeardBy.EMAIL,
    HowApplied.PHONE: HeardBy.PHONE,
    HowApplied.POLICE_101: HeardBy.PHONE,
    HowApplied.IN_PERSON: HeardBy.IN_PERSON,
    HowApplied.LANDLORD: HeardBy.LETTER,
}
"""How an application came in, and so what else was told with it."""


class ReceivingCommands(ProcedureCommands):
    """How a case begins."""

    @once
    def receive_application(  # noqa: PLR0913  what a caller tells
        self,
        application: Application,
        *,
        procedure_id: str,
        applicant: PersonTold,
        victim: PersonTold | None = None,
        consent: ConsentTold | None = None,
        circumstances: CircumstancesTold = NOTHING_KNOWN,
        adjustment: str = "",
        account: str,
        complaints: Sequence[ComplaintTold] = (),
        passed_on: bool = False,
        caseworker_id: UUID | None = None,
        handed_over: CameFrom | None = None,
        signed: Signed,
    ) -> Changed:
        """Open a case with an application; `signed.new_case_id` is the case.

        In the same save, with an acknowledgement drafted, and a letter that asks a
        victim for their consent if another applied without it: the complaints told
        are put on file, the application is passed on to every relevant body of the
        day it was made (if *passed_on*), and the case is given to a caseworker.
        Language and letters, of the *circumstances*, are the applicant's, the rest the
        victim's; an *adjustment* that is asked for is the applicant's.

        One that an area outside this system has *handed over* was first applied for
        there: that day counts for the windows of the Act, and the day on which it came
        for all that is to be done here.  `Misrecorded` where that area is not named.
        """
        who = Applying(applicant, victim, consent)
        case = self._open_case(
            application,
            procedure_id,
            who,
            account,
            came=handed_over,
            in_force_on=handed_over.on if handed_over else None,
            signed=signed,
        )
        _log_all(case, complaints, signed=signed)
        _know(case.contact, circumstances, signed=signed)
        _ask_for(case, adjustment, how=HEARD_BY[application.how], signed=signed)
        if passed_on:
            pass_on_to_all(case, on=signed.on, signed=signed)
        if caseworker_id is not None:
            case.trigger.assign(caseworker_id, signed=signed)
        letters = [draft(case, kind, signed=signed) for kind in who.letters]
        return *case.records, _reference(case, signed=signed), *letters

    def open_carried(  # noqa: PLR0913  what it is opened from, and as what
        self,
        carried: CarriedOver,
        *,
        procedure_id: str,
        came: CameFrom,
        in_force_on: date,
        named: tuple[UUID, ...] = (),
        signed: Signed,
    ) -> tuple[Case, Reference]:
        """Open a case with what is carried over from another; nothing is saved.

        It is `signed.new_case_id`, under the version in force on a day, and belongs to
        nobody yet.  A restriction goes with it: to those *named*, and the leads there;
        and whoever has a conflict of interest in the one has it in the other.
        """
        who = Applying(carried.applicant, carried.victim, carried.consent)
        case = self._open_case(
            carried.application,
            procedure_id,
            who,
            carried.account,
            came=came,
            in_force_on=in_force_on,
            signed=signed,
        )
        _log_all(case, carried.complaints, signed=signed)
        _know(case.contact, carried.circumstances, signed=signed)
        if carried.in_touch:
            elsewhere = came.how is not Came.REFERRED_BACK
            by = answer_by(case.calendar, signed.on) if elsewhere else None
            put_on_file(case.contact, carried.in_touch, by=by, signed=signed)
        if carried.restricted_because:
            why = case.prose(carried.restricted_because, "restricted", signed=signed)
            case.trigger.restrict(named, reason=why, signed=signed)
        for number, (account_id, reason) in enumerate(carried.conflicts):
            why = case.prose(reason, f"conflict/{number}", signed=signed)
            case.trigger.declare_conflict(account_id, reason=why, signed=signed)
        return case, _reference(case, signed=signed)

    def _open_case(  # noqa: PLR0913  what it is opened from, and as what
        self,
        application: Application,
        procedure_id: str,
        who: Applying,
        account: str,
        *,
        came: CameFrom | None = None,
        in_force_on: date | None = None,
        signed: Signed,
    ) -> Case:
        who.must_fit(application.capacity)
        if came is not None:
            must_say(came.area, asks="Enter which area it came from", field="came_from")
        in_force_on = in_force_on or application.applied_on
        procedure = self.procedure_in_force(procedure_id, in_force_on)
        contact = who.open_file(signed=signed)
        trigger = Trigger.receive(
            contact.case_id,
            reference=self._free_reference(
                contact.case_id, application, procedure.area
            ),
            application=application,
            applicant_id=contact.applicant_id,
            victim_id=contact.victim_id,
            procedure_id=procedure.procedure_id,
            procedure_version=procedure.version,
            account=_account(contact, account, signed=signed),
            consent=who.consent_of(contact.victim_id),
            came=came,
            signed=signed,
        )
        return self._new_case(trigger, contact, procedure, signed=signed)

    def _new_case(
        self,
        trigger: Trigger,
        contact: Contact,
        procedure: Procedure,
        *,
        signed: Signed,
    ) -> Case:
        case_id, log_position = trigger.case_id, self.end_of_log()
        return Case(
            case_id=case_id,
            trigger=trigger,
            evidence=Evidence.open_file(case_id, signed=signed),
            panel=Panel.open_file(case_id, signed=signed),
            outcome=Outcome.open_file(case_id, signed=signed),
            contact=contact,
            procedure=procedure,
            calendar=self.calendar(as_of=log_position),
            log_position=log_position,
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


def _account(contact: Contact, told: str, *, signed: Signed) -> Prose:
    text_id = uuid5(signed.command_id, "account")
    return Prose.of(told, text_id=text_id, about=contact.everyone)


def _log_all(
    case: Case, complaints: Sequence[ComplaintTold], *, signed: Signed
) -> None:
    for number, told in enumerate(complaints):
        with within(f"complaints-{number}"):
            log_told(case, told, f"complaint/{number}", signed=signed)


def _ask_for(case: Case, adjustment: str, *, how: HeardBy, signed: Signed) -> None:
    """Record the adjustment that the applicant asks for, if they do."""
    if adjustment.strip():
        ask(
            case.contact,
            case.calendar,
            person_id=case.contact.applicant_id,
            asked=adjustment,
            how=how,
            asked_on=case.trigger.clock_from,
            signed=signed,
        )


def _know(contact: Contact, told: CircumstancesTold, *, signed: Signed) -> None:
    """Record what is known of the applicant and of the victim, if anything is."""
    whose = {contact.applicant_id: told}
    if contact.victim_id != contact.applicant_id:
        reads = CircumstancesTold(
            language=told.language, letter_format=told.letter_format
        )
        rest = replace(told, language="", letter_format=None)
        whose = {contact.applicant_id: reads, contact.victim_id: rest}
    for person_id, known in whose.items():
        if known != NOTHING_KNOWN:
            contact.record_circumstances(known.sealed(person_id), signed=signed)


def _reference(case: Case, *, signed: Signed) -> Reference:
    drawn = case.trigger.reference
    return Reference.give(drawn, case_id=case.case_id, signed=signed)
