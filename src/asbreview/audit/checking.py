"""Checking a log against all that was ever signed of it, while others write to it."""

from collections.abc import Iterator
from datetime import datetime
from time import sleep
from typing import Final

from cryptography.x509 import Certificate

from asbreview.audit.checking_stamps import check_stamps
from asbreview.audit.kept_heads import Checked, all_heads, notes_of
from asbreview.audit.ledger import Ledger
from asbreview.audit.ledger_folder import KeptLeaves
from asbreview.audit.notes import NotAKey, Verifier, key_of
from asbreview.audit.verifying import (
    FOLDER,
    OFFICE,
    Progress,
    Verified,
    Witnessed,
    Witnesses,
    verify,
)

LOOKS: Final = 5
ANOTHER_KEY: Final = (
    "The ledger's key {} is none of those you trust: another was put in its place, or a"
    " key was left out that you should name too"
)
BETWEEN_LOOKS: Final = 0.2  # seconds: a head may just be on its way to the folder


def check(  # noqa: PLR0913  what it is checked against
    ledger: Ledger,
    *,
    also_known: tuple[Verifier, ...] = (),
    trusted: tuple[Verifier, ...] = (),
    own_heads: tuple[Witnessed, ...] = (),
    cosigners: tuple[Verifier, ...] = (),
    roots: tuple[Certificate, ...] = (),
    progress: Progress = lambda *_: None,
) -> Verified:
    """Verify a log against the heads in its office and in the folder outside.

    Besides the ledger's own key those *also known* count.  Where keys are *trusted*,
    the one that lies here is not asked: whoever has the machine can put another in its
    place, and sign everything anew by it.  *Own heads* are such as were kept elsewhere.
    Time stamps are checked against the *roots* that are trusted; without one they prove
    nothing, and that is said.
    """
    troubles: list[str] = []
    own = tuple(_own(ledger, troubles))
    known = (*(trusted or own), *also_known)
    if set(own) - set(known):
        troubles.append(ANOTHER_KEY.format(ledger.kept.key))
    heads = (*_heads(ledger, troubles), *own_heads)
    leaves = _leaves(ledger, troubles)
    witnesses = Witnesses(heads, leaves, tuple(dict.fromkeys(known)), cosigners)
    found = verify(ledger.recorder, witnesses, progress=progress)
    found.findings[:0] = troubles
    check_stamps(ledger, roots, found)
    return found


def as_checked(found: Verified, at: datetime) -> Checked:
    """Return what is noted of a check."""
    bad = found.first_bad
    first = f"The first event that is not what it was is {bad.event}" if bad else ""
    if bad and not bad.is_exact:
        first += f", or a later one before {bad.before}"
    says = (*found.findings, *([first] if first else []), *found.notices)
    return Checked(at, found.events, found.covered, not found.findings, says)


def _own(ledger: Ledger, troubles: list[str]) -> Iterator[Verifier]:
    """Yield the public half of the ledger's key."""
    try:
        yield key_of(ledger.kept.key).verifier
    except FileNotFoundError:
        if ledger.last() is not None:
            troubles.append(f"The ledger's key {ledger.kept.key} is missing")
    except (OSError, NotAKey) as why:
        troubles.append(f"The ledger's key cannot be used: {why}")


def _heads(ledger: Ledger, troubles: list[str]) -> tuple[Witnessed, ...]:
    """Return the heads in the office and in the folder, once both have the same."""
    office, folder = _in_office(ledger), _in_folder(ledger, troubles)
    for _ in range(LOOKS):
        if {w.content for w in office} == {w.content for w in folder}:
            break
        sleep(BETWEEN_LOOKS)
        office, folder = _in_office(ledger), _in_folder(ledger, [])
    return (*office, *folder)


def _in_office(ledger: Ledger) -> list[Witnessed]:
    with ledger.office.reading() as db:
        heads = all_heads(db)
    return [
        Witnessed(OFFICE, f"Head {head.number}", content)
        for head, content in zip(heads, notes_of(heads), strict=True)
    ]


def _in_folder(ledger: Ledger, troubles: list[str]) -> list[Witnessed]:
    try:
        return [Witnessed(FOLDER, *found) for found in ledger.kept.folder.notes()]
    except OSError as why:
        troubles.append(f"The ledger's folder cannot be read: {why.strerror}")
        return []


def _leaves(ledger: Ledger, troubles: list[str]) -> KeptLeaves:
    try:
        return ledger.kept.folder.leaves()
    except OSError as why:
        troubles.append(f"The ledger's folder cannot be read: {why.strerror}")
        return KeptLeaves()
