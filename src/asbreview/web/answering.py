"""Answering one request by its link: kept as it is typed, checked, and sent once."""

from typing import Any

from litestar import post

from asbreview.access.drafts import Drafts
from asbreview.web.answer import OF_BODIES
from asbreview.web.answered_by_body import RequestAnswered
from asbreview.web.answering_page import answer_page
from asbreview.web.answering_who import WHO_ANSWERS, ByBody
from asbreview.web.given import Asked, Given
from asbreview.web.page import Page
from asbreview.web.public import ANSWERING
from asbreview.web.sessions import ANSWERING_COOKIE, ended_cookie
from asbreview.web.submitted import Shown


class AnsweringPages(RequestAnswered):
    """The request that was opened in this browser, and its answer."""

    path = ANSWERING
    opt: dict[str, Any] | None = OF_BODIES
    dependencies = WHO_ANSWERS

    @post("/end", sync_to_thread=True)
    def end(self, request: Asked, installation: Given, who_answers: ByBody) -> Page:
        """Close the request in this browser; what was kept stays."""
        Drafts(installation.office).end(who_answers.token)
        page = answer_page(request, installation, who_answers, "ended", Shown())
        page.set_cookie(ended_cookie(ANSWERING_COOKIE))
        return page
