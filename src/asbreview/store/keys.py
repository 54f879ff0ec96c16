"""The keys that what tells of people is sealed under, kept apart from the events.

Each owner, a person or a case, has one data key, wrapped by a key that comes from
outside.  To destroy it is to forget whatever it sealed, wherever that was copied to.
"""

import json
import sqlite3
from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path
from secrets import token_bytes
from threading import Lock
from typing import Final, TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from asbreview.domain.errors import PersonErased
from asbreview.domain.sealed import ERASED, Erased, Sealed

T = TypeVar("T")
NONCE: Final = 12
SCHEMA: Final = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS keys (owner BLOB PRIMARY KEY, wrapped BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS destroyed (owner BLOB PRIMARY KEY);
"""


class KeyLost(Exception):
    """A key is neither on the ring nor known to have been destroyed."""


class StillRead(Exception):
    """A key is destroyed, but a reader keeps its bytes on the disk: destroy again."""


class KeyRing:
    """Seals, reveals, and forgets."""

    def __init__(self, path: Path, kek: bytes, *, patience: float = 5) -> None:
        self._kek = AESGCM(kek)
        self._db = sqlite3.connect(
            path, timeout=patience, isolation_level=None, check_same_thread=False
        )
        self._db.executescript(SCHEMA)
        self._lock = Lock()

    def seal(self, sealed: Sealed[T], *, owner: UUID, place: str) -> Sealed[T]:
        """Close a value under its owner's key, for one place and no other."""
        if sealed.token:
            raise ValueError("What is sealed already cannot be sealed again")
        head, nonce = f"{place}|{owner.hex}", token_bytes(NONCE)
        clear = json.dumps(sealed.clear).encode()
        body = nonce + self._key_for(owner).encrypt(nonce, clear, head.encode())
        return Sealed(f"{head}|{urlsafe_b64encode(body).decode()}")

    def reveal(self, sealed: Sealed[T]) -> T | Erased:
        """Tell what was sealed, or that it has been erased."""
        head, _, body64 = sealed.token.rpartition("|")
        key = self._find(UUID(head.rpartition("|")[2]))
        if key is ERASED:
            return ERASED
        body = urlsafe_b64decode(body64)
        clear: T = json.loads(key.decrypt(body[:NONCE], body[NONCE:], head.encode()))
        return clear

    def destroy(self, owner: UUID) -> None:
        """Forget, for ever, everything sealed under an owner's key."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            with self._db:
                self._db.execute("DELETE FROM keys WHERE owner = ?", [owner.bytes])
                self._db.execute(
                    "INSERT OR IGNORE INTO destroyed VALUES (?)", [owner.bytes]
                )
            (busy, *_) = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StillRead(owner)

    def destructions(self) -> int:
        """Return how many keys have been destroyed; what was revealed before is old."""
        with self._lock:
            (number,) = self._db.execute("SELECT count(*) FROM destroyed").fetchone()
        return int(number)

    def close(self) -> None:
        """Put the ring away."""
        self._db.close()

    def _key_for(self, owner: UUID) -> AESGCM:
        """Return the owner's key; a new one is on disk before anything uses it."""
        nonce, key = token_bytes(NONCE), AESGCM.generate_key(256)
        wrapped = nonce + self._kek.encrypt(nonce, key, owner.bytes)
        with self._lock:
            self._db.execute(
                "INSERT INTO keys SELECT :owner, :wrapped WHERE NOT EXISTS"
                " (SELECT * FROM destroyed WHERE owner = :owner)"
                " ON CONFLICT DO NOTHING",
                {"owner": owner.bytes, "wrapped": wrapped},
            )
        found = self._find(owner)
        if found is ERASED:
            raise PersonErased("What told of this person has been destroyed")
        return found

    def _find(self, owner: UUID) -> AESGCM | Erased:
        with self._lock:
            (wrapped, destroyed) = self._db.execute(
                "SELECT (SELECT wrapped FROM keys WHERE owner = :owner),"
                " EXISTS (SELECT * FROM destroyed WHERE owner = :owner)",
                {"owner": owner.bytes},
            ).fetchone()
        if destroyed:
            return ERASED
        if wrapped is None:
            raise KeyLost(owner)
        return AESGCM(self._kek.decrypt(wrapped[:NONCE], wrapped[NONCE:], owner.bytes))
