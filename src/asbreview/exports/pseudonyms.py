"""Names made up for one export: the same thing has the same, and in no other export."""

from functools import lru_cache
from hashlib import blake2b
from secrets import token_bytes
from typing import Final

AT_HAND: Final = 30_000
"""So many are remembered: what happened lately is named again soon."""


class Pseudonyms:
    """What stands for things in one export; its salt is thrown away with it."""

    def __init__(self, salt: bytes | None = None) -> None:
        self._salt = salt or token_bytes(32)
        self._of = lru_cache(AT_HAND)(self._made)

    def of(self, kind: str, id_: object) -> str:
        """Return what stands for something of a kind in this export."""
        return self._of(kind, id_)

    def _made(self, kind: str, id_: object) -> str:
        word = f"{kind} {id_}".encode()
        digest = blake2b(word, key=self._salt, digest_size=9).hexdigest()
        return f"{kind.replace(' ', '-')}-{digest}"
