"""What may be typed about the people of a case, and contact with them."""

from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Final
from uuid import UUID

from asbreview.domain.application import Capacity
from asbreview.domain.contact.facts import Direction, WasFor
from asbreview.domain.errors import Misrecorded
from asbreview.domain.people import Channel, Person, Safety
from asbreview.reviews.told import PersonTold, PromiseTold
from asbreview.web.case_view import CaseView
from asbreview.web.forms import Day, Form, Line, PlanningForm, RestingForm, Says, Text


class SafeTo(StrEnum):
    """What may be ticked as safe; what is not ticked is not safe."""

    WRITE = "write"
    EMAIL = "email"
    RING = "ring"
    MESSAGE = "message"


def safety(ticked: tuple[SafeTo, ...]) -> Safety:
    """Return what is safe, by what was ticked."""
    return Safety(
        to_write=SafeTo.WRITE in ticked,
        to_email=SafeTo.EMAIL in ticked,
        to_ring=SafeTo.RING in ticked,
        to_leave_a_message=SafeTo.MESSAGE in ticked,
    )


OF_PERSON: Final = {
    "name": Says("Enter their name", "The name"),
    "address": Says("Enter the address", "The address"),
    "email": Says("Enter the email address", "The email address"),
    "phone": Says("Enter the telephone number", "The telephone number"),
    "safe": Says.select("what is safe"),
    "prefers": Says.select("how they prefer to be reached"),
}


class DetailsForm(RestingForm):
    """A person's name, how to reach them, and what is safe."""

    SAYS: ClassVar = OF_PERSON

    name: Line
    address: Text = ""
    email: Line = ""
    phone: Line = ""
    safe: tuple[SafeTo, ...] = ()
    prefers: Channel

    @property
    def told(self) -> PersonTold:
        """What the command is told."""
        return PersonTold(
            name=self.name,
            address=self.address,
            email=self.email,
            phone=self.phone,
            safe=safety(self.safe),
            prefers=self.prefers,
        )


class VictimForm(RestingForm):
    """Who the victim is, where another had been recorded."""

    SAYS: ClassVar = {
        "capacity": Says.select("who applies"),
        **{f"victim_{name}": says for name, says in OF_PERSON.items()},
        "reason": Says.enter("what was wrong"),
    }

    capacity: Capacity
    victim_safe: tuple[SafeTo, ...] = ()
    victim_name: Line = ""
    victim_address: Text = ""
    victim_email: Line = ""
    victim_phone: Line = ""
    victim_prefers: Channel = Channel.LETTER
    reason: Text

    @property
    def victim(self) -> PersonTold | None:
        """Who it is; nothing if it is whoever applied."""
        told = self.victim_address, self.victim_email, self.victim_phone
        if not self.victim_name and any((*told, self.victim_safe)):
            raise Misrecorded(
                "Enter the name of the victim they apply for", field="victim_name"
            )
        if not self.victim_name:
            return None
        return PersonTold(
            name=self.victim_name,
            address=self.victim_address,
            email=self.victim_email,
            phone=self.victim_phone,
            safe=safety(self.victim_safe),
            prefers=self.victim_prefers,
        )


class ContactForm(PlanningForm):
    """A contact, and what was promised in it."""

    PLANS = ("promised_by",)
    SAYS: ClassVar = {
        "person_id": Says.select("whom the contact was with"),
        "channel": Says.select("how you were in touch"),
        "direction": Says.select("who got in touch"),
        "was_for": Says.select("what they got in touch for, or “Not said”"),
        "made_on": Says.enter("the date of the contact"),
        "said": Says("Enter what was said", "What was said"),
        "promised": Says("Enter what was promised", "What was promised"),
        "promised_by": Says(
            "Enter the day by which it was promised", "The day it was promised for"
        ),
    }

    person_id: UUID
    channel: Channel
    direction: Direction
    was_for: WasFor | None = None
    made_on: Day
    said: Text
    promised: Text = ""
    promised_by: Day | None = None

    @property
    def told(self) -> dict[str, Any]:
        """What the command is told; a promise has a text and a day, or is none."""
        return {
            "person_id": self.person_id,
            "channel": self.channel,
            "direction": self.direction,
            "made_on": self.made_on,
            "said": self.said,
            "promise": promise_in(self.promised, self.promised_by),
            "was_for": self.was_for,
        }


class AnswerToCallForm(PlanningForm):
    """The contact in which a call for help was answered, and what was promised."""

    PLANS = ContactForm.PLANS
    SAYS: ClassVar = {
        n: s for n, s in ContactForm.SAYS.items() if n not in {"person_id", "was_for"}
    }

    channel: Channel
    direction: Direction
    made_on: Day
    said: Text
    promised: Text = ""
    promised_by: Day | None = None

    @property
    def told(self) -> dict[str, Any]:
        """What the command is told."""
        return {
            "channel": self.channel,
            "direction": self.direction,
            "made_on": self.made_on,
            "said": self.said,
            "promise": promise_in(self.promised, self.promised_by),
        }


def promise_in(promised: str, by: date | None) -> PromiseTold | None:
    """Return what was promised, if anything; `Misrecorded` if half of it is missing."""
    if promised and by is None:
        raise Misrecorded(ContactForm.SAYS["promised_by"].missing, field="promised_by")
    if by is None:
        return None
    if not promised:
        raise Misrecorded(ContactForm.SAYS["promised"].missing, field="promised")
    return PromiseTold(promised=promised, due_on=by)


class KeptForm(Form):
    """The day on which a promise was kept."""

    SAYS: ClassVar = {"kept_on": Says.enter("the day on which the promise was kept")}

    kept_on: Day


class ContactInErrorForm(Form):
    """Why a contact should not be on record."""

    SAYS: ClassVar = {"reason": Says("Enter what was wrong", "What was wrong")}

    reason: Text


def details_known(view: CaseView, person: Person) -> dict[str, str | list[str]]:
    """Return what the case knows of a person, as the form holds it."""
    ticked = {
        SafeTo.WRITE: person.safe.to_write,
        SafeTo.EMAIL: person.safe.to_email,
        SafeTo.RING: person.safe.to_ring,
        SafeTo.MESSAGE: person.safe.to_leave_a_message,
    }
    return {
        "name": view.tell(person.name),
        "address": view.tell(person.address),
        "email": view.tell(person.email),
        "phone": view.tell(person.phone),
        "safe": [way.value for way, is_safe in ticked.items() if is_safe],
        "prefers": person.prefers.value,
    }
