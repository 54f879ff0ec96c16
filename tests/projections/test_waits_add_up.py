"""The waits of a case add up to its lead time: every case, at every instant.

Whatever happens on it, in whatever order and recorded however late: that it stands
still, is withdrawn, transferred, adjourned, looked at again, or was recorded wrongly.
"""

from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select

from asbreview.domain.errors import CaseReviewRefused
from asbreview.domain.timers import WaitingFor
from asbreview.domain.trigger.in_error import TriggerFact
from asbreview.reviews import CaseReviews
from asbreview.reviews.cross_border import TransferTold
from asbreview.store.keys import KeyRing
from asbreview.store.log import EventLog
from asbreview.store.sqlite_keys import SQLiteKeys
from everything import everything
from journey import APPLIED_ON, Journey
from projections.health import cases_parked
from projections.projector import Projector
from projections.streamlining import Streamlining, lives
from projections.waits import (
    days_by_party,
    days_by_stage,
    life_of,
    spans_of,
    spans_of_lives,
    waits_since,
)


@contextmanager
def in_memory():
    keyring = KeyRing(SQLiteKeys(Path(":memory:"), b"k" * 32))
    reviews = CaseReviews(keyring, {"SQLITE_DBNAME": ":memory:"})
    try:
        yield reviews
    finally:
        reviews.close()
        keyring.close()


def all_add_up(reviews, every=1):
    """Ask of every case, as of each so-many-th position, on days of all kinds."""
    views = create_engine("sqlite://")
    Projector(EventLog(reviews), views, (Streamlining(),)).catch_up()
    seen = 0
    with views.connect() as db:
        assert cases_parked(db) == []
        case_ids = db.scalars(select(lives.c.case_id).distinct()).all()
        for position in (None, *range(1, reviews.end_of_log() + 1, every)):
            for case_id in case_ids:
                seen += adds_up(db, case_id, position)
    views.dispose()
    return seen


def adds_up(db, case_id, position):
    life = life_of(db, case_id, as_of=position)
    if life is None:
        return 0
    spans = spans_of(db, case_id, as_of=position)
    assert spans[0].began_on == life.applied_on
    assert [s.ended_on for s in spans[:-1]] == [s.began_on for s in spans[1:]]
    assert spans[-1].ended_on is None
    assert waits_since(db, case_id, as_of=position) == spans[-1].began_on
    days = [spans[-1].began_on, life.outcome_told_on, life.ended_on]
    days += [life.applied_on + timedelta(n) for n in (0, 1, 7, 400)]
    for day in filter(None, days):
        lead = (day - life.applied_on).days
        assert sum(span.days(to=day) for span in spans) == lead
        assert days_by_stage(spans, to=day).total() == lead
        assert days_by_party(spans, to=day).total() == lead
    assert spans_of_lives(db, [life], as_of=position)[case_id] == spans
    return 1


def test_on_cases_on_which_everything_happened():
    with in_memory() as reviews:
        everything(reviews)
        assert all_add_up(reviews, every=29) > 200


class History:
    """A case on which things are tried, each on some day; what is refused is not done.

    Each is recorded on a day after the one before; it happened then, or days earlier.
    """

    def __init__(self, reviews, *, passed_on=True):
        self.reviews, self.case = reviews, Journey(reviews).stand()
        self.case.apply(passed_on=passed_on)
        self.today = APPLIED_ON
        self.done = set()

    def tries(self, name, after, earlier):
        self.today += timedelta(after)
        on = self.today - timedelta(earlier)
        try:
            getattr(self, name)(on)
        except (CaseReviewRefused, AttributeError, StopIteration, IndexError):
            return
        self.done.add(name)

    @property
    def now(self):
        return self.reviews.case(self.case.case_id)

    def signed(self):
        return self.case.signed(self.today)

    def posts(self, on):
        self.case.post(on)

    def decides(self, on):
        self.case.decide(on)

    def refuses(self, on):
        self.case.decide(on, met=False)

    def asks(self, on):
        self.case.ask(on)

    def answers(self, on):
        self.case.answer(on)

    def assesses(self, on):
        self.case.assess(on)

    def convenes(self, on):
        self.case.convene(on, on + timedelta(7))

    def chooses(self, on):
        self.case.choose(on)

    def adjourns(self, on):
        self.case.sit(on).adjourn(on)

    def holds(self, on):
        self.case.hold(on)

    def finds(self, on):
        self.case.find(on)

    def stands_still(self, on):
        told = {"paused_on": on, "reason": "No consent", "signed": self.signed()}
        self.reviews.pause_clock(self.case.case_id, WaitingFor.CONSENT, **told)

    def goes_on(self, on):
        pause_id = next(reversed(self.now.trigger.pauses))
        told = {"resumed_on": on, "signed": self.signed()}
        self.reviews.resume_clock(self.case.case_id, pause_id, **told)

    def is_withdrawn(self, on):
        told = {"withdrawn_on": on, "reason": "It stopped", "signed": self.signed()}
        self.reviews.withdraw(self.case.case_id, **told)

    def is_transferred(self, on):
        told = TransferTold(
            transferred_on=on,
            to_area="Fenland",
            reason="Moved",
            to_whom="The community safety officer",
            handed_over="The application",
        )
        self.reviews.transfer(self.case.case_id, told, signed=self.signed())

    def did_not_end(self, _):
        ended = self.now.ended_as
        fact = (
            TriggerFact.WITHDRAWN if ended == "withdrawn" else TriggerFact.TRANSFERRED
        )
        self.reviews.correct_fact(
            self.case.case_id,
            fact,
            self.case.case_id,
            reason="A slip",
            signed=self.signed(),
        )

    def was_applied_for(self, on, days):
        said = self.now.trigger.application
        changed = said.model_copy(
            update={"applied_on": said.applied_on + timedelta(days)}
        )
        self.reviews.correct_application(
            self.case.case_id, changed, reason="Misread", signed=self.signed()
        )

    def was_applied_for_earlier(self, on):
        self.was_applied_for(on, -4)

    def was_applied_for_later(self, on):
        self.was_applied_for(on, 2)

    def did_not_decide(self, _):
        self.reviews.correct_threshold(
            self.case.case_id,
            self.now.trigger.threshold.decision_id,
            reason="Mixed up",
            signed=self.signed(),
        )


TRIED = sorted(name for name in vars(History) if name.endswith("s") and name != "tries")
TRIED += ["stands_still", "goes_on", "is_withdrawn", "is_transferred", "did_not_end"]
TRIED += ["was_applied_for_earlier", "was_applied_for_later", "did_not_decide"]
ONWARDS = ("posts", "decides", "asks", "assesses", "convenes", "chooses", "holds")


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(
    passed_on=st.booleans(),
    onwards=st.integers(0, len(ONWARDS)),
    happens=st.lists(
        st.tuples(
            st.sampled_from(TRIED), st.integers(0, 9), st.sampled_from([0, 0, 3])
        ),
        min_size=1,
        max_size=12,
    ),
)
def test_whatever_happens_in_whatever_order(passed_on, onwards, happens):
    with in_memory() as reviews:
        history = History(reviews, passed_on=passed_on)
        for name in ONWARDS[:onwards]:
            history.tries(name, 1, 0)
        for name, after, earlier in happens:
            history.tries(name, after, earlier)
        assert all_add_up(reviews, every=3)


@pytest.mark.parametrize("moved", ["was_applied_for_earlier", "was_applied_for_later"])
def test_another_day_of_application_moves_the_first_wait(moved):
    with in_memory() as reviews:
        history = History(reviews, passed_on=False)
        history.tries("asks", 1, 0)
        history.tries(moved, 5, 0)
        assert history.done == {"asks", moved}
        assert all_add_up(reviews)


def test_the_first_day_is_that_of_the_application():
    with in_memory() as reviews:
        history = History(reviews)
        history.tries("was_applied_for_earlier", 3, 0)
        views = create_engine("sqlite://")
        Projector(EventLog(reviews), views, (Streamlining(),)).catch_up()
        with views.connect() as db:
            (only, *_) = spans_of(db, history.case.case_id)
        assert only.began_on == date(2026, 2, 26)  # four days before 2 March
