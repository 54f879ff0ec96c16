"""To whom a recommendation goes who is no relevant body (s.104(7)).

It may be made to any person who carries out public functions: a county council, a
school's governors, a highway authority.
"""

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.model import CaseEvent
from asbreview.domain.people import Prose

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
