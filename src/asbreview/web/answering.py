"""Answering one request by its link: kept as it is typed, checked, and sent once."""

from typing import Any, Final

from litestar import Controller, get, post
from litestar.response import Response

from asbreview.access.drafts import Drafts
from asbreview.web.answer import OF_BODIES
from asbreview.web.answering_page import answer_page
from asbreview.web.answering_steps import (
    checked,
    gone_on_with,
    nil_sent,
    sent,
    shown_request,
)
from asbreview.web.answering_who import WHO_ANSWERS, ByBody
from asbreview.web.given import Asked, Given, TypedFields
from asbreview.web.page import Page
from asbreview.web.public import ANSWERING
from asbreview.web.sessions import ANSWERING_COOKIE, ended_cookie
from asbreview.web.submitted import Shown

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
        return shown_request(request, installation, who_answers)

    @post(sync_to_thread=True)
    def go_on(
        self,
        request: Asked,
        who_answers: ByBody,
        installation: Given,
        typed: TypedFields,
    ) -> Response[Any]:
        """Keep what was typed; then check it, unless it is only to be kept."""
        return gone_on_with(request, installation, who_answers, typed)

    @get("/saved", sync_to_thread=True)
    def saved(self, request: Asked, who_answers: ByBody, installation: Given) -> Page:
        """Say that it is kept, and how to come back."""
        return answer_page(request, installation, who_answers, "saved", Shown())

    @get("/check", sync_to_thread=True)
    def check(
        self, request: Asked, who_answers: ByBody, installation: Given
    ) -> Response[Any]:
        """Show what is about to be sent, and what of it the applicant may see."""
        return checked(request, installation, who_answers)

    @post("/send", sync_to_thread=True)
    def send(
        self,
        request: Asked,
        who_answers: ByBody,
        installation: Given,
        typed: TypedFields,
    ) -> Response[Any]:
        """Put the answer on record, as the body's own."""
        return sent(request, installation, who_answers, typed)

    @post("/nil", sync_to_thread=True)
    def nil(
        self,
        request: Asked,
        who_answers: ByBody,
        installation: Given,
        typed: TypedFields,
    ) -> Response[Any]:
        """Put on record that the body holds nothing; asked first if more was begun."""
        return nil_sent(request, installation, who_answers, typed)

    @post("/end", sync_to_thread=True)
    def end(self, request: Asked, installation: Given, who_answers: ByBody) -> Page:
        """Close the request in this browser; what was kept stays."""
        Drafts(installation.office).end(who_answers.token)
        page = answer_page(request, installation, who_answers, "ended", Shown())
        page.set_cookie(ended_cookie(ANSWERING_COOKIE))
        return page
