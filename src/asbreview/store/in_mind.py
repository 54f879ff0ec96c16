"""Keys kept in mind, for a minute at the most, where each look costs a journey."""

from itertools import takewhile
from threading import Lock
from typing import Final, NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from asbreview.domain.sealed import Erased

KEPT_IN_MIND: Final = 60.0  # seconds, at the most
MOST_IN_MIND: Final = 10_000  # keys, at the most


class _Seen(NamedTuple):
    key: AESGCM | Erased
    until: float


class InMind:
    """The keys that were seen, the one seen first to be forgotten first.

    `forgotten` says how often all of them have been.
    """

    def __init__(self) -> None:
        self._seen: dict[UUID, _Seen] = {}
        self._lock = Lock()
        self.forgotten = 0

    def get(self, owner: UUID, *, now: float) -> AESGCM | Erased | None:
        """Return a key that was seen less than a minute ago."""
        seen = self._seen.get(owner)
        return seen.key if seen is not None and now < seen.until else None

    def keep(
        self, owner: UUID, key: AESGCM | Erased, *, now: float, forgotten: int
    ) -> None:
        """Keep a key, unless all were *forgotten* again since it was asked for.

        It may have been destroyed between: whoever noticed that has looked already,
        and what is kept now would outlive it by a minute.
        """
        with self._lock:
            if forgotten != self.forgotten:
                return
            self._seen.pop(owner, None)
            self._seen[owner] = _Seen(key, now + KEPT_IN_MIND)
            if len(self._seen) > MOST_IN_MIND:
                del self._seen[next(iter(self._seen))]

    def forget(self) -> None:
        """Forget every key."""
        with self._lock:
            self._seen.clear()
            self.forgotten += 1

    def forget_what_is_old(self, *, now: float) -> None:
        """Forget the keys that were seen more than a minute ago."""
        with self._lock:
            seen = self._seen.items()
            for owner, _ in list(takewhile(lambda item: item[1].until <= now, seen)):
                del self._seen[owner]

    def __len__(self) -> int:
        """Return how many keys are kept."""
        return len(self._seen)
