"""The stores of one partnership: SQLite files in a folder that one process holds."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from asbreview.access.office import Office
from asbreview.key_file import key_in
from asbreview.refusal import CannotStart
from asbreview.reviews import CaseReviews
from asbreview.settings import Settings
from asbreview.store.keys import KeyRing
from asbreview.store.recording import NewerFormat
from asbreview.store.sqlite_keys import SQLiteKeys
from asbreview.stores import Clock, Stores
from projections.views import views_in_file


@contextmanager
def stores_in_folder(
    settings: Settings, *, clock: Clock, alone: bool
) -> Iterator[Stores]:
    """Open the stores, making what is not there yet; *alone* holds the folder.

    `CannotStart` where a key is missing, the folder is in use, or the data were written
    by a later release; nothing is then changed.
    """
    folder = settings.data
    _must_be_whole(settings)
    make_folder(folder)
    with ExitStack() as stack:
        if alone:
            stack.enter_context(held(folder))
        keys = SQLiteKeys(folder / "keys.sqlite", key_in(settings.keys))
        keyring = KeyRing(keys)
        stack.callback(keyring.close)
        reviews = _log_in(folder, keyring, clock)
        stack.callback(reviews.close)
        views = views_in_file(folder / "views.sqlite")
        stack.callback(views.dispose)
        office = Office.in_file(folder / "office.sqlite")
        stack.callback(office.close)
        yield Stores(reviews=reviews, keyring=keyring, office=office, views=views)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder for this process; a process that dies lets go of it."""
    with closing(_lock(folder)):
        yield


def make_folder(folder: Path) -> None:
    """Make the data folder for its owner alone; `CannotStart` if that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as why:
        raise CannotStart(
            f"The data folder {folder} cannot be made: {why.strerror}."
        ) from why


def _lock(folder: Path) -> sqlite3.Connection:
    lock = sqlite3.connect(folder / "in-use", timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as taken:
        lock.close()
        raise CannotStart(
            f"The data folder {folder} is in use by another asbreview. Stop that one,"
            " or give this one a folder of its own with ASBREVIEW_DATA."
        ) from taken
    return lock


def _log_in(folder: Path, keyring: KeyRing, clock: Clock) -> CaseReviews:
    log = {"SQLITE_DBNAME": str(folder / "events.sqlite")}
    try:
        return CaseReviews(keyring, log, clock=clock)
    except NewerFormat as newer:
        raise CannotStart(
            f"The data folder {folder} was written by a later release of asbreview."
            " Open it with that one. Nothing was changed."
        ) from newer


def _must_be_whole(settings: Settings) -> None:
    """Refuse a log without the keys that what it seals is read with."""
    if not (settings.data / "events.sqlite").exists():
        return
    for needed, what in (
        (settings.keys, "The key file"),
        (settings.data / "keys.sqlite", "The file of data keys"),
    ):
        if not needed.exists():
            raise CannotStart(
                f"{what} {needed} is missing. Put it back from where its copy is kept:"
                " without it nothing that is sealed can be read. Nothing was changed."
            )
