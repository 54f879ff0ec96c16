"""What a body does with its request, and with its actions, however it opened them.

By a link or by an account: each way has a controller of its own, which says where its
pages are, who may open them, and what is open.
"""

from typing import Any, Final

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.response import Response

from asbreview.web.answering_page import answer_page
from asbreview.web.answering_steps import (
    checked,
    gone_on_with,
    nil_sent,
    sent,
    shown_request,
)
from asbreview.web.answering_who import ByBody, Reporting
from asbreview.web.given import Asked, Given, TypedFields
from asbreview.web.page import Page
from asbreview.web.reporting_page import reported, shown_actions
from asbreview.web.submitted import Shown

LARGEST: Final = 400_000  # bytes: three long texts, each letter written as %C3%A9
ByOwner = NamedDependency[Reporting]


class RequestAnswered(Controller):
    """A request that a body opened, and its answer: kept, checked, and sent once."""

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


class ActionsReported(Controller):
    """The actions of a body on a case, and what it says of them."""

    request_max_body_size = LARGEST

    @get(sync_to_thread=True)
    def ask(self, request: Asked, who_reports: ByOwner, installation: Given) -> Page:
        """Show the body's open actions, each with what there is to say of it."""
        return shown_actions(request, installation, who_reports)

    @post(sync_to_thread=True)
    def report(
        self,
        request: Asked,
        who_reports: ByOwner,
        installation: Given,
        typed: TypedFields,
    ) -> Response[Any]:
        """Put on record what the body says; the same form again has the same effect."""
        return reported(request, installation, who_reports, typed)
