"""Whether a form that comes again is the same form: as it was sent, word for word.

A command has one effect.  A form that comes twice, by a double click, a retry or the
back button, gets the first's answer.  If its words were changed in between, that answer
would say of the new words that they were recorded, and they were not.  So a digest of
what a form held is kept, as long as a session lasts at the most, under the secret that
binds forms to sessions; the words themselves are not.
"""

import hmac
import json
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import Column, LargeBinary, Table, Uuid, delete, select

from asbreview.access.office import TABLES, Instant
from asbreview.domain.errors import AlreadyDone
from asbreview.web.given import Installation
from asbreview.web.typed import Fields

CHANGED: Final = (
    "This form was sent before, and then it held something else. What it held then is "
    "recorded; nothing was recorded now. If what you see here is to be recorded as "
    "well, send it again."
)
forms_sent: Final = Table(
    "forms_sent",
    TABLES,
    Column("command_id", Uuid, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("sent_at", Instant, nullable=False, index=True),
)


class SentBefore(AlreadyDone):
    """The command of a form was given before, with other words in the form."""


def must_be_the_same(given: Installation, command_id: UUID, typed: Fields) -> None:
    """Refuse (`SentBefore`) a form whose command was given when it held other words.

    What a form holds is noted before its command is given, so that there is something
    to compare with whatever becomes of the answer.
    """
    digest = _digest(given.settings.secret, typed)
    if given.reviews.recorder.position_of(command_id) is None:
        _note(given, command_id, digest)
    elif _noted(given, command_id) != digest:
        raise SentBefore(CHANGED)


def with_a_new_command(typed: Fields) -> Fields:
    """Return what was typed, as a form of its own: to be sent as another command."""
    return {**typed, "command_id": [str(uuid4())]}


def _digest(secret: bytes, typed: Fields) -> bytes:
    held = {name: list(typed[name]) for name in sorted(typed) if name != "csrf_token"}
    return hmac.digest(secret, f"sent {json.dumps(held)}".encode(), "sha256")


def _note(given: Installation, command_id: UUID, digest: bytes) -> None:
    now = given.now()
    too_old = forms_sent.c.sent_at <= _oldest(given, now)
    with given.office.writing() as db:
        this = forms_sent.c.command_id == command_id
        db.execute(delete(forms_sent).where(too_old | this))
        row = {"command_id": command_id, "digest": digest, "sent_at": now}
        db.execute(forms_sent.insert().values(**row))


def _oldest(given: Installation, now: datetime) -> datetime:
    """Return since when a session may last: older forms fit no session any more."""
    return now - given.settings.limits.absolute


def _noted(given: Installation, command_id: UUID) -> bytes | None:
    noted = select(forms_sent.c.digest).where(forms_sent.c.command_id == command_id)
    with given.office.reading() as db:
        digest: bytes | None = db.scalar(noted)
    return digest
