"""Sealed files: written under a key of their own, and read while that is there.

What opens a file is its data key, on the key ring under the file's id; until the file
is put on a case it is on no ring, and only in the browser that sent the file.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import sha256
from secrets import token_bytes
from types import TracebackType
from typing import Final, NamedTuple, Self
from uuid import UUID, uuid4

from asbreview.domain.sealed import ERASED, Erased
from asbreview.evidence_files.folder import Place
from asbreview.evidence_files.sealing import Sealing, opened
from asbreview.store.keys import KeyRing, derived_from

PURPOSE: Final = "evidence file"
KEY: Final = 32  # bytes


class FileMissing(Exception):
    """A file that is on record is not where it was put: put its backup back."""


class Sent(NamedTuple):
    """A file that was sent and is on no case yet; whoever has `key` can read it."""

    file_id: UUID
    key: bytes


class Written(NamedTuple):
    """What was written of a file: how many bytes, and their SHA-256."""

    size: int
    sha256: str


class Writing:
    """A file that is being written; used with `with`, it is kept only if all went well.

    What is added is sealed at once, and is never on a disk in the clear.
    """

    def __init__(self, place: Place, file_id: UUID, key: bytes, *, copy: bool) -> None:
        self._place, self._file_id, self._copy = place, file_id, copy
        self._sealing = Sealing(key, place=_named(file_id, copy=copy))
        self._hash, self._size = sha256(), 0
        self._file = place.begin(file_id, copy=copy)
        self._file.write(self._sealing.header)

    @property
    def size(self) -> int:
        """How many bytes were added."""
        return self._size

    def add(self, some: bytes) -> None:
        """Add some bytes."""
        self._hash.update(some)
        self._size += len(some)
        for segment in self._sealing.add(some):
            self._file.write(segment)

    def finish(self) -> Written:
        """Keep the file; it is on the disk when this returns."""
        self._file.write(self._sealing.end())
        self._place.finish(self._file, self._file_id, copy=self._copy)
        return Written(self._size, self._hash.hexdigest())

    def abandon(self) -> None:
        """Keep nothing of it."""
        self._place.abandon(self._file, self._file_id, copy=self._copy)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        why: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        del why, where
        if kind is None:
            self.finish()
        else:
            self.abandon()


class Vault:
    """The sealed files of an installation."""

    def __init__(self, place: Place, keyring: KeyRing) -> None:
        self.place, self._keyring = place, keyring

    def begin(self) -> tuple[Sent, Writing]:
        """Begin a file that somebody sends."""
        sent = Sent(uuid4(), token_bytes(KEY))
        return sent, self.writing(sent)

    def writing(self, sent: Sent) -> Writing:
        """Begin a file under an id and a key that are known already."""
        key = _content_key(sent.key)
        return Writing(self.place, sent.file_id, key, copy=False)

    def put_on_ring(self, sent: Sent) -> None:
        """Let whoever may read the case read the file: before it is put on record."""
        self._keyring.table.put(sent.file_id, sent.key)

    def writing_on_ring(self, file_id: UUID) -> Writing | Erased:
        """Begin a file that is made here, under a key of its own that is on the ring.

        `ERASED` where its key was destroyed, though there never was a file.
        """
        self._keyring.table.make(file_id)
        key = self._keyring.derived(file_id, PURPOSE)
        if key is ERASED:
            return ERASED
        return Writing(self.place, file_id, key, copy=False)

    def sent_file(self, sent: Sent) -> Iterator[bytes]:
        """Yield a file that is on no case yet (`FileMissing`, `sealing.Damaged`)."""
        return self._opened(sent.file_id, _content_key(sent.key), copy=False)

    def read(self, file_id: UUID, *, copy: bool = False) -> Iterator[bytes] | Erased:
        """Yield a file on record, or its viewing copy; or tell that it was erased.

        `FileMissing` where it should lie and does not; `KeyLost` as of the ring.
        """
        key = self._keyring.derived(file_id, PURPOSE)
        if key is ERASED:
            return ERASED
        return self._opened(file_id, key, copy=copy)

    def is_erased(self, file_id: UUID) -> bool:
        """Say whether the key of a file was destroyed."""
        return self._keyring.derived(file_id, PURPOSE) is ERASED

    def keep_copy(self, sent: Sent, pieces: Iterable[bytes]) -> None:
        """Keep a viewing copy beside the file."""
        key = _content_key(sent.key)
        with Writing(self.place, sent.file_id, key, copy=True) as writing:
            for piece in pieces:
                writing.add(piece)

    def _opened(self, file_id: UUID, key: bytes, *, copy: bool) -> Iterator[bytes]:
        if not self.place.has(file_id, copy=copy):
            raise FileMissing(file_id)
        return self._pieces(file_id, key, copy=copy)

    def _pieces(self, file_id: UUID, key: bytes, *, copy: bool) -> Iterator[bytes]:
        lies = self.place.read(file_id, copy=copy)
        if lies is None:
            raise FileMissing(file_id)
        with closing(lies):
            yield from opened(lies, key, place=_named(file_id, copy=copy))


def _content_key(data_key: bytes) -> bytes:
    return derived_from(data_key, PURPOSE)


def _named(file_id: UUID, *, copy: bool) -> bytes:
    return f"{'viewing copy' if copy else 'evidence file'}|{file_id.hex}".encode()
