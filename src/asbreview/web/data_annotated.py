"""Putting beside a text what whoever it tells of says is wrong with it."""

from typing import Any
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.rights.annotating import Rectified
from asbreview.domain.rights.facts import Right
from asbreview.web.data_annotated_forms import AnnotateForm
from asbreview.web.data_requests import REQUESTS, told_request
from asbreview.web.data_requests_forms import choices
from asbreview.web.data_requests_told import RequestTold
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.erasure_told import TextToDecide, texts_to_decide
from asbreview.web.page import Page
from asbreview.web.submitted import Shown


class AnnotationPages(Controller):
    """Annotations of texts that somebody says are wrong (UK GDPR, Art. 16)."""

    path = "/cases/{reference:str}/data-requests/{data_request_id:uuid}/annotate"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Page:
        """Ask which texts, what is said of them and what was decided."""
        known = filled_day("decided_on", desk.view.today)
        return _page(desk, data_request_id, desk.blank_at_any_time(**known))

    @post(sync_to_thread=True)
    def annotate(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Response[Any]:
        """Put it beside the texts."""
        about = _to_put_right(desk, data_request_id)

        def record(form: AnnotateForm) -> Redirect:
            position = desk.reviews.annotate_texts(
                desk.view.case.case_id,
                data_request_id,
                form.told,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, REQUESTS, "annotated")

        return desk.answer(
            AnnotateForm,
            record=record,
            page=lambda shown, _: _page(desk, data_request_id, shown),
            offered={
                "texts": {str(x.written.prose.text_id) for x in _texts(desk, about)}
            },
        )


def _to_put_right(desk: Desk, request_id: UUID) -> RequestTold:
    """Tell a request to have something put right; 404 for any other."""
    about = told_request(desk, request_id)
    if about.asked.right is not Right.RECTIFICATION:
        raise NotFoundException
    return about


def _texts(desk: Desk, about: RequestTold) -> list[TextToDecide]:
    """Return the texts that tell of them, but what they ask itself, the last first."""
    found = texts_to_decide(desk, about.asked.person_id)
    own = about.asked.asked.text_id
    return [text for text in found if text.written.prose.text_id != own][::-1]


def _page(desk: Desk, request_id: UUID, shown: Shown) -> Page:
    about = _to_put_right(desk, request_id)
    return Page(
        "rights/annotate.html.jinja",
        view=desk.view,
        shown=shown,
        told=about,
        decisions=choices(Rectified),
        texts=_texts(desk, about),
    )
