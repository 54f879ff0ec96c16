"""A report's numbers equal a naive recount of the log, for any quarter and instant.

The recount goes through the log's own events and knows nothing of the projections; the
numbers it is compared with are read in the report's tables.
"""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import pairwise
from random import Random

import pytest

from asbreview.domain.days import DAY, LONDON, local_day
from asbreview.domain.evidence.facts import (
    InformationAnswered,
    InformationRequested,
    RequestChased,
)
from asbreview.domain.outcome.challenge import ChallengeReceived
from asbreview.domain.outcome.facts import (
    ActionAdded,
    ActionCancelled,
    ActionDone,
    CaseClosed,
    FindingsMade,
    OutcomeTold,
    RecommendationAnswered,
    RecommendationMade,
)
from asbreview.domain.people import Channel
from asbreview.domain.reporting_period import Period
from asbreview.domain.trigger.facts import ApplicationReceived, ThresholdDecided
from asbreview.reports.committee import committee_report
from asbreview.reports.document import Drawn, Table
from asbreview.reports.gathering import gathered
from asbreview.reports.time_in_parts import time_in_parts
from asbreview.reviews.plans import ActionReport, Became
from asbreview.store.log import EventLog
from journey import EAST_CAMBRIDGESHIRE, EASTER_2026, PROCEDURE, Journey
from places import place_of
from projections.every import ALL
from projections.projector import Projector

CASES, QUESTIONS = 36, 70
QUARTERS = (
    Period(date(2026, 4, 1), date(2026, 6, 30)),
    Period(date(2026, 7, 1), date(2026, 9, 30)),
    Period(date(2026, 10, 1), date(2026, 12, 31)),
    Period(date(2027, 1, 1), date(2027, 3, 31)),
)
YEAR = Period(QUARTERS[0].from_, QUARTERS[-1].to)
WHOLE = {each: [each] for each in QUARTERS} | {YEAR: QUARTERS}
OTHER = "the-fens"
HOLIDAYS = {holiday.on for holiday in EASTER_2026}
ANSWERED_WITHIN = 10  # working days, by East Cambridgeshire's procedure


class RandomCase:
    """A case that goes some way, soon or late in each step."""

    def __init__(self, reviews, number, chance):
        self.reviews, self.chance = reviews, chance
        self.case = Journey(reviews, number=700 + number)
        self.on = date(2026, 3, 2) + timedelta(chance.randrange(110))
        self.area = OTHER if number % 4 == 0 else PROCEDURE

    def later(self, most):
        self.on += timedelta(self.chance.randrange(1, most))
        return self.on

    def go(self):
        few = self.chance.random() < 0.25  # too few complaints for the threshold
        told = {"complaints": ()} if few else {}
        self.case.apply(self.on, procedure_id=self.area, **told).ask(self.later(6))
        if self.chance.random() < 0.4:
            self.chase()
        if self.chance.random() < 0.8:
            self.case.answer(self.later(30))
        if few:
            self.case.decide(self.later(9), met=False)
            return
        self.case.decide(self.later(9)).assess(self.later(5))
        on = self.later(5)
        self.case.convene(on, on + timedelta(7)).choose(on)
        self.on += timedelta(7)
        self.case.hold(self.on).find(self.later(5)).post(self.later(9))
        if self.chance.random() < 0.7:
            self.case.respond(self.later(30))
        if self.chance.random() < 0.5:
            self.case.challenge(self.later(5))
        self.end_actions()

    def chase(self):
        request = self.reviews.case(self.case.case_id).evidence.unanswered[0]
        self.reviews.chase_request(
            self.case.case_id,
            request.request_id,
            chased_on=self.later(9),
            channel=Channel.EMAIL,
            signed=self.case.signed(self.on),
        )

    def end_actions(self):
        actions = self.reviews.case(self.case.case_id).outcome.open_actions
        for action in actions[: self.chance.randrange(4)]:
            became = self.chance.choice((Became.DONE, Became.DONE, Became.CANCELLED))
            on = self.later(30)
            self.reviews.report_actions(
                self.case.case_id,
                [
                    ActionReport(
                        action_id=action.action_id, became=became, on=on, says="x"
                    )
                ],
                signed=self.case.signed(on),
            )


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    place = place_of("sqlite", tmp_path_factory.mktemp("reported"))
    views = place.views()
    with place.opened() as reviews:
        journey = Journey(reviews).stand()
        on = date(2024, 4, 1)
        told = {"procedure_id": OTHER, "area": "The Fens"}
        fens = EAST_CAMBRIDGESHIRE.model_copy(update=told)
        reviews.record_procedure(fens, in_force_from=on, signed=journey.signed(on))
        chance = Random(11)  # noqa: S311  so that it can be done again
        for number in range(CASES):
            RandomCase(reviews, number, chance).go()
        Projector(EventLog(reviews), views, ALL).catch_up()
        lines = reviews.recorder.select_notifications(1, 100_000)
        yield views, [(n.id, reviews.mapper.to_domain_event(n)) for n in lines]
    views.dispose()


def answer_due(asked_on):
    """Count ten working days from a day as anybody would on a calendar.

    What is asked on a day that nobody works is asked on the next that somebody does.
    """
    on, left = asked_on, ANSWERED_WITHIN
    while not is_worked(on):
        on += DAY
    while left:
        on += DAY
        left -= is_worked(on)
    return on


def is_worked(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def recount(events, area, period, on):  # noqa: C901, PLR0912, PLR0915  a line for each kind
    """Count what an area's period comes to, looked at from a day."""
    from_, to = period
    until, looked_at = min(to, on), min(to + DAY, on)
    area_of, applied, asked, answered = {}, {}, {}, {}
    actions, ended, was_told = {}, {}, {}
    counted, recommended = Counter(), set()

    def within(day):
        return from_ <= day <= until

    for event in events:
        if isinstance(event, ApplicationReceived):
            area_of[event.case_id] = event.procedure_id
            applied[event.case_id] = event.application.applied_on
            ours = event.procedure_id == area
            counted["applications"] += ours and within(event.application.applied_on)
        if area_of.get(getattr(event, "case_id", None)) != area:
            continue
        match event:
            case ThresholdDecided(met=False):
                counted["not met"] += within(event.decided_on)
            case FindingsMade():
                counted["reviews"] += within(event.made_on)
            case RecommendationMade():
                if event.case_id not in recommended:
                    counted["led to"] += within(event.made_on)
                recommended.add(event.case_id)
                counted["recommended"] += within(event.made_on)
            case RecommendationAnswered():
                counted["responses"] += within(event.answered_on)
            case InformationRequested():
                asked[event.request_id] = event.requested_on
            case InformationAnswered():
                answered[event.request_id] = event.answered_on
            case RequestChased():
                counted["reminders"] += within(event.chased_on)
            case ChallengeReceived():
                counted["challenges"] += within(event.received_on)
            case OutcomeTold():
                was_told[event.case_id] = event.told_on
            case ActionAdded():
                actions[event.action_id] = local_day(event.timestamp), event.due_on
            case ActionDone():
                ended[event.action_id] = event.done_on
                late = event.done_on > actions[event.action_id][1]
                counted["done"] += within(event.done_on)
                counted["done late"] += within(event.done_on) and late
            case ActionCancelled():
                ended[event.action_id] = event.cancelled_on
                counted["cancelled"] += within(event.cancelled_on)
            case CaseClosed():
                raise AssertionError("none of these is closed")
    for id_, asked_on in asked.items():
        if within(asked_on):
            due, got = answer_due(asked_on), answered.get(id_)
            counted["asked"] += 1
            counted["answered"] += got is not None
            counted["late"] += got is not None and got > due
            counted["overdue"] += got is None and due < looked_at
    for id_, asked_on in asked.items():
        due, got = answer_due(asked_on), answered.get(id_, date.max)
        if from_ <= due < looked_at:
            counted["in time" if got <= due else "not taken"] += 1
            if due < got < date.max:
                counted["taken late"] += 1
                counted["not taken"] -= 1
    for id_, (added_on, due) in actions.items():
        if added_on <= until and ended.get(id_, date.max) > until:
            counted["open"] += 1
            counted["overdue actions"] += due < looked_at
    counted["told"] = sum(within(day) for day in was_told.values())
    took = sorted(
        (day - applied[id_]).days for id_, day in was_told.items() if within(day)
    )
    counted["days"] = sum(took)
    return counted


def position_at(events, instant):
    """Return the position of the last event that was recorded by an instant."""
    return max((n for n, event in events if event.timestamp <= instant), default=0)


def days_in_parts(events, area, period, on, as_of):
    """Recount the days that may be told in parts: whole quarters, five cases or more.

    Those of quarters with fewer are told together, if they are five together.
    """
    if on <= period.to:
        return 0
    large, rest = [], Counter()
    for quarter in WHOLE.get(period, ()):
        end = datetime.combine(quarter.to + DAY, time(), LONDON)
        known = min(as_of, position_at(events, end))
        counted = recount([e for n, e in events if n <= known], area, quarter, on)
        if counted["told"] >= 5:
            large.append(counted["days"])
        else:
            rest += Counter({name: counted[name] for name in ("told", "days")})
    return sum(large) + (rest["days"] if rest["told"] >= 5 else 0)


def tables(report):
    """Return each table's rows, by its caption; that of a chart, too."""
    found = {}
    for section in report.sections:
        for block in section.blocks:
            table = block.table if isinstance(block, Drawn) else block
            if isinstance(table, Table):
                found[table.caption] = {row[0]: row[1:] for row in table.rows}
    return found


def reported(report):
    """Return the numbers that a report's tables tell, by the recount's names."""
    told, found = tables(report), Counter()
    figures = told["The figures of s.104(9)"]
    for name, title in (
        ("applications", "Applications for a review"),
        ("not met", "Times the threshold was decided not to be met"),
        ("reviews", "Reviews carried out"),
        ("led to", "Reviews that resulted in recommendations"),
    ):
        found[name] = int(figures[title][0])
    for row in told.get("Answers, by body", {}).values():
        for name, n in zip(("asked", "answered", "late", "overdue"), row, strict=False):
            found[name] += int(n)
    for caption, steps in told.items():
        if caption.startswith("Steps that fell due"):
            row = steps.get("Answer a request for information", ("", *"0000"))
            names = ("in time", "taken late", "not taken")
            found.update(dict(zip(names, map(int, row[2:]), strict=True)))
    actions = told.get("How the actions stand", defaultdict(lambda: ("0",)))
    for name, title in (
        ("done", "Done in the period"),
        ("done late", "Of those, after their day"),
        ("cancelled", "Cancelled in the period, with a reason"),
        ("open", "Open at the end"),
        ("overdue actions", "Of those, overdue"),
    ):
        found[name] = int(actions[title][0])
    for caption in ("days in each stage", "whom the cases waited for"):
        rows = told.get(f"The numbers: {caption}", {})
        together = int(rows["Together"][0].replace(",", "")) if rows else 0
        each = sum(int(n[0]) for name, n in rows.items() if name != "Together")
        assert each == together
        found["days"] = together
    return found


def questions(events):
    chance = Random(5)  # noqa: S311  so that it can be asked again
    ends = [
        position
        for (position, event), (_, following) in pairwise(events)
        if event.command_id != following.command_id
    ]
    for _ in range(QUESTIONS):
        as_of = chance.choice(ends) if chance.random() < 0.6 else events[-1][0]
        days = (local_day(event.timestamp) for n, event in events if n <= as_of)
        on = max(days) + timedelta(chance.randrange(20))
        from_ = date(2026, chance.randrange(2, min(on.month, 9) + 1), 1)
        to = from_ + timedelta(chance.choice((27, 91, 364)))
        if chance.random() < 0.5:
            from_, to = chance.choice(list(WHOLE))
            on = max(on, from_ if chance.random() < 0.3 else to + DAY)
        yield chance.choice((PROCEDURE, PROCEDURE, OTHER)), Period(from_, to), on, as_of


def test_any_report_equals_a_recount(log):
    views, events = log
    seen = Counter()
    for area, period, on, as_of in questions(events):
        procedure = EAST_CAMBRIDGESHIRE.model_copy(update={"procedure_id": area})
        with views.connect() as db:
            facts = gathered(
                db,
                procedure,
                period=period,
                on=on,
                as_of=as_of,
                published=None,
                published_from=None,
                position_as_of=partial(position_at, events),
            )
        noon = datetime.combine(on, time(12), UTC)
        found = reported(committee_report(facts, counted_at=noon))
        counted = recount([e for n, e in events if n <= as_of], area, period, on)
        counted["days"] = days_in_parts(events, area, period, on, as_of)
        asked = (area, period, on, as_of)
        assert found == {name: counted[name] for name in found}, asked
        assert len(facts.told) == counted["told"], asked
        happened = facts.often
        assert happened[RequestChased.TOPIC] == counted["reminders"], asked
        assert happened[ChallengeReceived.TOPIC] == counted["challenges"], asked
        assert happened[RecommendationMade.TOPIC] == counted["recommended"], asked
        assert happened[RecommendationAnswered.TOPIC] == counted["responses"], asked
        seen.update(name for name, n in counted.items() if n)
    assert min(seen[n] for n in counted) > QUESTIONS // 12, seen


@pytest.mark.parametrize("period", WHOLE)
def test_time_in_parts_is_told_alike_however_much_is_recorded_later(log, period):
    """Told otherwise a week later, the difference would be one household's time."""
    views, events = log
    end = datetime.combine(period.to + DAY, time(), LONDON)
    first, last = position_at(events, end), events[-1][0]
    assert first <= last
    told = []
    for as_of in {first, (first + last) // 2, last, None}:
        with views.connect() as db:
            told.append(
                time_in_parts(
                    db,
                    EAST_CAMBRIDGESHIRE.reporting,
                    period,
                    area_id=PROCEDURE,
                    on=period.to + DAY,
                    as_of=as_of,
                    position_as_of=partial(position_at, events),
                ).told
            )
    assert all(each == told[0] for each in told)
