"""Having a file looked into by a process of its own, which may die of it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import BoundedSemaphore, Timer
from typing import IO, Final

from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.evidence.files import FileKind
from asbreview.evidence_files.kinds import FIELD

SECONDS: Final = 30.0
PATIENCE: Final = 10.0  # seconds
AT_ONCE: Final = 1 << 16  # bytes
MOST_AT_ONCE: Final = BoundedSemaphore(2)  # processes
LOOKED_INTO: Final = frozenset(
    {FileKind.JPEG, FileKind.PNG, FileKind.PDF, FileKind.TEXT, FileKind.WORD}
)
TOO_MUCH: Final = (
    "The file is too large inside, or too intricate, to be looked at safely. Print it "
    "as a PDF, or split it, and send that"
)


BUSY: Final = (
    "Too many files are being looked at just now. Yours is kept here: send it again in "
    "a minute"
)


class _Died(Exception):
    pass


def look_into(
    pieces: Iterable[bytes],
    kind: FileKind,
    *,
    keep: Callable[[Iterable[bytes]], None],
    seconds: float = SECONDS,
) -> bool:
    """Look into a file; say whether *keep* was given a viewing copy of it.

    `Misrecorded` where it is refused, or the process that looked into it died: of what
    cannot be looked at, nothing is taken.  `NotPermittedYet` where so many are looked
    into that it cannot be waited for.  *keep* must keep nothing if it is let down.
    """
    if kind not in LOOKED_INTO:
        return False
    try:
        with _turn(), _process(kind, seconds) as looking:
            assert looking.stdin is not None  # noqa: S101
            assert looking.stdout is not None  # noqa: S101
            _give(pieces, looking.stdin)
            says = looking.stdout.readline()
            if says != b"\n":
                _must_end_well(looking)
                raise Misrecorded(says.decode().strip() or TOO_MUCH, field=FIELD)
            first = looking.stdout.read(AT_ONCE)
            if not first:
                _must_end_well(looking)
                return False
            keep(_copy(first, looking))
            return True
    except _Died:
        raise Misrecorded(TOO_MUCH, field=FIELD) from None


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for one's turn, but not for so long that nobody else is answered."""
    if not MOST_AT_ONCE.acquire(timeout=PATIENCE):
        raise NotPermittedYet(BUSY)
    try:
        yield
    finally:
        MOST_AT_ONCE.release()


@contextmanager
def _process(kind: FileKind, seconds: float) -> Iterator[subprocess.Popen[bytes]]:
    """Run the process that looks, with nothing of this one's surroundings."""
    own = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    command = [
        sys.executable,
        "-I",
        "-m",
        "asbreview.evidence_files.inside",
        kind.name,
    ]
    with subprocess.Popen(  # noqa: S603  our own, with one of our own words
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=own,
    ) as looking:
        too_late = Timer(seconds, looking.kill)
        too_late.start()
        try:
            yield looking
        finally:
            too_late.cancel()
            looking.kill()


def _give(pieces: Iterable[bytes], to: IO[bytes]) -> None:
    with suppress(BrokenPipeError):  # it died: whoever waits for its end is told
        for piece in pieces:
            to.write(piece)
        to.close()
        return
    with suppress(BrokenPipeError):
        to.close()


def _copy(first: bytes, looking: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """Yield the viewing copy; one that is cut off is none."""
    assert looking.stdout is not None  # noqa: S101
    yield first
    while some := looking.stdout.read(AT_ONCE):
        yield some
    _must_end_well(looking)


def _must_end_well(looking: subprocess.Popen[bytes]) -> None:
    if looking.wait() != 0:
        raise _Died
