"""Where sealed files lie: in a folder, each under an id that says nothing.

`Place` is all that is asked of it, so that a store of objects can be another place.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from shutil import disk_usage
from typing import BinaryIO, Final, NamedTuple, Protocol
from uuid import UUID

BEGUN: Final = ".begun"
NAME: Final = re.compile(r"([0-9a-f]{32})(-copy)?(\.[0-9a-f]{16}\.begun)?")


class Lies(NamedTuple):
    """What lies in a place: the file or its viewing copy, whole or only begun."""

    file_id: UUID
    is_copy: bool
    is_whole: bool
    written_at: float
    """In seconds since the epoch."""


class Place(Protocol):
    """Where sealed files lie."""

    def begin(self, file_id: UUID, *, copy: bool) -> BinaryIO:
        """Begin to write a file; nobody finds it before it is `finished`."""

    def finish(self, written: BinaryIO, file_id: UUID, *, copy: bool) -> None:
        """Keep what was written, and return when a power cut cannot take it away."""

    def abandon(self, written: BinaryIO, file_id: UUID, *, copy: bool) -> None:
        """Take away what was begun."""

    def read(self, file_id: UUID, *, copy: bool) -> BinaryIO | None:
        """Open a file for reading; nothing if it is not there."""

    def has(self, file_id: UUID, *, copy: bool) -> bool:
        """Say whether a file is there, whole."""

    def remove(self, file_id: UUID) -> None:
        """Take away a file, its viewing copy, and whatever was begun of either."""

    def everything(self) -> Iterator[Lies]:
        """Yield all that lies here."""

    def room(self) -> int:
        """Return how many bytes more there is room for."""

    def used(self, file_id: UUID) -> None:
        """Note that a file is still wanted, as if it had been written just now."""


class FileFolder:
    """A folder of sealed files, for its owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, file_id: UUID, *, copy: bool) -> BinaryIO:
        """Begin to write a file, beside whoever else may be writing it."""
        path = self._path(file_id, copy=copy)
        for folder in (self._folder, path.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        begun = path.with_name(f"{path.name}.{token_hex(8)}{BEGUN}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        return open(begun, "wb", opener=lambda name, _: os.open(name, flags, 0o600))

    def finish(self, written: BinaryIO, file_id: UUID, *, copy: bool) -> None:
        """Keep what was written: bytes, name and folder are on the disk."""
        path = self._path(file_id, copy=copy)
        written.flush()
        os.fsync(written.fileno())
        written.close()
        Path(written.name).replace(path)
        for folder in (path.parent, self._folder):
            _sync(folder)

    def abandon(self, written: BinaryIO, file_id: UUID, *, copy: bool) -> None:
        """Take away what was begun."""
        del file_id, copy
        with suppress(OSError):  # what is still to be written does not matter any more
            written.close()
        Path(written.name).unlink(missing_ok=True)

    def read(self, file_id: UUID, *, copy: bool) -> BinaryIO | None:
        """Open a file for reading; nothing if it is not there."""
        try:
            return self._path(file_id, copy=copy).open("rb")
        except FileNotFoundError:
            return None

    def has(self, file_id: UUID, *, copy: bool) -> bool:
        """Say whether a file is there, whole."""
        return self._path(file_id, copy=copy).is_file()

    def remove(self, file_id: UUID) -> None:
        """Take away a file, its viewing copy, and whatever was begun of either."""
        path = self._path(file_id, copy=False)
        for each in path.parent.glob(f"{path.name}*"):
            each.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            _sync(path.parent)

    def everything(self) -> Iterator[Lies]:
        """Yield all that lies here."""
        for path in sorted(self._folder.glob("*/*")):
            name = NAME.fullmatch(path.name)
            with suppress(FileNotFoundError):  # taken away meanwhile
                if name:
                    yield Lies(
                        UUID(name[1]),
                        is_copy=bool(name[2]),
                        is_whole=not name[3],
                        written_at=path.stat().st_mtime,
                    )

    def room(self) -> int:
        """Return how many bytes more there is room for."""
        there = self._folder if self._folder.exists() else self._folder.parent
        return disk_usage(there).free

    def used(self, file_id: UUID) -> None:
        """Note that a file is still wanted, as if it had been written just now."""
        for copy in (False, True):
            with suppress(FileNotFoundError):
                os.utime(self._path(file_id, copy=copy))

    def _path(self, file_id: UUID, *, copy: bool) -> Path:
        name = file_id.hex + ("-copy" if copy else "")
        return self._folder / name[:2] / name


def _sync(folder: Path) -> None:
    at = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(at)
    finally:
        os.close(at)
