"""Giving an applicant another code to follow their application with."""

from datetime import timedelta
from typing import Any, ClassVar, Final, Literal

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.access.status_codes import code_of
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.forms import Form, Says
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

CODE: Final = "/contacts/status-code"
SHOWN_FOR: Final = timedelta(hours=1)


class NewCodeForm(Form):
    """That whoever asks for another code is the applicant."""

    SAYS: ClassVar = {
        "sure": Says("Confirm that you know whom you give it to", "That you know them")
    }

    sure: Literal["yes"]


class StatusCodePages(Controller):
    """The code with which the applicant follows a case."""

    path = f"/cases/{{reference:str}}{CODE}"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask whether the old one is to end; show the new one to whoever gave it."""
        return _page(desk, desk.blank_at_any_time())

    @post(sync_to_thread=True)
    def give(self, desk: OnDesk) -> Response[Any]:
        """Give another code: the old one ends."""

        def record(form: NewCodeForm) -> Redirect:
            position = desk.reviews.replace_status_code(
                desk.view.case.case_id, signed=desk.signed.by_command(form.command_id)
            )
            return desk.recorded(position, CODE, "given")

        return desk.answer(
            NewCodeForm, record=record, page=lambda shown, _: _page(desk, shown)
        )


def _page(desk: Desk, shown: Shown) -> Page:
    return Page(
        "contacts/status_code.html.jinja",
        view=desk.view,
        shown=shown,
        replaced=desk.view.case.contact.code_replaced,
        code=_just_given(desk),
        follow_at=desk.given.settings.follow_at,
    )


def _just_given(desk: Desk) -> str:
    """Return the code, for an hour, to whoever gave it: to be read to the applicant."""
    contact = desk.view.case.contact
    given = contact.code_replaced
    if given is None or given.recorded_by != desk.signed.account.account_id:
        return ""
    if desk.signed.at - given.timestamp > SHOWN_FOR:
        return ""
    return code_of(contact, desk.given.keyring)
