"""The people of a case, what is safe for them, and what was said and promised."""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.people import Person
from asbreview.web.asking import asked_of
from asbreview.web.case_view import CaseView
from asbreview.web.contacts_forms import (
    ContactForm,
    ContactInErrorForm,
    DetailsForm,
    KeptForm,
    details_known,
)
from asbreview.web.contacts_view import (
    InTouch,
    calls_of,
    contacts_of,
    people_of,
    promises_of,
)
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

CONTACTS: Final = "/contacts"
DONE: Final = {
    "kept-to-some": "What the contact says is for those you named.",
    "shown": "What the contact says is shown to everybody of the case.",
    "circumstances": "What is known of them is recorded.",
    "details": "The details are recorded. Letters drafted to an old address are held"
    " back.",
    "holds": "The address is recorded as right. Draw again the letters held back.",
    "victim": "Who the victim is is put right.",
    "made": "The contact is recorded.",
    "updates": "The promise is recorded. Each contact or letter begins it anew.",
    "updates-ended": "It is recorded that the updates end.",
    "representative": "Who speaks for the victim is recorded.",
    "representative-ended": "It is recorded that they speak for them no longer.",
    "adjustment": "What they ask for is recorded. It is to be answered.",
    "adjustment-answered": "The answer is recorded.",
    "answered": "It is recorded that they were answered.",
    "asked": "The letter is drafted. Once it has gone, the case waits for the"
    " applicant.",
    "asked-answered": "The answer is recorded.",
    "progress": "The letter is drafted. It counts as contact once it has gone.",
    "moved-told": "It is recorded that they were told the new date.",
    "moved-letter": "The letter is drafted. They have been told when it is posted.",
    "kept": "It is recorded that the promise was kept.",
    "in-error": "It is recorded that the contact was recorded in error.",
}


class ContactPages(Controller):
    """People, contacts and promises.  A case that ended has them still."""

    path = "/cases/{reference:str}/contacts"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk) -> Page:
        """Show who is who, what is safe, what is promised, and what was said."""
        view = desk.view
        return Page(
            "contacts/show.html.jinja",
            view=view,
            done=DONE.get(desk.done, ""),
            people=people_of(view),
            promises=promises_of(view),
            asked=asked_of(view),
            contacts=contacts_of(view, desk.reviews),
            calls=calls_of(view),
        )

    @get("/new", sync_to_thread=True)
    def ask_contact(self, desk: OnDesk) -> Page:
        """Ask for a contact; today is filled in, and who if there is only one."""
        people = [str(each.person_id) for each in desk.view.case.contact.present]
        shown = desk.blank_at_any_time(
            person_id=people if len(people) == 1 else "",
            **filled_day("made_on", desk.view.today),
        )
        return _contact_page(desk, shown)

    @post("/new", sync_to_thread=True)
    def make(self, desk: OnDesk) -> Response[Any]:
        """Record a contact, and what was promised in it."""

        def record(form: ContactForm) -> Redirect:
            position = desk.reviews.make_contact(
                desk.view.case.case_id,
                **form.told,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "made")

        return desk.answer(
            ContactForm, record=record, page=lambda shown, _: _contact_page(desk, shown)
        )

    @get("/{person_id:uuid}/details", sync_to_thread=True)
    def ask_details(self, desk: OnDesk, person_id: FromPath[UUID]) -> Page:
        """Ask for a person's details; all that is known is filled in."""
        person = person_on(desk.view, person_id)
        shown = desk.blank_at_any_time(**details_known(desk.view, person))
        return _details_page(desk, shown, person)

    @post("/{person_id:uuid}/details", sync_to_thread=True)
    def change_details(self, desk: OnDesk, person_id: FromPath[UUID]) -> Response[Any]:
        """Record a person's new details."""
        person = person_on(desk.view, person_id)

        def record(form: DetailsForm) -> Redirect:
            position = desk.reviews.change_contact_details(
                desk.view.case.case_id,
                person_id,
                form.told,
                since=form.since,
                signed=desk.signed.by_command(form.command_id),
            )
            desk.given.settle_letters()  # one to the old address is held back at once
            position = max(position, desk.reviews.end_of_log())
            return desk.recorded(position, CONTACTS, "details")

        return desk.answer(
            DetailsForm,
            record=record,
            page=lambda shown, _: _details_page(desk, shown, person),
        )

    @get("/promises/{promise_id:uuid}", sync_to_thread=True)
    def ask_kept(self, desk: OnDesk, promise_id: FromPath[UUID]) -> Page:
        """Ask when a promise was kept; today is filled in."""
        known = filled_day("kept_on", desk.view.today)
        return _kept_page(desk, desk.blank_at_any_time(**known), promise_id)

    @post("/promises/{promise_id:uuid}", sync_to_thread=True)
    def keep(self, desk: OnDesk, promise_id: FromPath[UUID]) -> Response[Any]:
        """Record that a promise was kept."""

        def record(form: KeptForm) -> Redirect:
            position = desk.reviews.keep_promise(
                desk.view.case.case_id,
                promise_id,
                kept_on=form.kept_on,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "kept")

        return desk.answer(
            KeptForm,
            record=record,
            page=lambda shown, _: _kept_page(desk, shown, promise_id),
        )

    @get("/{contact_id:uuid}/in-error", sync_to_thread=True)
    def ask_in_error(self, desk: OnDesk, contact_id: FromPath[UUID]) -> Page:
        """Ask what was wrong with a contact that was recorded."""
        return _in_error_page(desk, desk.blank_at_any_time(), contact_id)

    @post("/{contact_id:uuid}/in-error", sync_to_thread=True)
    def record_in_error(
        self, desk: OnDesk, contact_id: FromPath[UUID]
    ) -> Response[Any]:
        """Record that a contact was recorded in error."""

        def record(form: ContactInErrorForm) -> Redirect:
            position = desk.reviews.correct_contact(
                desk.view.case.case_id,
                contact_id,
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "in-error")

        return desk.answer(
            ContactInErrorForm,
            record=record,
            page=lambda shown, _: _in_error_page(desk, shown, contact_id),
        )


def person_on(view: CaseView, person_id: UUID) -> Person:
    """Return a person of a case; 404 for anybody else."""
    person = view.case.contact.people.get(person_id)
    if person is None:
        raise NotFoundException
    return person


def _contact_page(desk: Desk, shown: Shown) -> Page:
    people = people_of(desk.view)
    whom = [
        {
            "value": str(each.person.person_id),
            "text": desk.view.tell(each.person.name),
        }
        for each in people
    ]
    return Page(
        "contacts/new.html.jinja",
        view=desk.view,
        shown=shown,
        people=people,
        whom=whom,
    )


def _details_page(desk: Desk, shown: Shown, person: Person) -> Page:
    return Page(
        "contacts/details.html.jinja", view=desk.view, shown=shown, person=person
    )


def _kept_page(desk: Desk, shown: Shown, promise_id: UUID) -> Page:
    """Show the promise; one that was kept meanwhile too."""
    contacts = contacts_of(desk.view, desk.reviews)
    return Page(
        "contacts/kept.html.jinja",
        view=desk.view,
        shown=shown,
        found=_first(each for each in contacts if each.promise_id == promise_id),
    )


def _in_error_page(desk: Desk, shown: Shown, contact_id: UUID) -> Page:
    contacts = contacts_of(desk.view, desk.reviews)
    return Page(
        "contacts/in_error.html.jinja",
        view=desk.view,
        shown=shown,
        found=_first(each for each in contacts if each.made.contact_id == contact_id),
    )


def _first(found: Iterator[InTouch]) -> InTouch:
    for each in found:
        return each
    raise NotFoundException
