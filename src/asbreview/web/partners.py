"""The relevant bodies: what they were told and asked, and what they answered."""

from dataclasses import replace
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.days import in_words
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.evidence.marks import CameBy
from asbreview.domain.evidence.tells_of import Whom
from asbreview.domain.people import Channel
from asbreview.domain.statute import INFORMATION, PASSED_ON
from asbreview.web.body_items import body_ticks
from asbreview.web.case_view import CaseView
from asbreview.web.correcting import Corrected, ask_what_was_wrong, correct
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.evidence_file import evidence_file
from asbreview.web.page import Page
from asbreview.web.partners_asked import Request, partners
from asbreview.web.partners_forms import (
    AnswerForm,
    ChaseForm,
    nil_in_full,
)
from asbreview.web.questions_to_bodies import (
    QUESTIONS,
    AskForm,
    asked_besides,
    own_questions,
    search_filled_in,
)
from asbreview.web.reached import reached_on
from asbreview.web.submitted import Shown
from asbreview.web.whom_told import whom_to_tick

PARTNERS: Final = "/partners"
DONE: Final = {
    "kept-to-some": "What the answer says is for those you named.",
    "shown": "What the answer says is shown to everybody of the case.",
    "asked": "The request is on record. Send the questions to each body.",
    "emailed": "The request is on record. An email with a link to answer by goes to"
    " each body that has an address.",
    "answered": "The answer is on record.",
    "chased": "The reminder is on record.",
    "reminders-held": "The body is not reminded by rule any more.",
    "reminders-go": "The body is reminded by rule again, of what falls due from now"
    " on.",
    "in-error": "It is recorded that the answer was put on file in error.",
}
NO_ADDRESS: Final = "The directory of bodies has no email address for it"
ANSWERED_NIL: Final[dict[str, str | list[str]]] = {
    "kind": AnswerKind.NIL.value,
    "tells_of": [Whom.NOBODY.value],
    "may_be_told": MayBeTold.ALL.value,
}


class PartnerPages(Controller):
    """The bodies of a case."""

    path = "/cases/{reference:str}/partners"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk) -> Page:
        """Show what each body was told and asked, and what it answered."""
        file = evidence_file(desk.reviews, desk.view.case)
        return Page(
            "partners/show.html.jinja",
            view=desk.view,
            partners=partners(desk.view, file, desk.given),
            passed_on=PASSED_ON,
            information=INFORMATION,
            done=DONE.get(desk.done, ""),
        )

    @get("/ask", sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask what the bodies are to be asked."""
        shown = desk.blank(
            bodies=[item["value"] for item in _to_ask(desk.view)],
            questions=QUESTIONS,
            **search_filled_in(desk.view),
            **own_questions(desk.view, (UUID(b["value"]) for b in _to_ask(desk.view))),
            **({"by_email": "yes"} if desk.given.mail else {}),
            **filled_day("requested_on", desk.view.today),
        )
        return _ask_form(desk, shown)

    @post("/ask", sync_to_thread=True)
    def request(self, desk: OnDesk) -> Response[Any]:
        """Record that the bodies were asked."""

        def record(form: AskForm) -> Redirect:
            position = desk.reviews.request_information(
                desk.view.case.case_id,
                bodies=form.bodies,
                requested_on=form.requested_on,
                questions=form.questions,
                search=form.search,
                also={each.body_id: each.questions for each in form.own},
                by_email=bool(form.by_email and desk.given.mail),
                signed=desk.signed.by_command(form.command_id),
            )
            done = "emailed" if form.by_email and desk.given.mail else "asked"
            return desk.recorded(position, PARTNERS, done)

        return desk.answer(
            AskForm, record=record, page=lambda shown, _: _ask_form(desk, shown)
        )

    @get("/{request_id:uuid}/answer", sync_to_thread=True)
    def ask_answer(
        self, desk: OnDesk, request_id: FromPath[UUID], nil: FromQuery[str] = ""
    ) -> Page:
        """Ask what a body answered; a nil return is filled in whole."""
        known = ANSWERED_NIL if nil else {}
        shown = desk.blank(**known, **filled_day("answered_on", desk.view.today))
        return _answer_form(desk, shown, request_id)

    @post("/{request_id:uuid}/answer", sync_to_thread=True)
    def answer(self, desk: OnDesk, request_id: FromPath[UUID]) -> Response[Any]:
        """Record what a body answered."""

        def record(form: AnswerForm) -> Redirect:
            position = desk.reviews.answer_request(
                desk.view.case.case_id,
                request_id,
                answered_on=form.answered_on,
                kind=form.kind,
                answer=form.answer,
                tells_of=form.tells_of,
                came_by=form.came_by,
                given_by=form.given_by,
                may_be_told=form.may_be_told,
                legal_ground=form.legal_ground,
                part_told=form.part_told,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, PARTNERS, "answered")

        return replace(desk, typed=nil_in_full(desk.typed)).answer(
            AnswerForm,
            record=record,
            page=lambda shown, _: _answer_form(desk, shown, request_id),
        )

    @get("/{request_id:uuid}/chase", sync_to_thread=True)
    def ask_chased(self, desk: OnDesk, request_id: FromPath[UUID]) -> Page:
        """Ask how and when a body was reminded."""
        shown = desk.blank(**filled_day("chased_on", desk.view.today))
        return _chase_form(desk, shown, request_id)

    @post("/{request_id:uuid}/chase", sync_to_thread=True)
    def chase(self, desk: OnDesk, request_id: FromPath[UUID]) -> Response[Any]:
        """Record that a body was reminded."""

        def record(form: ChaseForm) -> Redirect:
            position = desk.reviews.chase_request(
                desk.view.case.case_id,
                request_id,
                chased_on=form.chased_on,
                channel=form.channel,
                said=form.said,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, PARTNERS, "chased")

        return desk.answer(
            ChaseForm,
            record=record,
            page=lambda shown, _: _chase_form(desk, shown, request_id),
        )

    @get("/{request_id:uuid}/in-error", sync_to_thread=True)
    def ask_what_was_wrong(self, desk: OnDesk, request_id: FromPath[UUID]) -> Page:
        """Ask why an answer was recorded in error."""
        return ask_what_was_wrong(desk, _corrected(desk, request_id))

    @post("/{request_id:uuid}/in-error", sync_to_thread=True)
    def correct(self, desk: OnDesk, request_id: FromPath[UUID]) -> Response[Any]:
        """Record that an answer was recorded in error."""
        corrected = _corrected(desk, request_id)
        return correct(desk, corrected, desk.reviews.correct_evidence)


def _to_ask(view: CaseView) -> list[dict[str, str]]:
    """Return the bodies that may be asked: those that have nothing to answer yet."""
    asked = {request.body_id for request in view.case.evidence.unanswered}
    return [item for item in body_ticks(view) if UUID(item["value"]) not in asked]


def request_asked(desk: Desk, request_id: UUID) -> Request:
    """Return a request of this case; 404 if it has none of that id."""
    file = evidence_file(desk.reviews, desk.view.case)
    for request in partners(desk.view, file, desk.given).requests:
        if request.fact.request_id == request_id:
            return request
    raise NotFoundException


def _corrected(desk: Desk, request_id: UUID) -> Corrected:
    filed = evidence_file(desk.reviews, desk.view.case).answer(request_id)
    return Corrected(
        what="answer",
        page=PARTNERS,
        section="Partners",
        item_id=request_id,
        in_error=filed.in_error,
        facts={
            "Body": request_asked(desk, request_id).body_name,
            "Answered": in_words(filed.fact.answered_on),
            "How": filed.fact.kind.value,
        },
        says=filed.fact.answer,
    )


def _ask_form(desk: Desk, shown: Shown, _: Markup = NOTHING) -> Page:
    view = desk.view
    bodies = [{**item, "hint": _goes_to(desk, item["value"])} for item in _to_ask(view)]
    return Page(
        "partners/ask.html.jinja",
        view=view,
        shown=shown,
        bodies=bodies,
        own=asked_besides(view, shown),
        mails=desk.given.mail is not None,
        waiting=[view.body_name(r.body_id) for r in view.case.evidence.unanswered],
        information=INFORMATION,
    )


def _goes_to(desk: Desk, body_id: str) -> dict[str, str]:
    """Say where a request to a body goes, or that the directory does not say."""
    by = reached_on(desk.given, UUID(body_id), desk.view.today)
    return {"text": by.email if by and by.email else NO_ADDRESS}


def _answer_form(desk: Desk, shown: Shown, request_id: UUID) -> Page:
    return Page(
        "partners/answer.html.jinja",
        view=desk.view,
        shown=shown,
        asked=request_asked(desk, request_id),
        kinds=AnswerKind,
        ways=[{"value": each.value, "text": _said(each)} for each in CameBy],
        whom=whom_to_tick(desk.view.case),
        amounts=[{"value": each.value, "text": _said(each)} for each in MayBeTold],
        information=INFORMATION,
    )


def _chase_form(desk: Desk, shown: Shown, request_id: UUID) -> Page:
    return Page(
        "partners/chase.html.jinja",
        view=desk.view,
        shown=shown,
        asked=(asked := request_asked(desk, request_id)),
        reached=reached_on(desk.given, asked.fact.body_id, desk.view.today),
        ways=[{"value": str(way), "text": str(way).capitalize()} for way in Channel],
    )


def _said(chosen: StrEnum) -> str:
    return chosen.value[0].upper() + chosen.value[1:]
