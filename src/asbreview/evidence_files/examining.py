"""What is done with a file before it is put on a case: it is told, scanned, opened."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Final, NamedTuple

from asbreview.domain.errors import Misrecorded
from asbreview.domain.evidence.files import FileKind, Scan
from asbreview.evidence_files.kinds import FIELD, Looking, Seen, kind_of
from asbreview.evidence_files.looking_inside import look_into
from asbreview.evidence_files.scanner import Scanned, Scanner
from asbreview.evidence_files.sealing import Damaged
from asbreview.evidence_files.vault import FileMissing, Sent, Vault

HARMFUL: Final = (
    "The virus scanner found something harmful in the file, and nothing of it was "
    "kept. Look at the device it comes from; you can send a picture of the screen"
)
GONE: Final = "The file is not here any more. Choose it again"


class Examined(NamedTuple):
    """What a file was found to be; `size` is in bytes, `has_copy` of a viewing copy."""

    kind: FileKind
    size: int
    sha256: str
    scanned: Scanned
    has_copy: bool


def examined(vault: Vault, sent: Sent, scanner: Scanner) -> Examined:
    """Examine a file that was sent, and keep a viewing copy where there can be one.

    `Misrecorded` where it is not taken; then nothing of it is kept.
    """
    try:
        return _examined(vault, sent, scanner)
    except (FileMissing, Damaged):
        raise Misrecorded(GONE, field=FIELD) from None
    except Misrecorded:
        vault.place.remove(sent.file_id)
        raise


def _examined(vault: Vault, sent: Sent, scanner: Scanner) -> Examined:
    seen, digest = _seen(vault.sent_file(sent))
    kind = kind_of(seen)
    scanned = scanner(vault.sent_file(sent))
    if scanned.found is Scan.HARMFUL:
        raise Misrecorded(HARMFUL, field=FIELD)
    has_copy = look_into(
        vault.sent_file(sent), kind, keep=lambda pieces: vault.keep_copy(sent, pieces)
    )
    return Examined(kind, seen.size, digest, scanned, has_copy)


def _seen(pieces: Iterator[bytes]) -> tuple[Seen, str]:
    looking, digest = Looking(), sha256()
    for piece in pieces:
        looking.add(piece)
        digest.update(piece)
    return looking.seen(), digest.hexdigest()
