"""The letters of a case, the facts that they may tell, and which were in error."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.domain.letter.written import GONE, holds_no_more


class Written(BaseModel):
    """A letter, to whom it goes, what it is drawn from, and where it stands.

    `drawn_from` is each record it is drawn from, and up to which version of it.
    """

    kind: LetterKind
    to: UUID
    drafted_by: UUID
    drawn_from: dict[UUID, int]
    status: Status = Status.DRAFTED
    held_because: HeldBecause | None = None

    @property
    def is_open(self) -> bool:
        """Is there still something to send?"""
        return self.status not in GONE

    @property
    def is_obsolete(self) -> bool:
        """Is it only to be recorded that it is not sent, since it holds no more?"""
        return holds_no_more(self.kind, self.status, self.held_because)

    @property
    def has_told(self) -> bool:
        """Is what it says told?"""
        return self.status in GONE and self.status is not Status.CANCELLED


class OnRecord(BaseModel):
    """A fact that letters may tell: where it was recorded, and by which command.

    `about` names the thing that it is of; recorded again, it is of the same thing.
    """

    topic: str
    item_id: UUID
    about: str
    record_id: UUID
    version: int
    command_id: UUID


class PutRight(BaseModel):
    """A fact that turned out to be recorded in error: when, and in which entry.

    `at_version` is the version of its record from which it is left out of account.
    """

    fact: OnRecord
    at_version: int
    position: int
    on: date
