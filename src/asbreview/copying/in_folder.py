"""A folder of SQLite files, as an end of a copy."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from asbreview.copying.ends import Open, held_already
from asbreview.installation import now
from asbreview.office_tables import ALL
from asbreview.refusal import CannotStart
from asbreview.settings import Settings
from asbreview.store.receiving_sqlite import receiving
from asbreview.store.recording import FORMAT
from asbreview.stores_in_folder import (
    UNFINISHED,
    held,
    make_folder,
    opened_in_folder,
    stores_in_folder,
)

KEPT: Final = ("events.sqlite", "keys.sqlite", "office.sqlite")
SAYS: Final = (
    "A copy of an installation was begun into this folder and is not finished.\n"
    "Give the same `asbreview copy` again: it begins anew.\n"
)


@dataclass(frozen=True)
class Folder:
    """The folder that some settings name."""

    settings: Settings

    @property
    def where(self) -> str:
        """The place in words."""
        return f"the folder {self.settings.data}"

    @property
    def is_begun(self) -> bool:
        """Does it hold a copy that was begun and is not finished?"""
        return (self.settings.data / UNFINISHED).exists()

    @contextmanager
    def source(self) -> Iterator[Open]:
        """Open what is copied; nobody writes into it until it is closed."""
        folder = self.settings.data
        _must_be_of_this_release(folder)
        with ExitStack() as stack:
            stores = stack.enter_context(
                stores_in_folder(self.settings, clock=now, alone=True)
            )
            # Accounts may be changed beside a server: the folder's lock is not enough.
            for name in KEPT:
                stack.enter_context(_kept_still(folder / name))
            yield Open(stores, receiving(stores.reviews.recorder), folder)

    @contextmanager
    def target(self, *, of_log: str) -> Iterator[Open]:
        """Open what is copied into, marked as unfinished until all is well."""
        folder = self.settings.data
        make_folder(folder)
        with held(folder):
            self._begin()
            opened = opened_in_folder(self.settings, clock=now, of_log=of_log)
            with opened as stores:
                for tables in ALL:
                    stores.office.keep(tables)
                log, outside = receiving(stores.reviews.recorder), self.settings
                yield Open(stores, log, folder, outside.ledger_outside)
            (folder / UNFINISHED).unlink()
            _sync(folder)

    def _begin(self) -> None:
        """Mark the folder, and empty it of a copy that was not finished."""
        folder = self.settings.data
        if not self.is_begun and any((folder / name).exists() for name in KEPT):
            raise held_already(self.where)
        (folder / UNFINISHED).write_text(SAYS, "utf-8")
        _sync(folder)
        for name in (*KEPT, "views.sqlite"):
            for rest in ("", "-wal", "-shm"):
                (folder / f"{name}{rest}").unlink(missing_ok=True)


def _must_be_of_this_release(folder: Path) -> None:
    """Refuse a folder without a log, or one that opening would bring up to date."""
    file = folder / "events.sqlite"
    if not file.exists():
        raise CannotStart(f"There is no installation in the folder {folder}.")
    with closing(sqlite3.connect(file)) as db:
        try:
            found = db.execute("SELECT value FROM store WHERE name = 'format'")
            older = int(found.fetchone()[0]) < FORMAT
        except (sqlite3.OperationalError, TypeError):
            older = True
    if older:
        raise CannotStart(
            f"The folder {folder} was written by an earlier release of asbreview. Run"
            " `asbreview migrate` on it first, without ASBREVIEW_DATABASE_URL. Nothing"
            " was changed."
        )


@contextmanager
def _kept_still(file: Path) -> Iterator[None]:
    """Let nobody write into a file; all may read it."""
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        yield


def _sync(folder: Path) -> None:
    """Let the folder's names outlast a power cut, where the system can."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
