"""Keeping the files given as evidence level with the log.

What a crash or a given-up form left is taken away, and what was destroyed; and a file
that is on record and is not there is said to be missing.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from time import time
from typing import Final, NamedTuple
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import SQLAlchemyError

from asbreview.domain.sealed import ERASED
from asbreview.evidence_files.folder import Lies
from asbreview.installation import Installation
from asbreview.reviews.commanding import FAR
from projections.texts import files_on_record

UNUSED: Final = timedelta(days=1, hours=1).total_seconds()  # longer than a draft
EVERY: Final = timedelta(hours=1).total_seconds()
log = logging.getLogger(__name__)


class Settled(NamedTuple):
    """What was taken away, and which files are on record and not there."""

    removed: frozenset[UUID]
    missing: frozenset[UUID]


def settle_files(installation: Installation) -> Settled:
    """Take away what is no evidence, and find what is missing.

    What no event tells of is taken away when it was not written to for a day: until
    then somebody may still be putting their form right.
    """
    place = installation.vault.place
    there = list(place.everything())
    with installation.views.connect() as db:
        on_record = files_on_record(db)
    removed = {
        lies.file_id for lies in there if _is_left(installation, lies, on_record)
    }
    removed |= _destroyed(installation, {lies.file_id for lies in there})
    for file_id in removed:
        place.remove(file_id)
    whole = {lies.file_id for lies in there if lies.is_whole and not lies.is_copy}
    missing = on_record - whole
    missing -= _destroyed(installation, missing)
    if missing:
        log.error(
            "Files given as evidence are on record and missing: %d of %d. Put them back"
            " from the backup of the folder %s",
            len(missing),
            len(on_record),
            installation.files_folder,
        )
    return Settled(frozenset(removed), frozenset(missing))


@contextmanager
def files_settled(installation: Installation) -> Iterator[None]:
    """Settle the files now, and every hour, in the background."""
    stop = Event()

    def settle() -> None:
        while True:
            try:
                settle_files(installation)
            except (OSError, PersistenceError, SQLAlchemyError):
                log.exception("The files given as evidence could not be looked after")
            if stop.wait(EVERY):
                return

    settling = Thread(target=settle, name="files", daemon=True)
    settling.start()
    try:
        yield
    finally:
        stop.set()
        settling.join()


def _is_left(installation: Installation, lies: Lies, on_record: set[UUID]) -> bool:
    """Say whether nothing tells of a file, or nobody went on writing it.

    The log is asked, and not the views alone: they may be behind.
    """
    if time() - lies.written_at < UNUSED:
        return False
    if not lies.is_whole:
        return lies.file_id not in on_record
    if lies.file_id in on_record:
        return False
    return not installation.reviews.recorder.version_as_of(lies.file_id, FAR)


def _destroyed(installation: Installation, file_ids: set[UUID]) -> set[UUID]:
    found = installation.keyring.table.find_all(file_ids)
    return {file_id for file_id, key in found.items() if key is ERASED}
