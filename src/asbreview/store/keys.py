"""The keys that what tells of people is sealed under, kept apart from the events.

Each owner, a person or a case, has one data key, wrapped by a key that comes from
outside.  To destroy it is to forget whatever it sealed, wherever that was copied to.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from secrets import token_bytes
from time import monotonic
from typing import Any, Final, Protocol, TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from asbreview.domain.errors import PersonErased
from asbreview.domain.sealed import ERASED, Erased, Sealed
from asbreview.store.in_mind import InMind

T = TypeVar("T")
NONCE: Final = 12


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

    def find_all(self, owners: Collection[UUID]) -> Mapping[UUID, bytes | Erased]:
        """Return, in one question, the keys there are, or that they were destroyed."""

    def forget(self) -> None:
        """Keep in mind no longer what wrapped the keys that were seen."""

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

    def take_in(
        self, keys: Iterable[tuple[UUID, bytes]], destroyed: Iterable[UUID]
    ) -> None:
        """Put in all that another table holds, its tombstones first; all or nothing."""

    def is_nobodys(self) -> bool:
        """Say whether it never held a key and nobody noted whose it is."""

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


class KeyRing:
    """Seals, reveals, and forgets."""

    def __init__(
        self, table: KeyTable, *, tick: Callable[[], float] = monotonic
    ) -> None:
        self.table = table
        self._tick = tick
        self._in_mind = InMind()
        self._destructions = table.destructions()

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
        owner = owner_of(sealed)
        return _opened(sealed, owner, self._find(owner))

    def reveal_all(self, sealed: Sequence[Sealed[T]]) -> list[T | Erased]:
        """Tell many things, asking for all their keys at once; refused as `reveal`."""
        owners = [owner_of(each) for each in sealed]
        found = self.table.find_all(set(owners))
        keys = {owner: _ready(key) for owner, key in found.items()}
        told: list[T | Erased] = []
        for each, owner in zip(sealed, owners, strict=True):
            words = _opened(each, owner, keys.get(owner))
            told.append(words)
        return told

    def derived(self, owner: UUID, purpose: str) -> bytes | Erased:
        """Return 32 bytes that only the owner's key gives, the same each time.

        They are gone with the key.  `KeyLost` where there is none.
        """
        found = self.table.find(owner)
        if found is None:
            raise KeyLost(owner)
        if found is ERASED:
            return ERASED
        return derived_from(found, purpose)

    def expect(self, sealed: Iterable[Sealed[Any]]) -> None:
        """Fetch at once the keys of what a page is about to reveal, one by one.

        Only where each look would cost a journey: elsewhere there is nothing to gain.
        """
        if not self.table.is_far:
            return
        mind, now, forgotten = self._in_mind, self._tick(), self._in_mind.forgotten
        owners = {owner_of(each) for each in sealed if each.token}
        missing = {owner for owner in owners if mind.get(owner, now=now) is None}
        for owner, key in self.table.find_all(missing).items() if missing else ():
            mind.keep(owner, _ready(key), now=now, forgotten=forgotten)

    def destroy(self, owner: UUID) -> None:
        """Forget, for ever, everything sealed under an owner's key."""
        self._forget_what_was_seen()
        self.table.destroy(owner)
        self._forget_what_was_seen()

    def destructions(self) -> int:
        """Return how many keys have been destroyed; what was revealed before is old.

        The keys kept in mind are dropped if any was destroyed, by whatever process.
        """
        destroyed = self.table.destructions()
        if destroyed != self._destructions:
            self._forget_what_was_seen()
            self._destructions = destroyed
        return destroyed

    def look(self) -> None:
        """Drop the keys kept in mind if any was destroyed, and those seen long ago.

        To be called before each request is answered, and each round of a worker.
        """
        if self.table.is_far:
            self.destructions()
            self._in_mind.forget_what_is_old(now=self._tick())

    def close(self) -> None:
        """Put the ring away."""
        self.table.close()

    def _forget_what_was_seen(self) -> None:
        self._in_mind.forget()
        self.table.forget()

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
            found = self.table.find(owner)
            return None if found is None else _ready(found)
        mind, now, forgotten = self._in_mind, self._tick(), self._in_mind.forgotten
        seen = mind.get(owner, now=now)
        if seen is not None:
            return seen
        found = self.table.find(owner)
        if found is None:
            return None
        key = _ready(found)
        mind.keep(owner, key, now=now, forgotten=forgotten)
        return key


def owner_of(sealed: Sealed[Any]) -> UUID:
    """Return whose key opens a token."""
    return UUID(sealed.token.rpartition("|")[0].rpartition("|")[2])


def derived_from(key: bytes, purpose: str) -> bytes:
    """Return 32 bytes that only a data key gives, the same each time."""
    return hmac.digest(key, f"derived|{purpose}".encode(), "sha256")


def _opened(sealed: Sealed[T], owner: UUID, key: AESGCM | Erased | None) -> T | Erased:
    if key is None:
        raise KeyLost(owner)
    if key is ERASED:
        return ERASED
    head, _, body64 = sealed.token.rpartition("|")
    body = urlsafe_b64decode(body64)
    clear: T = json.loads(key.decrypt(body[:NONCE], body[NONCE:], head.encode()))
    return clear


def _ready(found: bytes | Erased) -> AESGCM | Erased:
    return AESGCM(found) if isinstance(found, bytes) else found
