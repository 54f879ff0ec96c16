"""What each event of an application and its evidence does to a case."""

from functools import singledispatch

from asbreview.domain.days import local_day
from asbreview.domain.erasure_of_case import CaseErasureDecided, CaseErasureOrdered
from asbreview.domain.evidence.facts import (
    EvidenceRecordedInError,
    InformationAnswered,
    InformationRequested,
)
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
from projections.case.applied import Said, Told
from projections.case.clocks import MoreTime, Paused
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
