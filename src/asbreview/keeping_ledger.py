"""Keeping the ledger: heads signed when they are due, and all of it checked daily."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread
from time import sleep
from typing import Final

from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import SQLAlchemyError

from asbreview.audit.checking import as_checked, check
from asbreview.audit.kept_heads import Checked, last_checks, last_looked, note_check
from asbreview.audit.ledger import CannotSign
from asbreview.installation import Installation
from asbreview.mailing_heads import Mailing
from asbreview.stamping_heads import Stamping

EVERY: Final = 15.0  # seconds
DAILY: Final = timedelta(days=1)
BREATH: Final = 0.02  # seconds, after some thousand events: pages are served meanwhile
log = logging.getLogger(__name__)


def sign_if_due(installation: Installation, now: datetime) -> None:
    """Sign a head if one is due; `CannotSign`, `OSError` as `Ledger.sign`."""
    ledger = installation.ledger
    if ledger.is_due(now):
        ledger.sign(now)


def check_if_due(installation: Installation, now: datetime) -> None:
    """Check the whole ledger if that was not done for a day, and note the result."""
    with installation.office.reading() as db:
        last = last_looked(db)
    if last and now - last.at < DAILY:
        return
    cosigners = installation.settings.ledger.cosigners
    found = check(
        installation.ledger,
        cosigners=cosigners,
        roots=installation.settings.ledger.roots,
        progress=lambda *_: sleep(BREATH),
    )
    checked = as_checked(found, now)
    note_check(installation.office, checked)
    if not checked.is_sound:
        log.error("The ledger does not fit the log: %s", "; ".join(checked.says))


def note_destroyed(installation: Installation) -> None:
    """Add to the register outside what was destroyed since."""
    destroyed = installation.keyring.table.all_destroyed()
    installation.ledger.kept.folder.add_destroyed(destroyed)


@contextmanager
def ledger_kept(installation: Installation) -> Iterator[None]:
    """Sign what is due, and check daily, in the background."""
    stop = Event()

    def keep() -> None:
        told, mailing, stamping = "", Mailing(installation), Stamping(installation)
        while True:
            told = _kept(installation, told)
            _mailed(installation, mailing)
            _stamped(installation, stamping)
            if stop.wait(EVERY):
                return

    keeping = Thread(target=keep, name="ledger", daemon=True)
    keeping.start()
    try:
        yield
    finally:
        stop.set()
        keeping.join()


def _mailed(installation: Installation, mailing: Mailing) -> None:
    """Send a new head to other bodies; what stands in the way is tried again."""
    try:
        mailing.look(installation.clock())
    except (OSError, SQLAlchemyError):
        log.exception("A head of the ledger cannot be sent; it is tried again")


def _stamped(installation: Installation, stamping: Stamping) -> None:
    """Have a new head stamped; what stands in the way is tried again."""
    try:
        stamping.look(installation.clock())
    except (OSError, SQLAlchemyError):
        log.exception("The stamp of a head cannot be kept; it is tried again")


def _kept(installation: Installation, told: str) -> str:
    """Do what is due, each thing whatever becomes of the others.

    Returns what stood in the way, which is told once only.
    """
    now = installation.clock()
    cannot = _tried(partial(sign_if_due, installation, now), told)
    others = [
        _tried(partial(check_if_due, installation, now), told),
        _tried(partial(note_destroyed, installation), told),
    ]
    if isinstance(cannot, CannotSign):
        noting = partial(_note_once, installation, now, str(cannot))
        others.append(_tried(noting, told))
    return "; ".join(str(why) for why in (cannot, *others) if why)


def _tried(do: Callable[[], None], told: str) -> Exception | None:
    """Do one thing; return what stood in the way, and log it if it was not told."""
    try:
        do()
    except CannotSign as why:
        if str(why) not in told:
            log.error("No head of the ledger can be signed: %s", why)  # noqa: TRY400
        return why
    except (OSError, PersistenceError, SQLAlchemyError) as why:
        if str(why) not in told:
            log.exception("The ledger cannot be kept; it is tried again")
        return why
    return None


def _note_once(installation: Installation, now: datetime, says: str) -> None:
    """Note, as the latest that is known of the ledger, why nothing can be signed."""
    with installation.office.reading() as db:
        last = next(iter(last_checks(db, 1)), None)
    if last is None or last.says != (says,):
        note_check(installation.office, Checked(now, 0, 0, False, (says,)))  # noqa: FBT003
