"""What somebody has begun to tell us on the public pages, and has not sent yet.

What is written is sealed under a key made from the token in the writer's own browser,
of which only a hash is kept here: neither staff, nor whoever has this table or a backup
of it, can read what was never sent.  A token this store did not give out is nobody's.
See `docs/decisions/0042`.
"""

import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from secrets import token_bytes, token_urlsafe
from typing import Any, Final, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    String,
    Table,
    delete,
    func,
    select,
)

from asbreview.access.office import TABLES, Instant, Office

Content = Mapping[str, Any]
NONCE: Final = 12


class Keeping(NamedTuple):
    """How long what is not sent is kept unused, how much, and how many of each."""

    idle: timedelta = timedelta(days=1)
    largest: int = 1_000_000  # bytes
    most: int = 5_000


class Of(StrEnum):
    """What is begun; each has places of its own, that the other cannot fill."""

    APPLICATION = "application"
    FOLLOWING = "following"
    ANSWERING = "answering"
    SIGNING_IN = "signing in"
    PROVING = "proving"


class TooManyDrafts(Exception):
    """So many are begun that no other can be: it is a flood, or a very bad day."""


class DraftTooLarge(Exception):
    """More was written than is kept before it is sent."""


drafts: Final = Table(
    "drafts",
    TABLES,
    Column("draft_id", LargeBinary, primary_key=True),
    Column("of", String, nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=False, index=True),
    Column("content", LargeBinary, nullable=False),
)


class Drafts:
    """What has been begun on the public pages of an installation."""

    def __init__(self, office: Office, keeping: Keeping | None = None) -> None:
        self._office = office
        self.keeping = keeping or Keeping()

    def begin(self, content: Content, *, at: datetime, of: Of = Of.APPLICATION) -> str:
        """Begin one, and return the token that opens it, which is told once.

        Those left alone for too long are cleared first; `TooManyDrafts` if there are
        as many of its kind as are kept even so.
        """
        token = token_urlsafe(32)
        row = {
            "draft_id": _id_of(token),
            "of": of,
            "began_at": at,
            "used_at": at,
            "content": self._seal(token, content),
        }
        with self._office.writing() as db:
            self._clear(db, at)
            alike = select(func.count()).select_from(drafts).where(drafts.c.of == of)
            if (db.scalar(alike) or 0) >= self.keeping.most:
                raise TooManyDrafts
            db.execute(drafts.insert().values(**row))
        return token

    def read(self, token: str, *, at: datetime) -> Content | None:
        """Return what was written; nothing if it is unknown or was left too long."""
        with self._office.reading() as db:
            sealed = self._sealed(db, token, at)
        return None if sealed is None else _open(token, sealed)

    def change(
        self, token: str, how: Callable[[Content], Content], *, at: datetime
    ) -> Content | None:
        """Change what was written, and return it; to change it is to use it.

        Nobody else changes it meanwhile.  Nothing is returned, and nothing changed, of
        one that is unknown or was left too long; `DraftTooLarge` changes nothing.
        """
        with self._office.writing() as db:
            sealed = self._sealed(db, token, at)
            if sealed is None:
                return None
            content = how(_open(token, sealed))
            changed = {"used_at": at, "content": self._seal(token, content)}
            this = drafts.c.draft_id == _id_of(token)
            db.execute(drafts.update().where(this).values(**changed))
        return content

    def end(self, token: str) -> None:
        """Destroy what was written."""
        with self._office.writing() as db:
            db.execute(delete(drafts).where(drafts.c.draft_id == _id_of(token)))

    def clear(self, *, at: datetime) -> None:
        """Destroy whatever was left alone for too long."""
        with self._office.writing() as db:
            self._clear(db, at)

    def _clear(self, db: Connection, at: datetime) -> None:
        db.execute(delete(drafts).where(drafts.c.used_at <= at - self.keeping.idle))

    def _sealed(self, db: Connection, token: str, at: datetime) -> bytes | None:
        sealed: bytes | None = db.scalar(
            select(drafts.c.content).where(
                drafts.c.draft_id == _id_of(token),
                drafts.c.used_at > at - self.keeping.idle,
            )
        )
        return sealed

    def _seal(self, token: str, content: Content) -> bytes:
        clear = json.dumps(content).encode()
        if len(clear) > self.keeping.largest:
            raise DraftTooLarge
        nonce = token_bytes(NONCE)
        return nonce + AESGCM(_key_of(token)).encrypt(nonce, clear, _id_of(token))


def _open(token: str, sealed: bytes) -> Content:
    nonce, body = sealed[:NONCE], sealed[NONCE:]
    content: Content = json.loads(
        AESGCM(_key_of(token)).decrypt(nonce, body, _id_of(token))
    )
    return content


def _id_of(token: str) -> bytes:
    return sha256(f"draft {token}".encode()).digest()


def _key_of(token: str) -> bytes:
    return hmac.digest(token.encode(), b"what is written in a draft", "sha256")
