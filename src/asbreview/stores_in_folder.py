"""The stores of one partnership: SQLite files in a folder that one process holds."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final

from asbreview.access.office import Office
from asbreview.key_file import key_in
from asbreview.refusal import CannotStart
from asbreview.reviews import CaseReviews
from asbreview.settings import Settings
from asbreview.store.keys import KeyRing, OtherKeys, WrongKey
from asbreview.store.receiving_sqlite import receiving
from asbreview.store.recording import NewerFormat
from asbreview.store.sqlite_keys import SQLiteKeys
from asbreview.stores import Clock, Stores
from projections.views import views_in_file

UNFINISHED: Final = "copy-unfinished"
"""The file that marks a folder into which a copy was begun."""


@contextmanager
def stores_in_folder(
    settings: Settings, *, clock: Clock, alone: bool
) -> Iterator[Stores]:
    """Open the stores, making what is not there yet; *alone* holds the folder.

    `CannotStart` where a key is missing, the folder is in use, or the data were written
    by a later release; nothing is then changed.
    """
    folder = settings.data
    if (folder / UNFINISHED).exists():
        raise unfinished(f"folder {folder}")
    _must_be_whole(settings)
    make_folder(folder)
    with ExitStack() as stack:
        if alone:
            stack.enter_context(held(folder))
        yield stack.enter_context(opened_in_folder(settings, clock=clock))


@contextmanager
def opened_in_folder(
    settings: Settings, *, clock: Clock, of_log: str = ""
) -> Iterator[Stores]:
    """Open the stores whoever holds them; their log becomes the one *of_log* names.

    For `asbreview copy`, which holds the folder.
    """
    folder = settings.data
    with ExitStack() as stack:
        keyring = KeyRing(_keys_in(settings))
        stack.callback(keyring.close)
        reviews = _log_in(folder, keyring, clock)
        stack.callback(reviews.close)
        if of_log:
            receiving(reviews.recorder).be_log(of_log)
        must_belong_together(reviews, keyring)
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
    try:
        lock = sqlite3.connect(folder / "in-use", timeout=0, isolation_level=None)
    except sqlite3.OperationalError as why:
        raise _not_writable(folder, why) from why
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as taken:
        lock.close()
        if taken.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise _not_writable(folder, taken) from taken
        raise CannotStart(
            f"The data folder {folder} is in use by another asbreview. Stop that one,"
            " or give this one a folder of its own with ASBREVIEW_DATA."
        ) from taken
    return lock


def _not_writable(folder: Path, why: sqlite3.Error) -> CannotStart:
    return CannotStart(
        f"The data folder {folder} cannot be written to: {why}. Let the account that"
        " runs asbreview write to it, or name another with ASBREVIEW_DATA. Nothing was"
        " changed."
    )


def _keys_in(settings: Settings) -> SQLiteKeys:
    try:
        return SQLiteKeys(settings.data / "keys.sqlite", key_in(settings.keys))
    except WrongKey as wrong:
        raise wrong_key(settings.keys) from wrong


def wrong_key(file: Path) -> CannotStart:
    """Say that a key-encryption key is not the one of this installation."""
    return CannotStart(
        f"The key in {file} is not the one that this installation's data keys are"
        " wrapped under. Put back the copy of the right one. Nothing was changed."
    )


def must_belong_together(reviews: CaseReviews, keyring: KeyRing) -> None:
    """Refuse the data keys of another installation's log, and none for one begun."""
    if reviews.recorder.max_notification_id() and keyring.table.is_nobodys():
        raise CannotStart(
            "The log holds events, and there are no data keys: they were never put"
            " back, or another place is named for them. Put back this installation's"
            " own. Nothing was changed."
        )
    try:
        keyring.table.belongs_to(reviews.recorder.log_id())
    except OtherKeys as other:
        raise CannotStart(
            "The data keys are those of another installation. Put back this one's own."
            " Nothing was changed."
        ) from other


def _log_in(folder: Path, keyring: KeyRing, clock: Clock) -> CaseReviews:
    log = {"SQLITE_DBNAME": str(folder / "events.sqlite")}
    try:
        return CaseReviews(keyring, log, clock=clock)
    except NewerFormat as newer:
        raise CannotStart(
            f"The data folder {folder} was written by a later release of asbreview."
            " Open it with that one. Nothing was changed."
        ) from newer


def unfinished(where: str) -> CannotStart:
    """Say that a copy into a folder or a database was not finished."""
    return CannotStart(
        f"The {where} holds a copy that was begun and not finished. Give the same"
        " `asbreview copy` or `asbreview restore` again, which begins it anew; what it"
        " was copied from is whole. Nothing was changed."
    )


def must_be_new(folder: Path) -> None:
    """Refuse what is left in a folder of an installation whose log is gone.

    Views alone are no loss: they are made anew.
    """
    parts = ("office.sqlite", "files/*/*", "ledger/*.head")
    left = [part for part in parts if any(folder.glob(part))]
    if left:
        raise CannotStart(
            f"The folder {folder} holds parts of an installation ({', '.join(left)})"
            " and no log. Put the whole back with `asbreview restore` into an empty"
            " place. Nothing was changed."
        )


def _must_be_whole(settings: Settings) -> None:
    """Refuse a log without the keys that what it seals is read with."""
    if not (settings.data / "events.sqlite").exists():
        must_be_new(settings.data)
        return
    for needed, what in (
        (settings.keys, "The key file"),
        (settings.data / "keys.sqlite", "The file of data keys"),
        (settings.data / "office.sqlite", "The office's file"),
    ):
        if not needed.exists():
            raise CannotStart(
                f"{what} {needed} is missing. Put it back from where its copy is kept."
                " Without the keys nothing that is sealed can be read, and without the"
                " office nobody can sign in and no letter be posted. Nothing was"
                " changed."
            )
