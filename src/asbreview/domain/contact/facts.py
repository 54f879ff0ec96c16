"""What may happen to the contact file of a case."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.circumstances import Circumstances
from asbreview.domain.in_error import FactRecordedInError
from asbreview.domain.model import CaseEvent, OpeningEvent, ReliedUpon, Value
from asbreview.domain.people import Channel, Person, Prose

if TYPE_CHECKING:
    from asbreview.domain.contact.record import Contact


class Direction(StrEnum):
    """Who got in touch."""

    FROM_US = "from us"
    TO_US = "to us"


class WasFor(StrEnum):
    """What somebody got in touch with us for.  Nothing is where nobody said."""

    HOW_IT_GOES = "they asked how it is going"
    TOLD_US = "they told us something"
    ANSWERED_US = "they answered us"
    OTHER = "something else"


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
        aggregate.circumstances_since[known.person_id] = self.originator_version


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
    was_for: WasFor | None = None

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
        """Leave it, what was promised in it, told and answered by it out of account."""
        made = aggregate.contacts.pop(self.item_id, None)
        if made and made.promise:
            aggregate.promises.pop(made.promise.promise_id, None)
            aggregate.kept.pop(made.promise.promise_id, None)
        for telling_id, told_in in list(aggregate.moved_told_by.items()):
            if told_in == self.item_id:
                aggregate.owe_again(telling_id)
        aggregate.wait_again(self.item_id)


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


class VictimPutRight(CaseEvent):
    """Somebody else had been recorded as the victim; this is who it is.

    The person is told of where they are new to the case.
    """

    TOPIC: ClassVar[str] = "contact.victim-put-right"

    victim_id: UUID
    victim: Person | None

    def apply(self, aggregate: "Contact") -> None:
        """Remember who it is; whoever it is not stays known, to be forgotten."""
        if self.victim:
            aggregate.know(self.victim, since=self.originator_version)
        aggregate.victim_id = self.victim_id
        aggregate.victim_since = self.originator_version


class StatusCodeReplaced(CaseEvent):
    """The applicant was given another code to follow the case with; the old one ended.

    The code itself is on no record.
    """

    TOPIC: ClassVar[str] = "contact.status-code-replaced"

    def apply(self, aggregate: "Contact") -> None:
        """Remember how many there were, and who gave the last one, when."""
        aggregate.code_replaced = self
        aggregate.code_number += 1


class LetterCameBack(CaseEvent):
    """A letter to a person came back: nothing more goes where it went, for now."""

    TOPIC: ClassVar[str] = "contact.letter-came-back"

    person_id: UUID
    letter_id: UUID
    channel: Channel

    def apply(self, aggregate: "Contact") -> None:
        """Remember by which channel they are not reached."""
        aggregate.came_back[self.command_id] = self


class AddressLookedAt(CaseEvent):
    """Somebody looked at the address that a letter came back from: it holds."""

    TOPIC: ClassVar[str] = "contact.address-looked-at"

    person_id: UUID

    def apply(self, aggregate: "Contact") -> None:
        """Remember that letters may go there again."""
        aggregate.looked_at[self.person_id] = self.originator_version


class ContactFileReliedOn(ReliedUpon):
    """A decision was taken that rests on the contact file as it stood."""

    TOPIC: ClassVar[str] = "contact.relied-on"
