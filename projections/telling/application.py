"""The words for an application and its evidence.

To import this module is to teach `tell` its words, and those for people.
"""

from asbreview.domain.application import HowConsented
from asbreview.domain.evidence.facts import (
    AttendeeNamed,
    ComplaintLogged,
    EvidenceRecordedInError,
    InformationAnswered,
    InformationRequested,
    RequestChased,
    RiskAssessed,
    StatementReceived,
    StatementTakenDown,
)
from asbreview.domain.evidence.imported import ComplaintsImported
from asbreview.domain.evidence.marks import AnswerCame, SearchNamed, TellsOfSaid
from asbreview.domain.evidence.responses import ResponsePutOnFile
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
from projections.telling.contacts import tell
from projections.telling.line import Line, Names, On, in_words, many, plainly, step

HOW_CONSENTED = {
    HowConsented.IN_WRITING: "in writing",
    HowConsented.BY_WORD_OF_MOUTH: "by word of mouth",
}


@tell.register
def _(event: ApplicationReceived, _: Names) -> Line:
    application = event.application
    details = (
        ("How", str(application.how)),
        ("About", str(application.category)),
        ("Place", application.place),
    )
    return Line("Application received", On.OVERVIEW, details)


@tell.register
def _(event: ConsentRecorded, _: Names) -> Line:
    details = (("How", HOW_CONSENTED[event.consent.how]),)
    said_by = event.command_id
    return Line("Consent recorded", On.CONSENT, details, item_id=said_by)


@tell.register
def _(event: ConsentRefused, _: Names) -> Line:
    details = (("How", HOW_CONSENTED[event.how]),)
    title, said_by = "Victim did not agree to the application", event.command_id
    return Line(title, On.CONSENT, details, item_id=said_by)


@tell.register
def _(event: ConsentWithdrawn, _: Names) -> Line:
    details = (("How", HOW_CONSENTED[event.how]),)
    title, said_by = "Victim withdrew their consent", event.command_id
    return Line(title, On.CONSENT, details, item_id=said_by)


@tell.register
def _(event: ApplicationPassedOn, names: Names) -> Line:
    title = f"Application passed on to {names(event.body_id)}"
    return Line(title, On.OVERVIEW, item_id=event.body_id)


@tell.register
def _(event: ThresholdDecided, names: Names) -> Line:
    finding = event.finding
    title = f"Threshold decided: {'met' if event.met else 'not met'}"
    details = (
        ("Qualifying complaints", f"{finding.counted_each} of {finding.needed} needed"),
        ("Rule", finding.rule),
        ("Decided by", many(event.decided_by, names)),
    )
    return Line(title, On.OVERVIEW, details, item_id=event.decision_id)


@tell.register
def _(event: DeadlineExtended, _: Names) -> Line:
    details = (
        ("Step", step(event.timer_id)),
        ("Was due on", in_words(event.was_due_on)),
        ("Now due on", in_words(event.due_on)),
    )
    id_ = event.extension_id
    return Line("Deadline extended", On.OVERVIEW, details, item_id=id_)


@tell.register
def _(event: ClockPaused, _: Names) -> Line:
    details = (
        ("Waiting for", str(event.waiting_for)),
        ("Stands still after", in_words(event.paused_on)),
    )
    return Line("Clock stopped", On.OVERVIEW, details, item_id=event.pause_id)


@tell.register
def _(event: ClockResumed, _: Names) -> Line:
    details = (("Stood still until", in_words(event.resumed_on)),)
    return Line("Clock started again", On.OVERVIEW, details, item_id=event.pause_id)


@tell.register
def _(event: ApplicationTransferred, _: Names) -> Line:
    title = f"Application transferred to {event.to_area}"
    there = (("Their reference", event.opened.reference),) if event.opened else ()
    return Line(title, On.OVERVIEW, there, item_id=event.case_id)


@tell.register
def _(event: CaseMadeJoint, _: Names) -> Line:
    title = f"Case made joint with {event.area}"
    details = (("Since", in_words(event.since)),)
    return Line(title, On.OVERVIEW, details, item_id=event.case_id)


@tell.register
def _(event: EarlierCasesCompared, _: Names) -> Line:
    # Not what was said: a case that somebody may not see is not named, nor is it there.
    title = "Looked whether the same person applied before"
    return Line(title, On.OVERVIEW, item_id=event.command_id)


@tell.register
def _(event: ThresholdRecordedInError, _: Names) -> Line:
    title = "Threshold decision recorded in error"
    return Line(title, On.OVERVIEW, corrects=event.item_id)


@tell.register
def _(event: ComplaintLogged, _: Names) -> Line:
    complaint = event.complaint
    details = (
        ("Behaviour on", in_words(complaint.behaviour_on)),
        ("Complained on", in_words(complaint.made_on)),
        ("Complained to", complaint.made_to),
    )
    return Line(
        "Complaint put on file",
        On.COMPLAINTS,
        details,
        item_id=complaint.complaint_id,
    )


@tell.register
def _(event: ResponsePutOnFile, names: Names) -> Line:
    told = "may be told" if event.may_be_told else "may not be told"
    details = (("Done on", in_words(event.done_on)), ("The applicant", told))
    title = f"What {names(event.body_id)} did put on file"
    return Line(title, On.CHRONOLOGY, details, item_id=event.response_id)


@tell.register
def _(event: ComplaintsImported, names: Names) -> Line:
    number = len(event.complaint_ids)
    what = "complaint" if number == 1 else "complaints"
    title = f"{number} {what} put on file from a list of {names(event.body_id)}"
    details = (("Lines of the list", str(event.lines_read)),)
    return Line(title, On.COMPLAINTS, details)


@tell.register
def _(event: InformationRequested, names: Names) -> Line:
    title = f"{names(event.body_id)} asked for information"
    return Line(title, On.PARTNERS, item_id=event.request_id)


@tell.register
def _(event: RequestChased, _: Names) -> Line:
    details = (("How", str(event.channel)),)
    return Line(
        "Body reminded of a request", On.PARTNERS, details, item_id=event.chase_id
    )


@tell.register
def _(event: InformationAnswered, _: Names) -> Line:
    details = (
        ("Answer", str(event.kind)),
        ("The applicant may be told", str(event.may_be_told)),
        ("How", str(event.how)),
    )
    return Line(
        "Request for information answered",
        On.PARTNERS,
        details,
        item_id=event.request_id,
    )


@tell.register
def _(event: RiskAssessed, names: Names) -> Line:
    details = [
        ("Band", str(event.band)),
        ("Points", str(event.points)),
        ("Assessed for", names(event.assessor.body_id)),
    ]
    if event.overrides:
        details.append(("Band chosen by", "the assessor's judgement"))
    return Line("Risk assessed", On.RISK, tuple(details), item_id=event.assessment_id)


@tell.register
def _(event: EvidenceRecordedInError, _: Names) -> Line:
    return Line("Evidence recorded in error", On.COMPLAINTS, corrects=event.item_id)


@tell.register
def _(event: StatementTakenDown, _: Names) -> Line:
    read_back = "read back to them" if event.read_back else "not read back"
    details = (("How", str(event.how)), ("It was", read_back))
    title, id_ = "A statement for the panel taken down", event.statement_id
    return Line(title, On.PANEL, details, item_id=id_)


@tell.register
def _(event: StatementReceived, _: Names) -> Line:
    details = (("Received on", in_words(event.received_on)),)
    return Line(
        "A statement for the panel received",
        On.PANEL,
        details,
        item_id=event.statement_id,
    )


plainly(
    ApplicationAcknowledged,
    "Application acknowledged",
    On.OVERVIEW,
    lambda event: event.case_id,
)
plainly(CaseworkerAssigned, "Case given to a caseworker", On.OVERVIEW)
plainly(
    ThresholdTold,
    "Applicant told the threshold decision",
    On.OVERVIEW,
    lambda event: event.case_id,
)
plainly(
    ApplicationWithdrawn,
    "Application withdrawn",
    On.OVERVIEW,
    lambda event: event.case_id,
)


plainly(AttendeeNamed, "Body said who will attend", On.PARTNERS)
plainly(SearchNamed, "Body told what to search its records by", On.PARTNERS)
plainly(TellsOfSaid, "It was said whom an answer tells of", On.PARTNERS)


@tell.register
def _(event: AnswerCame, _: Names) -> Line:
    details = (("It came", str(event.came_by)),)
    return Line("How an answer came that was entered", On.PARTNERS, details)
