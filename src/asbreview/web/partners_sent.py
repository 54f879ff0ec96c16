"""What a body is sent of a request: an email with a link, or a link to pass on."""

from collections.abc import Callable
from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.asking.facts import About, NoticeKind
from asbreview.domain.model import Signed
from asbreview.letters.notice import notice_text, subject_of
from asbreview.letters.notice_to_owner import owner_text
from asbreview.reviews import Case
from asbreview.reviews.asking import owner_asked
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.forms import Form
from asbreview.web.page import Page
from asbreview.web.partners_sent_told import link_by_hand, sent_of, steps_of
from asbreview.web.reached import reached_on
from asbreview.web.submitted import Shown

DONE: Final = {
    "to-go": "An email with a link goes to the body.",
    "reminder-to-go": "A reminder with a new link goes to the body.",
    "made": "The link is made. Send it, and tell the code by telephone.",
    "went": "It is recorded that the email went.",
    "did-not-go": "It is recorded that the email did not go.",
}


class SentForm(Form):
    """A button that asks for nothing more."""

    SAYS: ClassVar = {}


class PartnerSentPages(Controller):
    """What was sent to a body of one request."""

    path = "/cases/{reference:str}/partners/{request_id:uuid}"
    dependencies = DESK

    @get("/sent", sync_to_thread=True)
    def show(self, desk: OnDesk, request_id: FromPath[UUID]) -> Page:
        """Show what was sent and what became of it, and what can be done about it."""
        return _page(desk, request_id, Shown.first(desk.form_fields))

    @post("/email", sync_to_thread=True)
    def email(self, desk: OnDesk, request_id: FromPath[UUID]) -> Response[Any]:
        """Let an email with a new link go to the body."""

        def send(signed: Signed) -> int:
            return desk.reviews.send_notice(
                desk.view.case.case_id,
                request_id,
                kind=NoticeKind.REQUEST,
                signed=signed,
            )

        return _record(desk, request_id, send, done="to-go")

    @post("/remind", sync_to_thread=True)
    def remind(self, desk: OnDesk, request_id: FromPath[UUID]) -> Response[Any]:
        """Let an email go to the body that reminds it, with a new link."""

        def send(signed: Signed) -> int:
            return desk.reviews.send_notice(
                desk.view.case.case_id,
                request_id,
                kind=NoticeKind.REMINDER,
                signed=signed,
            )

        return _record(desk, request_id, send, done="reminder-to-go")

    @post("/link", sync_to_thread=True)
    def link(self, desk: OnDesk, request_id: FromPath[UUID]) -> Response[Any]:
        """Make a link for somebody to pass on."""

        def make(signed: Signed) -> int:
            return desk.reviews.make_answer_link(
                desk.view.case.case_id, request_id, signed=signed
            )

        return _record(desk, request_id, make, done="made")

    @post("/went", sync_to_thread=True)
    def went(self, desk: OnDesk, request_id: FromPath[UUID]) -> Response[Any]:
        """Record that an email of which that was not known had gone."""
        return _found(desk, request_id, sent=True, done="went")

    @post("/did-not-go", sync_to_thread=True)
    def did_not_go(self, desk: OnDesk, request_id: FromPath[UUID]) -> Response[Any]:
        """Record that an email of which that was not known had not gone."""
        return _found(desk, request_id, sent=False, done="did-not-go")


def _found(desk: Desk, request_id: UUID, *, sent: bool, done: str) -> Response[Any]:
    def find(signed: Signed) -> int:
        return desk.reviews.notice_found(
            desk.view.case.case_id, request_id, sent=sent, signed=signed
        )

    return _record(desk, request_id, find, done=done)


def _record(
    desk: Desk, request_id: UUID, command: Callable[[Signed], int], *, done: str
) -> Response[Any]:
    _must_be_its_own(desk, request_id)

    def record(form: SentForm) -> Redirect:
        position = command(desk.signed.by_command(form.command_id))
        return desk.recorded(position, f"/partners/{request_id}/sent", done)

    return desk.answer(
        SentForm, record=record, page=lambda shown, _: _page(desk, request_id, shown)
    )


def _must_be_its_own(desk: Desk, request_id: UUID) -> None:
    case = desk.view.case
    if request_id in case.evidence.requests or owner_asked(case, request_id):
        return
    raise NotFoundException


def _page(desk: Desk, request_id: UUID, shown: Shown) -> Page:
    _must_be_its_own(desk, request_id)
    view, given = desk.view, desk.given
    request = view.case.evidence.requests.get(request_id)
    owner = owner_asked(view.case, request_id)
    body_id = request.body_id if request else owner
    assert body_id is not None  # noqa: S101  it is the case's own
    sent = sent_of(given, request_id, as_of=view.position)
    by_hand = link_by_hand(given, sent) if view.may_go_on else None
    link = by_hand.link if by_hand else ""
    return Page(
        "partners/sent.html.jinja",
        view=view,
        shown=shown,
        done=DONE.get(desk.done, ""),
        body_name=view.body_name(body_id),
        fact=request,
        here=f"/cases/{view.reference}/partners/{request_id}",
        is_answered=_is_over(view.case, request_id, owner),
        reached=reached_on(given, body_id, view.today),
        mails=given.mail is not None,
        sent=sent,
        steps=list(steps_of(given, sent)),
        by_hand=by_hand,
        text=notice_text(view.case, request, link, by_hand=True)
        if request
        else owner_text(view.case, body_id, link, on=view.today, by_hand=True),
        subject=subject_of(
            view.case, about=About.INFORMATION if request else About.ACTIONS
        ),
    )


def _is_over(case: Case, request_id: UUID, owner: UUID | None) -> bool:
    """Is there nothing to ask the body by this request any more?"""
    if owner is not None:
        return not case.outcome.open_actions_of(owner)
    return request_id in case.evidence.answers
