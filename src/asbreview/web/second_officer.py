"""Who decides about what one officer proposed, as every page of a proposal asks it."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.retention.two_officers import ANOTHER


class SecondOfficer(NamedTuple):
    """Whoever looks at a proposal, and who may approve it, with their names.

    Before anything is proposed it is whoever looks who would propose it.
    """

    who: UUID
    proposed_by: UUID
    approvers: Mapping[UUID, str]

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

    def must_be_second(self) -> None:
        """Refuse (`NotPermittedYet`) whoever proposed it, or may not approve it."""
        if self.is_own:
            raise NotPermittedYet(ANOTHER)
        if not self.may_approve:
            names = ", ".join(self.names)
            raise NotPermittedYet(f"A case review lead has to approve it: {names}")
