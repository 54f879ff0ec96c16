"""What each event of an application, its evidence and its people does to a case."""

from functools import singledispatch

from asbreview.domain.contact.adjustments import AdjustmentAnswered, AdjustmentAskedFor
from asbreview.domain.contact.asking import ApplicantAnswered, ApplicantAsked
from asbreview.domain.contact.facts import (
    ContactDetailsChanged,
    ContactFileOpened,
    ContactMade,
    ContactRecordedInError,
    Direction,
    PromiseKept,
    VictimPutRight,
)
from asbreview.domain.contact.help import HelpAnswered, HelpAskedFor
from asbreview.domain.contact.moved_days import (
    MovedDaysTold,
    TellingLapsed,
    TellingOwed,
)
from asbreview.domain.contact.representatives import RepresentativeNamed
from asbreview.domain.contact.updates import UpdatesEnded, UpdatesPromised
from asbreview.domain.days import local_day
from asbreview.domain.erasure_of_case import CaseErasureDecided, CaseErasureOrdered
from asbreview.domain.evidence.facts import (
    EvidenceRecordedInError,
    InformationAnswered,
    InformationRequested,
)
from asbreview.domain.people import Person
from asbreview.domain.trigger.earlier import EarlierCasesCompared
from asbreview.domain.trigger.facts import (
    ApplicationAcknowledged,
    ApplicationPassedOn,
    ApplicationReceived,
    ApplicationTransferred,
    ApplicationWithdrawn,
    CaseworkerAssigned,
    ClockPaused,
    ClockResumed,
    ConsentRecorded,
    ConsentRefused,
    ConsentWithdrawn,
    DeadlineExtended,
    ThresholdDecided,
    ThresholdRecordedInError,
    ThresholdTold,
)
from asbreview.domain.trigger.joint import CaseMadeJoint
from projections.case.applied import Said, Tokens, Told
from projections.case.clocks import MoreTime, Paused
from projections.case.in_touch import (
    Adjustment,
    Asked,
    Call,
    Given,
    Owed,
    Telling,
    Updates,
)
from projections.case.reviewed import Decided, Request
from projections.case.state import Case


@singledispatch
def happens(event: object, case: Case) -> None:
    """Change a case by what happened to it, if it concerns where the case stands."""


@happens.register
def _(event: ApplicationReceived, case: Case) -> None:
    application = event.application
    case.told = Told(
        reference=event.reference,
        procedure_id=event.procedure_id,
        procedure_version=event.procedure_version,
        applied_on=application.applied_on,
        category=application.category,
        place=application.place,
        applicant_id=event.applicant_id,
        victim_id=event.victim_id,
        came=event.came.how if event.came else None,
        came_on=event.came.on if event.came else None,
    )
    if event.consent:
        case.consent_on_applying = event.consent.given_on


@happens.register
def _(event: ConsentRecorded, case: Case) -> None:
    said = Said(agrees=True, on=event.consent.given_on)
    case.said_of_consent[event.command_id] = said


@happens.register
def _(event: ConsentRefused, case: Case) -> None:
    said = Said(agrees=False, on=event.refused_on)
    case.said_of_consent[event.command_id] = said


@happens.register
def _(event: ConsentWithdrawn, case: Case) -> None:
    said = Said(agrees=False, on=event.withdrawn_on)
    case.said_of_consent[event.command_id] = said


@happens.register
def _(event: ApplicationPassedOn, case: Case) -> None:
    case.passed_to[event.body_id] = event.passed_on


@happens.register
def _(event: ApplicationAcknowledged, case: Case) -> None:
    case.acknowledged_on = event.acknowledged_on


@happens.register
def _(event: CaseworkerAssigned, case: Case) -> None:
    case.caseworker_id = event.caseworker_id


@happens.register
def _(event: ThresholdDecided, case: Case) -> None:
    case.threshold = Decided(
        decision_id=event.decision_id, met=event.met, decided_on=event.decided_on
    )


@happens.register
def _(event: ThresholdRecordedInError, case: Case) -> None:
    if case.threshold and case.threshold.decision_id == event.item_id:
        case.threshold = None
        case.threshold_told_on = None


@happens.register
def _(event: ThresholdTold, case: Case) -> None:
    case.threshold_told_on = event.told_on


@happens.register
def _(event: DeadlineExtended, case: Case) -> None:
    case.more_time[event.extension_id] = MoreTime(
        timer_id=event.timer_id,
        was_due_on=event.was_due_on,
        due_on=event.due_on,
        too_late=local_day(event.timestamp) > event.was_due_on,
    )


@happens.register
def _(event: ClockPaused, case: Case) -> None:
    case.pauses[event.pause_id] = Paused(
        waiting_for=event.waiting_for, paused_on=event.paused_on
    )


@happens.register
def _(event: ClockResumed, case: Case) -> None:
    if event.pause_id in case.pauses:
        case.pauses[event.pause_id].resumed_on = event.resumed_on


@happens.register
def _(event: ApplicationWithdrawn, case: Case) -> None:
    case.ended_as, case.ended_on = "withdrawn", event.withdrawn_on


@happens.register
def _(event: ApplicationTransferred, case: Case) -> None:
    case.ended_as, case.ended_on = "transferred", event.transferred_on


@happens.register(CaseErasureDecided)
@happens.register(CaseErasureOrdered)
def _(event: CaseErasureDecided | CaseErasureOrdered, case: Case) -> None:
    case.disposed_on = event.decided_on


@happens.register
def _(event: CaseMadeJoint, case: Case) -> None:
    case.joint_with = event.with_area
    case.joint_bodies = {body.body_id: body.name for body in event.bodies}


@happens.register
def _(event: EarlierCasesCompared, case: Case) -> None:
    case.compared[event.command_id] = event.earlier


@happens.register
def _(event: InformationRequested, case: Case) -> None:
    case.requests[event.request_id] = Request(
        body_id=event.body_id, requested_on=event.requested_on
    )


@happens.register
def _(event: InformationAnswered, case: Case) -> None:
    case.requests[event.request_id].answered_on = event.answered_on


@happens.register
def _(event: EvidenceRecordedInError, case: Case) -> None:
    if event.item_id in case.requests:
        case.requests[event.item_id].answered_on = None


@happens.register
def _(event: ContactFileOpened, case: Case) -> None:
    _know(case, event.applicant)
    if event.victim:
        _know(case, event.victim)


@happens.register
def _(event: ContactDetailsChanged, case: Case) -> None:
    _know(case, event.person)


@happens.register
def _(event: RepresentativeNamed, case: Case) -> None:
    _know(case, event.representative)


@happens.register
def _(event: VictimPutRight, case: Case) -> None:
    if event.victim:
        _know(case, event.victim)


@happens.register
def _(event: ContactMade, case: Case) -> None:
    case.in_touch[event.contact_id] = event.made_on
    if event.direction is Direction.FROM_US:
        given = Given(person_id=event.person_id, on=event.made_on)
        case.given[event.contact_id] = given
    if event.promise:
        case.promises[event.promise.promise_id] = Owed(
            contact_id=event.contact_id,
            made_on=event.made_on,
            due_on=event.promise.due_on,
        )


@happens.register
def _(event: PromiseKept, case: Case) -> None:
    if event.promise_id in case.promises:
        case.promises[event.promise_id].kept_on = event.kept_on


@happens.register
def _(event: ContactRecordedInError, case: Case) -> None:
    case.in_touch.pop(event.item_id, None)
    case.given.pop(event.item_id, None)
    promises = case.promises.items()
    case.promises = {k: p for k, p in promises if p.contact_id != event.item_id}
    for telling in case.tellings.values():
        if telling.told_in == event.item_id:
            telling.told_on = telling.told_in = None
    for call in case.calls.values():
        if call.answered_in == event.item_id:
            call.answered_on = call.answered_in = None


@happens.register
def _(event: UpdatesPromised, case: Case) -> None:
    case.updates[event.updates_id] = Updates(
        person_id=event.person_id,
        every_weeks=event.every_weeks,
        promised_on=event.promised_on,
    )


@happens.register
def _(event: UpdatesEnded, case: Case) -> None:
    if promised := case.updates.get(event.updates_id):
        promised.ended_on = event.ended_on


@happens.register
def _(event: HelpAskedFor, case: Case) -> None:
    case.calls[event.help_id] = Call(
        asked_on=event.asked_on, answer_by=event.answer_by, not_safe=event.not_safe
    )


@happens.register
def _(event: AdjustmentAskedFor, case: Case) -> None:
    case.adjustments[event.adjustment_id] = Adjustment(
        asked_on=event.asked_on, answer_by=event.answer_by
    )


@happens.register
def _(event: AdjustmentAnswered, case: Case) -> None:
    if asked := case.adjustments.get(event.adjustment_id):
        asked.answered_on = asked.answered_on or event.answered_on


@happens.register
def _(event: HelpAnswered, case: Case) -> None:
    if call := case.calls.get(event.help_id):
        call.answered_on, call.answered_in = event.answered_on, event.contact_id


@happens.register
def _(event: ApplicantAsked, case: Case) -> None:
    asked_on = local_day(event.timestamp)
    case.asked[event.asked_id] = Asked(asked_on=asked_on, answer_by=event.answer_by)


@happens.register
def _(event: ApplicantAnswered, case: Case) -> None:
    case.asked[event.asked_id].answered_on = event.answered_on
    case.in_touch[event.asked_id] = event.answered_on


@happens.register
def _(event: TellingOwed, case: Case) -> None:
    tellings, whose = case.tellings.items(), event.person_id
    case.tellings = {
        k: t for k, t in tellings if t.told_on is not None or t.person_id != whose
    }
    owed_on = local_day(event.timestamp)
    case.tellings[event.telling_id] = Telling(
        person_id=whose, owed_on=owed_on, due_on=max(owed_on, event.by)
    )


@happens.register
def _(event: TellingLapsed, case: Case) -> None:
    case.tellings.pop(event.telling_id, None)


@happens.register
def _(event: MovedDaysTold, case: Case) -> None:
    if telling := case.tellings.get(event.telling_id):
        telling.told_on = event.told_on
        telling.told_in = event.contact_id or event.command_id


def _know(case: Case, person: Person) -> None:
    case.people[person.person_id] = Tokens(
        name=person.name.token, address=person.address.token
    )
