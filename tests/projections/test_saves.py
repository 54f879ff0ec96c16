"""What was saved together is fed together, and shown as having happened together."""

import gc
from datetime import date
from functools import singledispatchmethod
from typing import ClassVar

import pytest
from sqlalchemy import Column, MetaData, String, Table, Uuid, select

from asbreview.domain.letter.facts import LetterPosted
from asbreview.domain.trigger.facts import ApplicationAcknowledged, ApplicationReceived
from asbreview.store.log import EventLog
from journey import Journey
from places import log_of
from projections.case import taking
from projections.case.stages import Stage
from projections.deadlines import deadlines_of
from projections.every import ALL
from projections.health import cases_parked
from projections.kept import Kept
from projections.projector import Projector
from projections.queue import case_row
from projections.rows import Rows

POSTED_ON = date(2026, 3, 3)
meta = MetaData()
heard = Table(
    "heard",
    meta,
    Column("case_id", Uuid, primary_key=True),
    Column("of", String, nullable=False),
)


class Heard:
    """Tells of each case the last that was heard of it."""

    kept: ClassVar[Kept] = Kept("heard", shape=1, tables=meta)
    poison: ClassVar[set[object]] = set()
    unwritable: ClassVar[set[object]] = set()

    @singledispatchmethod
    def record(self, event: object, rows: Rows) -> None:
        """Ignore what is of no concern."""

    @record.register(ApplicationReceived)
    @record.register(ApplicationAcknowledged)
    def _(self, event, rows: Rows) -> None:
        wrong = event.TOPIC if event.case_id in self.unwritable else None
        rows.put(heard, case_id=event.case_id, of=None if wrong else event.TOPIC)

    @record.register
    def _(self, event: LetterPosted, rows: Rows) -> None:
        if event.case_id in self.poison:
            raise ValueError("poison")
        rows.put(heard, case_id=event.case_id, of=event.TOPIC)


@pytest.fixture(autouse=True)
def no_poison():
    yield
    Heard.poison.clear()
    Heard.unwritable.clear()


@pytest.fixture
def events(reviews):
    return EventLog(reviews)


@pytest.fixture
def two(reviews, standing):
    """Two cases whose first letters are posted in one save."""
    both = [Journey(reviews, number) for number in (7, 8)]
    for case in both:
        case.apply()
    return both


def post_together(cases):
    letters = [letter for case in cases for letter in case.letters()]
    for case in cases:
        case.hand_over(POSTED_ON)
    first = cases[0]
    first.reviews.post_letters(
        letters, posted_on=POSTED_ON, signed=first.signed(POSTED_ON)
    )


def last_heard(views):
    with views.connect() as db:
        return {row.case_id: row.of for row in db.execute(select(heard))}


def saves_of(reviews):
    """The commands of a log, each with the positions of what it saved."""
    saves = {}
    for line in log_of(reviews):
        event = reviews.mapper.to_domain_event(line.stored)
        saves.setdefault(event.command_id, []).append(line.position)
    return list(saves.values())


@pytest.mark.parametrize("at_least", [1, 2, 5, 1000])
def test_no_save_is_cut_however_few_events_are_asked_for(
    reviews, events, two, at_least
):
    post_together(two)
    saves, position, taken = saves_of(reviews), 0, []
    while portion := events.after(position, at_least):
        entries = list(portion)
        taken += [entry.position for entry in entries if entry.ends_save]
        assert entries[-1].ends_save
        assert portion.end == entries[-1].position
        assert len(entries) >= min(at_least, reviews.end_of_log() - position)
        position = portion.end
    assert taken == [save[-1] for save in saves]


def test_a_save_longer_than_what_is_fetched_at_once_is_not_cut(
    reviews, events, two, monkeypatch
):
    monkeypatch.setattr("asbreview.store.log.REST_OF_A_SAVE", 1)
    *_, (first, *_, last), _ = [save for save in saves_of(reviews) if save[5:]] + [[]]
    assert events.after(first - 1, 2).end == last


def test_a_list_shows_no_case_between_the_halves_of_a_save(reviews, two, ask):
    post_together(two)
    *_, posted = saves_of(reviews)
    assert len(posted) == 4  # two letters gone, two applications acknowledged
    for case in two:
        for position in posted[:-1]:
            row = ask(case_row, case.case_id, as_of=position)
            assert (row.stage, row.next_step) == (
                Stage.RECEIVED,
                "Post the acknowledgement",
            )
        due = {d.timer_id: d for d in ask(deadlines_of, case.case_id, as_of=posted[-1])}
        assert due["acknowledge"].met_on == POSTED_ON
        row = ask(case_row, case.case_id, as_of=posted[-1])
        assert row.stage == Stage.THRESHOLD


def test_of_a_save_upon_two_cases_one_is_parked_and_the_other_fed(
    reviews, events, views, two
):
    good, bad = two
    post_together(two)
    Heard.poison.add(bad.case_id)
    projector = Projector(events, views, [Heard()])
    projector.catch_up()

    assert last_heard(views) == {
        good.case_id: ApplicationAcknowledged.TOPIC,
        bad.case_id: ApplicationReceived.TOPIC,  # as it stood before the save
    }
    with views.connect() as db:
        assert [parked.case_id for parked in cases_parked(db)] == [bad.case_id]

    Heard.poison.clear()
    projector.rebuild()
    assert set(last_heard(views).values()) == {ApplicationAcknowledged.TOPIC}


@pytest.mark.parametrize("which", [0, 1])
def test_what_the_database_refuses_of_two_cases_parks_the_one_whose_row_it_is(
    reviews, events, views, two, which
):
    bad = two[which].case_id
    projector = Projector(events, views, [Heard()])
    projector.catch_up()
    post_together(two)
    Heard.unwritable.add(bad)
    projector.catch_up()

    with views.connect() as db:
        assert [parked.case_id for parked in cases_parked(db)] == [bad]
    assert sorted(last_heard(views).values()) == [
        ApplicationAcknowledged.TOPIC,
        ApplicationReceived.TOPIC,
    ]


def test_what_happens_to_a_case_is_taken_in_once_for_all_views(
    reviews, events, views, two, monkeypatch
):
    taken = []
    known = taking.what_happens

    def counting(kind):
        change = known(kind)
        return change and (
            lambda event, case: (taken.append(event), change(event, case))
        )

    monkeypatch.setattr(taking, "what_happens", counting)
    post_together(two)
    Projector(events, views, ALL).catch_up()
    read = [reviews.mapper.to_domain_event(line.stored) for line in log_of(reviews)]
    assert taken == [event for event in read if known(type(event))]


def test_each_view_made_anew_alone_is_what_it_was_among_the_others(
    reviews, events, views, two
):
    post_together(two)
    two[0].ask(date(2026, 3, 4)).answer(date(2026, 3, 6)).decide()
    Projector(events, views, ALL).catch_up()
    for view in ALL:
        before = rows_of(view, views)
        Projector(events, views, [view]).rebuild()
        assert rows_of(view, views) == before


def test_garbage_is_looked_for_again_after_a_batch_that_went_wrong(events, views, two):
    Heard.poison.add(two[0].case_id)
    post_together(two)
    Projector(events, views, [Heard()]).catch_up()
    assert gc.isenabled()


def rows_of(view, views):
    with views.connect() as db:
        return {
            table.name: sorted(map(repr, db.execute(select(table)).all()))
            for table in view.kept.tables.sorted_tables
        }
