"""Putting right who the victim of a case is."""

from typing import Any, Final

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.domain.application import Capacity
from asbreview.domain.people import Channel
from asbreview.web.contacts_forms import VictimForm
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

CONTACTS: Final = "/contacts"
CAPACITIES: Final = [
    {"value": each.value, "text": each[0].upper() + each[1:]} for each in Capacity
]


class VictimPages(Controller):
    """One form: who applies, and who the victim is."""

    path = "/cases/{reference:str}/contacts/victim"
    dependencies = DESK

    @get("/put-right", sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask who the victim is; as what they apply is filled in."""
        capacity = desk.view.case.trigger.application.capacity
        shown = desk.blank(capacity=capacity.value, victim_prefers=Channel.LETTER.value)
        return _page(desk, shown)

    @post("/put-right", sync_to_thread=True)
    def put_right(self, desk: OnDesk) -> Response[Any]:
        """Record who the victim is."""

        def record(form: VictimForm) -> Redirect:
            position = desk.reviews.correct_victim(
                desk.view.case.case_id,
                form.capacity,
                form.victim,
                reason=form.reason,
                since=form.since,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "victim")

        return desk.answer(
            VictimForm, record=record, page=lambda shown, _: _page(desk, shown)
        )


def _page(desk: Desk, shown: Shown) -> Page:
    contact = desk.view.case.contact
    return Page(
        "contacts/victim.html.jinja",
        view=desk.view,
        shown=shown,
        victim=contact.people[contact.victim_id],
        capacities=CAPACITIES,
    )
