"""Taking down what somebody wants the panel to know, on the telephone or in person."""

from typing import Any, ClassVar
from uuid import UUID

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.domain.people import HeardBy
from asbreview.web.contacts_view import people_of
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.forms import Day, Form, Says, Text
from asbreview.web.page import Page
from asbreview.web.submitted import Shown


class TakenDownForm(Form):
    """A statement as it was told to us."""

    SAYS: ClassVar = {
        "person_id": Says.select("who made the statement"),
        "how": Says.select("how they made it"),
        "received_on": Says.enter("the day on which they made it"),
        "statement": Says("Enter the statement", "The statement"),
        "read_back": Says.select("whether it was read back to them"),
    }

    person_id: UUID
    how: HeardBy
    received_on: Day
    statement: Text
    read_back: bool


class StatementPages(Controller):
    """Statements that staff take down."""

    path = "/cases/{reference:str}/panel/statement"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask for the statement; the victim and today are filled in."""
        victim = str(desk.view.case.contact.victim_id)
        known = filled_day("received_on", desk.view.today)
        return _page(desk, desk.blank(person_id=victim, **known))

    @post(sync_to_thread=True)
    def take_down(self, desk: OnDesk) -> Response[Any]:
        """Put the statement on file."""

        def record(form: TakenDownForm) -> Redirect:
            position = desk.reviews.take_down_statement(
                desk.view.case.case_id,
                person_id=form.person_id,
                received_on=form.received_on,
                how=form.how,
                read_back=form.read_back,
                statement=form.statement,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "/panel", "statement")

        return desk.answer(
            TakenDownForm, record=record, page=lambda shown, _: _page(desk, shown)
        )


def _page(desk: Desk, shown: Shown) -> Page:
    view = desk.view
    return Page(
        "panel/statement.html.jinja",
        view=view,
        shown=shown,
        is_late=view.case.panel.held is not None,
        whom=[
            {
                "value": str(each.person.person_id),
                "text": view.tell(each.person.name)
                + (" (the victim)" if each.is_victim else ""),
            }
            for each in people_of(view)
        ],
    )
