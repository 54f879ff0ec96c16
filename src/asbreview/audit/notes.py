"""Signed notes, as c2sp.org/signed-note has them: a text, and who signs it.

Keys are written as Go's `sumdb/note` writes them, so that others' tools read them:
a signer's `PRIVATE+KEY+name+id+key`, a verifier's `name+id+key`.
"""

import os
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

ED25519: Final = b"\x01"
KEY: Final = 32  # bytes, of either half
KEY_ID: Final = 4  # bytes
DASH: Final = "\N{EM DASH} "
PRIVATE: Final = "PRIVATE+KEY+"
MOST_SIGNATURES: Final = 16


class NotAKey(Exception):
    """What should be a key is none; the message says of what."""


class NotANote(Exception):
    """What should be a signed note is none."""


@dataclass(frozen=True)
class Verifier:
    """The public half of a key, and the name it signs under."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        """Refuse a name that no note can carry, or half a key (`NotAKey`)."""
        if not self.name or "+" in self.name or len(self.name.split()) != 1:
            raise NotAKey(f"the name {self.name!r}")
        if len(self.public) != KEY:
            raise NotAKey(f"the key of {self.name}")

    @classmethod
    def read(cls, written: str) -> Self:
        """Read a key as it is handed on; `NotAKey`."""
        name, key_id, key = _parts(written.strip())
        found = cls(name, key)
        if found.key_id.hex() != key_id:
            raise NotAKey(f"the key of {name}: its id is not its own")
        return found

    @property
    def key_id(self) -> bytes:
        """What a signature names the key by."""
        return sha256(f"{self.name}\n".encode() + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        """Return the key as it is handed on."""
        key = b64encode(ED25519 + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{key}"

    def signed(self, text: str, signature: bytes) -> bool:
        """Say whether the signature is this key's, of this text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(
                signature, text.encode()
            )
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A key that signs."""

    verifier: Verifier
    key: Ed25519PrivateKey

    @classmethod
    def make(cls, name: str) -> Self:
        """Make a new key."""
        return cls._of(name, Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, written: str) -> Self:
        """Read a key as it is kept; `NotAKey`."""
        if not written.startswith(PRIVATE):
            raise NotAKey("a key that signs")
        name, key_id, seed = _parts(written.strip().removeprefix(PRIVATE))
        if len(seed) != KEY:
            raise NotAKey(f"the key of {name}")
        found = cls._of(name, Ed25519PrivateKey.from_private_bytes(seed))
        if found.verifier.key_id.hex() != key_id:
            raise NotAKey(f"the key of {name}: its id is not its own")
        return found

    @classmethod
    def _of(cls, name: str, key: Ed25519PrivateKey) -> Self:
        return cls(Verifier(name, key.public_key().public_bytes_raw()), key)

    def written(self) -> str:
        """Return the key as it is kept, for its owner alone."""
        seed = b64encode(ED25519 + self.key.private_bytes_raw()).decode()
        return f"{PRIVATE}{self.verifier.name}+{self.verifier.key_id.hex()}+{seed}"

    def sign(self, text: str) -> "Signature":
        """Sign a text, which has to end its last line."""
        signed = self.key.sign(text.encode())
        return Signature(self.verifier.name, self.verifier.key_id, signed)


class Signature(NamedTuple):
    """A signature, and by which key it says it is."""

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        """Return the line of a note."""
        told = b64encode(self.key_id + self.signature).decode()
        return f"{DASH}{self.name} {told}\n"

    def is_by(self, verifier: Verifier) -> bool:
        """Say whether it says that it is by this key."""
        return (self.name, self.key_id) == (verifier.name, verifier.key_id)


class Note(NamedTuple):
    """A text and its signatures, whosoever."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def read(cls, written: bytes) -> Self:
        """Read a note; `NotANote`.  Nothing is said of its signatures yet."""
        try:
            told = written.decode()
        except UnicodeDecodeError as why:
            raise NotANote from why
        text, apart, lines = told.rpartition("\n\n")
        signed = lines.splitlines(keepends=True)
        if not apart or not 0 < len(signed) <= MOST_SIGNATURES or _has_control(told):
            raise NotANote
        return cls(f"{text}\n", tuple(_signature(line) for line in signed))

    def __bytes__(self) -> bytes:
        """Return the note as it is kept."""
        return (f"{self.text}\n" + "".join(map(str, self.signatures))).encode()

    def also_signed(self, *signatures: Signature) -> Self:
        """Return the note with more signatures."""
        return self._replace(signatures=(*self.signatures, *signatures))

    def signed_by(self, known: Iterable[Verifier]) -> list[Verifier]:
        """Return whose signatures are right, of those known.

        As the form of notes has it, one wrong signature under a known key spoils all.
        """
        found = []
        for verifier in known:
            by = [s for s in self.signatures if s.is_by(verifier)]
            if not all(verifier.signed(self.text, s.signature) for s in by):
                return []
            found += [verifier] if by else []
        return found


def key_of(path: Path) -> Signer:
    """Read the key in a file; `NotAKey`, also where others can read the file."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise NotAKey(f"{path}: others than its owner can read it; run chmod 600 on it")
    try:
        return Signer.read(path.read_text("ascii"))
    except UnicodeDecodeError as why:
        raise NotAKey(str(path)) from why


def keep_key(signer: Signer, path: Path) -> None:
    """Keep a new key in a file for its owner alone; `FileExistsError`."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="ascii") as file:
        file.write(signer.written() + "\n")
        file.flush()
        os.fsync(file.fileno())


def _parts(written: str) -> tuple[str, str, bytes]:
    """Return the name, the id and the bytes of a key."""
    try:
        name, key_id, key64 = written.split("+", 2)
        key = b64decode(key64, validate=True)
    except (ValueError, Error) as why:
        raise NotAKey("a key") from why
    if key[:1] != ED25519:
        raise NotAKey(f"the key of {name}: not one of Ed25519")
    return name, key_id, key[1:]


def _signature(line: str) -> Signature:
    try:
        name, signed64 = line.removeprefix(DASH).removesuffix("\n").split(" ")
        signed = b64decode(signed64, validate=True)
    except (ValueError, Error) as why:
        raise NotANote from why
    made = Signature(name, signed[:KEY_ID], signed[KEY_ID:])
    if str(made) != line or len(signed) <= KEY_ID:
        raise NotANote
    return made


def _has_control(told: str) -> bool:
    return any(character < " " and character != "\n" for character in told)
