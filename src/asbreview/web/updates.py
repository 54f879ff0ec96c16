"""Progress updates: promising somebody to tell them how it goes, and ending that."""

from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.web.contacts import person_on
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.forms import Day, Form, Says, Text
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

CONTACTS: Final = "/contacts"


class PromisedForm(Form):
    """How often somebody is told how it goes."""

    SAYS: ClassVar = {
        "every_weeks": Says.select("how often they are told"),
        "promised_on": Says.enter("the day on which it was promised"),
    }

    every_weeks: int
    promised_on: Day


class UpdatesEndedForm(Form):
    """Why they are not told any more."""

    SAYS: ClassVar = {
        "reason": Says.enter("why it ends"),
        "ended_on": Says.enter("the day on which it ended"),
    }

    reason: Text
    ended_on: Day


class UpdatesPages(Controller):
    """What was promised to people, again and again."""

    path = "/cases/{reference:str}/contacts"
    dependencies = DESK

    @get("/{person_id:uuid}/updates", sync_to_thread=True)
    def ask(self, desk: OnDesk, person_id: FromPath[UUID]) -> Page:
        """Ask how often; today is filled in."""
        known = filled_day("promised_on", desk.view.today)
        return _page(desk, desk.blank(**known), person_id)

    @post("/{person_id:uuid}/updates", sync_to_thread=True)
    def promise(self, desk: OnDesk, person_id: FromPath[UUID]) -> Response[Any]:
        """Record the promise."""

        def record(form: PromisedForm) -> Redirect:
            position = desk.reviews.promise_updates(
                desk.view.case.case_id,
                person_id=person_id,
                every_weeks=form.every_weeks,
                promised_on=form.promised_on,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "updates")

        return desk.answer(
            PromisedForm,
            record=record,
            page=lambda shown, _: _page(desk, shown, person_id),
        )

    @get("/updates/{updates_id:uuid}/end", sync_to_thread=True)
    def ask_end(self, desk: OnDesk, updates_id: FromPath[UUID]) -> Page:
        """Ask why it ends; today is filled in."""
        known = filled_day("ended_on", desk.view.today)
        return _end_page(desk, desk.blank_at_any_time(**known), updates_id)

    @post("/updates/{updates_id:uuid}/end", sync_to_thread=True)
    def end(self, desk: OnDesk, updates_id: FromPath[UUID]) -> Response[Any]:
        """Record that it ends."""

        def record(form: UpdatesEndedForm) -> Redirect:
            position = desk.reviews.end_updates(
                desk.view.case.case_id,
                updates_id,
                ended_on=form.ended_on,
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "updates-ended")

        return desk.answer(
            UpdatesEndedForm,
            record=record,
            page=lambda shown, _: _end_page(desk, shown, updates_id),
        )


def _page(desk: Desk, shown: Shown, person_id: UUID) -> Page:
    return Page(
        "contacts/updates.html.jinja",
        view=desk.view,
        shown=shown,
        person=person_on(desk.view, person_id),
    )


def _end_page(desk: Desk, shown: Shown, updates_id: UUID) -> Page:
    """Show what was promised; one that has ended meanwhile too, no other (404)."""
    contact = desk.view.case.contact
    if updates_id not in {**contact.updates, **contact.updates_ended}:
        raise NotFoundException
    return Page(
        "contacts/updates_ended.html.jinja",
        view=desk.view,
        shown=shown,
        promised=contact.updates.get(updates_id),
    )
