"""What may be said of who is to know what one item on a case says, and who is not.

That the item is there, whose it is, of which day and kind, everybody of the case sees.
"""

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.model import CaseEvent
from asbreview.domain.people import Prose

if TYPE_CHECKING:
    from asbreview.domain.trigger.kept_on_file import KeptOnFile


class ItemKeptToSome(CaseEvent):
    """What an item says was kept to some bodies, and to some roles of accounts.

    The item is an answer, by its request's id; a contact; or a file.
    """

    TOPIC: ClassVar[str] = "trigger.item-kept-to-some"

    item_id: UUID
    bodies: tuple[UUID, ...]
    roles: tuple[str, ...]
    reason: Prose

    def apply(self, aggregate: "KeptOnFile") -> None:
        """Remember to whom; it takes the place of what was said before."""
        aggregate.kept_to_some[self.item_id] = self


class ItemShownToAll(CaseEvent):
    """What an item says is shown to everybody of the case again."""

    TOPIC: ClassVar[str] = "trigger.item-shown-to-all"

    item_id: UUID
    reason: Prose

    def apply(self, aggregate: "KeptOnFile") -> None:
        """Forget to whom it was kept."""
        aggregate.kept_to_some.pop(self.item_id, None)
