"""The print queue: a folder of PDFs to print and post, and a list of what is in it.

Neither a file's name nor the list says anything about anybody.  A file is whole or not
there, whatever happens while it is written.
"""

import csv
import os
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Final
from uuid import UUID

from asbreview.letters.outbox import Copy

MANIFEST: Final = "manifest.csv"
COLUMNS: Final = ("file", "letter", "dated", "pages", "sha256")
OURS: Final = re.compile(r"[0-9a-f]{32}\.pdf|.*\.part")
PATIENCE: Final = 60  # seconds, for another sender's round
OWNER_ONLY: Final = 0o600
FOLDER_OWNER_ONLY: Final = 0o700


class PrintQueue:
    """The folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=FOLDER_OWNER_ONLY, parents=True, exist_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder alone: of two senders, one waits; of a killed one, none does.

        An empty database is a lock that every system has, and that ends with whoever
        held it.
        """
        lock = sqlite3.connect(
            self._folder / ".lock", timeout=PATIENCE, isolation_level=None
        )
        try:
            lock.execute("BEGIN EXCLUSIVE")
            yield
        finally:
            lock.close()

    def put(self, copy: Copy, pdf: bytes) -> None:
        """Put a letter into the queue, unless it is there."""
        if not (self._folder / _file(copy.file_id)).exists():
            self._write(_file(copy.file_id), pdf)

    def hold_only(self, waiting: Collection[Copy]) -> None:
        """Take out every letter that is not waiting, and list those that are."""
        wanted = {_file(copy.file_id) for copy in waiting}
        self._take_out(
            path
            for path in self._folder.iterdir()
            if OURS.fullmatch(path.name) and path.name not in wanted
        )
        listed = _manifest(waiting)
        manifest = self._folder / MANIFEST
        if not manifest.exists() or manifest.read_bytes() != listed:
            self._write(MANIFEST, listed)

    def take_out(self, file_ids: Iterable[UUID]) -> None:
        """Take letters out at once."""
        self._take_out(self._folder / _file(file_id) for file_id in file_ids)

    def _take_out(self, paths: Iterable[Path]) -> None:
        for path in list(paths):
            path.unlink(missing_ok=True)
        self._sync()

    def _write(self, name: str, content: bytes) -> None:
        """Write a file so that it is on the disk, and whole, or not there at all."""
        part = self._folder / f"{name}.part"
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._folder / name)
        self._sync()

    def _sync(self) -> None:
        """Let the folder itself outlast a power cut, where the system can."""
        if os.name != "posix":
            return
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _file(file_id: UUID) -> str:
    return f"{file_id.hex}.pdf"


def _manifest(waiting: Iterable[Copy]) -> bytes:
    text = StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for copy in sorted(waiting, key=lambda copy: (copy.dated, copy.letter_id)):
        rows.writerow(
            [
                _file(copy.file_id),
                copy.letter_id,
                copy.dated.isoformat(),
                copy.pages,
                copy.sha256,
            ]
        )
    return text.getvalue().encode()
