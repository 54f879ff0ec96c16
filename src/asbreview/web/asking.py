"""Asking whoever applied for something, and what they answered."""

from datetime import date
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.contact.asking import ApplicantAnswered, ApplicantAsked
from asbreview.domain.days import local_day
from asbreview.reviews import CaseReviews
from asbreview.web.case_view import CaseView
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.forms import Day, Form, PlanningForm, Says, Text
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

CONTACTS: Final = "/contacts"


class AskForm(PlanningForm):
    """What the applicant is asked for, and until when."""

    PLANS = ("answer_by",)
    SAYS: ClassVar = {
        "asks": Says.enter("what you ask for"),
        "answer_by": Says.enter("the date to answer by"),
    }

    asks: Text
    answer_by: Day


class AnswerForm(Form):
    """What the applicant answered, and when."""

    SAYS: ClassVar = {
        "answered_on": Says.enter("the date on which they answered"),
        "answer": Says.enter("what they answered"),
    }

    answered_on: Day
    answer: Text


class AskedOf(NamedTuple):
    """Something that the applicant was asked, and what they answered if they did."""

    asked: ApplicantAsked
    answered: ApplicantAnswered | None
    is_overdue: bool

    @property
    def asked_on(self) -> date:
        """The day on which it was recorded."""
        return local_day(self.asked.timestamp)


class AskingPages(Controller):
    """What the applicant is asked for."""

    path = "/cases/{reference:str}/contacts"
    dependencies = DESK

    @get("/ask", sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask what they are to be asked for, and until when."""
        return _ask_page(desk, desk.blank())

    @post("/ask", sync_to_thread=True)
    def write(self, desk: OnDesk) -> Response[Any]:
        """Record it and draft the letter, or show the letter."""
        case_id = desk.view.case.case_id

        def told(form: AskForm) -> dict[str, Any]:
            return {
                "asks": form.asks,
                "answer_by": form.answer_by,
                "signed": desk.signed.by_command(form.command_id),
            }

        def record(form: AskForm) -> Redirect:
            position = desk.reviews.ask_applicant(case_id, **told(form))
            return desk.recorded(position, CONTACTS, "asked")

        return desk.answer(
            AskForm,
            record=record,
            page=lambda shown, letter: _ask_page(desk, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.ask_applicant, case_id, **told(form)
            ),
        )

    @get("/asked/{asked_id:uuid}", sync_to_thread=True)
    def ask_answer(self, desk: OnDesk, asked_id: FromPath[UUID]) -> Page:
        """Ask what they answered; today is filled in."""
        known = filled_day("answered_on", desk.view.today)
        return _answer_page(desk, asked_id, desk.blank_at_any_time(**known))

    @post("/asked/{asked_id:uuid}", sync_to_thread=True)
    def answer(self, desk: OnDesk, asked_id: FromPath[UUID]) -> Response[Any]:
        """Record what they answered."""
        asked = _asked(desk, asked_id).asked

        def record(form: AnswerForm) -> Redirect:
            position = desk.reviews.applicant_answered(
                desk.view.case.case_id,
                asked.asked_id,
                answered_on=form.answered_on,
                answer=form.answer,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "asked-answered")

        return desk.answer(
            AnswerForm,
            record=record,
            page=lambda shown, _: _answer_page(desk, asked_id, shown),
        )


def asked_of(view: CaseView) -> list[AskedOf]:
    """Return what the applicant was asked, the latest first."""
    contact, today = view.case.contact, view.today
    return [
        AskedOf(
            asked=asked,
            answered=contact.answers.get(id_),
            is_overdue=id_ not in contact.answers and asked.answer_by < today,
        )
        for id_, asked in reversed(contact.asked.items())
    ]


def _asked(desk: Desk, asked_id: UUID) -> AskedOf:
    for each in asked_of(desk.view):
        if each.asked.asked_id == asked_id:
            return each
    raise NotFoundException


def _ask_page(desk: Desk, shown: Shown, letter: Markup = NOTHING) -> Page:
    return Page(
        "contacts/ask.html.jinja",
        view=desk.view,
        shown=shown,
        letter=letter,
        open=next((x for x in asked_of(desk.view) if x.answered is None), None),
    )


def _answer_page(desk: Desk, asked_id: UUID, shown: Shown) -> Page:
    return Page(
        "contacts/answer.html.jinja",
        view=desk.view,
        shown=shown,
        found=_asked(desk, asked_id),
    )
