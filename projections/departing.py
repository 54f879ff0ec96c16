"""How a case departs from the flow that its procedure expects: the rule of each way.

The expected flow is read from each case's own procedure: its timers, what starts each,
and what each brings about.  Nothing is listed here that a procedure says.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from asbreview.domain.days import in_words
from asbreview.domain.outcome.facts import OutcomeTold
from asbreview.domain.panel.facts import PanelHeld, PapersSent
from asbreview.domain.trigger.facts import (
    ApplicationAcknowledged,
    ThresholdDecided,
    ThresholdTold,
)
from projections.expected_order import Order
from projections.steps_expected import Expected

TAKEN_BY: Final = {
    ApplicationAcknowledged: "acknowledge",
    ThresholdDecided: "decide-threshold",
    ThresholdTold: "tell-threshold",
    PapersSent: "send-papers",
    PanelHeld: "hold-panel",
    OutcomeTold: "tell-outcome",
}
"""Which event takes a step that is taken once on a case."""


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


class Departs(NamedTuple):
    """A departure of a case at a step, and what is said of it.

    One that is so only `after` a day, that of a step still to be taken, is none before.
    """

    how: Departure
    timer_id: str
    says: str
    after: date | None = None

    def is_so(self, on: date) -> bool:
        """Is it a departure yet, on a day?"""
        return self.after is None or self.after < on


def departures(
    steps: Sequence[Expected], order: Order, often: Mapping[str, int]
) -> Iterator[Departs]:
    """Yield how a case departed from the flow that its procedure expects.

    `order` is which step comes before which, by its procedure (`pairs_of`), `often` how
    often each step was taken that is taken once.
    """
    yield from _missing(steps, order)
    yield from _too_often(steps, often)
    yield from _out_of_order(steps, order)
    yield from _late(steps)


def _missing(steps: Sequence[Expected], order: Order) -> Iterator[Departs]:
    for step in (s for s in steps if s.met_on is None):
        taken = (
            later
            for before, after in order
            if before == step.timer_id
            for later in steps
            if later.timer_id == after and later.met_on
        )
        later = min(taken, key=_met_on, default=None)
        told = None
        if later is not None and later.met_on:
            then = in_words(later.met_on)
            told = f"not taken, and \u201c{later.says}\u201d was taken on {then}"
        elif step.was_missed and step.due_on and step.moot_on:
            due, then = in_words(step.due_on), in_words(step.moot_on)
            told = f"not taken: due on {due}, and {step.moot} on {then}"
        if told:
            yield Departs(Departure.MISSING, step.timer_id, told)


def _too_often(
    steps: Sequence[Expected], often: Mapping[str, int]
) -> Iterator[Departs]:
    how, there = Departure.TOO_OFTEN, {step.timer_id for step in steps}
    for timer_id in TAKEN_BY.values():
        if timer_id in there and often.get(timer_id, 0) > 1:
            yield Departs(how, timer_id, f"taken {often[timer_id]} times")
    asked = Counter(
        step.body_id
        for step in steps
        if step.body_id and step.timer_id == "partner-answer"
    )
    for times in asked.values():
        if times > 1:
            yield Departs(how, "partner-answer", f"a body was asked {times} times")


def _out_of_order(steps: Sequence[Expected], order: Order) -> Iterator[Departs]:
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
            told = f"taken on {first_on}, before \u201c{last.says}\u201d on {last_on}"
            yield Departs(Departure.OUT_OF_ORDER, after, told)


def _late(steps: Sequence[Expected]) -> Iterator[Departs]:
    """Yield the steps taken late, and those still open, which are late after a day."""
    for step in steps:
        if step.due_on is None or not (step.was_met_late or step.is_open):
            continue
        after = None if step.was_met_late else step.due_on
        taken = f"taken on {in_words(step.met_on)}" if step.met_on else "not taken yet"
        told = f"due on {in_words(step.due_on)}, {taken}"
        yield Departs(Departure.LATE, step.timer_id, told, after)


def _met_on(step: Expected) -> date:
    return step.met_on or date.max
