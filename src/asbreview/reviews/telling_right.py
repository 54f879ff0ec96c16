"""Telling a body by email what is put right of what it had: UK GDPR, Art. 19."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from asbreview.domain.asking.facts import About
from asbreview.domain.asking.putting_right import PutRight, told_id
from asbreview.domain.errors import AlreadyDone
from asbreview.domain.model import Signed
from asbreview.reviews.asking import AskingCommands
from asbreview.reviews.commanding import Changed, once


class OwedToBody(NamedTuple):
    """What a body has to be told: what became of what it had, of a day, and since."""

    about_id: UUID
    body_id: UUID
    became: PutRight
    what: str
    of: date
    since: date
    restriction_id: UUID | None = None

    def told_by(self, case_id: UUID) -> UUID:
        """Return the id by which it is told, of a case."""
        return told_id(case_id, self.about_id, self.body_id)


class TellingRightCommands(AskingCommands):
    """What goes by itself to whoever had what was put right since."""

    @once
    def tell_put_right(
        self, case_id: UUID, owed: OwedToBody, *, signed: Signed
    ) -> Changed:
        """Let an email tell a body what is put right of what it had, once.

        `AlreadyDone` where it is, or where somebody recorded that it was told.
        """
        case = self.case(case_id)
        settled = case.rights.recipients_settled if case.rights else set()
        if (owed.about_id, owed.body_id) in settled:
            raise AlreadyDone("Whether they are told is on record already")
        told_by, to = owed.told_by(case_id), owed.body_id
        asking = self.asking_for(
            case, told_by, to, about=About.PUT_RIGHT, signed=signed
        )
        asking.tell_put_right(
            owed.about_id,
            became=owed.became,
            what=owed.what,
            of=owed.of,
            since=owed.since,
            restriction_id=owed.restriction_id,
            signed=signed,
        )
        return (asking,)
