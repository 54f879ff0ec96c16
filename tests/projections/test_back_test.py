"""What a changed procedure would have meant: counted by hand, and nothing recorded."""

from datetime import date

import pytest

from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.procedure import Unit
from asbreview.domain.threshold import ThresholdDuty
from asbreview.reviews.carrying_over import carried_over
from asbreview.web.back_test import BackTest
from journey import EAST_CAMBRIDGESHIRE, EASTER_2026, FOUR_COMPLAINTS, Journey

PARTNER = "partner-answer"


def changed(timer_id=None, /, **timer):
    timers = tuple(
        t.model_copy(update=timer) if t.timer_id == timer_id else t
        for t in EAST_CAMBRIDGESHIRE.timers
    )
    return EAST_CAMBRIDGESHIRE.model_copy(update={"version": 2, "timers": timers})


def needing(complaints):
    threshold = EAST_CAMBRIDGESHIRE.threshold.model_copy(
        update={"complaints_needed": complaints}
    )
    return EAST_CAMBRIDGESHIRE.model_copy(update={"version": 2, "threshold": threshold})


@pytest.fixture
def case(reviews, standing):
    return Journey(reviews, 7).apply()


@pytest.fixture
def tried(reviews, projector, views):
    def try_(procedure):
        projector.catch_up()
        before = reviews.end_of_log()
        tried = BackTest(reviews, views, procedure)
        found = tried.dates().differ, tried.decisions()
        assert reviews.end_of_log() == before
        return found

    return try_


def moved(found):
    return [(each.timer_id, each.from_, each.to) for each in found[0]]


def test_the_same_procedure_would_change_nothing(case, tried):
    case.decide().ask()
    dates, decisions = tried(changed())
    assert dates == []
    assert (decisions.looked_at, decisions.differ) == (1, [])


def test_a_decision_that_stands_on_a_linked_review_is_looked_at_once(
    case, tried, reviews
):
    """It was taken on the case before, when there was no linked review yet."""
    case.post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
    case.ask().answer().assess().convene().choose().hold().find()
    case.post(date(2026, 4, 7)).challenge().arrange_hearing()
    before = reviews.case(case.case_id)
    reviews.decide_challenge(
        case.case_id,
        *before.outcome.challenges,
        upheld=Upheld.UPHELD,
        decided_on=date(2026, 4, 14),
        reasons="The neighbour had kept a diary.",
        follows="",
        carried=carried_over(before, reviews.keyring.reveal),
        signed=case.signed(date(2026, 4, 14)),
    )
    _, decisions = tried(needing(4))
    assert decisions.looked_at == 1


def test_fourteen_working_days_for_partners_instead_of_ten(case, tried):
    """Asked on Tuesday 10 March 2026, before any holiday; of four bodies, each."""
    case.decide().ask()
    assert moved(tried(changed(PARTNER, length=14))) == [
        (PARTNER, date(2026, 3, 24), date(2026, 3, 30))
    ] * len(case.reviews.case(case.case_id).evidence.requests)


def test_what_was_met_or_moot_would_not_move(case, tried):
    case.decide().ask().answer()
    assert moved(tried(changed(PARTNER, length=14))) == []


def test_what_was_given_more_time_keeps_its_day(case, tried):
    case.reviews.extend_deadline(
        case.case_id,
        "decide-threshold",
        was_due_on=date(2026, 3, 30),
        due_on=date(2026, 4, 20),
        reason="The police need more time",
        signed=case.signed(date(2026, 3, 20)),
    )
    assert moved(tried(changed("decide-threshold", length=5))) == []


def test_a_step_that_goes_and_one_that_comes(case, tried):
    """A whole review of three months, from 2 March, instead of sixty working days."""
    whole = "whole-review"
    others = tuple(t for t in EAST_CAMBRIDGESHIRE.timers if t.timer_id != whole)
    without = EAST_CAMBRIDGESHIRE.model_copy(update={"timers": others})
    assert moved(tried(without)) == [(whole, date(2026, 5, 29), None)]
    added = changed(whole, timer_id="three-months", length=3, unit=Unit.MONTHS)
    assert moved(tried(added)) == [
        ("three-months", None, date(2026, 6, 2)),
        (whole, date(2026, 5, 29), None),
    ]


@pytest.mark.parametrize(
    ("needed", "qualify", "differs"),
    [
        (3, 3, False),
        (2, 3, False),  # three are more than two
        (4, 3, True),  # s.104(4): "if a different number is specified"
    ],
)
def test_another_number_of_complaints(case, tried, needed, qualify, differs):
    """Of the four complaints on file one was made too late."""
    case.decide()
    _, decisions = tried(needing(needed))
    assert decisions.looked_at == 1
    assert [each.would.qualifying for each in decisions.differ] == [qualify] * differs


def test_one_refused_that_could_not_be_refused_any_more(case, tried, reviews):
    two = Journey(reviews, 8).apply(complaints=FOUR_COMPLAINTS[1:3]).decide(met=False)
    _, decisions = tried(needing(2))
    (found,) = decisions.differ
    assert found.reference == reviews.case(two.case_id).trigger.reference
    assert (found.met, found.would.duty) == (False, ThresholdDuty.MUST_BE_MET)


def test_a_decision_is_looked_back_at_on_what_was_before_it(case, tried, reviews):
    """A complaint logged after the decision is not held against the deciders."""
    two = Journey(reviews, 8).apply(complaints=FOUR_COMPLAINTS[1:3]).decide(met=False)
    reviews.log_complaint(
        two.case_id, FOUR_COMPLAINTS[3], signed=two.signed(date(2026, 3, 20))
    )
    assert tried(needing(3))[1].differ == []


def test_the_calendar_of_today_counts(case, tried, reviews):
    """Good Friday and Easter Monday lie in twenty-five working days from 2 March."""
    assert date(2026, 4, 3) in {holiday.on for holiday in EASTER_2026}
    assert moved(tried(changed("decide-threshold", length=25))) == [
        ("decide-threshold", date(2026, 3, 30), date(2026, 4, 8))
    ]


def test_a_page_looks_at_so_many_of_the_latest_and_says_of_how_many(
    reviews, standing, projector, views
):
    later = date(2026, 3, 9)
    for number, on in ((7, date(2026, 3, 2)), (8, later)):
        Journey(reviews, number).apply(on)
    projector.catch_up()
    faster = BackTest(reviews, views, changed("decide-threshold", length=10))
    seen = []
    dates = faster.dates(most=1, seen=lambda: seen.append(1))
    assert (dates.looked_at, dates.of, len(seen)) == (1, 2, 1)
    # Ten working days instead of twenty from Monday 9 March.
    (moved,) = dates.differ
    assert (moved.from_, moved.to) == (date(2026, 4, 8), date(2026, 3, 23))
    everything = faster.dates()
    assert (everything.looked_at, len(everything.differ)) == (2, 2)
