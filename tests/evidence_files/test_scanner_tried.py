"""A scanner that says *OK* of what it did not look into, and how that is found out.

What scanners find by agreement is written here from its description
(https://www.eicar.org/download-anti-malware-testfile/), in pieces.
"""

import logging
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest

from asbreview.domain.evidence.files import Scan
from asbreview.evidence_files import scanner_tried
from asbreview.evidence_files.scanner import NOT_REACHED, Scanned
from asbreview.evidence_files.scanner_tried import NOT_FOUND, TriedScanner

HARMFUL, CLEAN = Scanned(Scan.HARMFUL), Scanned(Scan.CLEAN)
LARGEST = 1_000_000  # bytes
FILE = b"a statement"
# The sum that is published of the test file's 68 bytes.
TEST_FILE = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"


class Clam:
    """A scanner that looks into so many bytes, and says *OK* of whatever is longer."""

    def __init__(self, looks_into=2 * LARGEST, *, has_signatures=True):
        self.looks_into, self.has_signatures = looks_into, has_signatures
        self.sizes = []

    def __call__(self, pieces):
        content = b"".join(pieces)
        self.sizes.append(len(content))
        if len(content) > self.looks_into or not self.has_signatures:
            return CLEAN
        return HARMFUL if self._has_the_test_file(content) else CLEAN

    @staticmethod
    def _has_the_test_file(content):
        if not content.startswith(b"PK"):
            return False
        with ZipFile(BytesIO(content)) as folder:
            sums = [sha256(folder.read(name)).hexdigest() for name in folder.namelist()]
        return TEST_FILE in sums


@pytest.fixture
def clock(monkeypatch):
    at = [0.0]
    monkeypatch.setattr(scanner_tried, "monotonic", lambda: at[0])
    return at


def test_what_it_calls_clean_counts_when_it_finds_the_test_file(clock):
    clam = Clam()
    tried = TriedScanner(clam, largest=LARGEST)
    assert tried([FILE]) == CLEAN
    assert tried([FILE]) == CLEAN
    given, test_file, again = clam.sizes
    assert given == again == len(FILE)
    assert LARGEST <= test_file < LARGEST + 100


@pytest.mark.parametrize(
    "clam", [Clam(looks_into=LARGEST - 1), Clam(has_signatures=False)]
)
def test_what_it_calls_clean_does_not_count_otherwise(clam, clock, caplog):
    tried = TriedScanner(clam, largest=LARGEST)
    with caplog.at_level(logging.ERROR):
        assert tried([FILE]) == Scanned(Scan.NOT_SCANNED, NOT_FOUND)
    assert "MaxFileSize" in caplog.text
    assert str(LARGEST) in caplog.text


def test_a_scanner_that_is_gone_when_it_is_tried_is_tried_again(clock):
    says = [CLEAN, Scanned(Scan.NOT_SCANNED, NOT_REACHED), CLEAN, CLEAN, HARMFUL]
    tried = TriedScanner(lambda pieces: says.pop(0), largest=LARGEST)
    assert tried([FILE]).found is Scan.NOT_SCANNED
    clock[0] += 599
    assert tried([FILE]).found is Scan.NOT_SCANNED  # within ten minutes: not again
    clock[0] += 1
    assert tried([FILE]) == CLEAN
    assert not says


def test_it_is_tried_again_every_day(clock):
    clam = Clam()
    tried = TriedScanner(clam, largest=LARGEST)
    assert tried([FILE]) == CLEAN
    clam.has_signatures = False
    clock[0] += 24 * 60 * 60 - 1
    assert tried([FILE]) == CLEAN
    clock[0] += 1
    assert tried([FILE]) == Scanned(Scan.NOT_SCANNED, NOT_FOUND)


def test_what_it_finds_harmful_needs_no_trying(clock):
    tried = TriedScanner(lambda pieces: HARMFUL, largest=LARGEST)
    assert tried([FILE]) == HARMFUL


def test_one_that_says_nothing_is_not_tried(clock):
    says = [Scanned(Scan.NOT_SCANNED, NOT_REACHED)]
    tried = TriedScanner(lambda pieces: says.pop(0), largest=LARGEST)
    assert tried([FILE]) == Scanned(Scan.NOT_SCANNED, NOT_REACHED)
