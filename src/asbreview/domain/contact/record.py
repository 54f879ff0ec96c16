"""The contact file of a case: its people, how to reach them, what was promised."""

from collections.abc import Container, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from asbreview.domain.circumstances import Circumstances
from asbreview.domain.contact.asking import InTouchOnFile
from asbreview.domain.contact.facts import (
    AddressLookedAt,
    CircumstancesRecorded,
    ContactDetailsChanged,
    ContactFileOpened,
    ContactFileReliedOn,
    ContactMade,
    ContactRecordedInError,
    Direction,
    LetterCameBack,
    Promise,
    PromiseKept,
    PromiseKeptInError,
    StatusCodeReplaced,
    VictimPutRight,
    WasFor,
)
from asbreview.domain.contact.in_error import ContactFact, ContactFactInError
from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.overtaken import must_stand
from asbreview.domain.people import Channel, Person, Prose

OVERTAKEN: Final = (
    "Their details were changed since you opened this page, by them or by a colleague."
    " Safe is now: {}. Nothing you typed is lost: look at the contacts, and change"
    " below what is not so"
)
CIRCUMSTANCES_OVERTAKEN: Final = (
    "What is known of them was changed since you opened this page, by a colleague. It"
    " stands on the page of contacts. Nothing you typed is lost: take over what is"
    " still so, and send it again"
)
VICTIM_OVERTAKEN: Final = (
    "Who the victim is was put right since you opened this page, by a colleague. Who is"
    " on record now stands above. Nothing you typed is lost: send it again only if that"
    " is wrong"
)
NOT_THEIRS: Final = (
    "Select “Not said” where we got in touch, or that they did where they did"
)


class Contact(InTouchOnFile):
    """Whom the case is about and how to reach them."""

    TOPIC = "contact"
    relied_on_as = ContactFileReliedOn
    in_error_as = ContactFactInError

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
        self.circumstances_since: dict[UUID, int] = {}  # of those that are known
        self.victim_since = 1
        self.kept: dict[UUID, Promise] = {}
        self.code_number = 1  # of the code that the applicant follows the case with
        self.code_replaced: StatusCodeReplaced | None = None
        self.came_back: dict[UUID, LetterCameBack] = {}  # by the command
        self.looked_at: dict[UUID, int] = {}  # of a person: our version then
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
    def unreached(self) -> dict[UUID, set[Channel]]:
        """By which channels somebody is not reached, until their address is looked at.

        Each letter that came back counts: one taken back leaves those of the others.
        """
        found: dict[UUID, set[Channel]] = {}
        for each in self.came_back.values():
            if each.originator_version > self.looked_at.get(each.person_id, 0):
                found.setdefault(each.person_id, set()).add(each.channel)
        return found

    @property
    def present(self) -> tuple[Person, ...]:
        """The people whom the case has now: who applied and, if another, the victim.

        Whoever was taken for the victim in error is not among them.
        """
        ids = dict.fromkeys((self.applicant_id, self.victim_id))
        return tuple(self.people[id_] for id_ in ids)

    @property
    def representing(self) -> tuple[Person, ...]:
        """Who speaks for the victim now, with the details that hold."""
        named = self.representatives.values()
        return tuple(
            self.people[each.representative.person_id]
            for each in named
            if each.represents == self.victim_id
        )

    @property
    def everyone(self) -> tuple[UUID, ...]:
        """The ids of the people of the case: whom a text on it may tell of."""
        return tuple(self.people)

    def know(self, person: Person, *, since: int) -> None:
        """Hold a person's details, since a version of this record."""
        self.people[person.person_id] = person
        self.details_since[person.person_id] = since

    def change_details(
        self,
        person: Person,
        *,
        looked_at: bool = True,
        since: int | None = None,
        signed: Signed,
    ) -> None:
        """Record new details of a person already on the case (`NoSuchThing`).

        Where a letter came back nothing goes until the address was *looked at*.
        Refused (`AlreadyDone`) if they were changed *since* a version of this record:
        a way that stopped being safe is not safe again by a form that was open.
        """
        self._known(person.person_id)
        now = self.people[person.person_id]
        says = OVERTAKEN.format(_safe_ways(now))
        must_stand(since, self.details_since[person.person_id], says=says)
        self._record(ContactDetailsChanged, signed, person=person)
        if looked_at and self.unreached.get(person.person_id):
            self.look_at_address(person.person_id, signed=signed)

    def letter_came_back(
        self, person_id: UUID, letter_id: UUID, channel: Channel, *, signed: Signed
    ) -> None:
        """Record that a letter to a person came back, by post or by email."""
        self._known(person_id)
        self._record(
            LetterCameBack,
            signed,
            person_id=person_id,
            letter_id=letter_id,
            channel=channel,
        )

    def look_at_address(self, person_id: UUID, *, signed: Signed) -> None:
        """Record that the address a letter came back from was looked at, and holds.

        Refused (`AlreadyDone`) where none came back since the details were recorded.
        """
        if not self.unreached.get(person_id):
            raise AlreadyDone("No letter to this person came back since")
        self._record(AddressLookedAt, signed, person_id=person_id)

    def put_victim_right(
        self,
        victim_id: UUID,
        victim: Person | None,
        *,
        since: int | None = None,
        signed: Signed,
    ) -> None:
        """Record who the victim is, where another had been recorded.

        Refused (`AlreadyDone`) if that was put right *since* a version of this record.
        """
        must_stand(since, self.victim_since, says=VICTIM_OVERTAKEN)
        self._record(VictimPutRight, signed, victim_id=victim_id, victim=victim)

    def record_circumstances(
        self, known: Circumstances, *, since: int | None = None, signed: Signed
    ) -> None:
        """Record what is known of a person on the case; it takes the former's place.

        Refused (`AlreadyDone`) if other was recorded *since* a version of this record;
        that nothing was known is version 0.
        """
        self._known(known.person_id)
        stood = self.circumstances_since.get(known.person_id, 0)
        must_stand(since, stood, says=CIRCUMSTANCES_OVERTAKEN)
        self._record(CircumstancesRecorded, signed, circumstances=known)

    def replace_status_code(self, *, signed: Signed) -> None:
        """Record that the applicant has another code; the one before is none."""
        self._record(StatusCodeReplaced, signed)

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
        was_for: WasFor | None = None,
        signed: Signed,
    ) -> None:
        """Record a contact, and what was promised in it by which day.

        What it *was for* is said of one that came to us (`Misrecorded`).
        """
        self._known(person_id)
        if was_for and direction is not Direction.TO_US:
            raise Misrecorded(NOT_THEIRS, field="was_for")
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
            was_for=was_for,
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

    @property
    def facts_on_record(self) -> Mapping[str, Container[UUID]]:
        """What is on record and may turn out to be in error: ids, by their topic."""
        return {
            ContactFact.HELP_ANSWERED: self.calls_answered_in,
            ContactFact.CAME_BACK: self.came_back,
        }

    def _known(self, person_id: UUID) -> None:
        if person_id not in self.people:
            raise Misrecorded("Choose a person of this case", field="person_id")


def _safe_ways(person: Person) -> str:
    """Say by which ways it is safe to reach a person: "writing, ringing"."""
    safe = person.safe
    ways = {
        "writing": safe.to_write,
        "emailing": safe.to_email,
        "ringing": safe.to_ring,
        "leaving a message": safe.to_leave_a_message,
    }
    return ", ".join(way for way, is_safe in ways.items() if is_safe) or "no way"


def _must_not_precede(promise: Promise | None, made_on: date) -> None:
    """Refuse a promise for a day before the contact that it was made in."""
    if promise:
        what = "The day it is promised for"
        is_not_before(promise.due_on, made_on, what=what, field="promised_by")
