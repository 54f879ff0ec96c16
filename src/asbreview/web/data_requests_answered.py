"""Answering what people ask about their data; what is granted is erased at once."""

from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.errors import NoSuchThing
from asbreview.domain.rights.answering import Granted, RefusalGround
from asbreview.reviews import CaseReviews
from asbreview.reviews.rights_answered import REMAINS, AnswerGiven
from asbreview.web.data_requests import REQUESTS, told_request
from asbreview.web.data_requests_forms import AnswerForm, EraseAnswerForm, choices
from asbreview.web.data_requests_told import RequestTold
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.erasure import ERASES
from asbreview.web.erasure_forms import ASKED_OF, FinishForm
from asbreview.web.erasure_told import texts_to_decide
from asbreview.web.forgetting import destroyed
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
        return _answer_page(desk, data_request_id, _blank(desk))

    @post("/answer", sync_to_thread=True)
    def answer(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Response[Any]:
        """Record the answer, or show the letter that says it."""
        about = told_request(desk, data_request_id)

        def record(form: AnswerForm) -> Redirect:
            position = _given(desk, data_request_id, form.told, form.command_id)
            return desk.recorded(position, REQUESTS, "answered")

        return desk.answer(
            AnswerForm,
            record=record,
            page=lambda shown, letter: _answer_page(
                desk, data_request_id, shown, letter
            ),
            would=lambda form: _would(desk, data_request_id, form),
            offered={"granted": _granted(about), "grounds": _grounds(about)},
        )

    @get("/erase", sync_to_thread=True)
    def ask_erase(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Page:
        """Ask what is erased, and what is not and why; today is filled in."""
        return _erase_page(desk, data_request_id, _blank(desk))

    @post("/erase", opt=ERASES, sync_to_thread=True)
    def erase(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Response[Any]:
        """Record the answer and erase what it grants, or show the letter."""
        about = told_request(desk, data_request_id)

        def record(form: EraseAnswerForm) -> Redirect:
            _must_be_of_this_case(desk, about, form)
            position = _given(desk, data_request_id, form.told, form.command_id)
            if not form.told.instead:
                return desk.recorded(position, REQUESTS, "answered")
            return _finish(desk, data_request_id, position, form.command_id)

        return desk.answer(
            EraseAnswerForm,
            record=record,
            page=lambda shown, letter: _erase_page(
                desk, data_request_id, shown, letter
            ),
            would=lambda form: _would(desk, data_request_id, form),
            offered={
                "granted": {each.value for each in GRANTS},
                "grounds": _grounds(about),
            },
        )

    @post("/erase/finish", opt=ERASES, sync_to_thread=True)
    def finish(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Response[Any]:
        """Destroy what was granted to be erased and could not be then."""
        if desk.reviews.erased_on(data_request_id) is None:
            raise NotFoundException
        told_request(desk, data_request_id)

        def record(form: FinishForm) -> Redirect:
            end = desk.reviews.end_of_log()
            return _finish(desk, data_request_id, end, form.command_id)

        return desk.answer(
            FinishForm,
            record=record,
            page=lambda shown, _: _answer_page(desk, data_request_id, shown),
        )


def _must_be_of_this_case(
    desk: Desk, about: RequestTold, form: EraseAnswerForm
) -> None:
    """Refuse (`NoSuchThing`) a text that was not shown: it may be of another case.

    A form that comes again shows what it has erased no more, and has its first answer.
    """
    if desk.reviews.recorder.position_of(form.command_id) is not None:
        return
    listed = texts_to_decide(desk, about.asked.person_id)
    shown = {text.written.prose.text_id for text in listed}
    if {text.text_id for text in form.texts} - shown:
        raise NoSuchThing("Select what becomes of the texts below", field="texts")


def _blank(desk: Desk) -> Shown:
    known = filled_day("decided_on", desk.view.today)
    return desk.blank_at_any_time(**known)


def _given(desk: Desk, request_id: UUID, told: AnswerGiven, command_id: UUID) -> int:
    return desk.reviews.answer_data_request(
        desk.view.case.case_id,
        request_id,
        told,
        signed=desk.signed.by_command(command_id),
    )


def _would(desk: Desk, request_id: UUID, form: AnswerForm) -> Any:
    return desk.reviews.would_change(
        CaseReviews.answer_data_request,
        desk.view.case.case_id,
        request_id,
        form.told,
        signed=desk.signed.by_command(form.command_id),
    )


def _finish(desk: Desk, request_id: UUID, position: int, command_id: UUID) -> Redirect:
    """Destroy the keys; if a reader keeps their bytes, it is left to be finished."""
    end = destroyed(
        desk.given,
        request_id,
        case_id=desk.view.case.case_id,
        people=(),
        signed=desk.signed.by_command(command_id),
    )
    done = "begun" if end is None else "erased"
    return desk.recorded(position if end is None else end, REQUESTS, done)


def _granted(about: RequestTold) -> set[str]:
    """Return how far it may be granted here: an erasure is granted where it is done."""
    return {Granted.NOTHING.value} if about.asks_to_erase else set(Granted)


def _grounds(about: RequestTold) -> set[str]:
    return {ground.value for ground in _fitting(about)}


def _fitting(about: RequestTold) -> list[RefusalGround]:
    return [ground for ground in RefusalGround if about.asked.right in ground.rights]


def _listed(about: RequestTold) -> list[dict[str, Any]]:
    return [
        {
            "value": ground.value,
            "text": f"{ground[:1].upper()}{ground[1:]}",
            "hint": {"text": ground.law},
        }
        for ground in _fitting(about)
    ]


def _answer_page(
    desk: Desk, request_id: UUID, shown: Shown, letter: Markup = NOTHING
) -> Page:
    about = told_request(desk, request_id)
    without = GRANTS if about.asks_to_erase else ()
    return Page(
        "rights/answer.html.jinja",
        view=desk.view,
        shown=shown,
        letter=letter,
        told=about,
        granted=choices(Granted, without=without),
        grounds=_listed(about),
    )


def _erase_page(
    desk: Desk, request_id: UUID, shown: Shown, letter: Markup = NOTHING
) -> Page:
    about = told_request(desk, request_id)
    if not about.asks_to_erase:
        raise NotFoundException
    person_id = about.asked.person_id
    return Page(
        "rights/erase.html.jinja",
        view=desk.view,
        shown=shown,
        letter=letter,
        told=about,
        granted=choices(GRANTS),
        grounds=_listed(about),
        texts=texts_to_decide(desk, person_id),
        held=desk.reviews.held_by(desk.view.case, person_id, answering=request_id),
        remains=REMAINS,
        **ASKED_OF,
    )
