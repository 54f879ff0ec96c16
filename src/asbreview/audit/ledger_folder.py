"""The folder outside, to which every head is added and nothing is ever changed.

Let another body hold it, or a machine that keeps what was once written.  For each head
there are these files, named by when it was taken and over how many events:

*.head     the signed head; *.cosigned-… the same, signed by another body besides
*.tsr      a time stamp of the *.head beside it, as an authority answered (RFC 3161)
*.leaves   a line for each event that is new since the head before: its index, the hash
           of it, and the id of its case.  By these the first event that is not what it
           was is named, and not only the head that no longer fits.

Besides there are the public keys, and `destroyed`: the ids of data keys that were
destroyed, so that no backup brings them back.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from secrets import token_hex
from typing import Final
from uuid import UUID

from asbreview.audit.heads import Head
from asbreview.audit.leaves import Leaf
from asbreview.audit.notes import Note, Verifier
from asbreview.audit.tree import HASH

HEAD: Final = ".head"
LEAVES: Final = ".leaves"
STAMP: Final = ".tsr"
COSIGNED: Final = ".cosigned-"
KEYS: Final = "keys"
DESTROYED: Final = "destroyed"
READ_ME: Final = "READ-ME.txt"
SAYS: Final = """\
This folder is the ledger of a register of ASB case reviews: signed proofs of what was
recorded, and when. Nothing in it tells of a person. Nothing in it is ever changed or
deleted; if that can be forbidden where it lies, forbid it. Keep copies elsewhere.
How to check the register against it is told in docs/verifying.md of asbreview, and by
`verify_ledger.py --help`, which needs nothing of asbreview.
"""


class Differs(Exception):
    """A file in the folder is not what was once written there; its name."""


class KeptLeaves:
    """What the folder has of each event from the first on, without a gap."""

    def __init__(self) -> None:
        self.hashes, self._cases = bytearray(), bytearray()

    def __len__(self) -> int:
        """Return of how many events it is."""
        return len(self.hashes) // HASH

    def __getitem__(self, index: int) -> bytes:
        """Return the hash of an event."""
        return bytes(self.hashes[index * HASH : (index + 1) * HASH])

    def case_of(self, index: int) -> UUID | None:
        """Return the case that an event was of, if it was of one."""
        found = bytes(self._cases[index * 16 : (index + 1) * 16])
        return UUID(bytes=found) if any(found) else None

    def take(self, index: int, hashed: bytes, case: bytes) -> bool:
        """Take in what is known of an event, and forget later ones; no gap is left.

        They are those that were lost when an older log was put back.
        """
        if index > len(self):
            return False
        if index < len(self):
            del self.hashes[index * HASH :], self._cases[index * 16 :]
        self.hashes += hashed
        self._cases += case
        return True


class LedgerFolder:
    """The folder, wherever it lies; `OSError` where it cannot be reached."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, head: Head, note: Note, first: int, leaves: Iterable[Leaf]) -> None:
        """Add a head, and the events from an index on that are new with it.

        Done again it changes nothing; `Differs` where something else is there.
        """
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not (self.path / READ_ME).exists():
            self._write(READ_ME, SAYS.encode())
        lines = (
            f"{index} {leaf.hash.hex()} {leaf.case_id or '-'}\n"
            for index, leaf in enumerate(leaves, first)
        )
        self._write(_stem(head) + LEAVES, "".join(lines).encode())
        self._write(_stem(head) + HEAD, bytes(note))

    def has(self, head: Head) -> bool:
        """Say whether a head was added."""
        return (self.path / f"{_stem(head)}{HEAD}").exists()

    def add_stamp(self, head: Head, answer: bytes) -> None:
        """Add the time stamp of a head; `Differs` where it has another."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._write(_stem(head) + STAMP, answer)

    def stamps(self) -> Iterator[tuple[str, bytes, bytes]]:
        """Yield the name of each time stamp, it, and the head that it lies beside."""
        for path in sorted(self.path.glob(f"*{STAMP}")):
            head = path.with_suffix(HEAD)
            content = head.read_bytes() if head.exists() else b""
            yield path.name, path.read_bytes(), content

    def add_destroyed(self, ids: Iterable[UUID]) -> None:
        """Add to the register of destroyed keys, which is applied after a restore.

        It is there from the first on, though it names nobody: one that is missing was
        taken away, or the folder is not there.
        """
        path = self.path / DESTROYED
        is_there = path.exists()
        known = set(path.read_text("ascii").split()) if is_there else set()
        new = [f"{id_}\n" for id_ in ids if str(id_) not in known]
        if new or not is_there:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            with path.open("a", encoding="ascii") as file:
                file.write("".join(new))
                file.flush()
                os.fsync(file.fileno())

    def take_in(self, other: Path) -> None:
        """Add what a copy of this folder has and it lacks; what it has stays as it is.

        What other bodies signed, and time stamps, lie nowhere else.
        """
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in files_in(other):
            if path.name == DESTROYED:
                named = path.read_text("ascii").split()
                self.add_destroyed(UUID(each) for each in named)
            elif not (self.path / path.name).exists():
                self._write(path.name, path.read_bytes())

    def add_key(self, verifier: Verifier) -> None:
        """Write down a key by which heads here are signed; it proves nothing."""
        path = self.path / f"{KEYS}-{verifier.key_id.hex()}"
        if not path.exists():
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._write(path.name, f"{verifier}\n".encode())

    def keys(self) -> Iterator[str]:
        """Yield the keys that are written down here."""
        for path in sorted(self.path.glob(f"{KEYS}-*")):
            with suppress(UnicodeDecodeError):
                yield path.read_text("ascii")

    def notes(self) -> Iterator[tuple[str, bytes]]:
        """Yield the names and contents of the heads, in the order they were taken."""
        for pattern in (f"*{HEAD}", f"*{COSIGNED}*"):
            for path in sorted(self.path.glob(pattern)):
                yield path.name, path.read_bytes()

    def leaves(self) -> KeptLeaves:
        """Return what the folder has of each event; what cannot be read ends it."""
        found = KeptLeaves()
        for path in sorted(self.path.glob(f"*{LEAVES}")):
            for line in path.read_bytes().splitlines():
                read = _read(line)
                if read is None or not found.take(*read):
                    return found
        return found

    def _write(self, name: str, content: bytes) -> None:
        """Write a file whole, or not at all, and never over another."""
        path = self.path / name
        if path.exists():
            if path.read_bytes() != content:
                raise Differs(name)
            return
        begun = self.path / f".{name}.{token_hex(4)}"
        with begun.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        begun.rename(path)


def files_in(folder: Path) -> list[Path]:
    """Return the files of such a folder; not what a disk has besides (`lost+found`)."""
    return [path for path in sorted(folder.glob("[!.]*")) if path.is_file()]


def _stem(head: Head) -> str:
    return f"{head.at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{head.size:012d}"


def _read(line: bytes) -> tuple[int, bytes, bytes] | None:
    try:
        index, hashed, case = line.decode("ascii").split(" ")
        read = int(index), bytes.fromhex(hashed), _case(case)
    except ValueError:
        return None
    return read if read[0] >= 0 and len(read[1]) == HASH else None


def _case(told: str) -> bytes:
    return bytes(16) if told == "-" else UUID(told).bytes
