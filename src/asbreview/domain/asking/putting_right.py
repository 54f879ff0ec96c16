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
    says of which kind it is, and is empty for a text.  `restriction_id` is the
    restriction of which it is told that it began or ended.
    """

    TOPIC: ClassVar[str] = "asking.put-right-to-be-told"

    body_id: UUID
    about_id: UUID
    became: PutRight
    what: str
    of: date
    since: date
    restriction_id: UUID | None = None

    def apply(self, aggregate: "Asking") -> None:
        """Remember it: of each the body is told once."""
        aggregate.put_right = self


def told_id(case_id: UUID, about_id: UUID, body_id: UUID) -> UUID:
    """Return the id by which a body is told of one thing that is put right on a case.

    What is put right may be known by a body, which other cases know as well.
    """
    return uuid5(case_id, f"put right, {about_id}, {body_id}")


def lifting_of(restriction_id: UUID, before: int = 0) -> UUID:
    """Return the id by which the end of a restriction is told.

    *before* is how often it was recorded as lifted in error.
    """
    return uuid5(restriction_id, f"lifted {before}" if before else "lifted")


def again_of(restriction_id: UUID, before: int) -> UUID:
    """Return the id by which it is told that it was lifted in error, and holds."""
    return uuid5(restriction_id, f"restricted again {before}")
