"""Who had a text that was annotated, and that they are told of it."""

from typing import Any
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.people import Channel
from asbreview.domain.rights.annotating import NotTold
from asbreview.web.data_annotated_forms import RecipientForm, Settled
from asbreview.web.data_recipients_told import RecipientTold, recipients_told
from asbreview.web.data_requests_forms import choices
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

DONE = {"settled": "It is recorded."}


class RecipientPages(Controller):
    """Who had a text that was annotated, and that they are told (Art. 19)."""

    path = "/cases/{reference:str}/data-requests/annotations/{annotation_id:uuid}"
    dependencies = DESK

    @get("/recipients", sync_to_thread=True)
    def show(self, desk: OnDesk, annotation_id: FromPath[UUID]) -> Page:
        """Show who had it, by what, and who of them knows."""
        return Page(
            "rights/recipients.html.jinja",
            view=desk.view,
            annotated=_annotation(desk, annotation_id),
            recipients=recipients_told(desk, annotation_id),
            done=DONE.get(desk.done, ""),
        )

    @get("/recipients/{recipient_id:uuid}", sync_to_thread=True)
    def ask(
        self, desk: OnDesk, annotation_id: FromPath[UUID], recipient_id: FromPath[UUID]
    ) -> Page:
        """Ask whether somebody who had it was told."""
        known = filled_day("told_on", desk.view.today)
        shown = desk.blank_at_any_time(**known)
        return _page(desk, annotation_id, recipient_id, shown)

    @post("/recipients/{recipient_id:uuid}", sync_to_thread=True)
    def settle(
        self, desk: OnDesk, annotation_id: FromPath[UUID], recipient_id: FromPath[UUID]
    ) -> Response[Any]:
        """Record that they were told, or why they are not."""
        _recipient(desk, annotation_id, recipient_id)

        def record(form: RecipientForm) -> Redirect:
            position = settled(desk, annotation_id, recipient_id, form)
            page = f"/data-requests/annotations/{annotation_id}/recipients"
            return desk.recorded(position, page, "settled")

        return desk.answer(
            RecipientForm,
            record=record,
            page=lambda shown, _: _page(desk, annotation_id, recipient_id, shown),
        )


def settled(
    desk: Desk, annotation_id: UUID, recipient_id: UUID, form: RecipientForm
) -> int:
    """Record what became of telling somebody what is put right."""
    case_id, of = desk.view.case.case_id, (annotation_id, recipient_id)
    signed = desk.signed.by_command(form.command_id)
    if form.settled is Settled.TOLD:
        on, how = form.was_told
        return desk.reviews.tell_recipient(
            case_id, *of, told_on=on, how=how, signed=signed
        )
    because = NotTold(form.settled.value)
    return desk.reviews.leave_recipient(
        case_id, *of, because=because, reason=form.reason, signed=signed
    )


def _annotation(desk: Desk, annotation_id: UUID) -> Any:
    """Return an annotation of this case; 404 for none."""
    rights = desk.view.case.rights
    if rights is None or annotation_id not in rights.annotations:
        raise NotFoundException
    return rights.annotations[annotation_id]


def _recipient(desk: Desk, annotation_id: UUID, recipient_id: UUID) -> RecipientTold:
    """Return somebody who had an annotated text; 404 for anybody else."""
    _annotation(desk, annotation_id)
    for told in recipients_told(desk, annotation_id):
        if told.had.recipient_id == recipient_id:
            return told
    raise NotFoundException


def _page(desk: Desk, annotation_id: UUID, recipient_id: UUID, shown: Shown) -> Page:
    return Page(
        "rights/recipient.html.jinja",
        view=desk.view,
        shown=shown,
        annotated=_annotation(desk, annotation_id),
        told=_recipient(desk, annotation_id, recipient_id),
        settled=choices(Settled),
        ways=choices(Channel),
    )
