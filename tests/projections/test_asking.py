"""Asked for something, the applicant is whom the case waits for."""

from datetime import date

import pytest

from asbreview.domain.contact.asking import AskingFact
from projections.case.runs import ASKED, Moot
from projections.case.stages import WaitsFor
from projections.deadlines import deadlines_of
from projections.queue import case_row
from projections.waits import spans_of

TUESDAY, WEDNESDAY = date(2026, 3, 3), date(2026, 3, 4)
BY = date(2026, 3, 16)


@pytest.fixture
def case(standing):
    standing.apply().post(TUESDAY)
    return standing


def ask_for_notes(case, on=TUESDAY):
    case.reviews.ask_applicant(
        case.case_id, "Your notes, please", answer_by=BY, signed=case.signed(on)
    )


def asked_id(case):
    return next(iter(case.reviews.case(case.case_id).contact.asked))


def answer(case, on=WEDNESDAY):
    case.reviews.applicant_answered(
        case.case_id,
        asked_id(case),
        answered_on=on,
        answer="Here they are",
        signed=case.signed(on),
    )


def stands(case, ask):
    row = ask(case_row, case.case_id)
    return row.waits_for, row.next_step


def looks(case, ask):
    rows = ask(deadlines_of, case.case_id)
    return [(r.due_on, r.met_on, r.moot) for r in rows if r.timer_id == ASKED]


def test_it_waits_for_them_once_the_letter_has_gone_until_they_answer(case, ask):
    before = stands(case, ask)
    ask_for_notes(case)
    assert stands(case, ask) == (
        WaitsFor.US,
        "Send the letter that asks the applicant for something",
    )
    case.post(TUESDAY)
    assert stands(case, ask) == (
        WaitsFor.APPLICANT,
        "Get the applicant's answer, or go on without it",
    )
    answer(case)
    assert stands(case, ask) == before


def test_its_waits_are_told_end_to_end(case, ask):
    ask_for_notes(case)
    case.post(TUESDAY)
    answer(case, date(2026, 3, 10))
    spans = ask(spans_of, case.case_id)
    of_theirs = [s for s in spans if s.waits_for is WaitsFor.APPLICANT]
    assert sum(s.days(to=date(2026, 3, 31)) for s in of_theirs) == 7
    ends = [s.ended_on for s in spans[:-1]]
    assert ends == [s.began_on for s in spans[1:]]


def test_when_the_day_comes_it_is_ours_to_look(case, ask):
    ask_for_notes(case)
    assert looks(case, ask) == [(BY, None, None)]
    answer(case)
    assert looks(case, ask) == [(BY, WEDNESDAY, None)]


def test_a_case_that_ends_asks_for_nothing_more(case, ask):
    ask_for_notes(case)
    case.reviews.withdraw(
        case.case_id,
        withdrawn_on=WEDNESDAY,
        reason="She moved",
        signed=case.signed(WEDNESDAY),
    )
    assert looks(case, ask) == [(BY, None, Moot.ENDED)]


@pytest.mark.parametrize("fact", AskingFact)
def test_what_was_in_error_is_left_out(case, ask, fact):
    ask_for_notes(case)
    case.post(TUESDAY)
    if fact is AskingFact.ANSWERED:
        answer(case)
    case.reviews.correct_fact(
        case.case_id,
        fact,
        asked_id(case),
        reason="Of another case",
        signed=case.signed(WEDNESDAY),
    )
    waits, _ = stands(case, ask)
    awaited = fact is AskingFact.ANSWERED
    assert (waits is WaitsFor.APPLICANT) is awaited
