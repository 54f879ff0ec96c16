"""Files given as evidence, and what was found of each when it was looked at."""

from uuid import UUID

import pytest

from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.evidence.examination import Examination
from asbreview.domain.evidence.facts import (
    EvidenceRecordedInError,
    FileOpened,
    FileReceived,
)
from asbreview.domain.evidence.files import Contents, FileKind, Scan
from asbreview.domain.evidence.record import Evidence
from asbreview.domain.sealed import Sealed
from facts import APPLICANT, TODAY, TOMORROW, prose
from story import CASE, SIGNED, Story, that

FILE = UUID(int=70)
CONTENTS = Contents(
    file_id=FILE, kind=FileKind.PDF, size=1_234, sha256=Sealed("a token")
)
GIVEN = {
    "contents": CONTENTS,
    "giver_id": APPLICANT,
    "received_on": TODAY,
    "name": prose(1),
    "description": prose(2),
}
given = that(FileReceived, **GIVEN)
in_error = that(EvidenceRecordedInError, item_id=FILE, reason=prose(3))


def evidence(*happened):
    return Story(Evidence).given(that(FileOpened), *happened)


def giving(**changes):
    return lambda record: record.receive_file(**{**GIVEN, **changes}, signed=SIGNED)


def test_a_file_is_put_on_record():
    evidence().when(giving()).then(given)


def test_it_was_not_received_tomorrow():
    story = evidence().when(giving(received_on=TOMORROW))
    story.then_refused(Misrecorded, "future")


@pytest.mark.parametrize("happened", [(given,), (given, in_error)])
def test_it_is_put_on_record_once(happened):
    evidence(*happened).when(giving()).then_refused(AlreadyDone, "on record already")


def test_it_may_have_been_put_there_in_error_and_is_counted_all_the_same():
    story = evidence(given).when(
        lambda record: record.record_in_error(FILE, reason=prose(3), signed=SIGNED)
    )
    story.then(in_error)
    record = evidence(given, in_error)._replay()  # noqa: SLF001
    assert (record.files, record.bytes_received) == ({}, 1_234)


def examined(found, why_not=""):
    return Examination.of(
        FILE,
        case_id=CASE,
        found=found,
        why_not=why_not,
        has_copy=True,
        signed=SIGNED,
    )


def test_what_is_harmful_is_put_on_no_record():
    with pytest.raises(Misrecorded, match="harmful"):
        examined(Scan.HARMFUL)


@pytest.mark.parametrize(
    ("first", "then", "stands"),
    [
        (Scan.NOT_SCANNED, Scan.CLEAN, Scan.CLEAN),
        (Scan.NOT_SCANNED, Scan.HARMFUL, Scan.HARMFUL),
        (Scan.NOT_SCANNED, Scan.NOT_SCANNED, Scan.NOT_SCANNED),
        (Scan.CLEAN, Scan.HARMFUL, Scan.HARMFUL),
        (Scan.CLEAN, Scan.NOT_SCANNED, Scan.CLEAN),
    ],
)
def test_a_later_scan_says_more_and_one_that_failed_unsays_nothing(first, then, stands):
    examination = examined(first)
    assert examination.may_be_opened
    examination.scanned(then, why_not="", signed=SIGNED)
    assert examination.found is stands
    assert examination.may_be_opened is (stands is not Scan.HARMFUL)


def test_what_was_found_harmful_stays_so_when_a_scanner_is_away():
    examination = examined(Scan.CLEAN)
    examination.scanned(Scan.HARMFUL, why_not="", signed=SIGNED)
    examination.scanned(Scan.NOT_SCANNED, why_not="it was away", signed=SIGNED)
    assert not examination.may_be_opened
