"""That the address a letter came back from was looked at, and holds."""

from typing import Any
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.people import Person
from asbreview.web.contacts import CONTACTS, person_on
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.forms import Form
from asbreview.web.page import Page
from asbreview.web.submitted import Shown


class AddressHoldsForm(Form):
    """That an address is right after all asks nothing."""


class AddressHoldsPages(Controller):
    """The address of a person on a case, looked at."""

    path = "/cases/{reference:str}/contacts"
    dependencies = DESK

    @get("/{person_id:uuid}/address-holds", sync_to_thread=True)
    def ask(self, desk: OnDesk, person_id: FromPath[UUID]) -> Page:
        """Show the address that a letter came back from."""
        person = person_on(desk.view, person_id)
        return _address_page(desk, desk.blank_at_any_time(), person)

    @post("/{person_id:uuid}/address-holds", sync_to_thread=True)
    def holds(self, desk: OnDesk, person_id: FromPath[UUID]) -> Response[Any]:
        """Record that somebody looked at it, and it holds."""
        person = person_on(desk.view, person_id)

        def record(form: AddressHoldsForm) -> Redirect:
            position = desk.reviews.address_holds(
                desk.view.case.case_id,
                person_id,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "holds")

        return desk.answer(
            AddressHoldsForm,
            record=record,
            page=lambda shown, _: _address_page(desk, shown, person),
        )


def _address_page(desk: Desk, shown: Shown, person: Person) -> Page:
    template = "contacts/address_holds.html.jinja"
    return Page(template, view=desk.view, shown=shown, person=person)
