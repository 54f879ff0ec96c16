"""Inviting the bodies of a panel by email, and what became of each email."""

from collections.abc import Callable
from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.model import Signed
from asbreview.reviews.invited import is_over
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.forms import Form
from asbreview.web.page import Page
from asbreview.web.panel_invited import invited
from asbreview.web.submitted import Shown

INVITATIONS: Final = "/panel/invitations"
DONE: Final = {
    "to-go": "An email with a calendar file goes to each body that was not invited"
    " yet.",
    "went": "It is recorded that the email went.",
    "did-not-go": "It is recorded that the email did not go.",
}


class ButtonForm(Form):
    """A button that asks for nothing more."""

    SAYS: ClassVar = {}


class PanelInvitationPages(Controller):
    """What the bodies of a panel were sent."""

    path = "/cases/{reference:str}/panel/invitations"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk) -> Page:
        """Show what each body was sent and knows; 404 where no panel ever was."""
        return _page(desk, Shown.first(desk.form_fields))

    @post(sync_to_thread=True)
    def invite(self, desk: OnDesk) -> Response[Any]:
        """Let an invitation go to each body that had none."""

        def send(signed: Signed) -> int:
            return desk.reviews.invite_bodies(desk.view.case.case_id, signed=signed)

        return _record(desk, send, done="to-go")

    @post("/{invitation_id:uuid}/went", sync_to_thread=True)
    def went(self, desk: OnDesk, invitation_id: FromPath[UUID]) -> Response[Any]:
        """Record that an email of which that was not known had gone."""
        return _found(desk, invitation_id, sent=True, done="went")

    @post("/{invitation_id:uuid}/did-not-go", sync_to_thread=True)
    def did_not_go(self, desk: OnDesk, invitation_id: FromPath[UUID]) -> Response[Any]:
        """Record that an email of which that was not known had not gone."""
        return _found(desk, invitation_id, sent=False, done="did-not-go")


def _found(desk: Desk, invitation_id: UUID, *, sent: bool, done: str) -> Response[Any]:
    case = desk.view.case
    if invitation_id not in {each.id for each in desk.reviews.invitations(case)}:
        raise NotFoundException

    def find(signed: Signed) -> int:
        return desk.reviews.invitation_found(
            case.case_id, invitation_id, sent=sent, signed=signed
        )

    return _record(desk, find, done=done)


def _record(
    desk: Desk, command: Callable[[Signed], int], *, done: str
) -> Response[Any]:
    def record(form: ButtonForm) -> Redirect:
        position = command(desk.signed.by_command(form.command_id))
        return desk.recorded(position, INVITATIONS, done)

    return desk.answer(
        ButtonForm, record=record, page=lambda shown, _: _page(desk, shown)
    )


def _page(desk: Desk, shown: Shown) -> Page:
    view, given = desk.view, desk.given
    if not view.case.panel.ever_invited:
        raise NotFoundException
    told = invited(view, given)
    is_to_come = view.case.panel.convened and not is_over(view.case, given.now())
    return Page(
        "panel/invitations.html.jinja",
        view=view,
        shown=shown,
        done=DONE.get(desk.done, ""),
        invited=[each for each in told if each.is_asked],
        before=[each for each in told if not each.is_asked],
        mails=given.mail is not None,
        may_invite=bool(is_to_come) and view.may_go_on,
        answers_to=view.case.procedure.partnership.email,
        here=f"/cases/{view.reference}{INVITATIONS}",
    )
