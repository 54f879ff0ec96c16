"""The return of s.104(9) equals a naive recount: any area, any period, as of any save.

The recount goes through the log's own events and knows nothing of the projection.
"""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from asbreview.domain.application import Category
from asbreview.domain.days import DAY
from asbreview.domain.outcome.facts import (
    CaseClosed,
    FindingsMade,
    OutcomeRecordedInError,
    RecommendationMade,
)
from asbreview.domain.outcome.in_error import OutcomeFact, OutcomeFactInError
from asbreview.domain.trigger.facts import (
    ApplicationReceived,
    ApplicationTransferred,
    ApplicationWithdrawn,
    ThresholdDecided,
    ThresholdRecordedInError,
)
from asbreview.domain.trigger.in_error import (
    ApplicationCorrected,
    TriggerFact,
    TriggerFactInError,
)
from asbreview.reviews.cross_border import TransferTold
from asbreview.store.log import EventLog
from journey import EAST_CAMBRIDGESHIRE, PROCEDURE, Journey
from places import place_of
from projections.every import ALL
from projections.projector import Projector
from projections.reporting import statutory
from projections.returning import broken_down

AREAS = (PROCEDURE, "the-fens", "the-fens-again")  # the last two are called alike
CASES, QUESTIONS = 36, 500
ENDS_TAKEN_BACK = {
    TriggerFact.WITHDRAWN,
    TriggerFact.TRANSFERRED,
    OutcomeFact.CLOSED,
}


def stand(reviews):
    journey = Journey(reviews).stand()
    on = date(2024, 4, 1)
    for id_ in AREAS[1:]:
        told = {"procedure_id": id_, "area": "The Fens"}
        fens = EAST_CAMBRIDGESHIRE.model_copy(update=told)
        reviews.record_procedure(fens, in_force_from=on, signed=journey.signed(on))


class RandomCase:
    """A case that somebody takes some way, and then perhaps takes something back."""

    def __init__(self, reviews, number, chance):
        self.reviews, self.chance = reviews, chance
        self.case = Journey(reviews, number=500 + number)
        self.on = date(2026, 3, 2) + timedelta(chance.randrange(60))
        self.area = AREAS[number % len(AREAS)]

    def later(self, most=9):
        self.on += timedelta(self.chance.randrange(most))
        return self.on

    def go(self):
        few = self.chance.random() < 0.5
        self.case.apply(
            self.on, procedure_id=self.area, **({"complaints": ()} if few else {})
        )
        way = self.chance.choice(("rests", "ends", "decided", "reviewed", "reviewed"))
        if way == "ends":
            self.end()
        elif way != "rests":
            self.decide(met=way == "reviewed" or not few)
        if way == "reviewed":
            self.review()
        if self.chance.random() < 0.3:
            self.correct_application()

    def decide(self, *, met):
        self.case.decide(self.later(), met=met)
        if self.chance.random() < 0.3 and not met:
            stands = self.reviews.case(self.case.case_id)
            self.reviews.correct_threshold(
                self.case.case_id,
                stands.trigger.threshold.decision_id,
                reason="Of another",
                signed=self.case.signed(self.later()),
            )
            if self.chance.random() < 0.5:
                self.case.decide(self.later(), met=met)

    def review(self):
        self.case.assess(self.later())
        on = self.later()
        self.case.convene(on, on + timedelta(7)).choose(on)
        self.on += timedelta(7)
        self.case.hold(self.on).find(self.later())
        outcome = self.reviews.case(self.case.case_id).outcome
        for id_ in list(outcome.recommendations)[: self.chance.choice((0, 0, 1, 2))]:
            self.reviews.correct_outcome(
                self.case.case_id,
                id_,
                reason="Of another",
                signed=self.case.signed(self.later()),
            )

        if self.chance.random() < 0.2:
            self.wrong(OutcomeFact.FOUND, outcome.findings.findings_id)

    def end(self):
        on = self.later()
        word = self.chance.choice(("withdrawn", "transferred"))
        case_id, signed = self.case.case_id, self.case.signed(on)
        if word == "withdrawn":
            self.reviews.withdraw(
                case_id, withdrawn_on=on, reason="Moved", signed=signed
            )
        else:
            told = TransferTold(
                transferred_on=on,
                to_area="Fenland",
                reason="Moved",
                to_whom="The community safety officer",
                handed_over="The application",
            )
            self.reviews.transfer(case_id, told, signed=signed)
        if self.chance.random() < 0.4:
            self.wrong(f"trigger.application-{word}", self.case.case_id)

    def correct_application(self):
        case = self.reviews.case(self.case.case_id)
        said = case.trigger.application
        changes = {
            "category": self.chance.choice(list(Category)),
            "applied_on": said.applied_on - timedelta(self.chance.randrange(3)),
        }
        if case.trigger.threshold is None and case.trigger.ended is None:
            self.reviews.correct_application(
                self.case.case_id,
                said.model_copy(update=changes),
                reason="Misheard",
                signed=self.case.signed(self.later()),
            )

    def wrong(self, topic, item_id):
        self.reviews.correct_fact(
            self.case.case_id,
            topic,
            item_id,
            reason="Of another",
            signed=self.case.signed(self.later()),
        )


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """Three dozen random cases of three areas, and two that went the whole way."""
    place = place_of("sqlite", tmp_path_factory.mktemp("recounted"))
    views = place.views()
    with place.opened() as reviews:
        stand(reviews)
        chance = Random(7)  # noqa: S311  so that it can be done again
        for number in range(CASES):
            RandomCase(reviews, number, chance).go()
        whole = Journey(reviews, number=900).go()
        again = Journey(reviews, number=901).go()
        reviews.correct_fact(
            again.case_id,
            "outcome.case-closed",
            again.case_id,
            reason="Of another",
            signed=again.signed(date(2026, 5, 15)),
        )
        assert whole.case_id != again.case_id
        Projector(EventLog(reviews), views, ALL).catch_up()
        lines = reviews.recorder.select_notifications(1, 100_000)
        yield views, [(n.id, reviews.mapper.to_domain_event(n)) for n in lines]
    views.dispose()


class Remembered:
    """What a log says of one case, up to a position."""

    def __init__(self, event):
        self.area, self.decisions, self.recommended = event.procedure_id, {}, {}
        self.found_on = self.ended_on = self.ended_as = None
        self.say(event)

    def say(self, event):
        self.applied_on = event.application.applied_on
        self.category = event.application.category

    def end(self, as_, on):
        self.ended_as, self.ended_on = as_, on

    def hear(self, event):  # noqa: C901  one line for each kind of event
        match event:
            case ApplicationCorrected():
                self.say(event)
            case ThresholdDecided():
                self.decisions[event.decision_id] = event
            case ThresholdRecordedInError():
                self.decisions.pop(event.item_id, None)
            case FindingsMade():
                self.found_on = event.made_on
            case RecommendationMade():
                self.recommended[event.recommendation_id] = event.made_on
            case OutcomeRecordedInError():
                self.recommended.pop(event.item_id, None)
            case ApplicationWithdrawn():
                self.end("withdrawn", event.withdrawn_on)
            case ApplicationTransferred():
                self.end("transferred", event.transferred_on)
            case CaseClosed():
                self.end("closed", event.closed_on)
            case TriggerFactInError() | OutcomeFactInError() if (
                event.fact in ENDS_TAKEN_BACK
            ):
                self.end(None, None)
            case OutcomeFactInError() if event.fact is OutcomeFact.FOUND:
                self.found_on, self.recommended = None, {}


def recount(events, *, area_id, from_, to, as_of):
    cases = {}
    for position, event in events:
        if position > as_of:
            break
        if isinstance(event, ApplicationReceived):
            cases[event.case_id] = Remembered(event)
        elif getattr(event, "case_id", None) in cases:
            cases[event.case_id].hear(event)
    counted = Counter()
    for case in (c for c in cases.values() if c.area == area_id):
        decided = next(iter(case.decisions.values()), None)
        ended_on = case.ended_on or date.max
        facts = {
            "applications": case.applied_on,
            "received": case.applied_on,
            "not_met": decided.decided_on if decided and not decided.met else None,
            "reviews": case.found_on,
            "with_recommendations": min(case.recommended.values(), default=None),
            "ended": case.ended_on,
            "withdrawn": case.ended_on if case.ended_as == "withdrawn" else None,
            "transferred": case.ended_on if case.ended_as == "transferred" else None,
        }
        counted.update(name for name, on in facts.items() if on and from_ <= on <= to)
        counted["open_at_start"] += case.applied_on < from_ <= ended_on
        is_open = case.applied_on <= to < ended_on
        counted["open_at_end"] += is_open
        counted["undecided"] += is_open and not (decided and decided.decided_on <= to)
    return counted


def questions(events):
    chance = Random(9)  # noqa: S311  so that it can be asked again
    ends = [  # what was saved together happened together, and has one instant
        position
        for (position, event), (_, following) in pairwise(events)
        if event.command_id != following.command_id
    ]
    for _ in range(QUESTIONS):
        from_ = date(2026, 2, 20) + timedelta(chance.randrange(110))
        yield {
            "area_id": chance.choice(AREAS),
            "from_": from_,
            "to": from_ + timedelta(chance.choice((0, 1, 6, 30, 90, 365))),
            "as_of": chance.choice(ends),
        }


def test_any_return_equals_a_recount_and_adds_up(log):
    views, events = log
    seen = Counter()
    with views.connect() as db:
        for asked in questions(events):
            found = {
                n: len(cases) for n, cases in statutory(db, **asked)._asdict().items()
            }
            recounted = recount(events, **asked)
            assert found == {name: recounted[name] for name in found}, asked
            came = found["open_at_start"] + found["applications"]
            assert came == found["ended"] + found["open_at_end"], asked
            seen.update(name for name, n in found.items() if n)
    # Each was something else than nothing often enough to be told apart.
    told_elsewhere = {"joint", "referred_back", "came_from_elsewhere"}
    assert min(seen[n] for n in found.keys() - told_elsewhere) > QUESTIONS // 50, seen


def test_a_period_is_the_sum_of_its_days_and_a_breakdown_of_its_cases(log):
    views, events = log
    from_, to = date(2026, 3, 1), date(2026, 4, 30)
    whole = {"from_": from_, "to": to, "as_of": events[-1][0]}
    days = [from_ + DAY * n for n in range((to - from_).days + 1)]
    with views.connect() as db:
        for area_id in AREAS:
            year = statutory(db, area_id=area_id, **whole)
            for name in ("applications", "not_met", "reviews", "with_recommendations"):
                daily = (
                    getattr(statutory(db, area_id=area_id, from_=day, to=day), name)
                    for day in days
                )
                assert sum(map(len, daily)) == len(getattr(year, name))
            for breakdown in broken_down(year.applications).values():
                told = sum(breakdown.shown.values()) + breakdown.sum_together
                assert told == len(year.applications)
                assert all(number >= 5 for number in breakdown.shown.values())
