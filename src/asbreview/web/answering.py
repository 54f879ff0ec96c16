"""Answering one request: kept as it is typed, checked, and sent once."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import uuid5

from litestar import Controller, MediaType, get, post
from litestar.response import Redirect, Response

from asbreview.access.answers_begun import AnswersBegun
from asbreview.access.drafts import Drafts
from asbreview.domain.errors import CaseReviewRefused, Misrecorded
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.model import Signed
from asbreview.signing import signed_by_body
from asbreview.web.answer import OF_BODIES
from asbreview.web.answering_forms import (
    NIL,
    AnswerByLink,
    kept_of,
    nil_in_full,
)
from asbreview.web.answering_page import (
    answer_page,
    answered_already,
    begun_of,
    keep,
    kept_meanwhile,
)
from asbreview.web.answering_who import WHO_ANSWERS, Answering, ByBody
from asbreview.web.given import Asked, Given, Installation, TypedFields
from asbreview.web.page import Page
from asbreview.web.public import ANSWERING
from asbreview.web.sessions import ANSWERING_COOKIE, ended_cookie
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields

SAVE: Final = "save"  # the button that keeps what was typed, and checks nothing
WHILE_TYPING: Final = "typed"  # what the page's script saves with
LARGEST: Final = 400_000  # bytes: three long texts, each letter written as %C3%A9


class AnsweringPages(Controller):
    """The request that was opened in this browser, and its answer."""

    path = ANSWERING
    opt: dict[str, Any] | None = OF_BODIES
    dependencies = WHO_ANSWERS
    request_max_body_size = LARGEST

    @get(sync_to_thread=True)
    def ask(self, request: Asked, who_answers: ByBody, installation: Given) -> Page:
        """Show the questions, and what was answered so far; or that it is answered."""
        begun = AnswersBegun(installation.office, installation.keyring)
        if who_answers.answer is not None:
            begun.forget(who_answers.request_id)
            return answer_page(request, installation, who_answers, "answered", Shown())
        known = begun.read(who_answers.request_id)
        return answer_page(
            request,
            installation,
            who_answers,
            "form",
            Shown(known.fields if known else {}),
            saved_at=known.saved_at if known else None,
        )

    @post(sync_to_thread=True)
    def go_on(
        self,
        request: Asked,
        who_answers: ByBody,
        installation: Given,
        typed: TypedFields,
    ) -> Response[Any]:
        """Keep what was typed; then check it, unless it is only to be kept."""
        own = kept_of(typed)
        if who_answers.answer is not None:
            return answered_already(request, installation, who_answers, typed)
        seen = keep(installation, who_answers, own, typed)
        if seen is None:
            return kept_meanwhile(request, installation, who_answers, own)
        if typed.get(SAVE) == [WHILE_TYPING]:
            return Response(seen, media_type=MediaType.TEXT, status_code=200)
        if SAVE in typed:
            return Redirect(f"{ANSWERING}/saved", status_code=303)
        return submitted(
            AnswerByLink,
            nil_in_full(own),
            do=lambda _: Redirect(f"{ANSWERING}/check", status_code=303),
            show_again=lambda shown: answer_page(
                request, installation, who_answers, "form", shown
            ),
            do_not_fit=_does_not_fit,
        )

    @get("/saved", sync_to_thread=True)
    def saved(self, request: Asked, who_answers: ByBody, installation: Given) -> Page:
        """Say that it is kept, and how to come back."""
        return answer_page(request, installation, who_answers, "saved", Shown())

    @get("/check", sync_to_thread=True)
    def check(
        self, request: Asked, who_answers: ByBody, installation: Given
    ) -> Response[Any]:
        """Show what is about to be sent, and what of it the applicant may see."""
        if who_answers.answer is not None:
            return Redirect(ANSWERING, status_code=303)
        known = begun_of(installation, who_answers)
        return submitted(
            AnswerByLink,
            known,
            do=lambda form: answer_page(
                request, installation, who_answers, "check", Shown(known), form=form
            ),
            show_again=lambda shown: answer_page(
                request, installation, who_answers, "form", shown
            ),
            do_not_fit=_does_not_fit,
        )

    @post("/send", sync_to_thread=True)
    def send(
        self,
        request: Asked,
        who_answers: ByBody,
        installation: Given,
        typed: TypedFields,
    ) -> Response[Any]:
        """Put the answer on record, as the body's own."""
        return _recorded(
            request,
            installation,
            who_answers,
            begun_of(installation, who_answers),
            typed,
        )

    @post("/nil", sync_to_thread=True)
    def nil(
        self,
        request: Asked,
        who_answers: ByBody,
        installation: Given,
        typed: TypedFields,
    ) -> Response[Any]:
        """Put on record, at one click, that the body holds nothing."""
        return _recorded(request, installation, who_answers, NIL, typed)

    @post("/end", sync_to_thread=True)
    def end(self, request: Asked, installation: Given, who_answers: ByBody) -> Page:
        """Close the request in this browser; what was kept stays."""
        Drafts(installation.office).end(who_answers.token)
        page = answer_page(request, installation, who_answers, "ended", Shown())
        page.set_cookie(ended_cookie(ANSWERING_COOKIE))
        return page


def _does_not_fit(given: Mapping[str, Any]) -> Iterator[CaseReviewRefused]:
    """Yield what the record would refuse, to be told with all that is missing."""
    told, kind = given.get("may_be_told"), given.get("kind")
    if kind == AnswerKind.REFUSED.value:
        if not given.get("forbidden_by"):
            says = "Select which law forbids it: nothing else allows you to refuse"
            yield Misrecorded(says, field="forbidden_by")
        if not given.get("provision"):
            yield Misrecorded("Enter the provision that forbids it", field="provision")
    if told == MayBeTold.PART.value and not given.get("part_told"):
        says = "Enter the part that the applicant may be told"
        yield Misrecorded(says, field="part_told")
    if told == MayBeTold.NONE.value and not given.get("why_none"):
        says = "Enter why the applicant may be told none of it"
        yield Misrecorded(says, field="why_none")


def _recorded(
    request: Asked,
    given: Installation,
    who: Answering,
    answer: Fields,
    typed: Fields,
) -> Response[Any]:
    """Record an answer once; the same form again has the same effect."""
    signed = _signed(given, who, typed)
    if given.reviews.recorder.position_of(signed.command_id) is not None:
        return Redirect(ANSWERING, status_code=303)
    if who.answer is not None:
        return answered_already(request, given, who, typed)

    def record(form: AnswerByLink) -> Redirect:
        position = given.reviews.answer_request(
            who.case.case_id,
            who.request_id,
            answered_on=signed.on,
            signed=signed,
            **form.told(),
        )
        AnswersBegun(given.office, given.keyring).forget(who.request_id)
        given.projector.wait_for(position)
        return Redirect(ANSWERING, status_code=303)

    return submitted(
        AnswerByLink,
        answer,
        do=record,
        show_again=lambda shown: answer_page(request, given, who, "form", shown),
        do_not_fit=_does_not_fit,
    )


def _signed(given: Installation, who: Answering, typed: Fields) -> Signed:
    """Sign for the body; the same page sent again is the same command."""
    said = next(iter(typed.get("command_id", ())), "")
    command_id = uuid5(who.request_id, f"answer {said}")
    at, body_id = given.now(), who.asked.body_id
    return signed_by_body(at, body_id=body_id, command_id=command_id)
