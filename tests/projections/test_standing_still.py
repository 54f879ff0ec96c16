"""A clock that stands still: what is due then, and after, and what a correction does.

East Cambridgeshire counts 20 working days from Monday 2 March 2026: to the 30th.  Good
Friday is 3 April, Easter Monday the 6th.
"""

from datetime import date

import pytest

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.standstill import Standstill
from asbreview.domain.timers import WaitingFor
from asbreview.domain.trigger.in_error import TriggerFact
from asbreview.domain.working_days import Holiday
from journey import EAST_CAMBRIDGESHIRE, Journey
from projections.deadlines import deadlines_of, explanation, overdue
from projections.moves import moves
from projections.queue import case_row

STEP = "decide-threshold"


class Waiting(Journey):
    """A case that waits for the victim's consent."""

    def stop(self, on, *, recorded=None):
        self.reviews.pause_clock(
            self.case_id,
            WaitingFor.CONSENT,
            paused_on=on,
            reason="She wants to think it over.",
            signed=self.signed(recorded or on),
        )
        return self

    def start(self, on):
        self.reviews.resume_clock(
            self.case_id, self.pause_id, resumed_on=on, signed=self.signed(on)
        )
        return self

    def take_back(self, fact, on):
        self.reviews.correct_fact(
            self.case_id, fact, self.pause_id, reason="Amiss", signed=self.signed(on)
        )

    @property
    def pause_id(self):
        return next(reversed(self.reviews.case(self.case_id).trigger.pauses))


def march(day):
    return date(2026, 3, day)


@pytest.fixture
def case(reviews, standing):
    return Waiting(reviews, 7).apply()


@pytest.fixture
def due(ask, case):
    def asked(as_of=None):
        rows = ask(deadlines_of, case.case_id, as_of=as_of)
        return {row.timer_id: row for row in rows}

    return asked


def test_nothing_is_due_while_it_stands_still_and_later_after(case, due, ask):
    before = case.reviews.end_of_log()
    case.stop(march(10))
    wait = Standstill(waiting_for=WaitingFor.CONSENT, paused_on=march(10))
    assert (due()[STEP].due_on, due()[STEP].stands_still) == (None, wait)
    assert due()["ask-partners"].due_on == march(9)  # it never stands still
    case.start(march(17))
    assert due()[STEP].due_on == date(2026, 4, 8)
    assert due()[STEP].stands_still is None
    assert due(before)[STEP].due_on == march(30)
    told = ask(explanation, due()[STEP], EAST_CAMBRIDGESHIRE)
    stood = [d.on for d in told if d.because == "stood still: waiting for consent"]
    assert stood == [march(day) for day in (11, 12, 13, 16, 17)]


def test_a_step_is_not_overdue_while_it_stands_still(case, ask):
    case.stop(march(10))
    late = {d.timer_id for d in ask(overdue, on=date(2026, 6, 30))}
    assert late == {"acknowledge", "ask-partners", "contact-gap"}


def test_a_step_that_was_overdue_stays_so(case, due, ask):
    case.stop(march(31))
    assert due()[STEP].due_on == march(30)
    assert STEP in {d.timer_id for d in ask(overdue, on=date(2026, 4, 1))}


def test_a_wait_recorded_when_the_step_was_overdue_leaves_the_day_on_view(case, due):
    """Due on 30 March; on 9 April somebody says that we waited since 10 March.

    Six days were counted by then: of the 14 left, five end on 17 and ten on 24 April.
    """
    case.stop(march(10), recorded=date(2026, 4, 9)).start(date(2026, 4, 10))
    row = due()[STEP]
    assert (row.corrected_on, row.recorded_due_on) == (date(2026, 4, 9), march(30))
    assert row.due_on == date(2026, 4, 30)


def test_a_wait_recorded_in_time_corrects_nothing(case, due):
    case.stop(march(10), recorded=march(30)).start(date(2026, 4, 10))
    assert due()[STEP].corrected_on is None


def test_the_queue_shows_what_is_due_next_of_what_goes_on(case, due, ask):
    """Nobody is left without a word: four weeks from the letter of 3 March."""
    case.post(march(3)).ask(march(4)).answer(march(5))
    assert ask(case_row, case.case_id).next_due_on == march(30)
    case.stop(march(10))
    assert ask(case_row, case.case_id).next_timer_id == "contact-gap"
    assert ask(case_row, case.case_id).next_due_on == march(31)
    case.start(march(17))
    assert due()[STEP].due_on == date(2026, 4, 8)


def test_what_was_met_while_it_stood_still_was_not_late(case, due):
    case.stop(march(10)).decide(date(2026, 4, 20))
    assert due()[STEP].met_on == date(2026, 4, 20)
    assert not due()[STEP].was_met_late


def test_a_wait_or_its_end_recorded_in_error_counts_anew(case, due):
    case.stop(march(10)).start(march(17))
    case.take_back(TriggerFact.RESUMED, march(18))
    assert due()[STEP].stands_still
    case.take_back(TriggerFact.PAUSED, march(18))
    assert due()[STEP].due_on == march(30)


def test_a_holiday_moves_what_stood_still_from_where_it_was(case, ask):
    case.stop(march(10)).start(march(17))
    mourning = Holiday(on=march(20), name="Day of mourning")
    calendar = case.reviews.calendar(as_of=case.reviews.end_of_log()).adding(mourning)
    moved = {m.timer_id: (m.from_, m.to) for m in ask(moves, calendar)}
    assert moved[STEP] == (date(2026, 4, 8), date(2026, 4, 9))


def test_a_holiday_within_the_wait_moves_nothing(case, ask):
    case.stop(march(10)).start(march(17))
    mourning = Holiday(on=march(13), name="Day of mourning")
    calendar = case.reviews.calendar(as_of=case.reviews.end_of_log()).adding(mourning)
    assert STEP not in {m.timer_id for m in ask(moves, calendar)}


def test_the_clock_stops_only_for_what_the_procedure_says(case):
    with pytest.raises(NotPermittedYet, match="information from a partner"):
        case.reviews.pause_clock(
            case.case_id,
            WaitingFor.PARTNER,
            paused_on=march(10),
            reason="The police are late",
            signed=case.signed(march(10)),
        )
