"""One installation: what is kept, and the right to use it.

In a folder, for one process (`stores_in_folder`):

events.sqlite   the log, for ever
keys.sqlite     the data keys, wrapped under the key-encryption key
office.sqlite   accounts, sessions, letters' copies
views.sqlite    projections, disposable

or the same in PostgreSQL, for many (`stores_on_server`).  In either case in the folder:

print-queue/    letters to be posted
files/          what was given as evidence, sealed
ledger/         signed heads of the ledger, unless they go elsewhere
kek             the key-encryption key, unless it is kept elsewhere
ledger-key      the key that signs the ledger's heads, as above
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from asbreview.access.office import Office
from asbreview.audit.ledger import Kept, Ledger
from asbreview.audit.ledger_folder import LedgerFolder
from asbreview.evidence_files.folder import FileFolder
from asbreview.evidence_files.vault import Vault
from asbreview.reviews import CaseReviews
from asbreview.settings import Settings
from asbreview.store.keys import KeyRing
from asbreview.store.log import EventLog
from asbreview.stores import Clock, Stores
from asbreview.stores_in_folder import stores_in_folder
from projections.every import ALL
from projections.projector import Projector

FILES: Final = "files"
LEDGER: Final = "ledger"
LEDGER_KEY: Final = "ledger-key"


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

    @property
    def files_folder(self) -> Path:
        """Where files given as evidence lie."""
        return self.settings.data / FILES

    @property
    def ledger(self) -> Ledger:
        """What proves that nobody changed what was recorded."""
        told = self.settings.ledger
        kept = Kept(
            key=ledger_key_of(self.settings),
            folder=LedgerFolder(told.folder or self.settings.data / LEDGER),
        )
        return Ledger(self.reviews.recorder, self.office, kept)

    @property
    def vault(self) -> Vault:
        """The files given as evidence, sealed."""
        return Vault(FileFolder(self.files_folder), self.keyring)


def ledger_key_of(settings: Settings) -> Path:
    """Return where the ledger's key lies: beside the key file, unless set otherwise."""
    return settings.ledger.key or settings.keys.with_name(LEDGER_KEY)


@contextmanager
def opened(
    settings: Settings, *, clock: Clock = now, alone: bool = True
) -> Iterator[Installation]:
    """Open an installation, making what is not there yet.

    *alone* is for a server, and for what must not happen beside one; a command that
    only asks may work in a folder that is in use.  On PostgreSQL nobody is alone.

    `CannotStart` where a key is missing, a folder is in use, a database cannot be had,
    or the data are of another release's form; nothing is then changed.
    """
    with _stores(settings, clock, alone=alone) as stores:
        events = EventLog(stores.reviews)
        yield Installation(
            settings=settings,
            keyring=stores.keyring,
            reviews=stores.reviews,
            views=stores.views,
            projector=Projector(events, stores.views, ALL),
            office=stores.office,
            clock=clock,
        )


def _stores(
    settings: Settings, clock: Clock, *, alone: bool
) -> AbstractContextManager[Stores]:
    if not settings.database:
        return stores_in_folder(settings, clock=clock, alone=alone)
    # Its driver is an extra: who keeps the log in files need not have it.
    from asbreview.stores_on_server import stores_on_server  # noqa: PLC0415

    return stores_on_server(settings, clock=clock if clock is not now else None)
