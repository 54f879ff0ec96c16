"""Keeping the files given as evidence level with the log.

What a crash or a given-up form left is taken away, and what was destroyed; and a file
that is on record and is not there is said to be missing.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from time import time
from typing import Final, NamedTuple
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import SQLAlchemyError

from asbreview.domain.evidence.files import Scan
from asbreview.domain.sealed import ERASED
from asbreview.evidence_files.folder import Lies
from asbreview.evidence_files.scanner import Scanner
from asbreview.evidence_files.sealing import Damaged
from asbreview.evidence_files.vault import FileMissing
from asbreview.installation import Installation
from asbreview.reviews.commanding import FAR
from asbreview.signing import signed_by_system
from asbreview.store.keys import KeyLost
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
    missing = _missing(installation, there, on_record)
    if missing:
        log.error(
            "Files given as evidence are on record and missing: %d of %d. Put them back"
            " from the backup of the folder %s",
            len(missing),
            len(on_record),
            installation.files_folder,
        )
    return Settled(frozenset(removed), frozenset(missing))


def missing_files(installation: Installation) -> set[UUID]:
    """Return the files that are on record, were not destroyed, and are not there."""
    with installation.views.connect() as db:
        on_record = files_on_record(db)
    return _missing(installation, installation.vault.place.everything(), on_record)


def _missing(
    installation: Installation, there: Iterable[Lies], on_record: set[UUID]
) -> set[UUID]:
    whole = {lies.file_id for lies in there if lies.is_whole and not lies.is_copy}
    missing = on_record - whole
    return missing - _destroyed(installation, missing)


class LateScans:
    """Has files scanned that could not be when they came in."""

    def __init__(self, installation: Installation, scanner: Scanner) -> None:
        self._installation, self._scanner = installation, scanner
        self._scanned: set[UUID] = set()

    def scan(self) -> int:
        """Scan what was not scanned, and return how many were.

        A scanner that says nothing of one is left alone until the next time; that it
        said nothing again is not worth an event.
        """
        with self._installation.views.connect() as db:
            on_record = files_on_record(db)
        number = 0
        for file_id in sorted(on_record - self._scanned):
            examination = self._installation.reviews.examination(file_id)
            if examination.found is Scan.NOT_SCANNED:
                if not self._says_something_of(file_id, examination.case_id):
                    break
                number += 1
            self._scanned.add(file_id)
        return number

    def _says_something_of(self, file_id: UUID, case_id: UUID) -> bool:
        try:
            pieces = self._installation.vault.read(file_id)
            scanned = None if pieces is ERASED else self._scanner(pieces)
        except FileMissing:
            scanned = None
        if scanned is None:  # destroyed, or said to be missing
            return True
        if scanned.found is Scan.NOT_SCANNED:
            return False
        at = self._installation.clock()
        occasion = f"scan/{file_id.hex}/{at.isoformat()}"
        self._installation.reviews.record_scan(
            case_id,
            file_id,
            scanned.found,
            signed=signed_by_system(at, occasion=occasion),
        )
        return True


@contextmanager
def files_settled(installation: Installation) -> Iterator[None]:
    """Settle the files now, and every hour, in the background; scan what was not."""
    stop, files = Event(), installation.settings.files
    late = LateScans(installation, files.scanner_tried()) if files.scanner else None

    def settle() -> None:
        while True:
            try:
                settle_files(installation)
                if late:
                    late.scan()
            except (Damaged, KeyLost, OSError, PersistenceError, SQLAlchemyError):
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
