"""The directory: by which mailbox and telephone each body is asked, since when."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID, uuid5

from asbreview.domain.dates import EARLIEST, is_not_before, is_within_a_year
from asbreview.domain.model import Aggregate, Event, OpeningEvent, Signed, Value
from asbreview.domain.sealed import Sealed


class ReachedBy(Value):
    """How a body is reached; an empty text is not known.

    It should be a team's mailbox.  It may be a person's, so it is sealed, each entry
    under a key of its own.
    """

    KEY_OWNER: ClassVar[str] = "entry_id"

    entry_id: UUID
    team: Sealed[str]
    email: Sealed[str]
    phone: Sealed[str]


class ContactPointRecorded(OpeningEvent):
    """It was recorded for the first time how a body is reached."""

    TOPIC: ClassVar[str] = "directory.contact-point-recorded"

    body_id: UUID
    from_on: date
    reached: ReachedBy


class ContactPointChanged(Event):
    """It was recorded that a body is reached otherwise from a day on."""

    TOPIC: ClassVar[str] = "directory.contact-point-changed"

    from_on: date
    reached: ReachedBy

    def apply(self, aggregate: "ContactPoint") -> None:
        """Remember it beside what held before."""
        aggregate.entries.append((self.from_on, self.reached))


class ContactPoint(Aggregate):
    """How one body is reached for requests, on whatever case, and was before."""

    TOPIC = "directory"

    def __init__(self, body_id: UUID, from_on: date, reached: ReachedBy) -> None:
        self.body_id = body_id
        self.entries = [(from_on, reached)]

    @staticmethod
    def id_for(body_id: UUID) -> UUID:
        """Return the id of a body's entry in the directory."""
        return uuid5(body_id, "directory")

    @classmethod
    def open_for(
        cls, body_id: UUID, *, from_on: date, reached: ReachedBy, signed: Signed
    ) -> Self:
        """Record for the first time how a body is reached, from a London date on."""
        _may_begin(from_on, signed)
        return cls._open(
            ContactPointRecorded,
            cls.id_for(body_id),
            signed,
            body_id=body_id,
            from_on=from_on,
            reached=reached,
        )

    def change(self, *, from_on: date, reached: ReachedBy, signed: Signed) -> None:
        """Record that the body is reached otherwise from a London date on.

        What is recorded last for a day holds from it: so a slip is put right, and
        stays in the history.
        """
        _may_begin(from_on, signed)
        self._record(ContactPointChanged, signed, from_on=from_on, reached=reached)

    def on(self, day: date) -> ReachedBy | None:
        """Return how the body is reached on a day, if that is known."""
        begun = [entry for entry in self.entries if entry[0] <= day]
        last = max(reversed(begun), key=lambda entry: entry[0], default=None)
        return last[1] if last else None


def _may_begin(from_on: date, signed: Signed) -> None:
    what, field = "The day it holds from", "from_on"
    is_not_before(from_on, EARLIEST, what=what, field=field)
    is_within_a_year(from_on, what=what, field=field, signed=signed)
