"""To whom a recommendation goes who is no relevant body (s.104(7)).

It may be made to any person who carries out public functions: a county council, a
school's governors, a highway authority.
"""

from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.model import CaseEvent
from asbreview.domain.people import Channel, Prose

if TYPE_CHECKING:
    from asbreview.domain.outcome.record import Outcome


class AddresseeNamed(CaseEvent):
    """A recommendation is for somebody with public functions who is no relevant body.

    `body_id` is what they are known by on this case, and on no other.
    """

    TOPIC: ClassVar[str] = "outcome.addressee-named"

    body_id: UUID
    name: Prose

    def apply(self, aggregate: "Outcome") -> None:
        """Remember what they are called."""
        aggregate.from_outside[self.body_id] = self.name


class AddresseeWrittenTo(CaseEvent):
    """Somebody who is no relevant body was sent the recommendations made to them."""

    TOPIC: ClassVar[str] = "outcome.addressee-written-to"

    body_id: UUID
    sent_on: date
    channel: Channel

    def apply(self, aggregate: "Outcome") -> None:
        """Remember when, and how."""
        aggregate.written_to[self.body_id] = self
