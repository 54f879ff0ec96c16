"""Who decides about what one officer proposed, as every page of a proposal asks it."""

from collections.abc import Mapping
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.retention.two_officers import ANOTHER

NOBODY_MAY: Final = (
    "Another officer has to approve it, and this case is kept from everybody who could:"
    " {names}. Let one of them see it, or have an account opened for somebody else who"
    " may"
)


class SecondOfficer(NamedTuple):
    """Whoever looks at a proposal, and who may approve it, with their names.

    Before anything is proposed it is whoever looks who would propose it.
    """

    who: UUID
    proposed_by: UUID
    approvers: Mapping[UUID, str]
    kept_away: tuple[str, ...] = ()
    """The names of those who could approve it, were the case not kept from them."""

    @property
    def is_own(self) -> bool:
        """Did whoever looks propose it?"""
        return self.who == self.proposed_by

    @property
    def may_approve(self) -> bool:
        """May whoever looks approve it?"""
        return self.who in self.approvers

    @property
    def names(self) -> list[str]:
        """Who may approve it, by name; nobody where one officer is alone."""
        return sorted(self.approvers.values())

    @property
    def nobody_may(self) -> str:
        """Say why nobody may approve it, who could; nothing where one officer is alone.

        Nor where somebody may.
        """
        if self.approvers or not self.kept_away:
            return ""
        return NOBODY_MAY.format(names=" or ".join(self.kept_away))

    def must_be_alone(self) -> None:
        """Refuse (`NotPermittedYet`) to decide alone while others are kept away.

        Whoever could keep it from them would else need nobody.
        """
        if self.nobody_may:
            raise NotPermittedYet(self.nobody_may)

    def must_be_second(self) -> None:
        """Refuse (`NotPermittedYet`) whoever proposed it, or may not approve it."""
        if self.is_own:
            raise NotPermittedYet(ANOTHER)
        if not self.may_approve:
            names = ", ".join(self.names)
            raise NotPermittedYet(f"A case review lead has to approve it: {names}")
