"""A leaf is over what is stored, and is the same wherever the log lies."""

import sqlite3
import struct
from contextlib import closing
from hashlib import sha256
from uuid import UUID

import pytest

from asbreview.audit.leaves import case_of, entry_of, leaves_of, rows_of
from asbreview.store.recording import LAST, Row
from journey import Journey
from places import IN_FOLDER_AND_ONCE_MORE, place_of
from tampering import tamper

A_ROW = Row(
    position=17,
    stream=b"0123456789abcdef0123456789abcdef",
    version=b"3",
    topic=b"trigger.threshold-decided",
    recorded_at=b"2026-03-02T09:30:00.000Z",
    state=b'{"met":true}',
)


@pytest.fixture(params=IN_FOLDER_AND_ONCE_MORE)
def reviews(request, tmp_path):
    with place_of(request.param, tmp_path).opened() as reviews:
        Journey(reviews).stand().apply().decide()
        yield reviews


def test_an_entry_is_its_parts_each_after_its_length():
    def part(told):
        return struct.pack(">I", len(told)) + told

    assert entry_of("a log", A_ROW) == (
        part(b"a log")
        + part(A_ROW.stream)
        + part(b"3")
        + part(b"trigger.threshold-decided")
        + part(b"2026-03-02T09:30:00.000Z")
        + part(sha256(b'{"met":true}').digest())
    )


def test_no_part_can_lend_a_letter_to_the_next():
    one = A_ROW._replace(version=b"31", topic=b"a")
    other = A_ROW._replace(version=b"3", topic=b"1a")
    assert entry_of("log", one) != entry_of("log", other)
    assert entry_of("log3", one) != entry_of("log", one)


@pytest.mark.parametrize("name", [n for n in Row._fields if n != "position"])
def test_every_part_counts(name):
    changed = A_ROW._replace(**{name: getattr(A_ROW, name) + b"1"})
    assert entry_of("log", changed) != entry_of("log", A_ROW)


def test_where_it_stands_in_the_log_counts_by_rank_and_not_by_number():
    assert entry_of("log", A_ROW._replace(position=99)) == entry_of("log", A_ROW)


def test_rows_are_what_the_log_is_read_as(reviews):
    lines = reviews.recorder.lines(0, limit=10**6)
    rows = list(rows_of(reviews.recorder))
    assert len(rows) == len(lines) == reviews.recorder.number_up_to(LAST) > 10
    for line, row in zip(lines, rows, strict=True):
        at = line.recorded_at.isoformat(timespec="milliseconds")
        assert row == Row(
            line.position,
            line.stored.originator_id.hex.encode(),
            str(line.stored.originator_version).encode(),
            line.stored.topic.encode(),
            at.replace("+00:00", "Z").encode(),
            bytes(line.stored.state),
        )


def test_leaves_are_read_from_any_position_on(reviews, monkeypatch):
    whole = list(leaves_of(reviews.recorder))
    monkeypatch.setattr("asbreview.audit.leaves.AT_ONCE", 3)
    assert list(leaves_of(reviews.recorder)) == whole
    fifth = whole[4].position
    assert list(leaves_of(reviews.recorder, fifth)) == whole[5:]
    assert list(leaves_of(reviews.recorder, up_to=fifth)) == whole[:5]


def test_a_leaf_says_whose_case_it_is_of(reviews):
    lines = reviews.recorder.lines(0, limit=10**6)
    cases = [leaf.case_id for leaf in leaves_of(reviews.recorder)]
    events = [reviews.mapper.to_domain_event(line.stored) for line in lines]
    assert cases == [getattr(event, "case_id", None) for event in events]
    assert len(set(cases)) == 2  # one case, and what belongs to none


def test_a_case_that_is_none_is_not_named():
    assert case_of(b'{"case_id":"' + b"-" * 36 + b'"}') is None
    assert case_of(b"\xff not JSON") is None
    known = UUID(int=5)
    assert case_of(f'{{"case_id":"{known}"}}'.encode()) == known


BEHIND = "UPDATE stored_events SET {} WHERE rowid = 3"


@pytest.mark.parametrize(
    "change",
    [
        "state = CAST(state AS TEXT)",
        "state = x'ff'",
        "topic = CAST(x'ff' AS TEXT)",
        "recorded_at = 'never'",
        "originator_id = 'nobody'",
        "originator_version = 1.5",
        "rowid = 0",
        "rowid = -4",
        "rowid = -9223372036854775807",
    ],
)
def test_whatever_lies_there_has_a_leaf_and_it_differs(tmp_path, change):
    with place_of("sqlite", tmp_path).opened() as reviews:
        Journey(reviews).stand().apply()
        before = [leaf.hash for leaf in leaves_of(reviews.recorder)]
        tamper(tmp_path, BEHIND.format(change))
        after = [leaf.hash for leaf in leaves_of(reviews.recorder)]
    assert len(after) == len(before)
    assert after != before


def test_a_database_that_is_broken_says_so(tmp_path):
    with place_of("sqlite", tmp_path).opened() as reviews:
        Journey(reviews).stand()
        assert reviews.recorder.faults() == []
    with closing(sqlite3.connect(tmp_path / "events.sqlite")) as db, db:
        db.execute("PRAGMA writable_schema = ON")
        roots = dict(db.execute("SELECT name, rootpage FROM sqlite_master"))
        one, other = "erasures_decided", "sqlite_autoindex_stored_events_1"
        swapped = [(roots[one], other), (roots[other], one)]
        db.executemany("UPDATE sqlite_master SET rootpage=? WHERE name=?", swapped)
    with place_of("sqlite", tmp_path).opened() as reviews:
        assert reviews.recorder.faults()
