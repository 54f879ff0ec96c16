"""What may be typed about who sees a case."""

from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from asbreview.web.forms import Form, RestingForm, Says, Text


class Restricted(StrEnum):
    """Is a case restricted?"""

    YES = "yes"
    NO = "no"


class RestrictionForm(RestingForm):
    """Whether the case is restricted, for whom not, and why."""

    SAYS: ClassVar = {
        "restricted": Says.select("whether the case is restricted"),
        "named": Says.select("who else may see it"),
        "reason": Says("Enter why", "The reason"),
    }

    restricted: Restricted
    named: tuple[str, ...] = ()
    reason: Text

    @property
    def told(self) -> dict[str, Any]:
        """What the command is told, of whichever of the two."""
        return {"reason": self.reason, "since": self.since}

    @property
    def accounts(self) -> tuple[UUID, ...]:
        """Who else may see it, by their ids."""
        return tuple(UUID(each) for each in self.named)


class Conflict(StrEnum):
    """Does somebody have a conflict of interest?"""

    DECLARED = "declared"
    OVER = "over"


class ConflictForm(Form):
    """Who has a conflict of interest in the case, or has none any more."""

    SAYS: ClassVar = {
        "account_id": Says.select("who has the conflict of interest"),
        "conflict": Says.select("whether there is one"),
        "reason": Says("Enter what it is, or why it is over", "The reason"),
    }

    account_id: str
    conflict: Conflict = Conflict.DECLARED
    reason: Text


class LetInForm(RestingForm):
    """Who from outside may read the case."""

    SAYS: ClassVar = {
        "accounts": Says.select("who may read the case"),
    }

    accounts: tuple[str, ...] = ()
