"""The waits of a case add up to its lead time: every case, at every instant.

Whatever happens on it, in whatever order and recorded however late: that it stands
still, is withdrawn, transferred, adjourned, looked at again, or was recorded wrongly.
"""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import create_engine, select

from any_history import ONWARDS, TRIED, History, in_memory
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.terms import Challenged
from asbreview.domain.trigger.in_error import TriggerFact
from asbreview.reviews.carrying_over import carried_over
from asbreview.reviews.cross_border import TransferTold
from asbreview.store.log import EventLog
from domain.test_case_machine import DONE, LENA, SLIPS, STEPS, ACase
from domain.test_case_machine import TRIED as GIVEN
from everything import everything
from journey import HandClock
from projections.days_spent import days_of_cases, days_spent
from projections.health import cases_parked
from projections.projector import Projector
from projections.streamlining import Streamlining, lives
from projections.waits import (
    days_by_party,
    days_by_stage,
    life_of,
    spans_of,
    spans_of_lives,
    told_between,
    waits_since,
)
from told_cases import FIRST, tell


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
            add_up_together(db, position)
    views.dispose()
    return seen


def add_up_together(db, position):
    """Days counted together are those of the spans of each case, added up."""
    always = {"from_": date.min, "to": date.max, "as_of": position}
    for area_id in db.scalars(select(lives.c.area_id).distinct()).all():
        told = told_between(db, area_id=area_id, **always)
        spans = spans_of_lives(db, told, as_of=position)
        together = days_spent(db, area_id=area_id, **always)
        for kind, count, found in (
            ("stage", days_by_stage, together.stages),
            ("party", days_by_party, together.parties),
        ):
            each = [count(spans[x.case_id], to=x.outcome_told_on) for x in told]
            names = {str(name) for one in each for name in one.elements()}
            assert {(name, days, cases) for name, days, cases in found} == {
                (name, sum(x[name] for x in each), sum(x[name] > 0 for x in each))
                for name in names
            }
            for name in names:
                asked = {"area_id": area_id, **always, kind: name}
                own = {
                    life.case_id: days[name]
                    for life, days in zip(told, each, strict=True)
                    if days[name]
                }
                assert days_of_cases(db, **asked) == own


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


def each_instant(log):
    """Yield the position as of each event, and of a moment before and after it."""
    moment = timedelta(seconds=1)
    instants = {
        entry.recorded_at + besides
        for entry in log.after(0, 10**6)
        for besides in (-moment, timedelta(0), moment)
    }
    yield from (log.position_as_of(instant) for instant in sorted(instants))


def adds_up_at_every_instant(reviews):
    """Ask of every case, at and between all events, on every day that there was.

    Events of one instant have a position each: what stood between them is asked too.
    """
    log, views = EventLog(reviews), create_engine("sqlite://")
    Projector(log, views, (Streamlining(),)).catch_up()
    positions = {None, *range(log.end() + 1), *each_instant(log)}
    seen = Counter()
    with views.connect() as db:
        assert cases_parked(db) == []
        for case_id in db.scalars(select(lives.c.case_id).distinct()).all():
            for position in positions:
                seen[case_id] += adds_up(db, case_id, position)
                seen[case_id] += every_day_is_one_wait(db, case_id, position)
        add_up_together(db, None)
    views.dispose()
    return seen


def every_day_is_one_wait(db, case_id, position):
    """From the application on, each day belongs to one wait and no day to two."""
    life = life_of(db, case_id, as_of=position)
    if life is None:
        return 0
    spans = spans_of(db, case_id, as_of=position)
    last = max(life.applied_on, spans[-1].began_on, life.ended_on or date.min)
    for number in range((last - life.applied_on).days + 2):
        day = life.applied_on + timedelta(number)
        until = [span.days(to=day) for span in spans]
        after = [span.days(to=day + timedelta(1)) for span in spans]
        grown = [b - a for a, b in zip(until, after, strict=True)]
        assert sum(until) == number
        assert sorted(grown) == [0] * (len(spans) - 1) + [1]
    return 1


class EachAddsUp(ACase):
    """The cases of the case machine: any commands in any order, on any days."""

    def teardown(self):
        assert adds_up_at_every_instant(self.reviews)
        super().teardown()


def walked(steps):
    """Take a case so far, end it, take that back with what may be, and forget it."""
    case = EachAddsUp()
    case.begin(told={1, 2, 3}, passed_on=False, met=True, steps=steps)
    case.put_off()
    case.propose(days=0)
    case.add_action(days=0)
    case.took_part_otherwise(declined=True, days=0)
    case.time_passes(days=3)
    case.withdraw(chance=0, days=0)
    case.time_passes(days=2)
    case.did_not_end(closed=case.ended_as == "closed")
    assert case.is_open
    for slip, may_be in SLIPS.items():
        if may_be(case):
            getattr(case, slip)()
    case.withdraw(chance=0, days=0)
    case.propose_to_forget_them()
    case.approve_that_they_are_forgotten(by=LENA)
    case.propose_to_forget_the_case()
    case.return_that_the_case_goes(by=LENA)
    case.propose_to_forget_the_case()
    case.approve_that_the_case_goes(by=LENA, is_level=True)
    case.teardown()


@pytest.mark.parametrize("steps", STEPS)
def test_ended_after_any_step_and_that_taken_back_with_what_was_before(steps):
    walked(steps)


@pytest.mark.thorough
def test_whichever_commands_of_the_case_machine_are_given_in_whichever_order():
    GIVEN.clear()
    DONE.clear()
    for steps in STEPS:
        walked(steps)
    run_state_machine_as_test(
        EachAddsUp,
        settings=settings(
            max_examples=60,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert GIVEN.keys() == set(+DONE)  # each was done at least once


class AcrossBorders(History):
    """A case that may besides be joint, go to another area, or be looked at again."""

    def __init__(self, reviews, *, passed_on=True):
        super().__init__(reviews, passed_on=passed_on)
        self.other = self.case.ask_a_second_officer(LetterKind.ACKNOWLEDGEMENT)

    def is_joint(self, on):
        told = {"since": on, "reason": "The yard", "signed": self.signed()}
        self.reviews.make_joint(self.case.case_id, with_area=self.other, **told)

    def was_not_joint(self, _):
        self.reviews.correct_fact(
            self.case.case_id,
            TriggerFact.JOINT,
            self.case.case_id,
            reason="Of another case",
            signed=self.signed(),
        )

    def goes_to_the_other_area(self, on):
        told = TransferTold(
            transferred_on=on,
            to_procedure=self.other,
            reason="All of it is there",
            to_whom="Their point of contact",
            handed_over="The application",
            stays_joint=self.now.trigger.joint is not None,
        )
        self.reviews.transfer(
            self.case.case_id, told, carried=self.carried, signed=self.signed()
        )

    @property
    def carried(self):
        return carried_over(self.now, self.reviews.keyring.reveal)

    def is_challenged(self, on):
        told_on = self.now.outcome.told_on
        of = Challenged.REVIEW if told_on else Challenged.APPLICATION
        self.case.challenge(on, of=of).arrange_hearing(on)

    def is_looked_at_again(self, on):
        self.reviews.decide_challenge(
            self.case.case_id,
            next(reversed(self.now.outcome.challenges)),
            upheld=Upheld.UPHELD,
            decided_on=on,
            reasons="Not all was considered",
            follows="It is looked at again",
            carried=self.carried,
            signed=self.signed(),
        )


THERE_AND_BACK = (
    "is_joint",
    "was_not_joint",
    "goes_to_the_other_area",
    "is_challenged",
    "is_looked_at_again",
)
TO_THE_OUTCOME = (*ONWARDS, "finds", "posts")


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(
    onwards=st.integers(0, len(TO_THE_OUTCOME)),
    happens=st.lists(
        st.tuples(
            st.sampled_from((*THERE_AND_BACK, *THERE_AND_BACK, *TRIED)),
            st.integers(0, 9),
            st.sampled_from([0, 0, 3]),
        ),
        min_size=1,
        max_size=10,
    ),
)
def test_wherever_it_goes_and_whether_or_not_it_comes_back(onwards, happens):
    with in_memory() as reviews:
        history = AcrossBorders(reviews)
        for name in TO_THE_OUTCOME[:onwards]:
            history.tries(name, 1, 0)
        for name, after, earlier in happens:
            history.tries(name, after, earlier)
        assert adds_up_at_every_instant(reviews)


@pytest.mark.parametrize(
    ("happens", "cases"),
    [
        (("is_joint", "was_not_joint"), 1),
        (("is_joint", "goes_to_the_other_area"), 2),
        (("goes_to_the_other_area", "did_not_end"), 2),
        (("posts", "decides", "posts", "is_challenged", "is_looked_at_again"), 2),
        ((*TO_THE_OUTCOME, "is_challenged", "is_looked_at_again"), 2),
        (
            (*TO_THE_OUTCOME, "is_withdrawn", "did_not_end", "was_applied_for_earlier"),
            1,
        ),
    ],
)
def test_on_what_chance_may_not_come_to(happens, cases):
    with in_memory() as reviews:
        history = AcrossBorders(reviews)
        for name in happens:
            history.tries(name, 2, 0)
        assert set(happens) - {"did_not_end"} <= history.done
        seen = adds_up_at_every_instant(reviews)
        assert len(+seen) == cases


@pytest.mark.parametrize("then", ["decides", "is_withdrawn", "goes_to_the_other_area"])
def test_what_was_before_the_wait_that_it_ended_takes_no_day_twice(then):
    with in_memory() as reviews:
        history = AcrossBorders(reviews)
        history.tries("posts", 5, 0)
        history.tries(then, 1, 3)  # it was two days before the letter went
        assert history.done == {"posts", then}
        assert adds_up_at_every_instant(reviews)


def test_on_cases_on_which_everything_happened():
    with in_memory() as reviews:
        everything(reviews)
        assert all_add_up(reviews, every=29) > 200


def test_on_cases_that_lie_across_each_other_at_every_instant():
    clock = HandClock(FIRST)
    with in_memory(clock=clock) as reviews:
        happened = tell(reviews, 6, clock, first=26)
        assert happened["recorded late"]
        assert happened["the application corrected"]
        log = EventLog(reviews)
        own = {}
        for entry in log.after(0, 10**6):
            own.setdefault(entry.case_id, []).append(entry.position)
        views = create_engine("sqlite://")
        Projector(log, views, (Streamlining(),)).catch_up()
        with views.connect() as db:
            assert cases_parked(db) == []
            asked = [(c, at) for c, held in own.items() if c for at in held]
            assert sum(adds_up(db, *each) for each in asked) > 200
        views.dispose()


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
