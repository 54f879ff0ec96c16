"""Key-encryption keys in epochs, kept outside the database that they guard.

A row that was deleted from PostgreSQL lives on in its write-ahead log, and in every
archive of that.  So the data keys are wrapped in parts, each part under a key of its
own that holds for an epoch.  To destroy a data key is to wrap the others of its part
under the key of a new epoch and to destroy the old one: what the archives hold of the
part is then dark.

The secrets of the epochs lie in one file, which is replaced as a whole.  No secret is
of any use without the installation's own key-encryption key.
"""

import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256
from os.path import samestat
from pathlib import Path
from secrets import token_bytes, token_hex
from threading import Lock
from typing import BinaryIO, Final, NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from asbreview.store.keys import KeyLost, Wrapping

PARTS: Final = 4096
SECRET: Final = 32


class Epoch(NamedTuple):
    """One epoch of one part."""

    part: int
    name: str


def part_of(owner: UUID) -> int:
    """Return the part that an owner's key is in."""
    return int.from_bytes(sha256(owner.bytes).digest()[:2]) % PARTS


class Epochs:
    """The file of the epochs' secrets.

    Only what stands in the file is kept in mind: never more than it has.
    Who changes it holds a lock that excludes every other process: the database's.
    """

    def __init__(self, path: Path, kek: bytes) -> None:
        self._path, self._kek = path, kek
        self._lock = Lock()
        self._secrets: Mapping[Epoch, bytes] = {}
        self._wrappings: dict[Epoch, Wrapping] = {}

    def start(self) -> dict[int, str]:
        """Make the file, if there is none, and return the epoch of each part."""
        if not self._path.exists():
            self._write({_new(part): token_bytes(SECRET) for part in range(PARTS)})
        return {epoch.part: epoch.name for epoch in self._read()}

    def wrapping(self, epoch: Epoch) -> Wrapping:
        """Return what wraps in an epoch; `KeyLost` if its secret is gone."""
        with self._lock:
            found = self._wrappings.get(epoch)
            if found is None:
                secret = self._secrets.get(epoch) or self._read().get(epoch)
                if secret is None:
                    raise KeyLost(f"epoch {epoch.name} of part {epoch.part}")
                found = self._wrappings[epoch] = Wrapping(self._derived(epoch, secret))
            return found

    def forget(self) -> None:
        """Keep nothing of the file in mind: an epoch in it may have ended."""
        with self._lock:
            self._secrets, self._wrappings = {}, {}

    def begin(self, part: int) -> Epoch:
        """Begin a new epoch of a part, on the disk before it is used."""
        new = _new(part)
        self._write({**self._read(), new: token_bytes(SECRET)})
        return new

    def keep_only(self, current: Mapping[int, str]) -> None:
        """Destroy the secret of every epoch but the current one of these parts.

        `KeyLost`, and nothing is destroyed, where the secret of a current one is not
        here: file and database are then not of one instant, and what looks superfluous
        may be all there is of another copy of the database.
        """
        found = self._read()
        for part, name in current.items():
            if Epoch(part, name) not in found:
                raise KeyLost(f"epoch {name} of part {part}")
        kept = {e: s for e, s in found.items() if current.get(e.part, e.name) == e.name}
        if len(kept) != len(found):
            self._write(kept)
            self.forget()

    def _derived(self, epoch: Epoch, secret: bytes) -> bytes:
        info = f"asbreview part {epoch.part} epoch {epoch.name}".encode()
        return HKDF(SHA256(), 32, salt=secret, info=info).derive(self._kek)

    def _read(self) -> Mapping[Epoch, bytes]:
        found = {}
        for line in self._whole().decode("ascii").splitlines():
            part, name, secret = line.split()
            found[Epoch(int(part), name)] = b64decode(secret)
        self._secrets = found
        self._wrappings = {e: w for e, w in self._wrappings.items() if e in found}
        return found

    def _whole(self) -> bytes:
        """Read the file; anew where another process replaced it meanwhile.

        What was opened before that is blotted out while it is read.
        """
        while True:
            with self._path.open("rb") as file:
                read = file.read()
                if samestat(os.fstat(file.fileno()), self._path.stat()):
                    return read

    def _write(self, secrets: Mapping[Epoch, bytes]) -> None:
        """Replace the file, for its owner alone, and blot out the one before."""
        before = self._path.open("r+b") if self._path.exists() else None
        new = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with os.fdopen(os.open(new, flags, 0o600), "w", encoding="ascii") as file:
            for (part, name), secret in secrets.items():
                file.write(f"{part} {name} {b64encode(secret).decode()}\n")
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path)
        _sync_folder(self._path.parent)
        if before is not None:
            _blot_out(before)
        self._secrets = secrets


def _new(part: int) -> Epoch:
    return Epoch(part, token_hex(4))


def _sync_folder(folder: Path) -> None:
    """Make the change of a name durable."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _blot_out(file: BinaryIO) -> None:
    """Overwrite a file that no name leads to any more, as far as the disk does so."""
    with file:
        length = file.seek(0, os.SEEK_END)
        file.seek(0)
        file.write(bytes(length))
        file.flush()
        os.fsync(file.fileno())
