"""Answers are kept while the views stand as they did, and not a moment longer."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import create_engine, select

from any_history import in_memory
from asbreview.store.log import EventLog
from journey import PROCEDURE, Journey
from projections.editions import park, positions
from projections.flow import in_progress
from projections.projector import Projector
from projections.remembered import Remembered
from projections.streamlining import Streamlining

ASKED = {"area_id": PROCEDURE, "on": date(2026, 3, 31), "as_of": None}


class Views:
    """Views of a log, and how often they were asked."""

    def __init__(self, reviews):
        self.journey = Journey(reviews)
        self.journey.stand()
        self.engine = create_engine("sqlite://")
        self.projector = Projector(EventLog(reviews), self.engine, (Streamlining(),))
        self.projector.catch_up()
        self.remembered, self.asked = Remembered(most=2), 0

    def count(self, db, **asked):
        self.asked += 1
        return len(in_progress(db, **asked))

    def ask(self, **otherwise):
        with self.engine.connect() as db:
            return self.remembered.answer(self.count, db, ASKED | otherwise)


@pytest.fixture
def views():
    with in_memory() as reviews:
        yield Views(reviews)


def test_what_was_asked_is_not_asked_again_until_an_event_is_taken_in(views):
    assert [views.ask(), views.ask(), views.asked] == [0, 0, 1]
    views.journey.apply()
    assert [views.ask(), views.asked] == [0, 1]  # recorded, and not taken in yet
    views.projector.catch_up()
    assert [views.ask(), views.ask(), views.asked] == [1, 1, 2]


def test_something_else_is_something_else(views):
    views.journey.apply()
    views.projector.catch_up()
    assert [views.ask(), views.ask(on=date(2026, 1, 1)), views.asked] == [1, 0, 2]
    assert [views.ask(as_of=0), views.asked] == [0, 3]
    views.ask()  # two are kept, and it was the first of three
    assert views.asked == 4


def test_views_that_are_made_again_are_asked_again(views):
    views.journey.apply()
    views.projector.catch_up()
    views.ask()
    views.projector.rebuild()
    assert [views.ask(), views.asked] == [1, 2]


def test_a_case_that_is_left_out_meanwhile_makes_it_another_answer(views):
    views.ask()
    with views.engine.begin() as db:
        edition = db.scalar(select(positions.c.edition))
        park(db, edition, UUID(int=5), 1, "refused")
    views.ask()
    assert views.asked == 2
