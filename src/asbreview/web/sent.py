"""Whether a form that comes again is the same form: as it was sent, word for word.

A command has one effect.  A form that comes twice, by a double click, a retry or the
back button, gets the first's answer.  If its words were changed in between, that answer
would say of the new words that they were recorded, and they were not.  So a digest of
what a form held is kept, as long as a session lasts at the most, under the secret that
binds forms to sessions; the words themselves are not.  A file is the same if it says
the same and is called the same, as each time it is sent another token opens it; or if
the token is the same, for what the first form did may have used the file up.
"""

import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import Column, LargeBinary, Table, Uuid, delete, select

from asbreview.access.office import TABLES, Instant
from asbreview.access.passing import Passing, passing
from asbreview.access.sessions import Limits
from asbreview.domain.errors import AlreadyDone
from asbreview.evidence_files.sealing import Damaged
from asbreview.evidence_files.vault import FileMissing
from asbreview.web.files_sent import FILE, FileSent
from asbreview.web.given import Installation
from asbreview.web.typed import Fields
from asbreview.web.what_if_shared import KEPT, what_ifs_begun

CHANGED: Final = (
    "This form was sent before, and then it held something else. What it held then is "
    "recorded; nothing was recorded now. If what you see here is to be recorded as "
    "well, send it again."
)
A_DIGEST: Final = 32  # bytes
forms_sent: Final = Table(
    "forms_sent",
    TABLES,
    Column("command_id", Uuid, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("sent_at", Instant, nullable=False, index=True),
)


def all_that_passes(limits: Limits) -> tuple[Passing, ...]:
    """Return all that the office keeps for a short while: this, too."""
    what = "The digest of a form, by which it is known when it comes again"
    ours = Passing(what, limits.absolute, forms_sent, forms_sent.c.sent_at)
    asked = "What was found when the past was asked, for every process of the pages"
    found = Passing(asked, KEPT, what_ifs_begun, what_ifs_begun.c.at)
    return (*passing(limits), ours, found)


class SentBefore(AlreadyDone):
    """The command of a form was given before, with other words in the form."""


@contextmanager
def sent_once(given: Installation, command_id: UUID, typed: Fields) -> Iterator[None]:
    """Give a form's command, unless it was given when the form held other words.

    That is refused (`SentBefore`).  What a form holds is noted before its command is
    given, and stays noted unless that is refused: a form put right is another.
    """
    digest = _digest(given, typed)
    noted = _noted_first(given, command_id, digest)
    if noted is None or not _held_the_same(noted, digest):
        raise SentBefore(CHANGED)
    try:
        yield
    except Exception:
        _forget(given, command_id, digest)
        raise


def done_once(given: Installation, command_id: UUID, typed: Fields) -> bool:
    """Say whether a form that changes the office alone comes for the first time.

    To be asked within `Office.together`, with what the form does: what is refused is
    noted no more.  `SentBefore` for one that held other words.  A password is no part
    of the digest: whoever asks for one sees for themselves whether it is the same.
    """
    told = {name: said for name, said in typed.items() if name != "password"}
    digest = _digest(given, told)
    this = forms_sent.c.command_id == command_id
    row = {"command_id": command_id, "digest": digest, "sent_at": given.now()}
    with given.office.writing() as db:
        noted: bytes | None = db.scalar(select(forms_sent.c.digest).where(this))
        if noted is None:
            db.execute(forms_sent.insert().values(**row))
    if noted is not None and not _held_the_same(noted, digest):
        raise SentBefore(CHANGED)
    return noted is None


def was_given(given: Installation, command_id: object) -> bool:
    """Say whether a form's command is on record: then the form has come again.

    What it chose from may be chosen from no longer, for that very reason: it is
    answered as it was at first, and not told that its choice is not among them.
    """
    try:
        told = UUID(str(command_id))
    except ValueError:
        return False
    return given.reviews.recorder.position_of(told) is not None


def with_a_new_command(typed: Fields) -> Fields:
    """Return what was typed, as a form of its own: to be sent as another command."""
    return {**typed, "command_id": [str(uuid4())]}


def _digest(given: Installation, typed: Fields) -> bytes:
    """Return a digest of what is held; with a file, of its words and of its token."""
    held = {name: list(typed[name]) for name in sorted(typed) if name != "csrf_token"}
    ways = [held]
    if FILE in held:
        says = [_as_it_says(given, token) for token in held[FILE]]
        ways = [{**held, FILE: says}, held]
    secret = given.settings.secret
    return b"".join(
        hmac.digest(secret, f"sent {json.dumps(way)}".encode(), "sha256")
        for way in ways
    )


def _held_the_same(noted: bytes, now: bytes) -> bool:
    words, token = slice(None, A_DIGEST), slice(A_DIGEST, None)
    if hmac.compare_digest(noted[words], now[words]):
        return True
    return bool(now[token]) and hmac.compare_digest(noted[token], now[token])


def _as_it_says(given: Installation, token: str) -> str:
    """Return what tells a file from others; of one that is not here, its token."""
    says = sha256()
    try:
        file = FileSent.of(token)
        for piece in given.files.vault.sent_file(file.sent):
            says.update(piece)
    except (ValueError, FileMissing, Damaged):
        return token
    return f"{says.hexdigest()} {file.called}"


def _noted_first(given: Installation, command_id: UUID, digest: bytes) -> bytes | None:
    """Return what the first form of a command held: this one, if nothing is noted."""
    now = given.now()
    with given.office.writing() as db:
        db.execute(
            delete(forms_sent).where(forms_sent.c.sent_at <= _oldest(given, now))
        )
        this = forms_sent.c.command_id == command_id
        noted: bytes | None = db.scalar(select(forms_sent.c.digest).where(this))
        is_done = given.reviews.recorder.position_of(command_id) is not None
        if noted is not None or is_done:
            return noted
        row = {"command_id": command_id, "digest": digest, "sent_at": now}
        db.execute(forms_sent.insert().values(**row))
    return digest


def _forget(given: Installation, command_id: UUID, digest: bytes) -> None:
    """Note no more what a form held whose command came to nothing."""
    if given.reviews.recorder.position_of(command_id) is None:
        ours = forms_sent.c.command_id == command_id
        with given.office.writing() as db:
            db.execute(delete(forms_sent).where(ours, forms_sent.c.digest == digest))


def _oldest(given: Installation, now: datetime) -> datetime:
    """Return since when a session may last: older forms fit no session any more."""
    return now - given.settings.limits.absolute
