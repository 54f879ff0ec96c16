"""The people of a case and the contacts with them, as their page shows them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from asbreview.domain.contact.facts import (
    ContactMade,
    ContactRecordedInError,
    Direction,
    Promise,
    PromiseKept,
)
from asbreview.domain.contact.help import PARTED_BY, HelpAskedFor, Need
from asbreview.domain.contact.record import Contact
from asbreview.domain.people import Channel, Person, Prose
from asbreview.letters.addresses import postable
from asbreview.reviews import CaseReviews
from asbreview.web.case_view import CaseView
from asbreview.web.words import due

REACHED: Final = {
    (Channel.PHONE, Direction.FROM_US): "We rang",
    (Channel.PHONE, Direction.TO_US): "They rang",
    (Channel.EMAIL, Direction.FROM_US): "We sent an email",
    (Channel.EMAIL, Direction.TO_US): "They sent an email",
    (Channel.LETTER, Direction.FROM_US): "We wrote",
    (Channel.LETTER, Direction.TO_US): "They wrote",
    (Channel.IN_PERSON, Direction.FROM_US): "We went to see them",
    (Channel.IN_PERSON, Direction.TO_US): "They came to see us",
}

CAME_BACK: Final = {
    Channel.LETTER: "A letter to this address came back.",
    Channel.EMAIL: "An email to this address came back.",
}


@dataclass(frozen=True)
class Reachable:
    """A person of the case, with what is safe; `no_letters` says why none can go."""

    person: Person
    is_applicant: bool
    is_victim: bool
    no_letters: str | None
    came_back: str = ""

    @property
    def safety(self) -> tuple[tuple[str, bool], ...]:
        """Every way, and whether it is safe."""
        safe = self.person.safe
        return (
            ("write a letter", safe.to_write),
            ("send an email", safe.to_email),
            ("ring", safe.to_ring),
            ("leave a message", safe.to_leave_a_message),
        )


@dataclass(frozen=True)
class InTouch:
    """A contact as it was recorded, and what became of what was promised in it."""

    made: ContactMade
    kept_on: date | None = None
    in_error: Prose | None = None

    @property
    def promise_id(self) -> UUID | None:
        """What was promised in it, if anything was."""
        return self.made.promise.promise_id if self.made.promise else None

    @property
    def title(self) -> str:
        """Who reached whom, and how."""
        return REACHED[self.made.channel, self.made.direction]


@dataclass(frozen=True)
class Promised:
    """A promise that is open, to whom it was made and when."""

    promise: Promise
    made: ContactMade
    days_left: int

    @property
    def overdue(self) -> bool:
        """Has its day passed?"""
        return self.days_left < 0

    @property
    def how_far(self) -> str:
        """How far its day is."""
        return due(self.days_left, unit="day")


@dataclass(frozen=True)
class Called:
    """A call for help: who, what they need in words, and how far its day is."""

    asked: HelpAskedFor
    person: Person
    needs: tuple[str, ...]
    days_left: int
    is_open: bool

    @property
    def overdue(self) -> bool:
        """Has its day passed?"""
        return self.days_left < 0

    @property
    def how_far(self) -> str:
        """How far its day is."""
        return due(self.days_left, unit="day")

    @property
    def to_ring_though_unsafe(self) -> bool:
        """Did they ask to be rung, where it is not known to be safe?"""
        return Need.CALL in self.needs and not self.person.safe.to_ring


def call_of(view: CaseView, help_id: UUID) -> Called | None:
    """Return a call for help, answered or not; nothing if there is none."""
    contact = view.case.contact
    asked = contact.calls.get(help_id) or contact.calls_answered.get(help_id)
    if asked is None:
        return None
    return Called(
        asked,
        contact.people[asked.person_id],
        tuple(filter(None, view.tell(asked.needs.words).split(PARTED_BY))),
        (asked.answer_by - view.today).days,
        help_id in contact.calls,
    )


def calls_of(view: CaseView) -> list[Called]:
    """Return the calls for help that are open, what is due first at the top."""
    found = filter(None, (call_of(view, id_) for id_ in view.case.contact.calls))
    return sorted(found, key=lambda c: (c.asked.answer_by, not c.asked.not_safe))


def people_of(view: CaseView) -> list[Reachable]:
    """Return the people of a case, the applicant first; who speaks for them last."""
    contact = view.case.contact
    people = (*contact.present, *contact.representing)
    return [_reachable(view, contact, person) for person in people]


def contacts_of(view: CaseView, reviews: CaseReviews) -> list[InTouch]:
    """Return every contact on record, the newest first, corrected ones too.

    The record itself forgets what was corrected, and promises that were kept.
    """
    contact = view.case.contact
    found: dict[UUID, InTouch] = {}
    for event in reviews.events.get(contact.id, lte=contact.version):
        match event:
            case ContactMade():
                found[event.contact_id] = InTouch(event)
            case ContactRecordedInError():
                found[event.item_id] = replace(
                    found[event.item_id], in_error=event.reason
                )
            case PromiseKept():
                _keep(found, event)
    recorded = reversed(found.values())
    return sorted(recorded, key=lambda each: each.made.made_on, reverse=True)


def promises_of(view: CaseView) -> list[Promised]:
    """Return the promises that are open, what is due first at the top."""
    contact = view.case.contact
    found = [
        Promised(made.promise, made, (made.promise.due_on - view.today).days)
        for made in contact.contacts.values()
        if made.promise and made.promise.promise_id in contact.promises
    ]
    return sorted(found, key=lambda each: each.promise.due_on)


def _keep(found: dict[UUID, InTouch], kept: PromiseKept) -> None:
    for id_, each in found.items():
        if each.promise_id == kept.promise_id:
            found[id_] = replace(each, kept_on=kept.kept_on)


def _reachable(view: CaseView, contact: Contact, person: Person) -> Reachable:
    name, address = view.tell(person.name), view.tell(person.address)
    return Reachable(
        person=person,
        is_applicant=person.person_id == contact.applicant_id,
        is_victim=person.person_id == contact.victim_id,
        no_letters=postable(name, address),
        came_back=" ".join(
            says
            for channel, says in CAME_BACK.items()
            if channel in contact.unreached.get(person.person_id, ())
        ),
    )
