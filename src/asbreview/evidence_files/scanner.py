"""Asking a virus scanner: ClamAV's daemon, by its `INSTREAM` command.

Whatever is not plainly an answer is *not scanned*: a scanner that is down, slow, killed
or at its own limit has said nothing of a file.
"""

import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from time import monotonic
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from asbreview.domain.evidence.files import Scan
from asbreview.refusal import CannotStart

SECONDS: Final = 20.0  # with a look inside, less than a proxy waits
AT_ONCE: Final = 1 << 16  # bytes
LONGEST_ANSWER: Final = 4_096
PORT: Final = 3310

NONE_SET: Final = "no scanner is set up"
NOT_REACHED: Final = "the scanner could not be reached"
TOO_SLOW: Final = "the scanner did not answer in time"
BROKE_OFF: Final = "the scanner broke off"
NOT_UNDERSTOOD: Final = "the scanner did not scan it"
TOO_LARGE: Final = "it is larger than the scanner takes"
NOT_WHOLE: Final = "the scanner looks into a part of it only"
LOCKED: Final = "it is locked, and the scanner cannot look into it"
# What it tells, where it is set to, of what it did not look into.
UNSEEN: Final = {
    "Heuristics.Limits.Exceeded": NOT_WHOLE,
    "Heuristics.Encrypted": LOCKED,
}


class Scanned(NamedTuple):
    """What was said of a file; `why_not` says why it was not scanned."""

    found: Scan
    why_not: str = ""


Scanner = Callable[[Iterable[bytes]], Scanned]


def no_scanner(_: Iterable[bytes]) -> Scanned:
    """Say that nothing was scanned: none is set up."""
    return Scanned(Scan.NOT_SCANNED, NONE_SET)


def scanner_at(address: str, *, seconds: float = SECONDS) -> Scanner:
    """Return what asks the scanner at an address; without one, `no_scanner`.

    `CannotStart` for what is no address: *tcp://host:3310* or *unix:///a/path*.
    """
    if not address:
        return no_scanner
    parts = urlsplit(address)
    try:
        port = parts.port or PORT
    except ValueError:
        port = 0
    if parts.scheme == "unix" and parts.path:
        return _Clamd(socket.AF_UNIX, parts.path, seconds)
    if parts.scheme == "tcp" and parts.hostname and port:
        return _Clamd(None, (parts.hostname, port), seconds)
    raise CannotStart(
        "ASBREVIEW_SCANNER is no address of a scanner. Give tcp://host:3310, or"
        " unix:///run/clamav/clamd.ctl."
    )


class _Clamd:
    def __init__(self, family: int | None, address: object, seconds: float) -> None:
        self._family, self._address, self._seconds = family, address, seconds

    def __call__(self, pieces: Iterable[bytes]) -> Scanned:
        until = monotonic() + self._seconds
        try:
            with self._connected() as clamd:
                return _told(_asked(clamd, pieces, until))
        except TimeoutError:
            return Scanned(Scan.NOT_SCANNED, TOO_SLOW)
        except _NotReached:
            return Scanned(Scan.NOT_SCANNED, NOT_REACHED)
        except OSError:
            return Scanned(Scan.NOT_SCANNED, BROKE_OFF)

    def _connected(self) -> socket.socket:
        try:
            if self._family is None:
                return socket.create_connection(self._address, self._seconds)  # type: ignore[arg-type]
            clamd = socket.socket(self._family)
            clamd.settimeout(self._seconds)
            try:
                clamd.connect(self._address)  # type: ignore[arg-type]
            except BaseException:
                clamd.close()
                raise
        except OSError as why:
            raise _NotReached from why
        return clamd


class _NotReached(Exception):
    pass


def _asked(clamd: socket.socket, pieces: Iterable[bytes], until: float) -> bytes:
    """Send a file, and return the answer.

    A scanner at its limit answers and closes before all is sent: what it said is read,
    up to its end, since what comes after may be no more than that it broke off.
    """
    with suppress(BrokenPipeError, ConnectionResetError):
        clamd.sendall(b"zINSTREAM\0")
        for piece in pieces:
            for start in range(0, len(piece), AT_ONCE):
                some = piece[start : start + AT_ONCE]
                clamd.settimeout(_left(until))
                clamd.sendall(len(some).to_bytes(4, "big") + some)
        clamd.sendall(bytes(4))
    answer = b""
    while len(answer) < LONGEST_ANSWER and not answer.endswith(b"\0"):
        clamd.settimeout(_left(until))
        some = clamd.recv(LONGEST_ANSWER)
        if not some:
            break
        answer += some
    return answer


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _told(answer: bytes) -> Scanned:
    """Return what an answer says; only one that is whole and plain says anything."""
    if not answer.endswith(b"\0"):
        return Scanned(Scan.NOT_SCANNED, BROKE_OFF)
    says = answer[:-1].decode("ascii", "replace")
    if says == "stream: OK":
        return Scanned(Scan.CLEAN)
    if says.startswith("INSTREAM size limit exceeded"):
        return Scanned(Scan.NOT_SCANNED, TOO_LARGE)
    if says.startswith("stream: ") and says.endswith(" FOUND"):
        return _found(says.removeprefix("stream: "))
    return Scanned(Scan.NOT_SCANNED, NOT_UNDERSTOOD)


def _found(name: str) -> Scanned:
    for unseen, why in UNSEEN.items():
        if name.startswith(unseen):
            return Scanned(Scan.NOT_SCANNED, why)
    return Scanned(Scan.HARMFUL)
