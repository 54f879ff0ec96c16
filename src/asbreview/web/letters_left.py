"""Leaving a letter that told what was in error as it is, with the reason."""

from typing import Any, ClassVar
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.web.case_letters import letter_on
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.forms import Form, Says, Text
from asbreview.web.letters_wrong import wrong_seen
from asbreview.web.page import Page
from asbreview.web.submitted import Shown


class LeftForm(Form):
    """Why nobody has to be told again."""

    SAYS: ClassVar = {"reason": Says.enter("why no letter is needed")}

    reason: Text


class LettersLeft(Controller):
    """Letters of which nobody has to be told again what they told in error."""

    path = "/cases/{reference:str}/letters/{letter_id:uuid}/leave"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk, letter_id: FromPath[UUID]) -> Page:
        """Ask why no letter is needed to put this one right."""
        return _page(desk, letter_id, desk.blank_at_any_time())

    @post(sync_to_thread=True)
    def leave(self, desk: OnDesk, letter_id: FromPath[UUID]) -> Response[Any]:
        """Record why none is needed."""
        read = letter_on(desk, letter_id)

        def record(form: LeftForm) -> Redirect:
            position = desk.reviews.leave_letter_as_it_is(
                read.letter_id,
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, f"/letters/{letter_id}", "left")

        return desk.answer(
            LeftForm,
            record=record,
            page=lambda shown, _: _page(desk, letter_id, shown),
        )


def _page(desk: Desk, letter_id: UUID, shown: Shown) -> Page:
    seen = wrong_seen(desk.view, desk.given)
    return Page(
        "letters/leave.html.jinja",
        view=desk.view,
        read=letter_on(desk, letter_id),
        shown=shown,
        wrong=[each for each in seen if each.letter.letter_id == letter_id],
    )
