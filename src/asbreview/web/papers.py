"""The papers for a panel's meeting: recording that they were sent."""

from typing import Any, ClassVar

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.forms import Day, Form, Says
from asbreview.web.on_file import before_the_panel
from asbreview.web.page import Page
from asbreview.web.submitted import Shown


class PapersForm(Form):
    """The day on which the papers were sent."""

    SAYS: ClassVar = {"sent_on": Says.enter("the date the papers were sent")}

    sent_on: Day


class PapersPages(Controller):
    """The papers for the meeting of a panel."""

    path = "/cases/{reference:str}/panel/papers"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask when the papers were sent; today is filled in."""
        return _page(desk, desk.blank(**filled_day("sent_on", desk.view.today)))

    @post(sync_to_thread=True)
    def send(self, desk: OnDesk) -> Response[Any]:
        """Record that the papers were sent."""

        def record(form: PapersForm) -> Redirect:
            position = desk.reviews.send_papers(
                desk.view.case.case_id,
                sent_on=form.sent_on,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "/panel", "papers")

        return desk.answer(
            PapersForm, record=record, page=lambda shown, _: _page(desk, shown)
        )


def _page(desk: Desk, shown: Shown) -> Page:
    return Page(
        "panel/papers.html.jinja",
        view=desk.view,
        shown=shown,
        file=before_the_panel(desk.view, desk.reviews),
    )
