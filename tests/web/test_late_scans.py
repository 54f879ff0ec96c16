"""Files that could not be scanned when they came in, and are scanned later."""

from datetime import date

import pytest

from asbreview.domain.evidence.files import Scan
from asbreview.evidence_files.scanner import Scanned
from asbreview.keeping_files import LateScans
from browser.stages import Stages
from desk import desk, words

TODAY = date(2026, 3, 13)


@pytest.fixture
def work(tmp_path):
    with desk(tmp_path) as work:
        stages = Stages(work.installation, work.clock)
        stages.with_file()
        work.tale = stages.with_file()
        work.on(TODAY)
        work.installation.projector.catch_up()
        yield work


class Says:
    """A scanner that says the same of each file; it counts them."""

    def __init__(self, found, why=""):
        self.asked, self.says = 0, Scanned(found, why)

    def __call__(self, pieces):
        assert b"MARKERDIARY" in b"".join(pieces)
        self.asked += 1
        return self.says


def test_what_was_not_scanned_is_scanned_once_and_each_is_told(work):
    scanner = Says(Scan.CLEAN)
    late = LateScans(work.installation, scanner)
    assert late.scan() == 2
    assert late.scan() == 0
    assert LateScans(work.installation, scanner).scan() == 0  # started again
    assert scanner.asked == 2
    page = words(work.get("/documents"))
    assert "Scanned no virus was found" in page
    work.installation.projector.catch_up()
    assert "File scanned again" in words(work.get("/history"))


def test_one_found_harmful_later_can_be_opened_by_nobody(work):
    LateScans(work.installation, Says(Scan.HARMFUL)).scan()
    (file_id,) = work.case.evidence.files
    assert work.get(f"/documents/{file_id}/original").status_code == 403


def test_a_scanner_that_says_nothing_is_asked_once_a_round_and_nothing_is_recorded(
    work,
):
    end = work.reviews.end_of_log()
    scanner = Says(Scan.NOT_SCANNED, "the scanner broke off")
    late = LateScans(work.installation, scanner)
    assert (late.scan(), late.scan()) == (0, 0)
    assert scanner.asked == 2
    assert work.reviews.end_of_log() == end


def test_one_that_is_missing_holds_up_no_other(work):
    first = sorted(lies.file_id for lies in work.installation.vault.place.everything())
    work.installation.vault.place.remove(first[0])
    scanner = Says(Scan.CLEAN)
    LateScans(work.installation, scanner).scan()
    assert scanner.asked == 1
