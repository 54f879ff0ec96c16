"""Answering what people ask about their data, but what is granted to be erased."""

from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.rights.answering import Granted, RefusalGround
from asbreview.reviews import CaseReviews
from asbreview.reviews.rights_answered import AnswerGiven
from asbreview.web.data_requests import REQUESTS, told_request
from asbreview.web.data_requests_forms import AnswerForm, choices
from asbreview.web.data_requests_told import RequestTold
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

GRANTS: Final = (Granted.WHOLE, Granted.PART)


class AnswerPages(Controller):
    """The answers to what people ask about their own data."""

    path = "/cases/{reference:str}/data-requests/{data_request_id:uuid}"
    dependencies = DESK

    @get("/answer", sync_to_thread=True)
    def ask(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Page:
        """Ask what is answered; today is filled in."""
        return answer_page(desk, data_request_id, blank(desk))

    @post("/answer", sync_to_thread=True)
    def answer(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Response[Any]:
        """Record the answer, or show the letter that says it."""
        about = told_request(desk, data_request_id)

        def record(form: AnswerForm) -> Redirect:
            position = given(desk, data_request_id, form.told, form.command_id)
            return desk.recorded(position, REQUESTS, "answered")

        return desk.answer(
            AnswerForm,
            record=record,
            page=lambda shown, letter: answer_page(
                desk, data_request_id, shown, letter
            ),
            would=lambda form: would(desk, data_request_id, form),
            offered={"granted": _granted(about), "grounds": grounds_of(about)},
        )


def blank(desk: Desk) -> Shown:
    """Return an empty form; today is filled in."""
    known = filled_day("decided_on", desk.view.today)
    return desk.blank_at_any_time(**known)


def given(desk: Desk, request_id: UUID, told: AnswerGiven, command_id: UUID) -> int:
    """Record an answer."""
    return desk.reviews.answer_data_request(
        desk.view.case.case_id,
        request_id,
        told,
        signed=desk.signed.by_command(command_id),
    )


def would(desk: Desk, request_id: UUID, form: AnswerForm) -> Any:
    """Return what an answer would change, for its letter to be looked at."""
    return desk.reviews.would_change(
        CaseReviews.answer_data_request,
        desk.view.case.case_id,
        request_id,
        form.told,
        signed=desk.signed.by_command(form.command_id),
    )


def _granted(about: RequestTold) -> set[str]:
    """Return how far it may be granted here: an erasure is granted where it is done."""
    return {Granted.NOTHING.value} if about.asks_to_erase else set(Granted)


def grounds_of(about: RequestTold) -> set[str]:
    """Return the grounds on which a request may be refused."""
    return {ground.value for ground in _fitting(about)}


def _fitting(about: RequestTold) -> list[RefusalGround]:
    return [ground for ground in RefusalGround if about.asked.right in ground.rights]


def listed(about: RequestTold) -> list[dict[str, Any]]:
    """Return those grounds as choices, with the law of each."""
    return [
        {
            "value": ground.value,
            "text": f"{ground[:1].upper()}{ground[1:]}",
            "hint": {"text": ground.law},
        }
        for ground in _fitting(about)
    ]


def answer_page(
    desk: Desk, request_id: UUID, shown: Shown, letter: Markup = NOTHING
) -> Page:
    """Ask what is answered; to grant an erasure is another page."""
    about = told_request(desk, request_id)
    without = GRANTS if about.asks_to_erase else ()
    return Page(
        "rights/answer.html.jinja",
        view=desk.view,
        shown=shown,
        letter=letter,
        told=about,
        granted=choices(Granted, without=without),
        grounds=listed(about),
    )
