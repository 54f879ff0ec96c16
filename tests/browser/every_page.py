"""Every page and every form there is, each with a case in the stage that has it.

A page that is added has to be given a row here: the tests that go through these tables
compare them with the routes of the application.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from asbreview.domain.inviting.record import Invitation
from asbreview.domain.rights.facts import Identity
from asbreview.domain.trigger.facts import ApplicationPassedOn
from asbreview.installation import Installation
from browser.caseworker import as_sent
from browser.premises import ODILE, WREN
from browser.stages import (
    ASKED_OF_THE_PAST,
    ASSESSED,
    CHANGED,
    EARLIER,
    EARLIER_STILL,
    GROUP_MEETING,
    PUBLISHED,
    Stages,
    file_sent_to,
    list_sent_to,
)
from browser.story_of_a_case import (
    APPLICATION,
    COMPLAINT,
    CONTACT,
    MEETING,
    OUTCOME,
    PANEL,
    REPORTS,
    RESPONSES,
    RISK,
)
from desk import Day
from journey import BODIES
from projections.letters import letters_of
from projections.timeline import timeline_of

TODAY = date(2026, 6, 1)  # Monday, when all of the stories below are over
CASE = "/cases/{reference:str}"
CAME = {"victim_came": "came to the meeting"}
BODY = "{body_id:uuid}"
MEETS = "{meeting_id:uuid}"
RETURN = "/figures/return/{recorded_id:uuid}"
ASSESSED_ID = "/figures/reports/effectiveness/{recorded_id:uuid}"
CHANGE = "/figures/changes/{recorded_id:uuid}"
WHAT_IF = "/figures/what-if/{what_if_id:uuid}"
PAST = "{past_id:uuid}"


class Case(NamedTuple):
    """A case that was made for a page: its address, records, and first letter.

    `passed_on` is the line of its history that tells that it was passed on; `in_error`
    the id of what was last recorded in error.
    """

    address: str
    records: Any
    letter: str
    passed_on: str = ""
    in_error: str = ""

    @property
    def applicant(self) -> str:
        return f"/people/{self.records.contact.applicant_id}"


class Form(NamedTuple):
    """A form: its case, where on it, and what is typed in it.

    `shown_at` is the page that shows it, where that is not the one it is sent to.
    """

    stage: Callable[[Stages], Day]
    page: Callable[[Case], str]
    typed: Mapping[str, Any]
    shown_at: Callable[[Case], str] | None = None

    def address(self, case: Case) -> str:
        """Return where the form is sent."""
        return case.address + self.page(case)

    def shown(self, case: Case) -> str:
        """Return the page on which the form is."""
        return case.address + (self.shown_at or self.page)(case)


def _at(page: str) -> Callable[[Any], str]:
    return lambda case: page


def _stage(last: str, **how: Any) -> Callable[[Stages], Day]:
    return lambda stages: stages.until(last, **how)


def _first(things: Any) -> Any:
    return next(iter(things))


def _of_request(what: str, case: Any) -> str:
    """Return a page of the first request of a case."""
    return f"/partners/{_first(case.records.evidence.requests)}/{what}"


def _of_invitation(what: str, case: Any) -> str:
    """Return a page of the invitation that the police were sent."""
    panel_id = case.records.panel.convened.panel_id
    return f"/panel/invitations/{Invitation.id_for(panel_id, BODIES[1])}/{what}"


def _of_challenge(what: str, case: Any) -> str:
    """Return a page of the first challenge of a case."""
    return f"/challenges/{_first(case.records.outcome.challenges)}/{what}"


def _of_hold(what: str, case: Any) -> str:
    """Return a page of the first hold on a case."""
    return f"/keeping/holds/{_first(case.records.keeping.holds)}/{what}"


def _of_data_request(what: str, case: Any) -> str:
    """Return a page of the first request of somebody about their data."""
    return f"/data-requests/{_first(case.records.rights.requests)}/{what}"


def _of_told_in_error(case: Any) -> str:
    """Return the page on which a body that was told what was in error is told so."""
    return f"/told-in-error/{case.in_error}/{BODIES[1]}"


def _of_recipient(case: Any) -> str:
    """Return the page on which a body that had an annotated text is told of it."""
    annotated = _first(case.records.rights.annotations)
    return f"/data-requests/annotations/{annotated}/recipients/{BODIES[1]}"


def _of_restriction(what: str, case: Any) -> str:
    """Return a page of the first restriction of the use of somebody's data."""
    restricted = _first(case.records.rights.restrictions)
    return f"/data-requests/restrictions/{restricted}/{what}"


def case_of(installation: Installation, case_id: UUID) -> Case:
    """Return a case as pages are found on it, once its letters are made."""
    records = installation.reviews.case(case_id)
    with installation.views.connect() as db:
        letters, told = letters_of(db, case_id), timeline_of(db, case_id)
    letter = f"/letters/{letters[-1].letter_id}" if letters else ""
    passed_on = next(
        (
            f"/history/{line.position}"
            for line in told
            if line.topic == ApplicationPassedOn.TOPIC
        ),
        "",
    )
    reference = records.trigger.reference
    wrong = next((str(line.item_id) for line in told if line.in_error), "")
    return Case(f"/cases/{reference}", records, letter, passed_on, wrong)


def typed_in(form: Form, shown: Mapping[str, Any], case: Case) -> dict[str, Any]:
    """Return what is typed in a form: each body by its id, each text's fate said.

    Of the letters of all cases, those of the case alone are ticked.
    """
    typed = {name: as_sent(name, value) for name, value in form.typed.items()}
    if form.page(case) == "/keeping/hold":
        typed["held"] = str(case.records.case_id)
    if form.page(case) in {"/data-requests/new", "/data-requests/restrict"}:
        typed["person_id"] = str(case.records.contact.applicant_id)
    if form.page(case).endswith(("/data-requests/restrict", "/annotate")):
        logged = next(iter(case.records.evidence.logged.values()))
        typed["texts"] = str(logged.account.text_id)
    fates = {name: "keep" for name in shown if name.endswith("-text_id")}
    if "content" in shown:
        typed |= _changed_file(shown["content"])
    if "giver_id" in typed:
        typed["file"] = file_sent_to(case.records.case_id).token
    if "take" in typed:
        typed["file"] = list_sent_to(case.records.case_id).token
    if "official_id" in shown or form.page(case).endswith("/interest"):
        typed["official_id"] = str(case.records.panel.there[0].official_id)
    if case.address == "/letters":
        typed["letters"] = [case.letter.rpartition("/")[2]]
    return typed | {n.replace("-text_id", "-fate"): fate for n, fate in fates.items()}


def _changed_file(shown: list[str]) -> dict[str, str]:
    """Return a procedure with a change, and what confirms just that."""
    content = shown[0].strip().replace("length = 60", "length = 50")
    return {
        "content": content,
        "confirmed": sha256(content.encode()).hexdigest()[:16],
    }


WRONG = {"reason": "It belongs to another case."}
RETURNED = {
    "kind": "information returned",
    "came_by": "by telephone",
    "given_by": "The duty desk",
    "answer": "Two visits.",
    "tells_of": ["the applicant"],
    "may_be_told": "all of it",
}
DETAILS = {"address": "2 Sedge Lane\nEly\nCB7 4ZZ", "phone": "01632 960999"}
PROPOSAL = {
    "actions-0-action": "Install noise equipment",
    "actions-0-body_id": "council",
    "how": "letter",
    "answer_by": date(2026, 6, 15),
}
LATER = {
    "made_on": date(2026, 4, 2),  # the assessment of the risk is not too old for it
    "actions-0-due_on": date(2026, 6, 30),
    "actions-1-due_on": date(2026, 6, 30),
}
# The version that each form of a proposal is about.
PROPOSED = {"revise": 2, "consulted": 3, "adopt": 4, "drop": 5}
# The forms that record something, by the route they are sent to.
FORMS: dict[str, Form] = {
    "/applications/new": Form(
        _stage("apply"), _at(""), APPLICATION | {"area": "east-cambridgeshire"}
    ),
    f"{CASE}/assign": Form(
        _stage("apply"), _at("/assign"), {"caseworker_id": str(WREN.account_id)}
    ),
    f"{CASE}/pass-on": Form(_stage("apply", passed_on=False), _at("/pass-on"), {}),
    f"{CASE}/consent": Form(
        lambda stages: stages.for_another(),
        _at("/consent"),
        {"victim": "agrees", "how": "in writing"},
    ),
    f"{CASE}/withdraw": Form(_stage("apply"), _at("/withdraw"), {"reason": "Moved"}),
    f"{CASE}/transfer": Form(
        _stage("apply"),
        _at("/transfer"),
        {
            "to_area": "Fenland",
            "reason": "March",
            "to_whom": "The officer there",
            "handed_over": "What she told",
        },
    ),
    f"{CASE}/joint": Form(
        lambda stages: stages.beside_another_area(),
        _at("/joint"),
        {"with_area": "east-cambridgeshire-and-1-checked", "reason": "The border"},
    ),
    f"{CASE}/history/{{position:int}}/in-error": Form(
        _stage("apply"), lambda case: f"{case.passed_on}/in-error", WRONG
    ),
    f"{CASE}/application/put-right": Form(
        _stage("apply"),
        _at("/application/put-right"),
        {"place": "Littleport", "reason": "Misheard"},
    ),
    f"{CASE}/contacts/victim/put-right": Form(
        _stage("apply"),
        _at("/contacts/victim/put-right"),
        {
            "capacity": "somebody on the victim's behalf",
            "victim_name": "Oleander Quill",
            "reason": "She rang for her neighbour",
        },
    ),
    f"{CASE}/panel/attendance/put-right": Form(
        _stage("hold"),
        _at("/panel/attendance/put-right"),
        CAME | {"attended-0-name": "Petra Quillfeather", "reason": "A slip of the pen"},
    ),
    f"{CASE}/panel/participation/put-right": Form(
        _stage("hold"),
        _at("/panel/participation/put-right"),
        {"participation": "sends a statement", "reason": "She wrote"},
    ),
    f"{CASE}/complaints/new": Form(_stage("apply"), _at("/complaints/new"), COMPLAINT),
    f"{CASE}/complaints/{{complaint_id:uuid}}/in-error": Form(
        _stage("apply"),
        lambda case: f"/complaints/{_first(case.records.evidence.logged)}/in-error",
        WRONG,
    ),
    f"{CASE}/chronology/responses/new": Form(
        _stage("apply"),
        _at("/chronology/responses/new"),
        {
            "body_id": "council",
            "done_on": date(2026, 2, 20),
            "did": "An officer visited",
            "tells_of": ["the applicant"],
            "may_be_told": "true",
        },
    ),
    f"{CASE}/documents/new": Form(
        lambda stages: stages.with_file_sent(),
        _at("/documents/new"),
        {"description": "The front door", "giver_id": as_sent("giver_body", "police")},
    ),
    f"{CASE}/documents/{{file_id:uuid}}/in-error": Form(
        lambda stages: stages.with_file(),
        lambda case: f"/documents/{_first(case.records.evidence.files)}/in-error",
        WRONG,
    ),
    f"{CASE}/documents/{{file_id:uuid}}/scan": Form(
        lambda stages: stages.with_file(),
        lambda case: f"/documents/{_first(case.records.evidence.files)}/scan",
        {},
        shown_at=_at("/documents"),
    ),
    f"{CASE}/partners/ask": Form(_stage("decide"), _at("/partners/ask"), {}),
    f"{CASE}/partners/{{request_id:uuid}}/answer": Form(
        _stage("ask"),
        lambda case: f"/partners/{_first(case.records.evidence.requests)}/answer",
        RETURNED,
    ),
    f"{CASE}/partners/{{request_id:uuid}}/chase": Form(
        _stage("ask"),
        lambda case: f"/partners/{_first(case.records.evidence.requests)}/chase",
        {"channel": "phone"},
    ),
    **{
        f"{CASE}/partners/{{request_id:uuid}}/{what}": Form(
            lambda stages: stages.with_notice_uncertain(),
            partial(_of_request, what),
            {},
            shown_at=partial(_of_request, "sent"),
        )
        for what in ("link", "went", "did-not-go")
    },
    f"{CASE}/partners/{{request_id:uuid}}/remind": Form(
        _stage("ask"),
        partial(_of_request, "remind"),
        {},
        shown_at=partial(_of_request, "sent"),
    ),
    f"{CASE}/partners/{{request_id:uuid}}/reminders": Form(
        _stage("ask"),
        partial(_of_request, "reminders"),
        {"reason": "Its officer rang, and answers on Friday"},
    ),
    f"{CASE}/partners/{{request_id:uuid}}/reminders/resume": Form(
        lambda stages: stages.with_reminders_held(),
        partial(_of_request, "reminders/resume"),
        {},
        shown_at=partial(_of_request, "reminders"),
    ),
    f"{CASE}/partners/{{request_id:uuid}}/email": Form(
        _stage("ask"),
        partial(_of_request, "email"),
        {},
        shown_at=partial(_of_request, "sent"),
    ),
    f"{CASE}/partners/{{request_id:uuid}}/in-error": Form(
        _stage("answer"),
        lambda case: f"/partners/{_first(case.records.evidence.answers)}/in-error",
        WRONG,
    ),
    f"{CASE}/partners/incidents": Form(
        lambda stages: stages.with_list_sent(),
        _at("/partners/incidents"),
        {
            "body_id": "police",
            "behaviour": "0",
            "account": "1",
            "take": "2",
        },
    ),
    f"{CASE}/risk/new": Form(_stage("answer"), _at("/risk/new"), RISK),
    f"{CASE}/risk/{{assessment_id:uuid}}/in-error": Form(
        _stage("assess"),
        lambda case: f"/risk/{_first(case.records.evidence.assessments)}/in-error",
        WRONG,
    ),
    f"{CASE}/threshold": Form(
        _stage("apply"), _at("/threshold"), {"met": "true", "reasons": "Three qualify"}
    ),
    f"{CASE}/threshold/{{decision_id:uuid}}/in-error": Form(
        _stage("decide"),
        lambda case: (
            f"/threshold/{case.records.trigger.threshold.decision_id}/in-error"
        ),
        WRONG,
    ),
    f"{CASE}/panel/convene": Form(
        _stage("assess"), _at("/panel/convene"), PANEL | {"meets_on": date(2026, 6, 9)}
    ),
    f"{CASE}/outcome/addressees/{{addressee_id:uuid}}": Form(
        lambda stages: stages.with_a_recommendation_to_another(),
        lambda case: f"/outcome/addressees/{_first(case.records.outcome.from_outside)}",
        {"channel": "letter"},
    ),
    f"{CASE}/panel/invitations": Form(
        lambda stages: stages.with_a_body_to_invite(), _at("/panel/invitations"), {}
    ),
    **{
        f"{CASE}/panel/invitations/{{invitation_id:uuid}}/{what}": Form(
            lambda stages: stages.with_invitation_uncertain(),
            partial(_of_invitation, what),
            {},
            shown_at=_at("/panel/invitations"),
        )
        for what in ("went", "did-not-go")
    },
    f"{CASE}/panel/participation": Form(
        _stage("convene"),
        _at("/panel/participation"),
        {"participation": "attends the meeting"},
    ),
    f"{CASE}/panel/statement": Form(
        _stage("choose"),
        _at("/panel/statement"),
        {
            "how": "by telephone",
            "statement": "It is worst at night",
            "read_back": "true",
        },
    ),
    f"{CASE}/history/pack": Form(
        _stage("choose"), _at("/history/pack"), {"kind": "ombudsman's pack"}
    ),
    f"{CASE}/panel/packs": Form(
        _stage("choose"), _at("/panel/packs"), {}, shown_at=_at("/panel")
    ),
    f"{CASE}/panel/papers": Form(_stage("choose"), _at("/panel/papers"), {}),
    f"{CASE}/panel/postpone": Form(
        _stage("choose"),
        _at("/panel/postpone"),
        {"meets_on": date(2026, 6, 9), "reason": "The chair is ill"},
    ),
    f"{CASE}/panel/sitting/begin": Form(
        _stage("choose"), _at("/panel/sitting/begin"), {}
    ),
    f"{CASE}/panel/sitting/came": Form(
        lambda stages: stages.sitting(),
        _at("/panel/sitting/came"),
        {"attended-0-name": "Jo Lambard"},
    ),
    f"{CASE}/panel/sitting/interest": Form(
        lambda stages: stages.sitting(),
        _at("/panel/sitting/interest"),
        {"interest": "They were at school together", "left": "true"},
    ),
    f"{CASE}/panel/sitting/issue": Form(
        lambda stages: stages.sitting(),
        _at("/panel/sitting/issue"),
        {
            "issue": "Nobody rang back",
            "disposal": "more should have been done",
            "reasons": "Four calls were not answered",
        },
    ),
    f"{CASE}/panel/sitting/option": Form(
        lambda stages: stages.sitting(),
        _at("/panel/sitting/option"),
        {"option": "Mediation", "chosen": "false", "reasons": "Neither side wants it"},
    ),
    f"{CASE}/panel/sitting/adjourn": Form(
        lambda stages: stages.sitting(),
        _at("/panel/sitting/adjourn"),
        {"meets_on": date(2026, 6, 9), "meets_at": "2pm", "reason": "No landlord"},
    ),
    f"{CASE}/panel/sitting/end": Form(
        lambda stages: stages.sitting(), _at("/panel/sitting/end"), CAME
    ),
    f"{CASE}/panel/held": Form(_stage("choose"), _at("/panel/held"), MEETING),
    f"{CASE}/outcome/decide": Form(
        _stage("hold"), _at("/outcome/decide"), OUTCOME | LATER
    ),
    f"{CASE}/outcome/consult/propose": Form(
        _stage("hold"), _at("/outcome/consult/propose"), PROPOSAL
    ),
    f"{CASE}/outcome/consult/view": Form(
        lambda stages: stages.until("hold").propose(),
        _at("/outcome/consult/view"),
        {"came": "heard", "how": "by telephone", "view": "Begin earlier"},
    ),
    f"{CASE}/outcome/satisfaction": Form(
        _stage("close"),
        _at("/outcome/satisfaction"),
        {"process": "satisfied", "how": "by telephone"},
    ),
    f"{CASE}/outcome/answers": Form(_stage("find"), _at("/outcome/answers"), RESPONSES),
    f"{CASE}/outcome/actions": Form(_stage("find"), _at("/outcome/actions"), REPORTS),
    f"{CASE}/outcome/actions/new": Form(
        _stage("find"),
        _at("/outcome/actions/new"),
        {"body_id": "council", "due_on": date(2026, 6, 30), "action": "Ring weekly"},
    ),
    f"{CASE}/outcome/{{item_id:uuid}}/in-error": Form(
        _stage("find"),
        lambda case: f"/outcome/{_first(case.records.outcome.actions)}/in-error",
        WRONG,
    ),
    f"{CASE}/challenges/new": Form(
        _stage("find"),
        _at("/challenges/new"),
        {"of": "review", "channel": "by telephone", "grounds": "Nobody rang back"},
    ),
    f"{CASE}/challenges/{{challenge_id:uuid}}/take-on": Form(
        lambda stages: stages.challenged_late(),
        partial(_of_challenge, "take-on"),
        {"because": "She was in hospital"},
    ),
    f"{CASE}/challenges/{{challenge_id:uuid}}/hearing": Form(
        _stage("find", challenged=True),
        partial(_of_challenge, "hearing"),
        {
            "hearers-0-name": "Thora Bexwell",
            "hearers-0-of": "The council, head of housing",
            "took_part": "false",
            "independence": "She has had no part in it",
            "how": "at a meeting",
            "heard_on": date(2026, 6, 9),
            "heard_at": "10:30am",
            "place": "Council offices, Ely",
        },
    ),
    f"{CASE}/challenges/{{challenge_id:uuid}}/papers": Form(
        _stage("find", challenged=True),
        partial(_of_challenge, "papers"),
        {"kind": "challenge papers, hearers' edition"},
    ),
    f"{CASE}/challenges/{{challenge_id:uuid}}/decide": Form(
        lambda stages: stages.until("find", challenged=True).arrange_hearing(),
        partial(_of_challenge, "decide"),
        {"upheld": "not upheld", "reasons": "They were rung twice"},
    ),
    f"{CASE}/who-sees/restriction": Form(
        _stage("apply"),
        _at("/who-sees/restriction"),
        {"restricted": "yes", "reason": "Her name is in the papers"},
    ),
    f"{CASE}/who-sees/conflict": Form(
        _stage("apply"), _at("/who-sees/conflict"), {"reason": "They are cousins"}
    ),
    f"{CASE}/who-sees/let-in": Form(
        _stage("apply"),
        _at("/who-sees/let-in"),
        {"accounts": str(ODILE.account_id)},
    ),
    f"{CASE}/data-requests/new": Form(
        _stage("apply"),
        _at("/data-requests/new"),
        {
            "right": "to see what is held about them",
            "asked": "Everything you have on me",
            "heard_by": "by letter",
            "identity": "they showed a document",
        },
    ),
    f"{CASE}/data-requests/{{data_request_id:uuid}}/identity": Form(
        lambda stages: stages.with_data_request(),
        partial(_of_data_request, "identity"),
        {"identity": "they showed a document"},
    ),
    f"{CASE}/data-requests/{{data_request_id:uuid}}/longer": Form(
        lambda stages: stages.with_data_request(),
        partial(_of_data_request, "longer"),
        {"because": "what they ask is complex", "reason": "Four bodies have to look"},
    ),
    f"{CASE}/data-requests/{{data_request_id:uuid}}/withdrawn": Form(
        lambda stages: stages.with_data_request(),
        partial(_of_data_request, "withdrawn"),
        {"said": "She has read it with us"},
    ),
    f"{CASE}/data-requests/{{data_request_id:uuid}}/answer": Form(
        lambda stages: stages.with_data_request(),
        partial(_of_data_request, "answer"),
        {
            "granted": "refused",
            "grounds": "it is needed to bring, carry out or defend legal claims",
            "reasons": "The panel has still to decide on it",
        },
    ),
    f"{CASE}/told-in-error/{{item_id:uuid}}/{{recipient_id:uuid}}": Form(
        lambda stages: stages.with_told_in_error(),
        _of_told_in_error,
        {"settled": "they were told", "how": "email"},
    ),
    f"{CASE}/data-requests/{{data_request_id:uuid}}/annotate": Form(
        lambda stages: stages.with_annotation(put=False),
        partial(_of_data_request, "annotate"),
        {
            "said": "It was not me who shouted",
            "decision": "it stays as it was given, and what they say stands beside it",
            "reasons": "Two neighbours heard it",
        },
    ),
    f"{CASE}/data-requests/annotations/{{annotation_id:uuid}}/recipients"
    "/{recipient_id:uuid}": Form(
        lambda stages: stages.with_annotation(),
        _of_recipient,
        {"settled": "they were told", "how": "email"},
    ),
    f"{CASE}/data-requests/{{data_request_id:uuid}}/erase": Form(
        lambda stages: stages.with_data_request(Identity.KNOWN),
        partial(_of_data_request, "erase"),
        {
            "granted": "granted",
            "done": "We forget you",
            "forgets": "yes",
            "sure": "yes",
        },
    ),
    f"{CASE}/data-requests/{{data_request_id:uuid}}/erase/return": Form(
        lambda stages: stages.with_texts_erasure_proposed(),
        partial(_of_data_request, "erase/return"),
        {"reason": "It says more of her than she asked to have erased"},
        shown_at=partial(_of_data_request, "erase"),
    ),
    f"{CASE}/data-requests/{{data_request_id:uuid}}/erase/finish": Form(
        lambda stages: stages.with_request_erased(),
        partial(_of_data_request, "erase/finish"),
        {},
        shown_at=lambda _: "/data-requests",
    ),
    f"{CASE}/data-requests/restrict": Form(
        _stage("apply"),
        _at("/data-requests/restrict"),
        {
            "because": "they object to its use, and that is being weighed",
            "reason": "She wrote to us",
        },
    ),
    f"{CASE}/data-requests/restrictions/{{restriction_id:uuid}}/lift": Form(
        lambda stages: stages.with_restriction(),
        partial(_of_restriction, "lift"),
        {"reason": "It was so"},
    ),
    f"{CASE}/data-requests/restrictions/{{restriction_id:uuid}}/lifted": Form(
        lambda stages: stages.with_restriction(told=True),
        partial(_of_restriction, "lifted"),
        {},
        shown_at=lambda _: "/data-requests",
    ),
    f"{CASE}/keeping/hold": Form(
        _stage("apply"),
        _at("/keeping/hold"),
        {
            "ground": "an ombudsman looks into it",
            "reason": "They wrote in May",
            "review_on": date(2026, 11, 2),
        },
    ),
    f"{CASE}/keeping/holds/{{hold_id:uuid}}/review": Form(
        lambda stages: stages.held(),
        partial(_of_hold, "review"),
        {"reason": "It is not decided", "review_on": date(2026, 11, 2)},
    ),
    f"{CASE}/keeping/holds/{{hold_id:uuid}}/release": Form(
        lambda stages: stages.held(),
        partial(_of_hold, "release"),
        {"reason": "It is decided"},
    ),
    f"{CASE}/need-to-know/{{kept_id:uuid}}": Form(
        _stage("answer"),
        lambda case: f"/need-to-know/{_first(case.records.evidence.requests)}",
        {
            "bodies": as_sent("body", "police"),
            "reason": "It tells of a police operation",
        },
    ),
    f"{CASE}/earlier": Form(
        lambda stages: stages.with_earlier_case(),
        _at("/earlier"),
        {"earlier-0-whose": "the same person"},
    ),
    f"{CASE}/close": Form(_stage("do_actions"), _at("/close"), {"sure": "yes"}),
    f"{CASE}/contacts/new": Form(_stage("apply"), _at("/contacts/new"), CONTACT),
    f"{CASE}/contacts/{{person_id:uuid}}/details": Form(
        _stage("apply"),
        lambda case: f"/contacts/{case.records.contact.applicant_id}/details",
        DETAILS,
    ),
    f"{CASE}/contacts/{{person_id:uuid}}/circumstances": Form(
        _stage("apply"),
        lambda case: f"/contacts/{case.records.contact.applicant_id}/circumstances",
        {"language": "Polish", "vulnerability": "She lives alone"},
    ),
    f"{CASE}/contacts/status-code": Form(
        _stage("apply"), _at("/contacts/status-code"), {"sure": "yes"}
    ),
    f"{CASE}/contacts/promises/{{promise_id:uuid}}": Form(
        lambda stages: stages.with_contact(),
        lambda case: f"/contacts/promises/{_first(case.records.contact.promises)}",
        {},
    ),
    f"{CASE}/contacts/help/{{help_id:uuid}}": Form(
        lambda stages: stages.with_call_for_help(),
        lambda case: f"/contacts/help/{_first(case.records.contact.calls)}",
        {"channel": "phone", "said": "The police are with her"},
    ),
    f"{CASE}/contacts/{{person_id:uuid}}/adjustment": Form(
        _stage("apply"),
        lambda case: f"/contacts/{case.records.contact.applicant_id}/adjustment",
        {"asked": "A room without steps", "how": "by telephone"},
    ),
    f"{CASE}/contacts/adjustments/{{adjustment_id:uuid}}": Form(
        lambda stages: stages.with_adjustment(),
        lambda case: (
            f"/contacts/adjustments/{_first(case.records.contact.adjustments)}"
        ),
        {"made": "made otherwise", "arranged": "There is a lift"},
    ),
    f"{CASE}/contacts/representative": Form(
        _stage("apply"),
        _at("/contacts/representative"),
        {
            "name": "Oleander Quill",
            "may_be_told": "only what concerns the meeting",
            "how_agreed": "in writing",
        },
    ),
    f"{CASE}/contacts/representative/{{person_id:uuid}}/end": Form(
        lambda stages: stages.with_representative(),
        lambda case: (
            "/contacts/representative/"
            f"{_first(case.records.contact.representatives)}/end"
        ),
        {"reason": "She speaks for herself now"},
    ),
    f"{CASE}/contacts/{{person_id:uuid}}/updates": Form(
        _stage("apply"),
        lambda case: f"/contacts/{case.records.contact.applicant_id}/updates",
        {"every_weeks": "2"},
    ),
    f"{CASE}/contacts/updates/{{updates_id:uuid}}/end": Form(
        lambda stages: stages.with_updates(),
        lambda case: f"/contacts/updates/{_first(case.records.contact.updates)}/end",
        {"reason": "She rings us"},
    ),
    f"{CASE}/contacts/tellings/{{telling_id:uuid}}": Form(
        lambda stages: stages.with_a_date_to_tell(),
        lambda case: f"/contacts/tellings/{_first(case.records.contact.tellings)}",
        {"channel": "phone"},
    ),
    f"{CASE}/contacts/ask": Form(
        _stage("apply"),
        _at("/contacts/ask"),
        {"asks": "Please send us your notes", "answer_by": date(2026, 6, 30)},
    ),
    f"{CASE}/contacts/asked/{{asked_id:uuid}}": Form(
        lambda stages: stages.with_applicant_asked(),
        lambda case: f"/contacts/asked/{_first(case.records.contact.asked)}",
        {"answer": "She has no notes"},
    ),
    f"{CASE}/contacts/progress": Form(
        _stage("apply"), _at("/contacts/progress"), {"says": "We asked the police."}
    ),
    f"{CASE}/contacts/tellings/{{telling_id:uuid}}/letter": Form(
        lambda stages: stages.with_a_date_to_tell(),
        lambda case: (
            f"/contacts/tellings/{_first(case.records.contact.tellings)}/letter"
        ),
        {},
    ),
    f"{CASE}/contacts/{{contact_id:uuid}}/in-error": Form(
        lambda stages: stages.with_contact(),
        lambda case: f"/contacts/{_first(case.records.contact.contacts)}/in-error",
        WRONG,
    ),
    f"{CASE}/deadlines/{{timer_id:str}}/extend": Form(
        _stage("apply"),
        _at("/deadlines/decide-threshold/extend"),
        {"due_on": date(2026, 6, 30), "reason": "The police need more time"},
    ),
    f"{CASE}/clock/stop": Form(
        _stage("apply"),
        _at("/clock/stop"),
        {"waiting_for": "consent", "reason": "She wants to think it over"},
    ),
    f"{CASE}/clock/{{pause_id:uuid}}/start": Form(
        lambda stages: stages.with_clock_stopped(),
        lambda case: f"/clock/{_first(case.records.trigger.paused)}/start",
        {},
    ),
    f"{CASE}/letters/{{letter_id:uuid}}/told": Form(
        lambda stages: stages.with_letter_held(),
        lambda case: f"{case.letter}/told",
        {"how": "Read to her over the telephone"},
    ),
    f"{CASE}/letters/{{letter_id:uuid}}/cancel": Form(
        lambda stages: stages.with_letter_held(),
        lambda case: f"{case.letter}/cancel",
        {"reason": "She has been told"},
    ),
    f"{CASE}/letters/{{letter_id:uuid}}/leave": Form(
        lambda stages: stages.with_letter_that_told_wrong(),
        lambda case: f"{case.letter}/leave",
        {"reason": "She knows the day: she rang us about it"},
    ),
    f"{CASE}/letters/{{letter_id:uuid}}/approve": Form(
        lambda stages: stages.with_letter_to_approve(),
        lambda case: f"{case.letter}/approve",
        {},
        shown_at=lambda case: case.letter,
    ),
    f"{CASE}/letters/{{letter_id:uuid}}/send-back": Form(
        lambda stages: stages.with_letter_to_approve(),
        lambda case: f"{case.letter}/send-back",
        {"reason": "It names the wrong landlord"},
    ),
    f"{CASE}/letters/{{letter_id:uuid}}/keep-back": Form(
        lambda stages: stages.with_letter_held(),
        lambda case: f"{case.letter}/keep-back",
        {},
        shown_at=lambda case: case.letter,
    ),
    f"{CASE}/letters/{{letter_id:uuid}}/words": Form(
        lambda stages: stages.with_letter_to_write_in(),
        lambda case: f"{case.letter}/words",
        {"at_the_end": "We will ring you on Friday", "then": "stays"},
    ),
    f"{CASE}/letters/{{letter_id:uuid}}/draw-again": Form(
        lambda stages: stages.with_letter_held(),
        lambda case: f"{case.letter}/draw-again",
        {},
        shown_at=lambda case: case.letter,
    ),
    f"{CASE}/letters/{{letter_id:uuid}}/went": Form(
        lambda stages: stages.with_letter_uncertain(),
        lambda case: f"{case.letter}/went",
        {},
        shown_at=lambda case: case.letter,
    ),
    f"{CASE}/letters/{{letter_id:uuid}}/did-not-go": Form(
        lambda stages: stages.with_letter_uncertain(),
        lambda case: f"{case.letter}/did-not-go",
        {},
        shown_at=lambda case: case.letter,
    ),
    f"{CASE}/letters/{{letter_id:uuid}}/by-post": Form(
        lambda stages: stages.with_letter_failed(),
        lambda case: f"{case.letter}/by-post",
        {},
        shown_at=lambda case: case.letter,
    ),
    f"{CASE}/letters/{{letter_id:uuid}}/came-back": Form(
        lambda stages: stages.with_letter_taken(),
        lambda case: f"{case.letter}/came-back",
        {"how": "An email says that there is no such mailbox"},
    ),
    f"{CASE}/contacts/{{person_id:uuid}}/address-holds": Form(
        lambda stages: stages.with_letter_back(),
        lambda case: f"/contacts/{case.records.contact.applicant_id}/address-holds",
        {},
    ),
    f"{CASE}/people/{{person_id:uuid}}/erase": Form(
        _stage("apply"),
        lambda case: f"{case.applicant}/erase",
        {"basis": "the retention period ended", "confirmation": "ERASE"},
    ),
    f"{CASE}/people/{{person_id:uuid}}/erase/return": Form(
        lambda stages: stages.with_erasure_proposed(),
        lambda case: f"{case.applicant}/erase/return",
        {"reason": "One text still names her street"},
        shown_at=lambda case: f"{case.applicant}/erase",
    ),
    f"{CASE}/people/{{person_id:uuid}}/erase/finish": Form(
        lambda stages: stages.with_erasure_begun(),
        lambda case: f"{case.applicant}/erase/finish",
        {},
        shown_at=lambda case: f"{case.applicant}/erase",
    ),
    f"{CASE}/keeping/erase": Form(
        lambda stages: stages.withdrawn(),
        _at("/keeping/erase"),
        {
            "because": "it should never have been recorded",
            "reason": "The order of 2 March",
            "confirmation": "ERASE",
        },
    ),
    f"{CASE}/keeping/erase/return": Form(
        lambda stages: stages.with_case_erasure_proposed(),
        _at("/keeping/erase/return"),
        {"reason": "The order is of another case"},
        shown_at=_at("/keeping/erase"),
    ),
    "/letters": Form(_stage("apply"), _at(""), {}),
    "/letters/draw-again": Form(_stage("decide"), _at(""), {}),
    "/working-days/close": Form(
        _stage("apply"),
        _at(""),
        {
            "first_on": date(2026, 12, 29),
            "reason": "The offices are shut",
            "confirmed": "2026-12-29/2026-12-29",
        },
    ),
    "/working-days/proclaim": Form(
        _stage("apply"),
        _at(""),
        {
            "on": date(2026, 9, 21),
            "name": "A day of mourning",
            "source": "The London Gazette",
            "confirmed": "2026-09-21",
        },
    ),
    "/working-days/in-error": Form(
        lambda stages: stages.with_closure(),
        _at(""),
        {
            "on": "2026-12-30",
            "reason": "They are open after all",
            "confirmed": "2026-12-30",
        },
    ),
    "/figures/return/publish": Form(
        _stage("apply"), _at(""), {"published_at": "https://council.example/reviews"}
    ),
    f"{RETURN}/in-error": Form(
        lambda stages: stages.with_return(), _at(""), {"reason": "It was a draft"}
    ),
    "/figures/reports/effectiveness/assess": Form(
        _stage("apply"), _at(""), {"found": "The times were kept", "to_revise": "None"}
    ),
    f"{ASSESSED_ID}/in-error": Form(
        lambda stages: stages.with_assessment(), _at(""), {"reason": "It was a draft"}
    ),
    "/figures/changes": Form(
        _stage("apply"),
        _at(""),
        {
            "area": "east-cambridgeshire",
            "says": "A second caseworker",
            "on": date(2026, 3, 5),
            "why": "Twice the time for each case",
        },
    ),
    f"{CHANGE}/in-error": Form(
        lambda stages: stages.with_change(), _at(""), {"reason": "They came in June"}
    ),
    f"{WHAT_IF}/let-go": Form(
        lambda stages: stages.with_what_if(), _at(""), {"reason": "Asked anew"}
    ),
    "/past/import": Form(
        lambda stages: stages.with_past_list_sent(),
        _at(""),
        {"area": "east-cambridgeshire", "reference": "0", "take": "2"},
    ),
    f"/past/{PAST}/in-error": Form(
        lambda stages: stages.with_past(), _at(""), {"reason": "It was another's"}
    ),
    f"/past/{PAST}/forget": Form(
        lambda stages: stages.with_past(),
        _at(""),
        {"basis": "the retention period ended", "confirmation": "ERASE"},
    ),
    f"/directory/{BODY}": Form(
        _stage("apply"), _at(""), {"email": "asb.desk@constabulary.example"}
    ),
    "/meetings/new": Form(
        _stage("apply"),
        _at(""),
        {
            "area": "east-cambridgeshire",
            "meets_on": date(2026, 6, 16),
            "meets_at": "2pm",
            "place": "The Maltings, Ely",
            "room_for": "4",
        },
    ),
    f"/meetings/{MEETS}/move": Form(
        lambda stages: stages.with_group_meeting(),
        _at(""),
        {"room_for": "5", "reason": "Two hours longer"},
    ),
    f"/meetings/{MEETS}/call-off": Form(
        lambda stages: stages.with_group_meeting(), _at(""), {"reason": "Nobody comes"}
    ),
    "/procedures/propose": Form(
        lambda stages: stages.with_proposals(), _at(""), {"reason": "Late answers"}
    ),
    "/procedures/{number:int}/revise": Form(
        lambda stages: stages.with_proposals(), _at(""), {"reason": "Later answers"}
    ),
    "/procedures/{number:int}/consulted": Form(
        lambda stages: stages.with_proposals(),
        _at(""),
        {
            "consultee": "somebody else",
            "name": "Residents of Ely",
            "consulted_on": date(2026, 5, 29),
            "said": "Ring us more often",
        },
    ),
    "/procedures/{number:int}/adopt": Form(
        lambda stages: stages.with_proposals(),
        _at(""),
        {
            "adopted_on": date(2026, 5, 29),
            "adopted_by": "The partnership's board",
            **{f"accepted-{n}-reason": "It is advice" for n in range(3)},
        },
    ),
    "/procedures/{number:int}/drop": Form(
        lambda stages: stages.with_proposals(), _at(""), {"reason": "Not agreed"}
    ),
}
# Those of others than a caseworker are in `others_forms.OTHERS_FORMS`.
#
# Of the pages of the public: `web/test_apply.py` goes through their mistakes,
# `test_public_pages.py` looks at them.
APPLY = "/apply/{name:str}"
COMPLAINTS = "/apply/complaints"
PUBLIC_SHOWS = {"/apply", "/apply/about", "/apply/exit-this-page"}
PUBLIC_SHOWS |= {"/apply/check", "/apply/sent"}
PUBLIC_SHOWS |= {"/status", "/status/exit-this-page", "/status/case"}
# Those of a body that answers: `test_answering.py` looks at them.
LINK = "/answer/{token:str}"
PUBLIC_SHOWS |= {LINK, "/answering/saved", "/answering/check"}
# What somebody types before they send it is kept for them alone, and recorded of no
# case; `/apply/send` records it, by a command of the draft's own: `web/test_apply.py`.
BEGUN = {APPLY, COMPLAINTS, f"{COMPLAINTS}/{{which:str}}"}
BEGUN |= {f"{COMPLAINTS}/{{which:str}}/remove"}
BEGUN |= {"/apply/files", "/apply/files/new", "/apply/files/{number:int}/remove"}
BEGUN |= {"/apply/begin", "/apply/end"}
RECORDS_OF_A_DRAFT = {"/apply/send"}
# Who comes in, and who goes: `web/test_signing_in.py` and its like.
COMES_AND_GOES = {"/sign-in", "/sign-in/code", "/sign-in/provider", "/sign-out"}
COMES_AND_GOES |= {"/sign-in/provider/confirm", "/confirm", "/account/end-sessions"}
COMES_AND_GOES |= {"/status", "/status/end", "/answering/end", "/reporting/end"}
COMES_AND_GOES |= {f"{LINK}/code", f"{LINK}/send-code", f"{LINK}/new-link"}
# Asked and answered; a list is only looked at; and one that is for a program.
LOOKS = {"/find", "/past/import/look", f"{CASE}/partners/incidents/look"}
LOOKS |= {"/notify/receipts"}
RECORDS_NOTHING = BEGUN | COMES_AND_GOES | LOOKS
# Of one's own account, and of an identity provider: `web/test_second_factor.py` and
# `web/test_provider.py` go through them.  `web/test_office_sent_twice.py` sends each
# twice, as it does an application.
SECOND_FACTOR = "/account/second-factor"
ACCOUNT = "/accounts/{account_id:uuid}"
OF_THE_OFFICE = {f"{SECOND_FACTOR}/{what}" for what in ("new", "codes", "remove")}
OF_THE_OFFICE |= {f"{ACCOUNT}/identity", f"{ACCOUNT}/identity/remove"}
# Shown only to whoever has one open: `web/test_emergency.py`.
OF_THE_OFFICE |= {"/emergency/end"}
OTHERWISE = RECORDS_OF_A_DRAFT | OF_THE_OFFICE
OWN = "/requests/{reference:str}"
OWN_REQUEST = f"{OWN}/{{request_id:uuid}}"
PUBLIC_SHOWS |= {f"{OWN_REQUEST}/saved", f"{OWN_REQUEST}/check"}
# The forms of which a page of the public, or of a body, is shown.
PUBLIC_FORMS = BEGUN - {"/apply/begin", "/apply/end"}
PUBLIC_FORMS |= {"/status/statement", "/status/reaching-me", "/status/help"}
PUBLIC_FORMS |= {"/status/file", "/status/challenge"}
PUBLIC_FORMS |= {"/status/plan", "/status/adjustment", "/status/how-it-was"}
PUBLIC_FORMS |= {f"{LINK}/code", "/answering", "/reporting"}
PUBLIC_FORMS |= {OWN_REQUEST, f"{OWN}/actions"}
ACCOUNTS_SHOWN = {"/accounts", "/accounts/new", ACCOUNT, "/account", "/requests"}
ACCOUNTS_SHOWN |= {"/emergency", "/emergency/opened"}
ACCOUNTS_SHOWN |= {SECOND_FACTOR, f"{SECOND_FACTOR}/new", "/sign-in/code", "/confirm"}
# Of whoever says how long records are kept: `test_account_pages.py`, and
# `test_installation_pages.py`.
LEADS = {"/retention/rule", "/retention/no-rule", "/retention/dispose"}
DISPOSAL = "/retention/disposals/{disposal_id:uuid}"
ACCOUNTS_SHOWN |= LEADS | {DISPOSAL}
# Forms of a button alone: there is nothing in them to get wrong.
ASK_NOTHING = {
    f"{CASE}/panel/packs",
    f"{CASE}/panel/invitations",
    *(
        f"{CASE}/panel/invitations/{{invitation_id:uuid}}/{what}"
        for what in ("went", "did-not-go")
    ),
    f"{CASE}/contacts/tellings/{{telling_id:uuid}}/letter",
    "/letters/draw-again",
    f"{CASE}/letters/{{letter_id:uuid}}/draw-again",
    f"{CASE}/letters/{{letter_id:uuid}}/approve",
    f"{CASE}/letters/{{letter_id:uuid}}/keep-back",
    f"{CASE}/letters/{{letter_id:uuid}}/went",
    f"{CASE}/letters/{{letter_id:uuid}}/did-not-go",
    f"{CASE}/letters/{{letter_id:uuid}}/by-post",
    f"{CASE}/contacts/{{person_id:uuid}}/address-holds",
    f"{CASE}/people/{{person_id:uuid}}/erase/finish",
    f"{CASE}/data-requests/{{data_request_id:uuid}}/erase/finish",
    f"{CASE}/data-requests/restrictions/{{restriction_id:uuid}}/lifted",
    f"{CASE}/documents/{{file_id:uuid}}/scan",
    f"{CASE}/partners/{{request_id:uuid}}/reminders/resume",
    *(
        f"{CASE}/partners/{{request_id:uuid}}/{what}"
        for what in ("email", "link", "went", "did-not-go", "remind")
    ),
}
NOT_OF_A_CASE = {
    route: route.replace("{number:int}", str(PROPOSED.get(route.rpartition("/")[2])))
    .replace(BODY, str(BODIES[1]))
    .replace(MEETS, str(GROUP_MEETING))
    .replace(RETURN, f"/figures/return/{PUBLISHED}")
    .replace(ASSESSED_ID, f"/figures/reports/effectiveness/{ASSESSED}")
    .replace(CHANGE, f"/figures/changes/{CHANGED}")
    .replace("{what_if_id:uuid}", str(ASKED_OF_THE_PAST))
    .replace(PAST, str(EARLIER))
    for route in FORMS
    if not route.startswith(CASE)
} | {f"/past/{PAST}/forget": f"/past/{EARLIER_STILL}/forget"}
# The pages of a case that have no form of their own.
SHOWS = ("", "/complaints", "/partners", "/risk", "/threshold", "/panel", "/outcome")
SHOWS += ("/who-sees", "/letters", "/documents", "/contacts", "/deadlines", "/history")
SHOWS += ("/keeping", "/data-requests", "/told-in-error")
SHOWS += ("/history/between", "/history/known", "/decisions", "/chronology")
SHOWS += ("/panel/sitting",)


class InState(NamedTuple):
    """A page that says something only in a state of its own: where, and what."""

    stage: Callable[[Stages], Day]
    page: Callable[[Case], str]
    says: str


KEPT_FROM_EVERYBODY = "this case is kept from everybody who could: Lee Marsh"
# Rows besides the routes: what these pages show elsewhere is looked at there.
IN_STATES: dict[str, InState] = {
    "the first part of a long history": InState(
        lambda stages: stages.with_long_history(),
        _at("/history"),
        "Lines 1 to 100 of 2",
    ),
    "a part in between": InState(
        lambda stages: stages.with_long_history(),
        _at("/history?part=2&detail=yes"),
        "Lines 101 to 200 of 2",
    ),
    "a long history on one page": InState(
        lambda stages: stages.with_long_history(),
        _at("/history?all=yes"),
        "In parts, which open sooner",
    ),
    "a part of a long chronology": InState(
        lambda stages: stages.with_long_history(),
        _at("/chronology?part=2"),
        "Lines 101 to 200 of 2",
    ),
    "a long chronology on one page": InState(
        lambda stages: stages.with_long_history(),
        _at("/chronology?all=yes"),
        "In parts, which open sooner",
    ),
    "forgetting somebody on a case that is kept from everybody": InState(
        lambda stages: stages.kept_from_everybody(stages.until("apply")),
        lambda case: f"{case.applicant}/erase",
        KEPT_FROM_EVERYBODY,
    ),
    "erasing a case that is kept from everybody": InState(
        lambda stages: stages.kept_from_everybody(stages.withdrawn()),
        _at("/keeping/erase"),
        KEPT_FROM_EVERYBODY,
    ),
    "who sees a case of which a linked one is open": InState(
        lambda stages: stages.with_linked_case(),
        _at("/who-sees"),
        "The same people, on another case",
    ),
}


def routes(app, method: str) -> set[str]:
    """Return the path of every page that answers a method."""
    return {r.path for r in app.routes if method in getattr(r, "methods", ())}
