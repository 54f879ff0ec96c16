"""Answering a call for help: what they need, what is safe, and what was done."""

from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.contact.facts import Direction
from asbreview.web.contacts_forms import AnswerToCallForm
from asbreview.web.contacts_view import call_of, people_of
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

CONTACTS: Final = "/contacts"


class CallsForHelp(Controller):
    """The task of answering somebody.  A case that ended may have it."""

    path = "/cases/{reference:str}/contacts/help/{help_id:uuid}"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk, help_id: FromPath[UUID]) -> Page:
        """Show what they need, and ask how they were answered; today is filled in."""
        known = filled_day("made_on", desk.view.today)
        shown = desk.blank_at_any_time(direction=Direction.FROM_US.value, **known)
        return _page(desk, shown, help_id)

    @post(sync_to_thread=True)
    def answer(self, desk: OnDesk, help_id: FromPath[UUID]) -> Response[Any]:
        """Record the contact in which they were answered."""

        def record(form: AnswerToCallForm) -> Redirect:
            position = desk.reviews.answer_help(
                desk.view.case.case_id,
                help_id,
                **form.told,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "answered")

        return desk.answer(
            AnswerToCallForm,
            record=record,
            page=lambda shown, _: _page(desk, shown, help_id),
        )


def _page(desk: Desk, shown: Shown, help_id: UUID) -> Page:
    """Show the call; one that was answered meanwhile too."""
    call = call_of(desk.view, help_id)
    if call is None:
        raise NotFoundException
    return Page(
        "contacts/help.html.jinja",
        view=desk.view,
        shown=shown,
        call=call,
        each=next(
            person
            for person in people_of(desk.view)
            if person.person.person_id == call.asked.person_id
        ),
    )
