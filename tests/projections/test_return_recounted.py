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
from asbreview.domain.outcome.challenge import Challenged, Upheld
from asbreview.domain.outcome.facts import (
    CaseClosed,
    FindingsMade,
    OutcomeRecordedInError,
    RecommendationMade,
)
from asbreview.domain.outcome.in_error import OutcomeFact, OutcomeFactInError
from asbreview.domain.past.columns import PastColumns
from asbreview.domain.past.facts import (
    Decided,
    EndedAs,
    PastCaseImported,
    PastCaseImportedAnew,
    PastCaseInError,
    PastFacts,
)
from asbreview.domain.past.record import PastCase
from asbreview.domain.trigger.came import Came
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
from asbreview.domain.trigger.joint import CaseMadeJoint
from asbreview.reviews.carrying_over import carried_over
from asbreview.reviews.cross_border import TransferTold
from asbreview.reviews.past import PastTold
from asbreview.store.log import EventLog
from journey import EAST_CAMBRIDGESHIRE, PROCEDURE, Journey
from places import place_of
from projections.changed_since import differences
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
        if self.chance.random() < 0.4:
            self.share()
        ways = ("rests", "ends", "decided", "reviewed", "reviewed", "back", "crosses")
        way = self.chance.choice(ways)
        if way == "ends":
            self.end()
        elif way == "crosses":
            self.cross()
        elif way == "back":
            self.refer_back()
        elif way != "rests":
            self.decide(met=way == "reviewed" or not few)
        if way == "reviewed":
            self.review()
        if self.chance.random() < 0.3:
            self.correct_application()

    def elsewhere(self):
        return self.chance.choice([area for area in AREAS if area != self.area])

    def share(self):
        """Make it another area's, too; which is sometimes taken back, and said anew."""
        for _ in range(self.chance.choice((1, 1, 2))):
            on = self.later()
            self.reviews.make_joint(
                self.case.case_id,
                with_area=self.elsewhere(),
                since=on,
                reason="The yard is across the border",
                signed=self.case.signed(on),
            )
            if self.chance.random() < 0.5:
                return
            self.wrong(TriggerFact.JOINT, self.case.case_id)

    def cross(self):
        """Pass it to another area of this installation, which opens a case of it."""
        on, stands = self.later(), self.reviews.case(self.case.case_id)
        told = TransferTold(
            transferred_on=on,
            to_procedure=self.elsewhere(),
            reason="All of it is there",
            to_whom="Their point of contact",
            handed_over="The application",
            stays_joint=self.chance.random() < 0.5,
        )
        self.reviews.transfer(
            self.case.case_id,
            told,
            carried=carried_over(stands, self.reviews.keyring.reveal),
            signed=self.case.signed(on),
        )

    def refer_back(self):
        """Have it looked at again, since the threshold was wrongly decided."""
        case, first = self.case, self.reviews.case(self.case.case_id)
        if not first.evidence.logged:
            case.post(self.later()).decide(self.later(), met=False).post(self.later())
            on = self.later()
            case.challenge(on, of=Challenged.APPLICATION).arrange_hearing(on)
            stands = self.reviews.case(case.case_id)
            (challenge_id,) = stands.outcome.challenges
            self.reviews.decide_challenge(
                case.case_id,
                challenge_id,
                upheld=Upheld.UPHELD,
                decided_on=on,
                reasons="The police were not asked",
                follows="",
                carried=carried_over(stands, self.reviews.keyring.reveal),
                signed=case.signed(on),
            )

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


def bring_in_past(reviews, number, chance):
    """Bring in a case of the past, as far as is known of it; perhaps it was wrong."""
    case, area = Journey(reviews, number=700 + number), AREAS[number % len(AREAS)]

    def perhaps(value):
        return value if chance.random() < 0.7 else None

    for _ in range(chance.choice((1, 1, 2))):
        on = date(2026, 2, 10) + timedelta(chance.randrange(60))
        decided = chance.choice((Decided.MET, Decided.NOT_MET, None))
        reviewed_on = perhaps(on + timedelta(20)) if decided is Decided.MET else None
        facts = PastFacts(
            reference=f"P {number}",
            applied_on=perhaps(on),
            decided=decided,
            decided_on=perhaps(on + timedelta(9)) if decided else None,
            reviewed_on=reviewed_on,
            recommended=True if reviewed_on else None,
            recommended_on=perhaps(reviewed_on) if reviewed_on else None,
            ended_on=perhaps(on + timedelta(30)),
            ended_as=EndedAs.CLOSED if decided else EndedAs.WITHDRAWN,
        )
        signed = case.signed(date(2026, 6, 1))
        headings, columns = ("Ref",), PastColumns(reference=0)
        told = {2: PastTold(facts)}
        reviews.import_past(
            area, cases=told, headings=headings, columns=columns, signed=signed
        )
        id_ = PastCase.case_id_for(area, facts.reference)
        if chance.random() < 0.5:
            return
        signed = case.signed(date(2026, 6, 1))
        reviews.take_back_past(id_, reason="Not theirs", signed=signed)


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """Random cases of three areas, some of both or of the past, and two to the end."""
    place = place_of("sqlite", tmp_path_factory.mktemp("recounted"))
    views = place.views()
    with place.opened() as reviews:
        stand(reviews)
        chance = Random(7)  # noqa: S311  so that it can be done again
        for number in range(CASES):
            RandomCase(reviews, number, chance).go()
            bring_in_past(reviews, number, chance)
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
        self.found_on = self.ended_on = self.ended_as = self.joint_with = None
        self.came = event.came
        self.say(event)

    def say(self, event):
        said = event.application
        self.applied_on = self.came.on if self.came else said.applied_on
        self.category = said.category

    def days(self):
        decided = next(iter(self.decisions.values()), None)
        decided_on = decided.decided_on if decided else None
        ended_on = max(self.ended_on, self.applied_on) if self.ended_on else None
        how = self.came.how if self.came else None
        return {
            "applications": self.applied_on if how is not Came.REFERRED_BACK else None,
            "received": self.applied_on,
            "joint": self.applied_on if self.joint_with else None,
            "referred_back": self.applied_on if how is Came.REFERRED_BACK else None,
            "came_from_elsewhere": self.applied_on if how is Came.TRANSFERRED else None,
            "not_met": decided_on if decided and not decided.met else None,
            "reviews": self.found_on,
            "with_recommendations": min(self.recommended.values(), default=None),
            "ended": ended_on,
            "withdrawn": ended_on if self.ended_as == "withdrawn" else None,
            "transferred": ended_on if self.ended_as == "transferred" else None,
        }

    def undecided(self, to):
        decided = next(iter(self.decisions.values()), None)
        return not (decided and decided.decided_on <= to)

    def end(self, as_, on):
        self.ended_as, self.ended_on = as_, on

    def hear(self, event):  # noqa: C901, PLR0912  a line for each kind
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
            case CaseMadeJoint():
                self.joint_with = event.with_area
            case TriggerFactInError() if event.fact is TriggerFact.JOINT:
                self.joint_with = None
            case CaseClosed():
                self.end("closed", event.closed_on)
            case TriggerFactInError() | OutcomeFactInError() if (
                event.fact in ENDS_TAKEN_BACK
            ):
                self.end(None, None)
            case OutcomeFactInError() if event.fact is OutcomeFact.FOUND:
                self.found_on, self.recommended = None, {}


class Past:
    """What a list says of a case of the past: what it leaves out is not counted."""

    def __init__(self, event):
        self.area, self.facts = event.area_id, event.facts
        self.applied_on, self.joint_with = event.facts.applied_on, None

    def hear(self, event):
        if isinstance(event, PastCaseInError):
            self.applied_on = None

    def days(self):
        facts = self.facts
        ended_on, early = facts.ended_on, facts.ended_as is EndedAs.WITHDRAWN
        return {
            "applications": facts.applied_on,
            "received": facts.applied_on if ended_on else None,
            "not_met": facts.decided_on if facts.decided is Decided.NOT_MET else None,
            "reviews": facts.reviewed_on,
            "with_recommendations": facts.recommended_on,
            "ended": ended_on,
            "withdrawn": ended_on if early else None,
        }

    def undecided(self, to):
        """Decided later, as is known, or never, since it was withdrawn later."""
        if self.facts.decided_on:
            return self.facts.decided_on > to
        return self.facts.ended_as is EndedAs.WITHDRAWN and bool(self.facts.ended_on)


def recount(events, *, area_id, from_, to, as_of):
    cases = {}
    for position, event in events:
        if position > as_of:
            break
        if isinstance(event, ApplicationReceived):
            cases[event.case_id] = Remembered(event)
        elif isinstance(event, (PastCaseImported, PastCaseImportedAnew)):
            cases[event.case_id] = Past(event)
        elif getattr(event, "case_id", None) in cases:
            cases[event.case_id].hear(event)
    counted = Counter()
    for case in cases.values():
        if area_id not in {case.area, case.joint_with} or case.applied_on is None:
            continue
        facts = case.days()
        counted.update(name for name, on in facts.items() if on and from_ <= on <= to)
        ended_on = facts["ended"] or date.max
        adds_up = facts["received"] is not None
        counted["open_at_start"] += adds_up and case.applied_on < from_ <= ended_on
        is_open = case.applied_on <= to < ended_on
        counted["open_at_end"] += adds_up and is_open
        counted["undecided"] += is_open and case.undecided(to)
    return counted


def questions(events, seed=9):
    chance = Random(seed)  # noqa: S311  so that it can be asked again
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
            came = found["open_at_start"] + found["received"]
            assert came == found["ended"] + found["open_at_end"], asked
            seen.update(name for name, n in found.items() if n)
    # Each was something else than nothing often enough to be told apart.
    assert min(seen[n] for n in found) > QUESTIONS // 50, seen


def test_no_difference_from_what_was_published_is_without_its_reason(log):
    """Of any two instants: whatever changed in a figure, an event between them says."""
    views, events = log
    seen = Counter()
    asked_twice = zip(questions(events), questions(events, seed=11), strict=True)
    with views.connect() as db:
        for asked, again in asked_twice:
            was_at, now_at = sorted((asked["as_of"], again["as_of"]))
            was, now = (
                {
                    name: [case.case_id for case in cases]
                    for name, cases in statutory(db, **asked | {"as_of": at})
                    ._asdict()
                    .items()
                }
                for at in (was_at, now_at)
            )
            found = differences(db, was, now, after=was_at, as_of=now_at)
            told = {(each.figure_id, each.case_id) for each in found}
            assert told == {
                (name, case_id)
                for name in now
                for case_id in {*was[name]} ^ {*now[name]}
            }
            for each in found:
                assert each.because, each
                assert all(was_at < b.position <= now_at for b in each.because)
                seen[each.figure_id] += 1
    assert seen.keys() == now.keys()


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
