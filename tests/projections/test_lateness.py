"""What the database counts as late is what a step that is read says of itself.

Every step that there could be, as far as its lateness rests on it: whom it binds, when
it was due, whether more time was given too late, when it was taken or need not be.
"""

from datetime import date
from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import create_engine, func, insert, select

from asbreview.domain.procedure import Binds
from projections.case.runs import Moot
from projections.deadlines import COLUMNS, Deadline
from projections.deadlines_kept import deadlines
from projections.lateness import is_in_time, is_met_late, is_owed
from projections.promises import due_between

BEFORE, DUE, AFTER = date(2026, 3, 8), date(2026, 3, 9), date(2026, 3, 10)
DAYS = None, BEFORE, DUE, AFTER
ONE = UUID(int=1)


@pytest.fixture(scope="module")
def db():
    engine = create_engine("sqlite://")
    with engine.connect() as db:
        deadlines.create(db)
        db.execute(insert(deadlines), [*every_step()])
        yield db
    engine.dispose()


def every_step():
    met_or_moot = [
        *((met, None, None) for met in DAYS),
        *((None, moot, on) for moot in Moot for on in DAYS),
    ]
    for number, (binds, due_on, too_late, (met_on, moot, moot_on)) in enumerate(
        product(Binds, (None, DUE), (False, True), met_or_moot)
    ):
        yield {
            "case_id": ONE,
            "timer_id": f"step-{number}",
            "item_id": ONE,
            "from_position": 1,
            "procedure_id": "ely",
            "procedure_version": 1,
            "says": "Take it",
            "binds": binds,
            "starts": None,
            "started_on": BEFORE,
            "counted_at": 1,
            "standstills": (),
            "due_on": due_on,
            "extended_late": too_late,
            "met_on": met_on,
            "moot": moot,
            "moot_on": moot_on,
            "is_open": met_on is None and moot is None,
        }


def read(db):
    return [*map(Deadline._make, db.execute(select(*COLUMNS)).all())]


def said_by_the_database(db, so):
    return {*db.scalars(select(deadlines.c.timer_id).where(so))}


def owed(step):
    if step.met_on or step.moot is Moot.NO_LONGER_RUNS:
        return False
    return step.is_open or step.was_missed


def test_there_is_a_step_of_each_kind(db):
    asked = select(func.count()).select_from(deadlines)
    assert db.scalar(asked) == len(Binds) * 2 * 2 * (len(DAYS) + len(Moot) * len(DAYS))


@pytest.mark.parametrize(
    ("so", "says"),
    [
        (is_met_late, lambda step: step.was_met_late),
        (is_in_time, lambda step: bool(step.met_on) and not step.was_met_late),
        (is_owed, owed),
    ],
)
def test_both_say_the_same_of_every_step(db, so, says):
    expected = {step.timer_id for step in read(db) if says(step)}
    assert 0 < len(expected) < len(read(db))
    assert said_by_the_database(db, so()) == expected


def test_what_was_due_on_the_day_it_is_looked_at_is_counted_and_not_judged(db):
    """A step is late once its day has passed: on the ninth nothing due then is."""
    asked = {"area_id": "ely", "from_": DUE, "to": DUE}
    judged = due_between(db, **asked, before=AFTER)
    waits = due_between(db, **asked, before=DUE)
    ours = [step for step in read(db) if step.due_on and step.binds != Binds.APPLICANT]
    assert sum(each.n for each in judged) == sum(each.n for each in waits) == len(ours)
    assert sum(each.late for each in judged) == sum(s.was_met_late for s in ours) > 0
    assert not any(each.late or each.in_time or each.not_taken for each in waits)
