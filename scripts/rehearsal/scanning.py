"""A real scanner, ClamAV's daemon, as it is set up and as it had better not be."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from pathlib import Path
from typing import Final

from asbreview.domain.evidence.files import Scan
from asbreview.evidence_files import scanner
from asbreview.evidence_files.scanner import Scanned, scanner_at
from asbreview.evidence_files.scanner_tried import NOT_FOUND, TEST_FILE, TriedScanner
from scripts.rehearsal.deployment import Deployment
from scripts.rehearsal.servers import wait_until
from scripts.rehearsal.site import must

LARGEST: Final = 25_000_000  # bytes, as is usual
CLEAN: Final = Scanned(Scan.CLEAN)
HARMFUL: Final = Scanned(Scan.HARMFUL)
ROOM: Final = "StreamMaxLength 30M\nMaxFileSize 30M\nMaxScanSize 100M\n"
# How it is set, what is then said of a small file, and of one of thirty megabytes.
SETTINGS: Final = (
    (ROOM, CLEAN, CLEAN),
    (
        "StreamMaxLength 20M\n",
        Scanned(Scan.NOT_SCANNED, NOT_FOUND),
        Scanned(Scan.NOT_SCANNED, scanner.TOO_LARGE),
    ),
    (
        "StreamMaxLength 100M\nMaxFileSize 20M\n",
        Scanned(Scan.NOT_SCANNED, NOT_FOUND),
        Scanned(Scan.NOT_SCANNED, NOT_FOUND),
    ),
    (
        "StreamMaxLength 100M\nMaxFileSize 20M\nAlertExceedsMax yes\n",
        Scanned(Scan.NOT_SCANNED, NOT_FOUND),
        Scanned(Scan.NOT_SCANNED, scanner.NOT_WHOLE),
    ),
)
SMALL: Final = b"a statement"
LARGE: Final = bytes(LARGEST)


def scan_with_clamav(d: Deployment) -> str:
    """Ask a real scanner, set up well and badly: what it did not see is not clean."""
    program = shutil.which("clamd", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        return "not tried: there is no clamd on this machine (Debian: clamav-daemon)"
    room = d.site.folder / "clamav"
    room.mkdir()
    for told, of_small, of_large in SETTINGS:
        with _scanner(program, room, told) as address:
            tried = TriedScanner(scanner_at(address), largest=LARGEST)
            for content, said in (
                (TEST_FILE, HARMFUL),
                (SMALL, of_small),
                (LARGE, of_large),
            ):
                found = tried([content])
                must(found == said, f"{told!r}, {len(content)} bytes: {found}")
    return f"{len(SETTINGS)} ways to set it up; it was not believed beyond its limits"


@contextmanager
def _scanner(program: str, room: Path, told: str) -> Iterator[str]:
    """Run a scanner that knows the test file, and nothing else."""
    socket, signatures = room / "clamd.ctl", room / "signatures"
    socket.unlink(missing_ok=True)
    signatures.mkdir(exist_ok=True)
    sum_of_it = md5(TEST_FILE, usedforsecurity=False).hexdigest()
    line = f"{sum_of_it}:{len(TEST_FILE)}:Rehearsal.Test\n"
    (signatures / "own.hdb").write_text(line)
    conf = room / "clamd.conf"
    conf.write_text(
        f"Foreground yes\nLocalSocket {socket}\nDatabaseDirectory {signatures}\n{told}"
    )
    with (room / "log").open("ab") as log:
        running = subprocess.Popen([program, "-c", str(conf)], stdout=log, stderr=log)  # noqa: S603
    try:
        wait_until(socket.exists, "the scanner")
        yield f"unix://{socket}"
    finally:
        running.terminate()
        running.wait(30)
