"""The keys that what tells of people is sealed under, kept apart from the events.

Each owner, a person or a case, has one data key, wrapped by a key that comes from
outside.  To destroy it is to forget whatever it sealed, wherever that was copied to.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from secrets import token_bytes
from threading import Lock
from time import monotonic
from typing import Final, NamedTuple, Protocol, TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from asbreview.domain.errors import PersonErased
from asbreview.domain.sealed import ERASED, Erased, Sealed

T = TypeVar("T")
NONCE: Final = 12
KEPT_IN_MIND: Final = 60.0  # seconds, at the most


class KeyLost(Exception):
    """A key is neither on the ring nor known to have been destroyed."""


class StillRead(Exception):
    """A key is destroyed, but a reader keeps its bytes on the disk: destroy again."""


class WrongKey(Exception):
    """The key-encryption key is not the one that these data keys are wrapped under."""


class OtherKeys(Exception):
    """These data keys are those of another log."""


class KeyTable(Protocol):
    """Where data keys lie, each wrapped, and the tombstones of those destroyed.

    `is_far` where each look costs a journey, so that what was seen is kept in mind.
    """

    is_far: bool

    def find(self, owner: UUID) -> bytes | Erased | None:
        """Return the owner's key, that it was destroyed, or that there is none."""

    def make(self, owner: UUID) -> None:
        """Put a new key on the disk, unless there is one or it was destroyed."""

    def put(self, owner: UUID, key: bytes) -> None:
        """Put a key here that was made elsewhere."""

    def destroy(self, owner: UUID) -> None:
        """Take the key away, and say for ever that it was destroyed."""

    def destructions(self) -> int:
        """Return how many keys have been destroyed."""

    def all_keys(self) -> Iterator[tuple[UUID, bytes]]:
        """Yield every owner and their key, in the order of the owners."""

    def all_destroyed(self) -> Iterator[UUID]:
        """Yield every owner whose key was destroyed, in order."""

    def belongs_to(self, log_id: str) -> None:
        """Note, once, whose keys these are; another log's are `OtherKeys`."""

    def close(self) -> None:
        """Put the table away."""


CHECKED: Final = UUID(int=0)  # nobody's id: what proves the key-encryption key


class Wrapping:
    """Wraps data keys under one key-encryption key; each opens for its owner only."""

    def __init__(self, kek: bytes) -> None:
        self._kek = AESGCM(kek)

    def wrap(self, owner: UUID, key: bytes) -> bytes:
        """Return a data key as it is kept."""
        nonce = token_bytes(NONCE)
        return nonce + self._kek.encrypt(nonce, key, owner.bytes)

    def unwrap(self, owner: UUID, wrapped: bytes) -> bytes:
        """Return a data key; another key-encryption key opens none (`InvalidTag`)."""
        return self._kek.decrypt(wrapped[:NONCE], wrapped[NONCE:], owner.bytes)


class _Seen(NamedTuple):
    key: AESGCM | Erased
    until: float


class KeyRing:
    """Seals, reveals, and forgets."""

    def __init__(
        self, table: KeyTable, *, tick: Callable[[], float] = monotonic
    ) -> None:
        self.table = table
        self._tick = tick
        self._seen: dict[UUID, _Seen] = {}
        self._destructions = table.destructions()
        self._lock = Lock()

    def seal(self, sealed: Sealed[T], *, owner: UUID, place: str) -> Sealed[T]:
        """Close a value under its owner's key, for one place and no other.

        `PersonErased` if the owner's key was destroyed.  A new key is on the disk
        before anything uses it.
        """
        if sealed.token:
            raise ValueError("What is sealed already cannot be sealed again")
        head, nonce = f"{place}|{owner.hex}", token_bytes(NONCE)
        clear = json.dumps(sealed.clear).encode()
        body = nonce + self._key_for(owner).encrypt(nonce, clear, head.encode())
        return Sealed(f"{head}|{urlsafe_b64encode(body).decode()}")

    def reveal(self, sealed: Sealed[T]) -> T | Erased:
        """Tell what was sealed, or that it has been erased.

        `KeyLost` where the key is missing and was not destroyed: an older file of keys
        put back must not look like an erasure.
        """
        head, _, body64 = sealed.token.rpartition("|")
        owner = UUID(head.rpartition("|")[2])
        key = self._find(owner)
        if key is None:
            raise KeyLost(owner)
        if key is ERASED:
            return ERASED
        body = urlsafe_b64decode(body64)
        clear: T = json.loads(key.decrypt(body[:NONCE], body[NONCE:], head.encode()))
        return clear

    def destroy(self, owner: UUID) -> None:
        """Forget, for ever, everything sealed under an owner's key."""
        self._forget_what_was_seen()
        self.table.destroy(owner)
        self._forget_what_was_seen()

    def destructions(self) -> int:
        """Return how many keys have been destroyed; what was revealed before is old."""
        return self.table.destructions()

    def look(self) -> None:
        """Drop the keys kept in mind if any was destroyed, by whatever process.

        To be called before each request is answered, and each round of a worker.
        """
        if self.table.is_far:
            destroyed = self.table.destructions()
            if destroyed != self._destructions:
                self._forget_what_was_seen()
                self._destructions = destroyed

    def close(self) -> None:
        """Put the ring away."""
        self.table.close()

    def _forget_what_was_seen(self) -> None:
        with self._lock:
            self._seen.clear()

    def _key_for(self, owner: UUID) -> AESGCM:
        """Return the owner's key for writing: as it is now, not as it was seen."""
        found = self.table.find(owner)
        if found is None:
            self.table.make(owner)
            found = self.table.find(owner)
        if found is ERASED:
            raise PersonErased("What told of this person has been destroyed")
        if found is None:
            raise KeyLost(owner)
        return AESGCM(found)

    def _find(self, owner: UUID) -> AESGCM | Erased | None:
        """Return a key; one that is far away is kept in mind for a minute at most."""
        if not self.table.is_far:
            return _opened(self.table.find(owner))
        now = self._tick()
        seen = self._seen.get(owner)
        if seen is not None and now < seen.until:
            return seen.key
        key = _opened(self.table.find(owner))
        if key is not None:
            with self._lock:
                self._seen[owner] = _Seen(key, now + KEPT_IN_MIND)
        return key


def _opened(found: bytes | Erased | None) -> AESGCM | Erased | None:
    return AESGCM(found) if isinstance(found, bytes) else found
