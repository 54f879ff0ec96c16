"""What a virus scanner says, and what is said of a file when it says nothing.

A scanner that speaks ClamAV's INSTREAM stands on a socket here; what it is given is
read by the protocol's own description.
"""

import socket
from contextlib import contextmanager
from threading import Thread

import pytest

from asbreview.domain.evidence.files import Scan
from asbreview.evidence_files import scanner
from asbreview.evidence_files.scanner import Scanned, scanner_at
from asbreview.refusal import CannotStart

FILE = [b"a file " * 20_000, b"", b"and its end"]
QUICK, PATIENT = 0.5, 60  # seconds


def taken_in(connection):
    """Return what was sent, by the protocol: the command, then length and bytes."""
    reads = connection.makefile("rb")
    assert reads.read(10) == b"zINSTREAM\0"
    content = b""
    while length := int.from_bytes(reads.read(4), "big"):
        content += reads.read(length)
    return content


def says(answer):
    def scan(connection, seen):
        seen.append(taken_in(connection))
        connection.sendall(answer)

    return scan


def is_killed(connection, seen):
    """Die in the middle of a file."""
    seen.append(connection.recv(1_000))


def is_killed_before_it_answers(connection, seen):
    seen.append(taken_in(connection))


def has_enough(connection, _):
    """Answer and close before the file is at an end, as at its own limit."""
    connection.recv(1_000)
    connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")


def sleeps(connection, seen):
    seen.append(taken_in(connection))
    connection.recv(1)  # until the other side gives up


@contextmanager
def standing(scan, address=("127.0.0.1", 0), family=socket.AF_INET):
    seen = []
    with socket.socket(family) as door:
        door.bind(address)
        door.listen()

        def serve():
            connection, _ = door.accept()
            with connection:
                scan(connection, seen)

        serving = Thread(target=serve, daemon=True)
        serving.start()
        yield door.getsockname(), seen
        serving.join(5)


def asked(scan, pieces=FILE):
    seconds = QUICK if scan is sleeps else PATIENT
    with standing(scan) as ((_, port), seen):
        found = scanner_at(f"tcp://127.0.0.1:{port}", seconds=seconds)(iter(pieces))
    return found, seen


def test_a_file_goes_whole_and_what_is_said_of_it_is_told():
    found, seen = asked(says(b"stream: OK\0"))
    assert found == Scanned(Scan.CLEAN)
    assert seen == [b"".join(FILE)]


def test_what_it_finds_is_harmful():
    found, _ = asked(says(b"stream: Win.Test.EICAR_HDB-1 FOUND\0"))
    assert found == Scanned(Scan.HARMFUL)


@pytest.mark.parametrize(
    ("says_of_it", "why"),
    [
        # As ClamAV 1.4 words it, where it is set to tell (AlertExceedsMax,
        # AlertEncrypted): it found nothing, and did not look into all of it.
        ("Heuristics.Limits.Exceeded.MaxFileSize", scanner.NOT_WHOLE),
        ("Heuristics.Limits.Exceeded.MaxScanSize", scanner.NOT_WHOLE),
        ("Heuristics.Encrypted.Zip", scanner.LOCKED),
        ("Heuristics.Encrypted.PDF", scanner.LOCKED),
    ],
)
def test_what_it_did_not_look_into_is_neither_clean_nor_harmful(says_of_it, why):
    found, _ = asked(says(f"stream: {says_of_it} FOUND\0".encode()))
    assert found == Scanned(Scan.NOT_SCANNED, why)


@pytest.mark.parametrize(
    ("scan", "why"),
    [
        (is_killed, scanner.BROKE_OFF),
        (is_killed_before_it_answers, scanner.BROKE_OFF),
        (sleeps, scanner.TOO_SLOW),
        (says(b"stream: O"), scanner.BROKE_OFF),
        (says(b"stream: OK"), scanner.BROKE_OFF),  # cut off before its end
        (says(b"\0"), scanner.NOT_UNDERSTOOD),
        (says(b"OK\0"), scanner.NOT_UNDERSTOOD),
        (says(b"stream: NOT OK\0"), scanner.NOT_UNDERSTOOD),
        (says(b"stream: Can't allocate memory ERROR\0"), scanner.NOT_UNDERSTOOD),
        (says(b"UNKNOWN COMMAND\0"), scanner.NOT_UNDERSTOOD),
        (says(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 9_000), scanner.BROKE_OFF),
    ],
)
def test_whatever_is_no_plain_answer_is_not_scanned(scan, why):
    found, _ = asked(scan)
    assert found == Scanned(Scan.NOT_SCANNED, why)


def test_a_scanner_at_its_limit_has_not_scanned():
    found, _ = asked(has_enough, [b"x" * 65_536] * 200)
    assert found.found is Scan.NOT_SCANNED


def test_one_at_its_limit_says_so_though_it_then_breaks_off(tmp_path):
    path = str(tmp_path / "clamd.ctl")
    with standing(has_enough, path, socket.AF_UNIX):
        large = [b"x" * 65_536] * 200
        found = scanner_at(f"unix://{path}", seconds=PATIENT)(large)
    assert found == Scanned(Scan.NOT_SCANNED, scanner.TOO_LARGE)


def test_one_that_is_not_there_has_not_scanned():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = scanner_at(f"tcp://127.0.0.1:{port}", seconds=PATIENT)(FILE)
    assert found == Scanned(Scan.NOT_SCANNED, scanner.NOT_REACHED)


def test_one_on_a_socket_of_the_machine_is_asked_too(tmp_path):
    path = str(tmp_path / "clamd.ctl")
    with standing(says(b"stream: OK\0"), path, socket.AF_UNIX):
        found = scanner_at(f"unix://{path}", seconds=PATIENT)(FILE)
    assert found.found is Scan.CLEAN
    gone = scanner_at(f"unix://{path}.gone", seconds=PATIENT)(FILE)
    assert gone == Scanned(Scan.NOT_SCANNED, scanner.NOT_REACHED)


def test_without_one_nothing_is_scanned():
    assert scanner_at("")(FILE) == Scanned(Scan.NOT_SCANNED, scanner.NONE_SET)


@pytest.mark.parametrize(
    "address", ["clamd", "http://127.0.0.1", "tcp://", "unix://", "tcp://a:b"]
)
def test_a_wrong_address_is_found_at_the_start(address):
    with pytest.raises(CannotStart, match="ASBREVIEW_SCANNER"):
        scanner_at(address)
