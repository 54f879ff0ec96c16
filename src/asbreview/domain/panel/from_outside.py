"""A chair whom none of the relevant bodies sends: of another partnership, or of nobody.

No Act says where a chair comes from.  Some procedures ask for one of another
partnership, or for somebody independent (`docs/decisions/0088`).
"""

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.model import CaseEvent
from asbreview.domain.people import Prose

if TYPE_CHECKING:
    from asbreview.domain.panel.record import Panel


class ChairFromOutside(CaseEvent):
    """The chair comes from none of the relevant bodies, but from an organisation named.

    `body_id` is what it is known by on this case, and on no other.
    """

    TOPIC: ClassVar[str] = "panel.chair-from-outside"

    body_id: UUID
    organisation: Prose

    def apply(self, aggregate: "Panel") -> None:
        """Remember what it is called: who chaired is told with it."""
        aggregate.from_outside[self.body_id] = self.organisation
