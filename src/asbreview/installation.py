"""One installation: its folder, what is kept there, and the right to use it.

events.sqlite   the log, for ever
keys.sqlite     the data keys, wrapped under the key-encryption key
office.sqlite   accounts, sessions, letters' copies
views.sqlite    projections, disposable
print-queue/    letters to be posted
kek             the key-encryption key, unless it is kept elsewhere
"""

import os
import sqlite3
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_bytes
from typing import Final

from sqlalchemy import Engine

from asbreview.access.office import Office
from asbreview.refusal import CannotStart
from asbreview.reviews import CaseReviews
from asbreview.settings import Settings
from asbreview.store.keys import KeyRing
from asbreview.store.log import EventLog
from asbreview.store.recorder import NewerFormat
from projections.every import ALL
from projections.projector import Projector
from projections.views import open_views

KEY_BYTES: Final = 32
Clock = Callable[[], datetime]


def now() -> datetime:
    """Return this instant: the one clock that pages, worker and command line have."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Installation:
    """What one installation is made of, open."""

    settings: Settings
    keyring: KeyRing
    reviews: CaseReviews
    views: Engine
    projector: Projector
    office: Office
    clock: Clock

    @property
    def print_queue(self) -> Path:
        """Where letters wait to be posted."""
        return self.settings.data / "print-queue"


@contextmanager
def opened(
    settings: Settings, *, clock: Clock = now, alone: bool = True
) -> Iterator[Installation]:
    """Open an installation, making what is not there yet.

    *alone* is for a server, and for what must not happen beside one; a command that
    only asks may work in a folder that is in use.

    `CannotStart` where the key is missing, the folder is in use, or its data were
    written by a later release; nothing is then changed.
    """
    folder = settings.data
    with ExitStack() as stack:
        _must_be_whole(settings)
        _make_folder(folder)
        if alone:
            stack.enter_context(held(folder))
        keyring = KeyRing(folder / "keys.sqlite", _key(settings.keys))
        stack.callback(keyring.close)
        reviews = _log_in(folder, keyring, clock)
        stack.callback(reviews.close)
        views = open_views(f"sqlite:///{folder / 'views.sqlite'}")
        stack.callback(views.dispose)
        office = Office(folder / "office.sqlite")
        stack.callback(office.close)
        events = EventLog(reviews)
        projector = Projector(events, views, ALL)
        yield Installation(settings, keyring, reviews, views, projector, office, clock)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder for this process; a process that dies lets go of it."""
    with closing(_lock(folder)):
        yield


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


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as why:
        raise CannotStart(
            f"The data folder {folder} cannot be made: {why.strerror}."
        ) from why


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


def _key(path: Path) -> bytes:
    """Read the key-encryption key; make one, for its owner alone, if there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = urlsafe_b64encode(token_bytes(KEY_BYTES))
        with os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
        ) as file:
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
    key = urlsafe_b64decode(path.read_bytes().strip())
    if len(key) != KEY_BYTES:
        raise CannotStart(
            f"The key file {path} does not hold a key of {KEY_BYTES} bytes."
        )
    return key
