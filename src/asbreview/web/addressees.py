"""The letter to somebody outside the relevant bodies: read, printed, and sent."""

from enum import StrEnum
from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.people import Channel
from asbreview.letters.document import Document
from asbreview.letters.html import fragment
from asbreview.letters.pdf import printed
from asbreview.letters.to_addressee import letter_to_addressee
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.forms import Day, Form, Says
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

OUTCOME: Final = "/outcome"


class SentBy(StrEnum):
    """How the letter went."""

    LETTER = Channel.LETTER.value
    EMAIL = Channel.EMAIL.value


WAYS: Final = {SentBy.LETTER: "By post", SentBy.EMAIL: "By email"}


class WrittenForm(Form):
    """When and how the letter went."""

    SAYS: ClassVar = {
        "sent_on": Says.enter("the day it was sent"),
        "channel": Says.select("how it was sent"),
    }

    sent_on: Day
    channel: SentBy


class AddresseePages(Controller):
    """What goes to one to whom something is recommended."""

    path = "/cases/{reference:str}/outcome/addressees/{addressee_id:uuid}"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk, addressee_id: FromPath[UUID]) -> Page:
        """Show the letter as it would be read, and ask when it went."""
        day = filled_day("sent_on", desk.view.today)
        return _page(desk, Shown.first(desk.form_fields, **day), addressee_id)

    @post(sync_to_thread=True)
    def send(self, desk: OnDesk, addressee_id: FromPath[UUID]) -> Response[Any]:
        """Record that the letter was sent."""
        _must_be_one(desk, addressee_id)

        def record(form: WrittenForm) -> Redirect:
            position = desk.reviews.write_to_addressee(
                desk.view.case.case_id,
                addressee_id,
                sent_on=form.sent_on,
                channel=Channel(form.channel.value),
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, OUTCOME, "written-to")

        return desk.answer(
            WrittenForm,
            record=record,
            page=lambda shown, _: _page(desk, shown, addressee_id),
        )

    @get("/letter.pdf", sync_to_thread=True)
    def pdf(self, desk: OnDesk, addressee_id: FromPath[UUID]) -> Response[bytes]:
        """Give the letter to be printed; its name tells nothing of anybody."""
        name = f"{desk.view.reference}-recommendation-{addressee_id.hex[:8]}.pdf"
        return Response(
            printed(_letter(desk, addressee_id)).pdf,
            media_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


def _must_be_one(desk: Desk, addressee_id: UUID) -> None:
    """Refuse (404) whom nothing is recommended to, or who is a relevant body."""
    outcome = desk.view.case.outcome
    made = {each.body_id for each in outcome.recommendations.values()}
    if addressee_id not in outcome.from_outside or addressee_id not in made:
        raise NotFoundException


def _letter(desk: Desk, addressee_id: UUID) -> Document:
    """Return the letter, dated the day it went or else today.

    In the name of whoever sent it, or else of the case's caseworker.
    """
    _must_be_one(desk, addressee_id)
    sent = desk.view.case.outcome.written_to.get(addressee_id)
    by = desk.view.case.trigger.caseworker_id or desk.view.who.account_id
    return letter_to_addressee(
        desk.view.case,
        addressee_id,
        desk.given.keyring,
        dated=sent.sent_on if sent else desk.view.today,
        signed_by=desk.view.name_of(sent.recorded_by if sent else by),
    )


def _page(desk: Desk, shown: Shown, addressee_id: UUID) -> Page:
    letter = _letter(desk, addressee_id)
    return Page(
        "outcome/addressee.html.jinja",
        view=desk.view,
        shown=shown,
        name=desk.view.body_name(addressee_id),
        letter=fragment(letter, level=2),
        sent=desk.view.case.outcome.written_to.get(addressee_id),
        ways=[{"value": each.value, "text": says} for each, says in WAYS.items()],
        pdf=f"/outcome/addressees/{addressee_id}/letter.pdf",
    )
