"""A second officer's page of a letter: approve it, or send it back and say why."""

from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.record import Letter
from asbreview.web.case_letters import letter_on, letter_shown
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.finding import Index
from asbreview.web.forms import Form, Says, Text
from asbreview.web.letters_authors import is_author
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

NOT_YOURS: Final = (
    "This letter does not wait for you: another officer has to look at it, or has done."
)


SAME_NAME: Final = (
    "Somebody of your name drafted this letter, wrote in it, or corrected what it"
    " tells: an officer of another name has to look at it"
)


class ApproveForm(Form):
    """Approving a letter asks nothing: the page shows what is approved."""


class SendBackForm(Form):
    """What has to be put right in a letter."""

    SAYS: ClassVar = {"reason": Says.enter("what has to be put right")}

    reason: Text


class LettersApproving(Controller):
    """A letter of a case that waits for a second officer."""

    path = "/cases/{reference:str}/letters/{letter_id:uuid}"
    dependencies = DESK

    @post("/approve", sync_to_thread=True)
    def approve(
        self, desk: OnDesk, letter_id: FromPath[UUID], index: Index
    ) -> Response[Any]:
        """Record that the letter may go."""
        read = letter_on(desk, letter_id)

        def record(form: ApproveForm) -> Redirect:
            must_be_another(desk, read.letter)
            signed = desk.signed.by_command(form.command_id)
            position = desk.reviews.approve_letter(read.letter_id, signed=signed)
            return desk.recorded(position, f"/letters/{letter_id}", "approved")

        return desk.answer(
            ApproveForm,
            record=record,
            page=lambda shown, _: letter_shown(desk, letter_id, shown, index),
        )

    @get("/send-back", sync_to_thread=True)
    def ask(self, desk: OnDesk, letter_id: FromPath[UUID]) -> Page:
        """Ask what has to be put right."""
        letter = letter_on(desk, letter_id).letter
        shown = desk.blank_at_any_time()
        if not letter.awaits_approval or is_author(desk.view, letter):
            raise PermissionDeniedException(NOT_YOURS)
        return _page(desk, letter_id, shown)

    @post("/send-back", sync_to_thread=True)
    def send_back(self, desk: OnDesk, letter_id: FromPath[UUID]) -> Response[Any]:
        """Record why the letter is sent back."""
        read = letter_on(desk, letter_id)

        def record(form: SendBackForm) -> Redirect:
            must_be_another(desk, read.letter)
            signed = desk.signed.by_command(form.command_id)
            position = desk.reviews.send_letter_back(
                read.letter_id, reason=form.reason, signed=signed
            )
            return desk.recorded(position, f"/letters/{letter_id}", "sent-back")

        return desk.answer(
            SendBackForm,
            record=record,
            page=lambda shown, _: _page(desk, letter_id, shown),
        )


def must_be_another(desk: Desk, letter: Letter) -> None:
    """Refuse (`NotPermittedYet`) whoever is named as one of a letter's authors is.

    The author's own account is for the record to refuse, and is said otherwise there.
    """
    own = desk.view.who.account_id in letter.authors
    if letter.awaits_approval and not own and is_author(desk.view, letter):
        raise NotPermittedYet(SAME_NAME)


def _page(desk: Desk, letter_id: UUID, shown: Shown) -> Page:
    read = letter_on(desk, letter_id)
    return Page("letters/send_back.html.jinja", view=desk.view, read=read, shown=shown)
