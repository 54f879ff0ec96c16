"""What may happen when a body is to be told what is put right of what it had.

UK GDPR, Art. 19: each recipient is told of a rectification and of a restriction.  The
email names nobody, and quotes nothing.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID, uuid5

from asbreview.domain.model import CaseEvent

if TYPE_CHECKING:
    from asbreview.domain.asking.record import Asking


class PutRight(StrEnum):
    """What became of what a body had: Art. 16 and 18."""

    IN_ERROR = "it was recorded in error"
    CONTESTED = "whoever it tells of says that it is wrong"
    RESTRICTED = "its use is restricted"
    LIFTED = "its use is restricted no longer"


class PutRightToBeTold(CaseEvent):
    """A body that had what was put right since was to be told so that day, by email.

    `about_id` is what was recorded in error, the annotation or the restriction; `what`
    says of which kind it is, and is empty for a text.
    """

    TOPIC: ClassVar[str] = "asking.put-right-to-be-told"

    body_id: UUID
    about_id: UUID
    became: PutRight
    what: str
    of: date
    since: date

    def apply(self, aggregate: "Asking") -> None:
        """Remember it: of each the body is told once."""
        aggregate.put_right = self


def told_id(about_id: UUID, body_id: UUID) -> UUID:
    """Return the id by which a body is told of one thing that is put right."""
    return uuid5(about_id, f"put right, {body_id}")


def lifting_of(restriction_id: UUID) -> UUID:
    """Return the id by which the end of a restriction is told."""
    return uuid5(restriction_id, "lifted")
