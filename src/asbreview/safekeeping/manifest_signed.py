"""A backup's manifest, signed by the key of the ledger: over each of its files.

Heads of the ledger are over what was recorded when they were signed; what came after
the last, and the office, the keys and the files, are vouched for by this alone.
"""

import os
from hashlib import sha256
from pathlib import Path
from typing import Final

from asbreview.audit.heads import origin_of
from asbreview.audit.ledger import CannotSign, Ledger
from asbreview.audit.notes import NotAKey, NotANote, Note, Verifier, key_of
from asbreview.refusal import CannotStart
from asbreview.safekeeping.manifest import MANIFEST

SIGNED: Final = "manifest.signed"
BY_NOBODY: Final = f"it has no {SIGNED}"
NO_KEY: Final = "the ledger's key is not here"


def sign_manifest(folder: Path, ledger: Ledger) -> str:
    """Sign a manifest that lies in a folder; return why it was not, if it was not."""
    try:
        note = ledger.vouch_for(_says(folder, ledger.origin))
    except (CannotSign, OSError) as why:
        return str(why)
    with (folder / SIGNED).open("xb") as file:
        file.write(bytes(note))
        file.flush()
        os.fsync(file.fileno())
    return ""


def why_unproved(folder: Path, log_id: str, key: Path) -> str:
    """Return why nothing proves that a backup is what was saved; nothing if it is.

    `CannotStart` where the signature is wrong, or of another manifest: somebody changed
    the one or the other.
    """
    try:
        written = (folder / SIGNED).read_bytes()
    except FileNotFoundError:
        return BY_NOBODY
    try:
        verifier = key_of(key).verifier
    except FileNotFoundError:
        return NO_KEY
    except NotAKey as why:
        return str(why)
    if not _is_signed(written, verifier, _says(folder, origin_of(log_id))):
        raise CannotStart(
            f"The {SIGNED} in {folder} is not the signature of its {MANIFEST} by the"
            " ledger's key: what is in the backup may not be what was saved. Put back"
            " another one. Nothing was changed."
        )
    return ""


def _is_signed(written: bytes, verifier: Verifier, says: str) -> bool:
    try:
        note = Note.read(written)
    except NotANote:
        return False
    return note.text == says and bool(note.signed_by([verifier]))


def _says(folder: Path, origin: str) -> str:
    """Return what is signed: no head has a text of this form."""
    digest = sha256((folder / MANIFEST).read_bytes()).hexdigest()
    return f"{origin}\nbackup\n{digest}\n"
