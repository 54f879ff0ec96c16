"""Whether a scanner looks into a file as large as any that is taken, found by trying.

ClamAV says *OK* of what is beyond its own limits, as of what it looked into, and cannot
be asked which they are.  So it is given a file in which it must find something.
"""

import logging
from collections.abc import Iterable, Iterator
from threading import Lock
from time import monotonic
from typing import Final
from zipfile import ZipFile

from asbreview.domain.evidence.files import Scan
from asbreview.evidence_files.scanner import Scanned, Scanner

A_DAY: Final = 24 * 60 * 60.0  # seconds
TEN_MINUTES: Final = 10 * 60.0
AT_ONCE: Final = 1 << 16  # bytes
NOT_FOUND: Final = "the scanner did not find what was given to it to be found"
# What every scanner finds, by agreement, and what harms nobody. It stands here in two
# halves: whole, it would be found in this file.
TEST_FILE: Final = (
    rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"
)
BESIDE_IT: Final = 300  # bytes of the folder that it is packed in, or a few more
log = logging.getLogger(__name__)


class TriedScanner:
    """A scanner whose *clean* counts while it finds a test file packed in a large one.

    It is tried when it first says *clean*, and again after a day; where it found
    nothing, after ten minutes. `largest` is in bytes: a scanner that finds something at
    the end of so many looks into whatever is taken.
    """

    def __init__(self, scanner: Scanner, *, largest: int) -> None:
        self._scanner, self._largest = scanner, largest
        self._lock, self._found, self._until = Lock(), False, 0.0

    def __call__(self, pieces: Iterable[bytes]) -> Scanned:
        """Scan a file; *not scanned* where the scanner sees nothing in a test file."""
        said = self._scanner(pieces)
        if said.found is Scan.CLEAN and not self._sees():
            return Scanned(Scan.NOT_SCANNED, NOT_FOUND)
        return said

    def _sees(self) -> bool:
        with self._lock:
            if monotonic() >= self._until:
                self._try()
            return self._found

    def _try(self) -> None:
        said = self._scanner(large_test_file(self._largest))
        self._found = said.found is Scan.HARMFUL
        self._until = monotonic() + (A_DAY if self._found else TEN_MINUTES)
        if not self._found:
            log.error(
                "The virus scanner did not find the test file of EICAR at the end of a"
                " file of %d bytes (%s). Nothing that it calls clean counts. Let its"
                " StreamMaxLength, MaxFileSize and MaxScanSize be larger than that, and"
                " see that it has its signatures",
                self._largest,
                said.why_not or said.found,
            )


def large_test_file(size: int) -> Iterator[bytes]:
    """Yield a packed folder of `size` bytes or a few more, with the test file last."""
    made = _Pieces()
    with ZipFile(made, "w") as folder:
        with folder.open("before", "w") as before:
            for start in range(0, size - BESIDE_IT, AT_ONCE):
                before.write(bytes(min(AT_ONCE, size - BESIDE_IT - start)))
                yield made.taken()
        folder.writestr("eicar.com", TEST_FILE)
    yield made.taken()


class _Pieces:
    """What is written is taken again, piece by piece: it never lies here whole."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, piece: bytes) -> int:
        self._written += piece
        return len(piece)

    def flush(self) -> None:
        """Keep what was written: it is taken, not flushed."""

    def close(self) -> None:
        """Close nothing."""

    def taken(self) -> bytes:
        piece, self._written = bytes(self._written), bytearray()
        return piece
