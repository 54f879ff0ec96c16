"""Somebody who speaks for the victim: named with what they may be told, and ended."""

from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.application import HowConsented
from asbreview.domain.contact.representatives import ToldAs
from asbreview.domain.people import Channel
from asbreview.reviews.told import PersonTold
from asbreview.web.contacts_forms import OF_PERSON, SafeTo, safety
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.forms import Day, Form, Line, Says, Text
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

CONTACTS: Final = "/contacts"


class NamedForm(Form):
    """Who speaks for the victim, how the victim agreed, and what they may be told."""

    SAYS: ClassVar = {
        **OF_PERSON,
        "may_be_told": Says.select("what they may be told"),
        "how_agreed": Says.select("how the victim agreed"),
        "named_on": Says.enter("the day on which the victim agreed"),
    }

    safe: tuple[SafeTo, ...] = ()
    name: Line
    address: Text = ""
    email: Line = ""
    phone: Line = ""
    prefers: Channel
    may_be_told: ToldAs
    how_agreed: HowConsented
    named_on: Day

    @property
    def told(self) -> PersonTold:
        """Who they are."""
        return PersonTold(
            name=self.name,
            address=self.address,
            email=self.email,
            phone=self.phone,
            safe=safety(self.safe),
            prefers=self.prefers,
        )


class EndedForm(Form):
    """That they speak for the victim no longer."""

    SAYS: ClassVar = {
        "reason": Says.enter("why it ended"),
        "ended_on": Says.enter("the day on which it ended"),
    }

    reason: Text
    ended_on: Day


class RepresentativePages(Controller):
    """Who speaks for the victim."""

    path = "/cases/{reference:str}/contacts/representative"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask who it is; today is filled in, and nothing of what they may be told."""
        known = filled_day("named_on", desk.view.today)
        return _page(desk, desk.blank(prefers=Channel.PHONE.value, **known))

    @post(sync_to_thread=True)
    def name(self, desk: OnDesk) -> Response[Any]:
        """Record who speaks for the victim."""

        def record(form: NamedForm) -> Redirect:
            position = desk.reviews.name_representative(
                desk.view.case.case_id,
                form.told,
                named_on=form.named_on,
                how_agreed=form.how_agreed,
                may_be_told=form.may_be_told,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "representative")

        return desk.answer(
            NamedForm, record=record, page=lambda shown, _: _page(desk, shown)
        )

    @get("/{person_id:uuid}/end", sync_to_thread=True)
    def ask_end(self, desk: OnDesk, person_id: FromPath[UUID]) -> Page:
        """Ask why, and since when they speak for the victim no longer."""
        known = filled_day("ended_on", desk.view.today)
        return _end_page(desk, desk.blank_at_any_time(**known), person_id)

    @post("/{person_id:uuid}/end", sync_to_thread=True)
    def end(self, desk: OnDesk, person_id: FromPath[UUID]) -> Response[Any]:
        """Record that it ended."""

        def record(form: EndedForm) -> Redirect:
            position = desk.reviews.end_representative(
                desk.view.case.case_id,
                person_id,
                ended_on=form.ended_on,
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "representative-ended")

        return desk.answer(
            EndedForm,
            record=record,
            page=lambda shown, _: _end_page(desk, shown, person_id),
        )


def _page(desk: Desk, shown: Shown) -> Page:
    return Page("contacts/representative.html.jinja", view=desk.view, shown=shown)


def _end_page(desk: Desk, shown: Shown, person_id: UUID) -> Page:
    """Show who it is; one that has ended meanwhile too."""
    contact = desk.view.case.contact
    main = {contact.applicant_id, contact.victim_id}
    if person_id not in contact.people or person_id in main:
        raise NotFoundException
    return Page(
        "contacts/representative_ended.html.jinja",
        view=desk.view,
        shown=shown,
        person=contact.people[person_id],
    )
