"""The log: its numbers, its instants, its commands, its epoch and its format."""

import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError
from sqlalchemy.exc import DatabaseError

from asbreview.domain.errors import AlreadyDone
from asbreview.domain.model import OpeningEvent
from asbreview.domain.trigger.record import Trigger
from asbreview.refusal import CannotStart
from asbreview.store import postgres_tables, sqlite_tables
from asbreview.store.recording import FORMAT, NewerFormat
from asbreview.stores_on_server import migrate
from journey import (
    APPLIED_ON,
    BODIES,
    CASEWORKER,
    FOUR_COMPLAINTS,
    HandClock,
    Journey,
    opened,
)
from kinds_of_event import EVENTS
from places import ON_BOTH, log_of
from tampering import tamper

IN_FILES = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


def on_file(folder, statement, *parameters):
    """Ask, or change, the file of the log behind the application's back."""
    with closing(sqlite3.connect(folder / "events.sqlite")) as db, db:
        return db.execute(statement, parameters).fetchall()


def stamps(reviews):
    return [(line.position, line.recorded_at) for line in log_of(reviews)]


def deciding(case, signed):
    return case.reviews.decide_threshold(
        case.case_id,
        met=True,
        decided_on=APPLIED_ON,
        decided_by=BODIES,
        reasons="Three complaints qualify.",
        signed=signed,
    )


# Kept as it was recorded


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stored_events SET topic = 'another'",
        "DELETE FROM stored_events",
    ],
    ids=["edit", "delete"],
)
def test_the_log_refuses_to_be_changed_even_by_hand(case, place, statement):
    before = place.log_sql("SELECT * FROM stored_events")
    with pytest.raises(DatabaseError, match="never"):
        place.log_sql(statement)
    assert place.log_sql("SELECT * FROM stored_events") == before


@pytest.mark.parametrize("place", [ON_BOTH[1]], indirect=True)
def test_the_log_refuses_to_be_emptied(case, place):
    with pytest.raises(DatabaseError, match="never"):
        place.log_sql("TRUNCATE stored_events")


# Numbers


def without_the_last(place, last):
    place.unguard()
    column = "rowid" if place.kind == "sqlite" else "notification_id"
    place.log_sql(f"DELETE FROM stored_events WHERE {column} = {last}")


def test_a_number_is_never_used_again(case, reviews, place):
    """Had the newest event been deleted, a view would skip what came in its place."""
    last = reviews.end_of_log()
    without_the_last(place, last)
    assert reviews.end_of_log() == last - 1

    reviews.assign(case.case_id, UUID(int=77), signed=case.signed(APPLIED_ON))

    assert reviews.end_of_log() == last + 1


def test_a_number_is_never_used_again_after_the_log_is_opened_anew(place):
    with place.opened() as reviews:
        case = Journey(reviews).stand().apply()
        last = reviews.end_of_log()
    without_the_last(place, last)
    with place.opened() as reviews:
        case.reviews = reviews
        reviews.assign(case.case_id, UUID(int=77), signed=case.signed(APPLIED_ON))
        assert reviews.end_of_log() == last + 1


def test_a_save_that_failed_leaves_nothing_behind(case, reviews):
    before = reviews.end_of_log()
    one, other = (reviews.case(case.case_id).trigger for _ in range(2))
    one.assign(UUID(int=77), signed=case.signed(APPLIED_ON))
    late = case.signed(APPLIED_ON)
    other.assign(UUID(int=78), signed=late)
    reviews.save(one)
    with pytest.raises(IntegrityError):
        reviews.save(other, command_id=late.command_id)
    assert reviews.end_of_log() == before + 1
    assert reviews.recorder.position_of(late.command_id) is None


# Instants


def test_all_events_of_a_save_share_one_instant(case, reviews):
    """So that what is asked as of an instant never has half of a save."""
    *standing, last = stamps(reviews)
    opening = [at for number, at in [*standing, last] if number > 2]
    assert len(opening) > 10
    assert set(opening) == {last[1]}


def test_the_position_as_of_an_instant_is_the_end_of_a_whole_save(place):
    clock = HandClock(date(2026, 3, 1))
    with place.opened(clock=clock) as reviews:
        case = Journey(reviews).stand().apply()
        ends = [reviews.end_of_log()]
        for number in range(3):
            clock.set(date(2026, 3, 3 + number))
            case.reviews.assign(
                case.case_id, UUID(int=90 + number), signed=case.signed(APPLIED_ON)
            )
            ends.append(reviews.end_of_log())
        written = stamps(reviews)
        millisecond = timedelta(milliseconds=1)
        for number, at in written:
            reached = reviews.recorder.position_as_of(at)
            before = reviews.recorder.position_as_of(at - millisecond)
            assert reached >= number > before
            assert {reached, before} <= {0, 1, 2, *ends}


def test_before_the_first_event_the_log_was_at_its_beginning(case, reviews):
    long_ago = datetime(2014, 10, 20, tzinfo=UTC)
    assert reviews.recorder.position_as_of(long_ago) == 0


def test_an_instant_is_understood_in_any_time_zone(case, reviews):
    _, at = stamps(reviews)[-1]
    there = at.astimezone(ZoneInfo("Pacific/Auckland"))
    assert reviews.recorder.position_as_of(there) == reviews.end_of_log()


def test_the_time_of_recording_never_goes_back(place):
    clock = HandClock(date(2026, 3, 10))
    with place.opened(clock=clock) as reviews:
        case = Journey(reviews).stand().apply()
        clock.set(date(2026, 3, 1))  # somebody put the clock back
        reviews.assign(case.case_id, UUID(int=77), signed=case.signed(APPLIED_ON))
        written = [at for _, at in stamps(reviews)]
    assert written == sorted(written)
    assert written[-1].date() == date(2026, 3, 10)


AWAY = """
import sys
from datetime import date
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo
from journey import APPLIED_ON, HandClock, Journey, opened

folder, case_id, number, on = sys.argv[1:]
clock = HandClock(date.fromisoformat(on))
with opened(Path(folder), clock=clock) as reviews:
    case = Journey(reviews, number=int(number))
    for n in range(15):
        case.apply()
"""


@IN_FILES
def test_two_processes_with_clocks_apart_keep_one_order(case, reviews, tmp_path):
    """One thinks it is a year later: whoever saves next is not earlier for it."""
    path = ":".join(entry for entry in sys.path if entry)
    processes = [
        subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-c", AWAY, tmp_path, str(case.case_id), number, on],
            env={"PYTHONPATH": path},
        )
        for number, on in (("2", "2031-05-01"), ("3", "2032-05-01"))
    ]
    assert [process.wait(timeout=60) for process in processes] == [0, 0]
    numbers, written = zip(*stamps(reviews), strict=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))
    assert list(written) == sorted(written)
    assert len(numbers) > 30 * 10


# Versions


def test_the_version_a_record_had_at_a_position_is_the_one_replayed_to(case, reviews):
    case.decide()
    record = Trigger.id_for(case.case_id)
    history = [
        (line.position, line.stored.originator_version)
        for line in reviews.recorder.lines(0, limit=1000)
        if line.stored.originator_id == record
    ]
    for position, version in history:
        assert reviews.recorder.version_as_of(record, position) == version
        assert reviews.recorder.version_as_of(record, position - 1) == version - 1


def test_a_case_is_read_as_it_stood_at_a_position(case, reviews):
    undecided = reviews.end_of_log()
    case.decide()
    assert reviews.case(case.case_id).trigger.threshold is not None
    then = reviews.case(case.case_id, as_of=undecided)
    assert then.trigger.threshold is None
    assert len(then.evidence.complaints) == len(FOUR_COMPLAINTS)


# Durability


def test_a_case_is_read_whole_though_somebody_saves_meanwhile(
    case, reviews, monkeypatch
):
    """Its records are read in one reading, up to one position of the log."""
    end_of_log, histories = reviews.end_of_log, reviews.recorder.histories

    def saved_meanwhile(record_ids, *, up_to):
        monkeypatch.undo()
        case.decide()
        assert reviews.end_of_log() > up_to
        return histories(record_ids, up_to=up_to)

    monkeypatch.setattr(reviews.recorder, "histories", saved_meanwhile)
    before = end_of_log()
    read = reviews.case(case.case_id)
    assert read.log_position == before
    assert read.trigger.threshold is None
    assert reviews.case(case.case_id).trigger.threshold is not None


@pytest.mark.durable
@IN_FILES
@pytest.mark.parametrize("commit", [True, False])
def test_every_connection_waits_for_the_disk(reviews, commit):
    with reviews.recorder.datastore.transaction(commit=commit) as c:
        c.execute("PRAGMA synchronous")
        assert c.fetchone()[0] == 2  # FULL


@pytest.mark.durable
@IN_FILES
def test_the_keys_wait_for_the_disk_and_what_is_deleted_is_overwritten(reviews):
    db = reviews.keyring.table._db  # noqa: SLF001  no other way to ask it
    assert db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert db.execute("PRAGMA secure_delete").fetchone() == (1,)


# Commands


def test_double_clicks_racing_open_one_case(reviews):
    Journey(reviews).stand()
    before = reviews.end_of_log()

    def click(_):
        case = Journey(reviews, number=5).apply()  # the same command each time
        return reviews.recorder.position_of(
            Journey(reviews, number=5).signed(APPLIED_ON).command_id
        ), case.case_id

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(click, range(24)))

    ((position, case_id),) = answers
    assert position == reviews.end_of_log()
    opened_once = 5 + 1 + 1 + 4 + 4 + 1  # records, reference, letter; the rest
    assert position - before == opened_once
    assert reviews.case(case_id).trigger.caseworker_id == CASEWORKER


def test_decisions_racing_are_taken_once(case, reviews):
    signed = [case.signed(APPLIED_ON) for _ in range(8)]

    def decide(one):
        try:
            return deciding(case, one)
        except (AlreadyDone, IntegrityError) as refused:
            return type(refused)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(decide, signed))
    assert sum(isinstance(answer, int) for answer in answers) == 1
    assert reviews.case(case.case_id).trigger.threshold.met


@IN_FILES
def test_a_reply_that_was_lost_is_told_again_as_a_success(case, reviews, monkeypatch):
    """The library tries a lost commit again; the second try meets its own events."""
    insert = type(reviews.recorder)._insert_events  # noqa: SLF001  to lose a reply
    lost = []

    def losing(self, c, stored_events, **kwargs):
        positions = insert(self, c, stored_events, **kwargs)
        if not lost:
            lost.append(positions)
            c.sqlite_cursor.connection.commit()
            return insert(self, c, stored_events, **kwargs)
        return positions

    monkeypatch.setattr(type(reviews.recorder), "_insert_events", losing)
    assert deciding(case, case.signed(APPLIED_ON)) == reviews.end_of_log()
    assert reviews.case(case.case_id).trigger.threshold.met


def test_a_repeat_gets_the_first_answer_though_the_log_went_on(case, reviews):
    signed = case.signed(APPLIED_ON)
    first = deciding(case, signed)
    reviews.assign(case.case_id, UUID(int=77), signed=case.signed(APPLIED_ON))
    assert deciding(case, signed) == first < reviews.end_of_log()


def test_another_command_for_the_same_decision_is_refused(case):
    deciding(case, case.signed(APPLIED_ON))
    with pytest.raises(AlreadyDone):
        deciding(case, case.signed(APPLIED_ON))


# Epoch and format


def test_the_epoch_stays_while_the_log_is_the_same(place):
    with place.opened() as reviews:
        epoch = reviews.recorder.epoch()
        Journey(reviews).stand().apply()
        assert reviews.recorder.epoch() == epoch
    with place.opened() as reviews:
        assert reviews.recorder.epoch() == epoch


def test_two_logs_have_different_epochs(tmp_path):
    epochs = set()
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        with opened(tmp_path / name) as reviews:
            epochs.add(reviews.recorder.epoch())
    assert len(epochs) == 2


def test_an_older_log_put_back_begins_a_new_epoch(tmp_path):
    """Its next numbers were given already, in the history that is no more."""
    with opened(tmp_path) as reviews:
        case = Journey(reviews).stand().apply()
        old = reviews.recorder.epoch()
        reached = reviews.end_of_log()
    shutil.copy(tmp_path / "events.sqlite", tmp_path / "copy")
    with opened(tmp_path) as reviews:
        case.reviews = reviews
        case.decide()
        seen = reviews.end_of_log()
    shutil.copy(tmp_path / "copy", tmp_path / "events.sqlite")
    with opened(tmp_path) as reviews:
        assert reviews.recorder.epoch() == old
        new = reviews.recorder.new_epoch()
        assert reviews.end_of_log() == reached < seen
        assert new != old
    with opened(tmp_path) as reviews:
        assert reviews.recorder.epoch() == new


def test_a_log_of_a_later_format_is_refused_and_left_as_it_is(tmp_path):
    with opened(tmp_path) as reviews:
        Journey(reviews).stand()
    on_file(tmp_path, "UPDATE store SET value = ? WHERE name = 'format'", FORMAT + 1)
    on_file(tmp_path, "DROP INDEX erasures_decided")
    told = pytest.raises(NewerFormat, match=rf"format {FORMAT + 1}\b.*\b{FORMAT}\b")
    with told, opened(tmp_path):
        pass
    assert on_file(
        tmp_path, "SELECT count(*) FROM sqlite_master WHERE name = 'erasures_decided'"
    ) == [(0,)]


def test_a_log_of_an_earlier_format_is_brought_up_to_date(tmp_path):
    with opened(tmp_path) as reviews:
        Journey(reviews).stand()
    tamper(tmp_path, "UPDATE store SET value = '1' WHERE name = 'format'")
    with opened(tmp_path):
        pass
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        on_file(tmp_path, "DELETE FROM stored_events")
    assert on_file(tmp_path, "SELECT value FROM store WHERE name = 'format'") == [
        (str(FORMAT),)
    ]


@pytest.mark.parametrize("place", [ON_BOTH[1]], indirect=True)
@pytest.mark.parametrize(
    ("found", "told"), [(1, "asbreview migrate"), (FORMAT + 1, "a later release")]
)
def test_on_a_server_another_format_is_refused_until_it_is_migrated(place, found, told):
    place.log_sql(f"UPDATE store SET value = '{found}' WHERE name = 'format'")
    with pytest.raises(CannotStart, match=told), place.opened():
        pass


@pytest.mark.parametrize("place", [ON_BOTH[1]], indirect=True)
def test_migrating_an_earlier_format_brings_it_up_to_date_and_twice_is_once(place):
    place.unguard()
    place.log_sql("UPDATE store SET value = '1' WHERE name = 'format'")
    migrate(place.settings)
    migrate(place.settings)
    with place.opened() as reviews:
        Journey(reviews).stand()
    with pytest.raises(DatabaseError, match="never"):
        place.log_sql("DELETE FROM stored_events")


# --- what was decided to be destroyed is found without reading the log


DECIDES = [
    each
    for each in EVENTS
    if each.TOPIC.startswith("erasure.") and issubclass(each, OpeningEvent)
]


def plan(place):
    """Return by what the log is asked for the erasures, in the database's words."""
    if place.kind == "sqlite":
        rows = place.log_sql(f"EXPLAIN QUERY PLAN {sqlite_tables.ERASURES}")
    else:
        asked = postgres_tables.ERASURES.format(events="events.stored_events")
        with psycopg.connect(place.settings.database) as db:
            db.execute("SET enable_seqscan = off")  # of few lines all are read
            rows = db.execute(f"EXPLAIN {asked}").fetchall()
    return " ".join(str(part) for row in rows for part in row)


def test_at_a_start_the_log_is_not_read_for_what_was_decided_to_be_erased(place):
    with place.opened() as reviews:
        Journey(reviews).stand()
    assert "erasures_decided" in plan(place)


def test_the_index_is_over_every_kind_of_erasure(place):
    """The log is asked for each of them, or what was erased comes back."""
    with place.opened() as reviews:
        assert reviews.recorder.erasures() == []
    assert len(DECIDES) > 4
    for module in (sqlite_tables, postgres_tables):
        assert all(each.TOPIC in module.ERASURES for each in DECIDES)


def test_a_log_whose_index_is_of_two_kinds_gets_that_of_three(place):
    with place.opened() as reviews:
        Journey(reviews).stand()
    older = "'erasure.erasure-decided', 'erasure.case-erasure-decided'"
    place.log_sql("DROP INDEX erasures_decided")
    place.log_sql(
        "CREATE INDEX erasures_decided ON stored_events (originator_id)"
        f" WHERE topic IN ({older})"
    )
    place.log_sql("UPDATE store SET value = '2' WHERE name = 'format'")
    assert "erasures_decided" not in plan(place)
    if place.kind == "postgres":
        migrate(place.settings)
    with place.opened():
        pass
    assert "erasures_decided" in plan(place)
    assert place.log_sql("SELECT value FROM store WHERE name = 'format'") == [
        (str(FORMAT),)
    ]
