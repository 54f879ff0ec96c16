"""The procedure as it expects a case to flow, against what happened.

The expected flow is read from each case's own procedure: its timers, what starts each,
and what each brings about.  Nothing is listed here that a procedure says.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy import Connection

from asbreview.domain.days import in_words
from asbreview.domain.outcome.facts import OutcomeTold
from asbreview.domain.panel.facts import PanelHeld, PapersSent
from asbreview.domain.procedure import Timer
from asbreview.domain.trigger.facts import (
    ApplicationAcknowledged,
    ThresholdDecided,
    ThresholdTold,
)
from projections.expected_order import Order, Orders
from projections.flow import applied_between
from projections.replaying import AT_ONCE, ProcedureOf
from projections.steps_expected import Expected, often_taken, steps_expected
from projections.waits import Life
from projections.walking import portions

TAKEN_BY: Final = {
    ApplicationAcknowledged.TOPIC: "acknowledge",
    ThresholdDecided.TOPIC: "decide-threshold",
    ThresholdTold.TOPIC: "tell-threshold",
    PapersSent.TOPIC: "send-papers",
    PanelHeld.TOPIC: "hold-panel",
    OutcomeTold.TOPIC: "tell-outcome",
}
"""Which event takes a step that is taken once on a case."""

NEVER: Final[Mapping[str, int]] = {}


class Departure(StrEnum):
    """How a case departed from the expected flow."""

    MISSING = "missing"
    TOO_OFTEN = "too often"
    OUT_OF_ORDER = "out of order"
    LATE = "late"


DEFINED: Final = {
    Departure.MISSING: (
        "Not taken, though a step that comes after it was, or the case ended after the"
        " day it was due. What need not be taken on a case is not missing."
    ),
    Departure.TOO_OFTEN: (
        "Taken again after it had been taken, also where the first was recorded in"
        " error; a body asked more than once."
    ),
    Departure.OUT_OF_ORDER: "Taken before a step that it has to follow.",
    Departure.LATE: "Taken after its day, or overdue on the day the figures are of.",
}


class Departed(NamedTuple):
    """A case that departed at a step, and how, in words."""

    life: Life
    how: Departure
    timer_id: str
    says: str


class Followed(NamedTuple):
    """A step of the expected flow: the cases it was expected on, and the departures.

    A case is counted once in each kind of departure, however often it departed.
    """

    timer_id: str
    says: str
    expected_on: list[Life]
    departed: list[Departed]

    def cases(self, how: Departure) -> list[Departed]:
        """Return the cases that departed in a way, each with the first it did."""
        own = [each for each in self.departed if each.how is how]
        first = {each.life.case_id: each for each in reversed(own)}
        return sorted(first.values(), key=lambda each: each.life.applied_on)


class Conformance(NamedTuple):
    """The cases looked at, those that never departed, and each step."""

    lives: list[Life]
    as_expected: list[Life]
    steps: list[Followed]


def conformance(  # noqa: PLR0913  which cases, and as of when
    db: Connection,
    procedure_of: ProcedureOf,
    *,
    area_id: str,
    from_: date,
    to: date,
    on: date,
    as_of: int | None = None,
) -> Conformance:
    """Follow the cases applied for in a period; *on* is the day overdue is asked of."""
    lives = applied_between(db, area_id=area_id, from_=from_, to=to, as_of=as_of)
    says, expected = dict[str, str](), dict[str, list[Life]]()
    departed: list[Departed] = []
    pairs = Orders(procedure_of)
    for portion in portions(lives, AT_ONCE):
        ids = [life.case_id for life in portion]
        steps = steps_expected(db, ids, as_of)
        often = often_taken(db, ids, TAKEN_BY, as_of)
        for life in portion:
            order, own = pairs.of(life), steps[life.case_id]
            for step in {s.timer_id: s for s in own}.values():
                says.setdefault(step.timer_id, step.says)
                expected.setdefault(step.timer_id, []).append(life)
            departed += departures(
                life, own, order, often.get(life.case_id, NEVER), on=on
            )
    at_all = {each.life.case_id for each in departed}
    return Conformance(
        lives,
        [life for life in lives if life.case_id not in at_all],
        [
            Followed(
                timer_id,
                says[timer_id],
                expected[timer_id],
                [each for each in departed if each.timer_id == timer_id],
            )
            for timer_id in _in_order(says, lives, procedure_of)
        ],
    )


def departures(
    life: Life,
    steps: Sequence[Expected],
    order: Order,
    often: Mapping[str, int],
    *,
    on: date,
) -> Iterator[Departed]:
    """Yield how a case departed from the flow that its procedure expects.

    `order` is which step comes before which, by its procedure (`pairs_of`).
    """
    for how, of in (
        (Departure.MISSING, _missing(steps, order)),
        (Departure.TOO_OFTEN, _too_often(steps, often)),
        (Departure.OUT_OF_ORDER, _out_of_order(steps, order)),
        (Departure.LATE, _late(steps, on)),
    ):
        yield from (Departed(life, how, timer_id, says) for timer_id, says in of)


Found = Iterator[tuple[str, str]]


def _missing(steps: Sequence[Expected], order: Order) -> Found:
    for step in (s for s in steps if s.met_on is None):
        taken = (
            later
            for before, after in order
            if before == step.timer_id
            for later in steps
            if later.timer_id == after and later.met_on
        )
        later = min(taken, key=_met_on, default=None)
        if later is not None and later.met_on:
            told = f"\u201c{later.says}\u201d was taken on {in_words(later.met_on)}"
            yield step.timer_id, f"not taken, and {told}"
        elif step.was_missed and step.due_on and step.moot_on:
            told = f"due on {in_words(step.due_on)}, and {step.moot}"
            yield step.timer_id, f"not taken: {told} on {in_words(step.moot_on)}"


def _too_often(steps: Sequence[Expected], often: Mapping[str, int]) -> Found:
    there = {step.timer_id for step in steps}
    for topic, timer_id in TAKEN_BY.items():
        if timer_id in there and often.get(topic, 0) > 1:
            yield timer_id, f"taken {often[topic]} times"
    asked = Counter(
        (step.timer_id, step.body_id)
        for step in steps
        if step.body_id and step.timer_id == "partner-answer"
    )
    for (timer_id, _), times in asked.items():
        if times > 1:
            yield timer_id, f"a body was asked {times} times"


def _out_of_order(steps: Sequence[Expected], order: Order) -> Found:
    taken: dict[str, list[Expected]] = {}
    for step in steps:
        if step.met_on:
            taken.setdefault(step.timer_id, []).append(step)
    for before, after in order:
        first, then = taken.get(before), taken.get(after)
        if not (first and then):
            continue
        last, earliest = max(first, key=_met_on), min(then, key=_met_on)
        if _met_on(earliest) < _met_on(last):
            first_on, last_on = in_words(_met_on(earliest)), in_words(_met_on(last))
            told = f"\u201c{last.says}\u201d on {last_on}"
            yield after, f"taken on {first_on}, before {told}"


def _late(steps: Sequence[Expected], on: date) -> Found:
    for step in steps:
        if step.due_on is None or not (step.was_met_late or step.is_overdue(on)):
            continue
        taken = f"taken on {in_words(step.met_on)}" if step.met_on else "not taken yet"
        yield step.timer_id, f"due on {in_words(step.due_on)}, {taken}"


def _met_on(step: Expected) -> date:
    return step.met_on or date.max


def _in_order(
    there: dict[str, str], lives: Sequence[Life], procedure_of: ProcedureOf
) -> list[str]:
    """Return the steps in the order of the latest procedures, then any others."""
    if not lives:
        return []
    latest = max(lives, key=lambda life: life.version)
    timers: tuple[Timer, ...] = procedure_of(latest.area_id, latest.version).timers
    known = [timer.timer_id for timer in timers]
    return [*(id_ for id_ in known if id_ in there), *sorted({*there} - {*known})]
