"""The contact file of a case: its people, how to reach them, what was promised."""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from asbreview.domain.circumstances import Circumstances
from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing
from asbreview.domain.in_error import FactRecordedInError
from asbreview.domain.model import (
    CaseAggregate,
    CaseEvent,
    OpeningEvent,
    ReliedUpon,
    Signed,
    Value,
)
from asbreview.domain.people import Channel, Person, Prose


class Direction(StrEnum):
    """Who got in touch."""

    FROM_US = "from us"
    TO_US = "to us"


class Promise(Value):
    """Something promised to a person by a day."""

    promise_id: UUID
    promised: Prose
    due_on: date


class ContactFileOpened(CaseEvent, OpeningEvent):
    """The people of a case were recorded: who applies and, if another, the victim."""

    TOPIC: ClassVar[str] = "contact.file-opened"

    applicant: Person
    victim: Person | None = None


class ContactDetailsChanged(CaseEvent):
    """A person's contact details, or what is safe for them, changed."""

    TOPIC: ClassVar[str] = "contact.details-changed"

    person: Person

    def apply(self, aggregate: "Contact") -> None:
        """Remember the details, and since when they hold."""
        aggregate.know(self.person, since=self.originator_version)


class CircumstancesRecorded(CaseEvent):
    """What is known of a person that later steps take into account was recorded."""

    TOPIC: ClassVar[str] = "contact.circumstances-recorded"

    circumstances: Circumstances

    def apply(self, aggregate: "Contact") -> None:
        """Remember what is known; what was known before is on record still."""
        known = self.circumstances
        aggregate.circumstances[known.person_id] = known


class ContactMade(CaseEvent):
    """We and a person of the case were in touch: a call, a visit, a message."""

    TOPIC: ClassVar[str] = "contact.contact-made"

    contact_id: UUID
    person_id: UUID
    channel: Channel
    direction: Direction
    made_on: date
    said: Prose
    promise: Promise | None = None

    def apply(self, aggregate: "Contact") -> None:
        """Remember that there was contact, and what was promised."""
        aggregate.contacts[self.contact_id] = self
        if self.promise:
            aggregate.promises[self.promise.promise_id] = self.promise


class PromiseKept(CaseEvent):
    """What was promised to a person was done."""

    TOPIC: ClassVar[str] = "contact.promise-kept"

    promise_id: UUID
    kept_on: date

    def apply(self, aggregate: "Contact") -> None:
        """Remember that it is no longer owed."""
        if self.promise_id in aggregate.promises:
            kept = aggregate.promises.pop(self.promise_id)
            aggregate.kept[self.promise_id] = kept


class ContactRecordedInError(CaseEvent):
    """A contact was recorded that never was, or not so."""

    TOPIC: ClassVar[str] = "contact.recorded-in-error"

    item_id: UUID
    reason: Prose

    def apply(self, aggregate: "Contact") -> None:
        """Leave it, and what was promised in it, out of account from now on."""
        made = aggregate.contacts.pop(self.item_id, None)
        if made and made.promise:
            aggregate.promises.pop(made.promise.promise_id, None)
            aggregate.kept.pop(made.promise.promise_id, None)


class PromiseKeptInError(FactRecordedInError):
    """A promise was recorded as kept that was not, or not so."""

    TOPIC: ClassVar[str] = "contact.promise-kept-in-error"

    @property
    def corrects(self) -> str:
        """The topic of what was in error."""
        return PromiseKept.TOPIC

    def apply(self, aggregate: "Contact") -> None:
        """Remember that it is owed still."""
        aggregate.promises[self.item_id] = aggregate.kept.pop(self.item_id)


class ContactFileReliedOn(ReliedUpon):
    """A decision was taken that rests on the contact file as it stood."""

    TOPIC: ClassVar[str] = "contact.relied-on"


class Contact(CaseAggregate):
    """Whom the case is about and how to reach them."""

    TOPIC = "contact"
    relied_on_as = ContactFileReliedOn

    def __init__(
        self, case_id: UUID, applicant: Person, victim: Person | None = None
    ) -> None:
        super().__init__(case_id)
        self.applicant_id = applicant.person_id
        self.victim_id = victim.person_id if victim else applicant.person_id
        self.people: dict[UUID, Person] = {}
        self.details_since: dict[UUID, int] = {}
        self.contacts: dict[UUID, ContactMade] = {}
        self.promises: dict[UUID, Promise] = {}
        self.circumstances: dict[UUID, Circumstances] = {}
        self.kept: dict[UUID, Promise] = {}
        for person in (applicant, victim):
            if person:
                self.know(person, since=1)

    @classmethod
    def open_file(
        cls, case_id: UUID, *, applicant: Person, victim: Person | None, signed: Signed
    ) -> "Contact":
        """Record the people of a case."""
        return cls._open_on(
            case_id, ContactFileOpened, signed, applicant=applicant, victim=victim
        )

    @property
    def applicant(self) -> Person:
        """The person who applied, with the details that hold now."""
        return self.people[self.applicant_id]

    @property
    def everyone(self) -> tuple[UUID, ...]:
        """The ids of the people of the case: whom a text on it may tell of."""
        return tuple(self.people)

    def know(self, person: Person, *, since: int) -> None:
        """Hold a person's details, since a version of this record."""
        self.people[person.person_id] = person
        self.details_since[person.person_id] = since

    def change_details(self, person: Person, *, signed: Signed) -> None:
        """Record new details of a person already on the case (`NoSuchThing`)."""
        self._known(person.person_id)
        self._record(ContactDetailsChanged, signed, person=person)

    def record_circumstances(self, known: Circumstances, *, signed: Signed) -> None:
        """Record what is known of a person on the case; it takes the former's place."""
        self._known(known.person_id)
        self._record(CircumstancesRecorded, signed, circumstances=known)

    def make(  # noqa: PLR0913  a contact is all of these
        self,
        contact_id: UUID,
        *,
        person_id: UUID,
        channel: Channel,
        direction: Direction,
        made_on: date,
        said: Prose,
        promise: Promise | None,
        signed: Signed,
    ) -> None:
        """Record a contact, and what was promised in it by which day."""
        self._known(person_id)
        has_happened(made_on, what="The contact", field="made_on", signed=signed)
        _must_not_precede(promise, made_on)
        self._record(
            ContactMade,
            signed,
            contact_id=contact_id,
            person_id=person_id,
            channel=channel,
            direction=direction,
            made_on=made_on,
            said=said,
            promise=promise,
        )

    def keep_promise(self, promise_id: UUID, *, kept_on: date, signed: Signed) -> None:
        """Record that a promise was kept, on a London date not in the future."""
        if promise_id not in self.promises:
            raise AlreadyDone("This promise is not open")
        has_happened(kept_on, what="The day", field="kept_on", signed=signed)
        self._record(PromiseKept, signed, promise_id=promise_id, kept_on=kept_on)

    def take_back_keeping(
        self, promise_id: UUID, *, reason: Prose, signed: Signed
    ) -> None:
        """Record that a promise was not kept, as had been recorded: it is owed."""
        if promise_id not in self.kept:
            raise NoSuchThing("There is no such thing, or it is corrected already")
        self._record(PromiseKeptInError, signed, item_id=promise_id, reason=reason)

    def record_in_error(self, item_id: UUID, *, reason: Prose, signed: Signed) -> None:
        """Record that a contact was recorded in error; the record keeps both."""
        if item_id not in self.contacts:
            raise NoSuchThing("There is no such contact, or it is corrected already")
        self._record(ContactRecordedInError, signed, item_id=item_id, reason=reason)

    def _known(self, person_id: UUID) -> None:
        if person_id not in self.people:
            raise Misrecorded("Choose a person of this case", field="person_id")


def _must_not_precede(promise: Promise | None, made_on: date) -> None:
    """Refuse a promise for a day before the contact that it was made in."""
    if promise:
        what = "The day it is promised for"
        is_not_before(promise.due_on, made_on, what=what, field="promised_by")
