"""Writing to whoever applied how their case is going."""

from typing import Any, ClassVar, Final

from litestar import Controller, get, post
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.reviews import CaseReviews
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk
from asbreview.web.forms import Form, Says, Text
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

CONTACTS: Final = "/contacts"


class ProgressForm(Form):
    """What has happened, for a progress letter."""

    SAYS: ClassVar = {"says": Says.enter("what has happened")}

    says: Text


class ProgressPages(Controller):
    """A progress letter."""

    path = "/cases/{reference:str}/contacts/progress"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask what has happened since they last heard from us."""
        return _page(desk, desk.blank())

    @post(sync_to_thread=True)
    def write(self, desk: OnDesk) -> Response[Any]:
        """Draft the letter, or show it."""
        case_id = desk.view.case.case_id

        def told(form: ProgressForm) -> dict[str, Any]:
            signed = desk.signed.by_command(form.command_id)
            return {"says": form.says, "signed": signed}

        def record(form: ProgressForm) -> Redirect:
            position = desk.reviews.write_progress(case_id, **told(form))
            return desk.recorded(position, CONTACTS, "progress")

        return desk.answer(
            ProgressForm,
            record=record,
            page=lambda shown, letter: _page(desk, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.write_progress, case_id, **told(form)
            ),
        )


def _page(desk: Desk, shown: Shown, letter: Markup = NOTHING) -> Page:
    return Page(
        "contacts/progress.html.jinja", view=desk.view, shown=shown, letter=letter
    )
