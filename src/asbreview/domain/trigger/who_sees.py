"""What may happen to who sees a case, besides whose it is; accounts by their ids."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.model import CaseEvent
from asbreview.domain.people import Prose

if TYPE_CHECKING:
    from asbreview.domain.trigger.seen_on_file import SeenOnFile


class CaseRestricted(CaseEvent):
    """A case was restricted: to its caseworker, the leads, and the accounts named."""

    TOPIC: ClassVar[str] = "trigger.case-restricted"

    named: tuple[UUID, ...]
    reason: Prose

    def apply(self, aggregate: "SeenOnFile") -> None:
        """Remember for whom the restriction is not meant."""
        aggregate.restriction = self
        aggregate.restricted_since = self.originator_version


class RestrictionLifted(CaseEvent):
    """A case is restricted no longer."""

    TOPIC: ClassVar[str] = "trigger.restriction-lifted"

    reason: Prose

    def apply(self, aggregate: "SeenOnFile") -> None:
        """Forget the restriction."""
        aggregate.restriction = None
        aggregate.restricted_since = self.originator_version


class ConflictDeclared(CaseEvent):
    """Somebody has a conflict of interest in a case, as they or a lead said."""

    TOPIC: ClassVar[str] = "trigger.conflict-declared"

    account_id: UUID
    reason: Prose

    def apply(self, aggregate: "SeenOnFile") -> None:
        """Remember who has one."""
        aggregate.conflicts[self.account_id] = self


class ConflictEnded(CaseEvent):
    """Somebody has no conflict of interest in a case any more, or had none."""

    TOPIC: ClassVar[str] = "trigger.conflict-ended"

    account_id: UUID
    reason: Prose

    def apply(self, aggregate: "SeenOnFile") -> None:
        """Forget it."""
        aggregate.conflicts.pop(self.account_id, None)


class AccountLetIn(CaseEvent):
    """Somebody was let in to read a case: the chair of its panel, say."""

    TOPIC: ClassVar[str] = "trigger.account-let-in"

    account_id: UUID

    def apply(self, aggregate: "SeenOnFile") -> None:
        """Remember who."""
        aggregate.let_in[self.account_id] = self
        aggregate.let_in_since = self.originator_version


class AccountShutOut(CaseEvent):
    """Somebody who was let in to read a case reads it no longer."""

    TOPIC: ClassVar[str] = "trigger.account-shut-out"

    account_id: UUID

    def apply(self, aggregate: "SeenOnFile") -> None:
        """Forget that they were."""
        aggregate.let_in.pop(self.account_id, None)
        aggregate.let_in_since = self.originator_version


class CaseOpenedInEmergency(CaseEvent):
    """Somebody who reads no cases opened this one to read, for a time and a reason."""

    TOPIC: ClassVar[str] = "trigger.opened-in-emergency"

    account_id: UUID
    until: datetime
    reason: Prose

    def apply(self, aggregate: "SeenOnFile") -> None:
        """Remember until when."""
        aggregate.emergencies[self.account_id] = self


class EmergencyEnded(CaseEvent):
    """Somebody who had opened this case in an emergency closed it before its time."""

    TOPIC: ClassVar[str] = "trigger.emergency-ended"

    account_id: UUID

    def apply(self, aggregate: "SeenOnFile") -> None:
        """Forget that it was open."""
        aggregate.emergencies.pop(self.account_id, None)
