"""Holding the reminders of one request that go by rule, and letting them go again."""

from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.forms import Form
from asbreview.web.page import Page
from asbreview.web.partners import request_asked
from asbreview.web.partners_forms import HoldForm
from asbreview.web.submitted import Shown

PARTNERS: Final = "/partners"


class ResumeForm(Form):
    """A button that asks for nothing more."""

    SAYS: ClassVar = {}


class ReminderPages(Controller):
    """The reminders by rule of one request."""

    path = "/cases/{reference:str}/partners/{request_id:uuid}/reminders"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk, request_id: FromPath[UUID]) -> Page:
        """Show what went by rule and what is next; ask why none is to go."""
        return _page(desk, request_id, desk.blank())

    @post(sync_to_thread=True)
    def hold(self, desk: OnDesk, request_id: FromPath[UUID]) -> Response[Any]:
        """Record that the body is not reminded by rule, and why."""
        request_asked(desk, request_id)

        def record(form: HoldForm) -> Redirect:
            position = desk.reviews.hold_reminders(
                desk.view.case.case_id,
                request_id,
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, PARTNERS, "reminders-held")

        return desk.answer(
            HoldForm,
            record=record,
            page=lambda shown, _: _page(desk, request_id, shown),
        )

    @post("/resume", sync_to_thread=True)
    def resume(self, desk: OnDesk, request_id: FromPath[UUID]) -> Response[Any]:
        """Record that the body is reminded by rule again."""
        request_asked(desk, request_id)

        def record(form: ResumeForm) -> Redirect:
            position = desk.reviews.resume_reminders(
                desk.view.case.case_id,
                request_id,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, PARTNERS, "reminders-go")

        return desk.answer(
            ResumeForm,
            record=record,
            page=lambda shown, _: _page(desk, request_id, shown),
        )


def _page(desk: Desk, request_id: UUID, shown: Shown) -> Page:
    return Page(
        "partners/reminders.html.jinja",
        view=desk.view,
        shown=shown,
        asked=request_asked(desk, request_id),
        chasers=desk.view.case.procedure.chasers,
    )
