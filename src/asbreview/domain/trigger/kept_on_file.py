"""Which items of a case are for some only: on a case that ended, too."""

from uuid import UUID

from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.model import Signed
from asbreview.domain.people import Prose
from asbreview.domain.trigger.need_to_know import ItemKeptToSome, ItemShownToAll
from asbreview.domain.trigger.seen_on_file import SeenOnFile


class KeptOnFile(SeenOnFile):
    """Who needs to know what an item says."""

    def kept_since(self, item_id: UUID) -> int:
        """Return our version when an item was kept to some; 0 for one that is not."""
        kept = self.kept_to_some.get(item_id)
        return kept.originator_version if kept else 0

    def keep_to_some(
        self,
        item_id: UUID,
        *,
        bodies: tuple[UUID, ...],
        roles: tuple[str, ...],
        reason: Prose,
        signed: Signed,
    ) -> None:
        """Keep what an item says to some bodies and roles, from now on.

        To nobody at all is `Misrecorded`, to just the same `AlreadyDone`.
        """
        if not bodies and not roles:
            raise Misrecorded("Select who is to know what it says", field="bodies")
        kept = self.kept_to_some.get(item_id)
        if kept and (set(kept.bodies), set(kept.roles)) == (set(bodies), set(roles)):
            raise AlreadyDone("It is kept to just these already", field="bodies")
        self._record(
            ItemKeptToSome,
            signed,
            item_id=item_id,
            bodies=bodies,
            roles=roles,
            reason=reason,
        )

    def show_to_all(self, item_id: UUID, *, reason: Prose, signed: Signed) -> None:
        """Show what an item says to everybody of the case (`AlreadyDone` if it is)."""
        if item_id not in self.kept_to_some:
            raise AlreadyDone("Everybody of the case sees it already")
        self._record(ItemShownToAll, signed, item_id=item_id, reason=reason)
