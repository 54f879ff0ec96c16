"""Feeding the views: once each event, in order, whatever goes wrong."""

import logging
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import singledispatchmethod
from threading import Event as Flag
from threading import Thread
from time import monotonic, sleep
from typing import ClassVar

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Uuid, select

from asbreview.domain.calendar import HolidayProclaimed
from asbreview.domain.trigger.facts import ApplicationReceived, ThresholdDecided
from asbreview.domain.working_days import Holiday
from asbreview.store.log import EventLog
from journey import Journey, opened
from projections import editions
from projections.every import ALL
from projections.health import cases_parked, views_halted
from projections.kept import Kept
from projections.projector import Projector
from projections.queue import queue
from projections.rows import Rows
from projections.views import lock_first
from projections.worker import Worker

EASTER_TUESDAY = Holiday(on=date(2026, 4, 7), name="A day proclaimed late")
meta = MetaData()
tally = Table(
    "tally",
    meta,
    Column("case_id", Uuid, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("decided", Integer),
)


class Tally:
    """Counts how often each application was received; it reads before it writes."""

    kept: ClassVar[Kept] = Kept("tally", shape=1, tables=meta)
    poison: ClassVar[set[object]] = set()
    unwritable: ClassVar[set[object]] = set()

    @singledispatchmethod
    def record(self, event: object, rows: Rows) -> None:
        if isinstance(event, HolidayProclaimed) and "holiday" in self.poison:
            raise ValueError("poison")

    @record.register
    def _(self, event: ApplicationReceived, rows: Rows) -> None:
        if event.case_id in self.poison:
            raise ValueError("poison")
        before = rows.of_case(tally, event.case_id)
        times = sum(row["times"] for row in before) + 1
        wrong = event.case_id in self.unwritable
        rows.put(tally, case_id=event.case_id, times=None if wrong else times)

    @record.register
    def _(self, event: ThresholdDecided, rows: Rows) -> None:
        row = rows.one(tally, event.case_id)
        rows.change(tally, row, decided=1)


class LaterTally(Tally):
    kept: ClassVar[Kept] = Kept("tally", shape=2, tables=meta)


@pytest.fixture
def place(place):
    """A place where no view was made yet."""
    place.forget_views()
    return place


@pytest.fixture(autouse=True)
def no_poison():
    yield
    Tally.poison.clear()
    Tally.unwritable.clear()


@pytest.fixture
def events(reviews):
    return EventLog(reviews)


def cases(reviews, standing, numbers):
    return [Journey(reviews, 100 + n).apply().case_id for n in numbers]


def counted(views):
    with views.connect() as db:
        return {row.case_id: row.times for row in db.execute(select(tally))}


def where(views):
    with views.connect() as db:
        rows = db.execute(select(editions.positions)).all()
    return {row.edition: row for row in rows}


def test_projectors_racing_count_each_application_once(
    reviews, events, views, standing
):
    opened = cases(reviews, standing, range(25))

    with ThreadPoolExecutor(8) as pool:
        racing = [
            pool.submit(Projector(events, views, [Tally()], batch=3).catch_up)
            for _ in range(8)
        ]
    for projector in racing:
        projector.result()

    assert counted(views) == dict.fromkeys(opened, 1)


def test_poison_parks_its_case_and_no_other(reviews, events, views, standing, caplog):
    first, bad, last = cases(reviews, standing, range(3))
    Tally.poison.add(bad)
    projector = Projector(events, views, [Tally()])
    projector.catch_up()

    assert counted(views) == {first: 1, last: 1}
    [told] = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert str(bad) in told.getMessage()
    with views.connect() as db:
        [set_aside] = cases_parked(db)
    assert (set_aside.projection, set_aside.case_id) == ("tally", bad)

    later = Journey(reviews, 9).apply().case_id
    Tally.poison.clear()
    projector.catch_up()
    assert counted(views) == {first: 1, last: 1, later: 1}  # still set aside

    projector.rebuild()
    assert counted(views) == {first: 1, bad: 1, last: 1, later: 1}


def test_the_later_events_of_a_parked_case_are_not_taken(
    reviews, events, views, standing
):
    bad = Journey(reviews, 9).apply()
    Tally.poison.add(bad.case_id)
    projector = Projector(events, views, [Tally()])
    projector.catch_up()
    bad.decide()
    projector.catch_up()

    assert counted(views) == {}
    [edition] = where(views).values()
    assert (edition.position, edition.halted) == (reviews.end_of_log(), None)


def test_what_only_the_database_refuses_is_traced_to_its_case(
    reviews, events, views, standing
):
    first, bad, last = cases(reviews, standing, range(3))
    Tally.unwritable.add(bad)
    Projector(events, views, [Tally()]).catch_up()
    assert counted(views) == {first: 1, last: 1}


def test_poison_in_one_view_leaves_the_others_as_they_are(
    reviews, events, views, standing
):
    first, bad = cases(reviews, standing, range(2))
    Tally.poison.add(bad)
    Projector(events, views, [Tally(), *ALL]).catch_up()

    with views.connect() as db:
        assert {row.case_id for row in queue(db).rows} == {first, bad}
    assert {row.position for row in where(views).values()} == {reviews.end_of_log()}


def test_a_poisonous_holiday_halts_its_view_loudly_and_only_that(
    reviews, events, views, standing, caplog
):
    projector = Projector(events, views, [Tally(), *ALL])
    [before] = cases(reviews, standing, [1])
    projector.catch_up()
    reviews.proclaim_holiday(
        EASTER_TUESDAY, source="Gazette", signed=standing.signed(date(2026, 3, 3))
    )
    [after] = cases(reviews, standing, [2])
    Tally.poison.add("holiday")
    projector.catch_up()

    assert counted(views) == {before: 1}
    halted = {row.projection for row in where(views).values() if row.halted}
    assert halted == {"tally"}
    with views.connect() as db:
        assert [(h.projection, h.error[-10:]) for h in views_halted(db)] == [
            ("tally", "ValueError")
        ]
    assert [r for r in caplog.records if r.levelno == logging.CRITICAL]

    Tally.poison.clear()
    projector.rebuild()
    assert counted(views) == {before: 1, after: 1}


def test_a_halted_view_keeps_nobody_waiting(reviews, events, views, standing):
    [case] = cases(reviews, standing, [1])
    projector = Projector(events, views, [Tally()])
    projector.catch_up()
    Tally.poison.add("holiday")
    reviews.proclaim_holiday(
        EASTER_TUESDAY, source="Gazette", signed=standing.signed(date(2026, 3, 3))
    )
    projector.catch_up()

    assert projector.wait_for(reviews.end_of_log())
    assert counted(views) == {case: 1}


def test_an_event_that_cannot_be_read_parks_its_case(
    reviews, events, views, standing, place
):
    first, bad = cases(reviews, standing, range(2))
    place.unguard()
    text, blob = (
        ("cast(state AS TEXT)", "cast({} AS BLOB)")
        if place.kind == "sqlite"
        else ("convert_from(state, 'UTF8')", "convert_to({}, 'UTF8')")
    )
    spoilt = blob.format(f"replace({text}, '\"account\"', '\"a\"')")
    place.log_sql(
        f"UPDATE stored_events SET state = {spoilt}"
        " WHERE topic = 'trigger.application-received'"
        f" AND {text} LIKE :case",
        case=f"%{bad}%",
    )
    Projector(events, views, [Tally()]).catch_up()
    assert counted(views) == {first: 1}


@pytest.mark.parametrize("batch", [1, 2, 3, 7, 1000])
def test_every_batch_size_gives_the_same(reviews, events, views, standing, batch):
    opened = cases(reviews, standing, range(4))
    Projector(events, views, [Tally()], batch=batch).catch_up()
    assert counted(views) == dict.fromkeys(opened, 1)


def test_events_are_read_once_for_all_views_that_stand_together(
    reviews, events, views, standing, monkeypatch
):
    cases(reviews, standing, range(2))
    read = []
    stored = reviews.mapper.to_domain_event
    monkeypatch.setattr(
        reviews.mapper, "to_domain_event", lambda e: read.append(e) or stored(e)
    )
    Projector(events, views, ALL).catch_up()
    assert len(read) == reviews.end_of_log()


def test_a_view_that_is_behind_is_brought_level_by_itself(
    reviews, events, views, standing
):
    opened = cases(reviews, standing, range(2))
    Projector(events, views, ALL).catch_up()
    opened += cases(reviews, standing, [5])
    Projector(events, views, [Tally()], batch=4).catch_up()
    Projector(events, views, [Tally(), *ALL], batch=4).catch_up()

    assert counted(views) == dict.fromkeys(opened, 1)
    assert {row.position for row in where(views).values()} == {reviews.end_of_log()}


def test_a_new_shape_is_made_beside_the_old_and_then_shown(
    reviews, events, views, standing
):
    [case] = cases(reviews, standing, [1])
    Projector(events, views, [Tally()]).catch_up()
    Projector(events, views, [LaterTally()]).catch_up()

    [edition] = where(views).values()
    assert (edition.shape, edition.live) == (2, True)
    assert counted(views) == {case: 1}


def test_the_old_release_stands_down_before_a_later_shape(
    reviews, events, views, standing
):
    Projector(events, views, [LaterTally()]).catch_up()
    cases(reviews, standing, [1])
    old = Projector(events, views, [Tally()])
    old.catch_up()

    [edition] = where(views).values()
    assert edition.shape == 2
    assert not old.wait_for(reviews.end_of_log())


def test_another_epoch_means_the_views_are_made_anew(
    reviews, views, standing, place, caplog
):
    events = EventLog(reviews)
    [case] = cases(reviews, standing, [1])
    Projector(events, views, [Tally()]).catch_up()
    place.log_sql("UPDATE store SET value = 'fedcba98' WHERE name = 'epoch'")
    Projector(events, views, [Tally()]).catch_up()

    [edition] = where(views).values()
    assert edition.epoch == "fedcba98"
    assert counted(views) == {case: 1}
    assert [r for r in caplog.records if r.levelno == logging.WARNING]


def test_a_position_beyond_the_logs_end_means_the_views_are_made_anew(
    tmp_path, views, caplog
):
    """An older copy of the log was put back, by hand and without a new epoch."""
    (tmp_path / "old").mkdir()
    with opened(tmp_path) as reviews:
        kept = cases(reviews, Journey(reviews).stand(), [1])
        (tmp_path / "old" / "events.sqlite").write_bytes(b"")
        with (
            sqlite3.connect(tmp_path / "events.sqlite") as live,
            sqlite3.connect(tmp_path / "old" / "events.sqlite") as copy,
        ):
            live.backup(copy)
        live.close()
        copy.close()
        cases(reviews, None, [2])
        Projector(EventLog(reviews), views, [Tally()]).catch_up()
        assert len(counted(views)) == 2

    (tmp_path / "keys.sqlite").rename(tmp_path / "old" / "keys.sqlite")
    with opened(tmp_path / "old") as reviews:
        projector = Projector(EventLog(reviews), views, [Tally()])
        projector.catch_up()
        assert counted(views) == dict.fromkeys(kept, 1)
        assert "an older log was put back" in caplog.text

        kept += cases(reviews, None, [3, 4, 5])
        projector.catch_up()
        assert counted(views) == dict.fromkeys(kept, 1)


def test_who_saves_while_a_worker_looks_is_no_older_log(  # noqa: PLR0913, PLR0917
    reviews, events, views, standing, monkeypatch, caplog
):
    """The log's end is old as soon as it is told; the views may be ahead of it."""
    Projector(events, views, [Tally()]).catch_up()
    of_a_page = Projector(EventLog(reviews), views, [Tally()])
    saved, end = [], events.end

    def told_late():
        told = end()
        if not saved:
            saved.extend(cases(reviews, standing, [1]))
            of_a_page.wait_for(reviews.end_of_log(), seconds=0.3)
        return told

    monkeypatch.setattr(events, "end", told_late)
    Projector(events, views, [Tally()]).catch_up()

    assert "put back" not in caplog.text
    assert counted(views) == dict.fromkeys(saved, 1)


def test_what_was_saved_is_seen_by_who_waits_for_it(
    reviews, projector, views, standing
):
    projector.catch_up()
    [case] = cases(reviews, standing, [1])

    assert projector.wait_for(reviews.end_of_log())
    with views.connect() as db:
        assert [row.case_id for row in queue(db).rows] == [case]


def test_nobody_waits_while_a_view_is_made_for_the_first_time(
    reviews, events, views, standing
):
    projector = Projector(events, views, [Tally()])
    began = monotonic()
    assert not projector.wait_for(reviews.end_of_log())
    assert monotonic() - began < 0.5
    assert where(views) == {}  # a page makes no view


def test_nobody_waits_for_more_than_five_hundred_events(
    reviews, events, views, standing
):
    projector = Projector(events, views, [Tally()])
    projector.catch_up()
    cases(reviews, standing, range(40))
    assert reviews.end_of_log() > 510

    assert not projector.wait_for(reviews.end_of_log())
    assert counted(views) == {}


def test_nobody_waits_longer_than_the_time_given(reviews, events, views, standing):
    projector = Projector(events, views, [Tally()])
    projector.catch_up()
    cases(reviews, standing, [1])
    with held(views):
        began = monotonic()
        assert not projector.wait_for(reviews.end_of_log(), seconds=0.3)
        assert monotonic() - began < 1


def test_a_worker_that_finds_the_views_locked_comes_again(
    reviews, events, views, standing, caplog
):
    worker = Worker(Projector(events, views, [Tally()]), poll=0.05)
    with held(views):
        worker.start()
        until(lambda: "come again" in caplog.text)
    opened = cases(reviews, standing, [1])
    worker.wake()
    until(
        lambda: any(
            row.position == reviews.end_of_log() for row in where(views).values()
        )
    )
    worker.stop()
    assert counted(views) == dict.fromkeys(opened, 1)


def test_a_rebuild_beside_somebody_who_saves_loses_nothing(
    reviews, events, views, standing
):
    opened = cases(reviews, standing, range(5))
    projector = Projector(events, views, [Tally()], batch=10)
    projector.catch_up()
    stop = Flag()
    saved = []

    def save():
        number = 500
        while not stop.is_set():
            saved.append(Journey(reviews, number := number + 1).apply().case_id)
            projector.wait_for(reviews.end_of_log())

    saving = Thread(target=save)
    saving.start()
    for _ in range(5):
        Projector(events, views, [Tally()], batch=10).rebuild()
    stop.set()
    saving.join()
    projector.catch_up()

    assert saved
    assert counted(views) == dict.fromkeys(opened + saved, 1)
    assert len(where(views)) == 1


def test_progress_is_told_while_views_are_made_anew(reviews, events, views, standing):
    cases(reviews, standing, range(3))
    told = []
    projector = Projector(events, views, [Tally()], batch=20)
    projector.catch_up(lambda reached, end: told.append((reached, end)))
    end = reviews.end_of_log()
    assert told == sorted(told)
    assert told[-1] == (end, end)


def until(holds, seconds=200):
    end = monotonic() + seconds
    while not holds():
        assert monotonic() < end, "it never came to pass"
        sleep(0.02)


@contextmanager
def held(engine):
    """Hold the lock on the views, as a long batch does."""
    with lock_first(engine).begin():
        yield
