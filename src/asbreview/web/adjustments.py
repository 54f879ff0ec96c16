"""Adjustments: what a person asks to be done differently, and what is answered."""

from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.contact.adjustments import Made
from asbreview.domain.people import HeardBy
from asbreview.web.contacts import person_on
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.forms import Day, Form, Says, Text
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

CONTACTS: Final = "/contacts"


class AskedForm(Form):
    """What a person asked for, how and when."""

    SAYS: ClassVar = {
        "asked": Says("Enter what is needed", "What is needed"),
        "how": Says.select("how they asked"),
        "asked_on": Says.enter("the day on which they asked"),
    }

    asked: Text
    how: HeardBy
    asked_on: Day


class AnsweredForm(Form):
    """What became of it, and what is arranged or why nothing is."""

    SAYS: ClassVar = {
        "made": Says.select("what became of it"),
        "arranged": Says("Enter what is arranged, or why nothing is", "The answer"),
        "answered_on": Says.enter("the day of the answer"),
    }

    made: Made
    arranged: Text
    answered_on: Day


class AdjustmentPages(Controller):
    """What people of a case ask to be done differently."""

    path = "/cases/{reference:str}/contacts"
    dependencies = DESK

    @get("/{person_id:uuid}/adjustment", sync_to_thread=True)
    def ask_what(self, desk: OnDesk, person_id: FromPath[UUID]) -> Page:
        """Ask what a person asked for; today is filled in."""
        known = filled_day("asked_on", desk.view.today)
        return _asked_page(desk, desk.blank(**known), person_id)

    @post("/{person_id:uuid}/adjustment", sync_to_thread=True)
    def ask_for(self, desk: OnDesk, person_id: FromPath[UUID]) -> Response[Any]:
        """Record what a person asked for."""

        def record(form: AskedForm) -> Redirect:
            position = desk.reviews.ask_for_adjustment(
                desk.view.case.case_id,
                person_id=person_id,
                asked=form.asked,
                how=form.how,
                asked_on=form.asked_on,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "adjustment")

        return desk.answer(
            AskedForm,
            record=record,
            page=lambda shown, _: _asked_page(desk, shown, person_id),
        )

    @get("/adjustments/{adjustment_id:uuid}", sync_to_thread=True)
    def ask_answer(self, desk: OnDesk, adjustment_id: FromPath[UUID]) -> Page:
        """Ask what became of it; today is filled in."""
        known = filled_day("answered_on", desk.view.today)
        return _answered_page(desk, desk.blank(**known), adjustment_id)

    @post("/adjustments/{adjustment_id:uuid}", sync_to_thread=True)
    def answer(self, desk: OnDesk, adjustment_id: FromPath[UUID]) -> Response[Any]:
        """Record the answer; a later one takes its place."""

        def record(form: AnsweredForm) -> Redirect:
            position = desk.reviews.answer_adjustment(
                desk.view.case.case_id,
                adjustment_id,
                made=form.made,
                arranged=form.arranged,
                answered_on=form.answered_on,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "adjustment-answered")

        return desk.answer(
            AnsweredForm,
            record=record,
            page=lambda shown, _: _answered_page(desk, shown, adjustment_id),
        )


def _asked_page(desk: Desk, shown: Shown, person_id: UUID) -> Page:
    person = person_on(desk.view, person_id)
    return Page(
        "contacts/adjustment.html.jinja", view=desk.view, shown=shown, person=person
    )


def _answered_page(desk: Desk, shown: Shown, adjustment_id: UUID) -> Page:
    contact = desk.view.case.contact
    asked = contact.adjustments.get(adjustment_id)
    if asked is None:
        raise NotFoundException
    return Page(
        "contacts/adjustment_answered.html.jinja",
        view=desk.view,
        shown=shown,
        asked=asked,
        answered=contact.adjustments_answered.get(adjustment_id),
    )
