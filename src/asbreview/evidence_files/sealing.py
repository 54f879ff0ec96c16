"""A file sealed piece by piece, so that none has to be in memory as a whole.

This is the streaming AEAD of Google's Tink, AES256-GCM-HKDF with segments of 1 MiB: a
key for each file derived from a fresh salt and from what the file is; a nonce of a
random prefix, the number of the segment, and whether it is the last.  So segments can
be neither swapped, left out nor cut off, nor taken for those of another file
(`docs/decisions/0054`).
"""

from collections.abc import Iterator
from secrets import token_bytes
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SEGMENT: Final = 1 << 20  # bytes on the disk
SALT: Final = 32
PREFIX: Final = 7
HEADER: Final = 1 + SALT + PREFIX
TAG: Final = 16
MOST: Final = 1 << 32  # segments


class Damaged(Exception):
    """A sealed file was changed, cut off, or is not the one that was asked for."""


class Readable(Protocol):
    """What is read from: a file open for reading."""

    def read(self, number: int, /) -> bytes:
        """Return so many bytes; fewer at the end only."""


class Sealing:
    """Seals what is added; write down the `header` first, and what each call gives."""

    def __init__(self, key: bytes, *, place: bytes) -> None:
        salt, self._prefix = token_bytes(SALT), token_bytes(PREFIX)
        self.header: Final = bytes([HEADER]) + salt + self._prefix
        self._aead = _aead(key, salt, place)
        self._held = bytearray()
        self._number = 0

    def add(self, some: bytes) -> Iterator[bytes]:
        """Yield each segment that is full; the last one may still be the last."""
        self._held += some
        while len(self._held) > (room := _room(self._number)):
            yield self._sealed(bytes(self._held[:room]), is_last=False)
            del self._held[:room]

    def end(self) -> bytes:
        """Return the last segment."""
        return self._sealed(bytes(self._held), is_last=True)

    def _sealed(self, clear: bytes, *, is_last: bool) -> bytes:
        nonce = _nonce(self._prefix, self._number, is_last=is_last)
        self._number += 1
        return self._aead.encrypt(nonce, clear, None)


def opened(sealed: Readable, key: bytes, *, place: bytes) -> Iterator[bytes]:
    """Yield what was sealed for a place, piece by piece; `Damaged` if it is not whole.

    What was yielded before is what was sealed; only at the end is it known to be all.
    """
    header = sealed.read(HEADER)
    if len(header) != HEADER or header[0] != HEADER:
        raise Damaged
    salt, prefix = header[1 : 1 + SALT], header[1 + SALT :]
    aead = _aead(key, salt, place)
    number, segment = 0, sealed.read(_room(0) + TAG)
    while True:
        following = sealed.read(SEGMENT)
        nonce = _nonce(prefix, number, is_last=not following)
        try:
            yield aead.decrypt(nonce, segment, None)
        except InvalidTag as wrong:
            raise Damaged from wrong
        if not following:
            return
        number, segment = number + 1, following


def _aead(key: bytes, salt: bytes, place: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, place).derive(key))


def _room(number: int) -> int:
    """Return how much a segment holds; the first shares its place with the header."""
    return SEGMENT - TAG - (0 if number else HEADER)


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    if number >= MOST:
        raise OverflowError("A file has at most 2^32 segments")
    return prefix + number.to_bytes(4, "big") + bytes([is_last])
