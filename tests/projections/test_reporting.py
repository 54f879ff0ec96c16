"""The figures of s.104(9): recounted by hand, and opening to their cases."""

from datetime import date, timedelta

import pytest

from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.outcome.facts import (
    CaseClosed,
    FindingsMade,
    OutcomeRecordedInError,
    RecommendationMade,
)
from asbreview.domain.terms import Challenged
from asbreview.domain.trigger.facts import (
    ApplicationReceived,
    ApplicationTransferred,
    ApplicationWithdrawn,
    ThresholdDecided,
    ThresholdRecordedInError,
)
from asbreview.reviews.carrying_over import carried_over
from asbreview.reviews.cross_border import TransferTold
from journey import EAST_CAMBRIDGESHIRE, Journey
from places import log_of
from projections.reporting import areas, statutory

AREA = "east-cambridgeshire"
SPRING = {"from_": date(2026, 3, 5), "to": date(2026, 4, 10)}


@pytest.fixture
def cases(reviews, standing):
    """Cases of every kind, some within the spring and some before."""
    whole = Journey(reviews, 10).go()
    Journey(reviews, 11).apply(complaints=()).decide(met=False)
    corrected = Journey(reviews, 12).apply(date(2026, 3, 6), complaints=())
    corrected.decide(met=False)
    decision = reviews.case(corrected.case_id).trigger.threshold
    reviews.correct_threshold(
        corrected.case_id,
        decision.decision_id,
        reason="The wrong case",
        signed=corrected.signed(date(2026, 3, 10)),
    )
    withdrawn = Journey(reviews, 13).apply(date(2026, 3, 7))
    reviews.withdraw(
        withdrawn.case_id,
        withdrawn_on=date(2026, 3, 12),
        reason="Moved",
        signed=withdrawn.signed(date(2026, 3, 12)),
    )
    transferred = Journey(reviews, 14).apply()
    reviews.transfer(
        transferred.case_id,
        TransferTold(
            transferred_on=date(2026, 3, 13),
            to_area="Fenland",
            reason="It is theirs",
            to_whom="The community safety officer",
            handed_over="The application and what was told",
        ),
        signed=transferred.signed(date(2026, 3, 13)),
    )
    Journey(reviews, 15).apply(date(2026, 5, 1))
    return whole


def numbers(figures):
    return {name: len(cases) for name, cases in figures._asdict().items()}


def recount(reviews, *, from_, to, as_of):
    """Count the events, the naive way: one pass for each case."""
    log = reviews.recorder.select_notifications(1, 100_000, stop=as_of)
    events = [reviews.mapper.to_domain_event(line) for line in log]

    def of(kind):
        return [e for e in events if isinstance(e, kind)]

    def within(day):
        return from_ <= day <= to

    taken_back = {e.item_id for e in of(ThresholdRecordedInError)} | {
        e.item_id for e in of(OutcomeRecordedInError)
    }
    decided = [e for e in of(ThresholdDecided) if e.decision_id not in taken_back]
    standing = [
        e for e in of(RecommendationMade) if e.recommendation_id not in taken_back
    ]
    firsts = {}
    for made in standing:
        day = firsts.get(made.case_id, made.made_on)
        firsts[made.case_id] = min(day, made.made_on)
    applied = {e.case_id: e.application.applied_on for e in of(ApplicationReceived)}
    ended = {e.case_id: e.withdrawn_on for e in of(ApplicationWithdrawn)}
    ended |= {e.case_id: e.transferred_on for e in of(ApplicationTransferred)}
    ended |= {e.case_id: e.closed_on for e in of(CaseClosed)}
    end = {case: ended.get(case, date.max) for case in applied}
    days = {e.case_id: e.decided_on for e in decided}
    return {
        "applications": sum(within(day) for day in applied.values()),
        "not_met": sum(within(e.decided_on) for e in decided if not e.met),
        "reviews": sum(within(e.made_on) for e in of(FindingsMade)),
        "with_recommendations": sum(map(within, firsts.values())),
        "undecided": sum(
            days.get(c, date.max) > to and end[c] > to and day <= to
            for c, day in applied.items()
        ),
        "withdrawn": sum(within(e.withdrawn_on) for e in of(ApplicationWithdrawn)),
        "transferred": sum(
            within(e.transferred_on) for e in of(ApplicationTransferred)
        ),
        "joint": 0,  # see below
        "referred_back": 0,
        "came_from_elsewhere": 0,
        "received": sum(within(day) for day in applied.values()),
        "open_at_start": sum(day < from_ <= end[c] for c, day in applied.items()),
        "ended": sum(map(within, end.values())),
        "open_at_end": sum(day <= to < end[c] for c, day in applied.items()),
    }


def test_the_figures_of_a_period(cases, ask):
    assert numbers(ask(statutory, area_id=AREA, **SPRING)) == {
        "applications": 2,
        "not_met": 1,  # the one recorded in error does not count
        "reviews": 1,
        "with_recommendations": 1,
        "undecided": 1,
        "withdrawn": 1,
        "transferred": 1,
        "joint": 0,
        "referred_back": 0,
        "came_from_elsewhere": 0,
        "received": 2,
        "open_at_start": 3,
        "ended": 2,
        "open_at_end": 3,
    }


def test_the_figures_equal_a_recount_as_of_every_instant(cases, ask, reviews):
    instants = {line.recorded_at: line.position for line in log_of(reviews)}
    for position in [0, *instants.values()][::2]:
        for shift in (0, 20):
            period = {name: day + timedelta(shift) for name, day in SPRING.items()}
            found = ask(statutory, area_id=AREA, **period, as_of=position)
            assert numbers(found) == recount(reviews, **period, as_of=position)


def test_what_came_in_is_what_went_out_and_what_is_left(cases, ask):
    for days in range(0, 90, 7):
        to = SPRING["from_"] + timedelta(days)
        found = numbers(ask(statutory, area_id=AREA, from_=SPRING["from_"], to=to))
        came = found["open_at_start"] + found["received"]
        assert came == found["ended"] + found["open_at_end"]


def test_each_figure_opens_to_its_cases_of_one_area(cases, ask, reviews):
    found = ask(statutory, area_id=AREA, **SPRING)
    reference = reviews.case(cases.case_id).trigger.reference
    assert [c.reference for c in found.reviews] == [reference]
    assert ask(areas) == [AREA]
    assert set(numbers(ask(statutory, area_id="fenland", **SPRING)).values()) == {0}


def test_what_was_referred_back_adds_up_and_is_no_application(cases, ask, reviews):
    case = Journey(reviews, 21).apply(complaints=()).post(date(2026, 3, 3))
    case.decide(date(2026, 3, 9), met=False).post(date(2026, 3, 10))
    on = date(2026, 3, 20)
    case.challenge(on, of=Challenged.APPLICATION).arrange_hearing(on)
    before = numbers(ask(statutory, area_id=AREA, **SPRING))
    stands = reviews.case(case.case_id)
    (challenge_id,) = stands.outcome.challenges
    reviews.decide_challenge(
        case.case_id,
        challenge_id,
        upheld=Upheld.UPHELD,
        decided_on=on,
        reasons="The police were not asked.",
        follows="",
        carried=carried_over(stands, reviews.keyring.reveal),
        signed=case.signed(on),
    )
    after = numbers(ask(statutory, area_id=AREA, **SPRING))
    more = {name: after[name] - n for name, n in before.items() if after[name] != n}
    assert more == {"undecided": 1, "referred_back": 1, "received": 1, "open_at_end": 1}
    came = after["open_at_start"] + after["received"]
    assert came == after["ended"] + after["open_at_end"]


def test_areas_that_are_called_alike_are_counted_apart(cases, ask, reviews):
    fens = EAST_CAMBRIDGESHIRE.model_copy(update={"procedure_id": "the-fens"})
    signed = cases.signed(date(2024, 4, 1))
    reviews.record_procedure(fens, in_force_from=date(2024, 4, 1), signed=signed)
    before = numbers(ask(statutory, area_id=AREA, **SPRING))
    theirs = Journey(reviews, 30).apply(date(2026, 3, 9), procedure_id="the-fens")
    assert numbers(ask(statutory, area_id=AREA, **SPRING)) == before
    (counted,) = ask(statutory, area_id="the-fens", **SPRING).applications
    assert counted.case_id == theirs.case_id
    assert ask(areas) == [AREA, "the-fens"]


def test_a_review_counts_on_the_day_of_its_first_recommendation_that_stands(
    cases, ask, reviews, standing
):
    case = Journey(reviews, 20).apply().post(date(2026, 3, 3)).decide()
    case.post(date(2026, 3, 9)).ask().answer().assess().convene().choose().hold().find()
    before = reviews.end_of_log()

    def reviewed(as_of=None):
        found = ask(statutory, area_id=AREA, **SPRING, as_of=as_of)
        return {c.case_id for c in found.with_recommendations}

    assert case.case_id in reviewed()
    for recommendation in list(reviews.case(case.case_id).outcome.recommendations):
        reviews.correct_outcome(
            case.case_id,
            recommendation,
            reason="It was never made",
            signed=case.signed(date(2026, 4, 8)),
        )
    assert case.case_id not in reviewed()
    assert case.case_id in reviewed(before)
