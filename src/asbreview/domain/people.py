"""People as a case knows them, and what is written about them."""

from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID

from asbreview.domain.model import Value
from asbreview.domain.sealed import Sealed


class Channel(StrEnum):
    """A way of reaching a person, or of their reaching us."""

    LETTER = "letter"
    EMAIL = "email"
    PHONE = "phone"
    IN_PERSON = "in person"


class HeardBy(StrEnum):
    """How somebody told us what they have to say."""

    ONLINE = "online"
    LETTER = "by letter"
    EMAIL = "by email"
    PHONE = "by telephone"
    IN_PERSON = "in person"
    MEETING = "at a meeting"


class Safety(Value):
    """By which ways it is safe to reach a person; unknown is not safe."""

    to_write: bool
    to_email: bool
    to_ring: bool
    to_leave_a_message: bool

    def at_most(self, other: "Safety") -> "Safety":
        """Return which of these ways are safe by another, too: none is added."""
        return Safety(
            to_write=self.to_write and other.to_write,
            to_email=self.to_email and other.to_email,
            to_ring=self.to_ring and other.to_ring,
            to_leave_a_message=self.to_leave_a_message and other.to_leave_a_message,
        )


class Person(Value):
    """A person as the case knows them, until they are forgotten.

    The name, address, e-mail and telephone are sealed under the person's own key; an
    empty text says that it is not known.  A person's id is theirs on one case only.
    """

    KEY_OWNER: ClassVar[str] = "person_id"

    person_id: UUID
    name: Sealed[str]
    address: Sealed[str]
    email: Sealed[str]
    phone: Sealed[str]
    safe: Safety
    prefers: Channel


class Prose(Value):
    """A text in somebody's own words, under a key of its own.

    It may tell of several people, so none of their keys seals it: `about` lists them,
    and when one is to be forgotten the text is found, and written again without them
    (`docs/decisions/0004`).
    """

    KEY_OWNER: ClassVar[str] = "text_id"

    text_id: UUID
    text: Sealed[str]
    about: tuple[UUID, ...]

    @classmethod
    def of(cls, text: str, *, text_id: UUID, about: tuple[UUID, ...]) -> Self:
        """Hold a text that is about to be recorded."""
        return cls(text_id=text_id, text=Sealed.of(text), about=about)


class OfPerson(Value):
    """Something short that is known of one person, sealed under that person's key."""

    KEY_OWNER: ClassVar[str] = "person_id"

    person_id: UUID
    words: Sealed[str]


class Official(Value):
    """A person acting for a body: the chair of a panel, who attends, who assessed."""

    KEY_OWNER: ClassVar[str] = "official_id"

    official_id: UUID
    body_id: UUID
    name: Sealed[str]
