"""The figures of a question to the past, each at present and under the change."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from asbreview.domain.counterfactual.facts import ASSUMED, WhatIf
from asbreview.domain.days import in_words
from asbreview.domain.timers import PARTNER_ANSWER
from asbreview.web.words import counted
from projections.replaying import Replayed, Step, is_late
from projections.supposing import Sooner, last_answer
from projections.waits import Life


class Behind(NamedTuple):
    """A case behind a figure, and what changes on it, in words."""

    life: Life
    was: str
    would: str


class CaseByCase(NamedTuple):
    """What changes on the cases that are named; how many these are, and how many not.

    A case is in `rows` as often as something changes on it: once for each step, say.
    """

    rows: list[Behind]
    named: int
    hidden: int


class Compared(NamedTuple):
    """A figure at present and under the change, of how many, and what changes.

    `assumed` says in words what it rests on; nothing where it follows from the record.
    """

    figure_id: str
    title: str
    definition: str
    of: str
    n: int
    was: int
    would: int
    cases: list[Behind]
    assumed: str = ""

    @property
    def sentence(self) -> str:
        """Say it in a sentence."""
        if self.was == self.would and not self.cases:
            return f"{self.title}: {self.was} of {self.n} {self.of}, no difference."
        return (
            f"{self.title}: {self.was} as it was, {self.would} with the change"
            f" (of {self.n} {self.of})"
        )

    def case_by_case(self, seen: Collection[UUID]) -> CaseByCase:
        """Return what changes, to somebody to whom the cases *seen* may be named."""
        rows = [row for row in self.cases if row.life.case_id in seen]
        named = {row.life.case_id for row in rows}
        changed = {row.life.case_id for row in self.cases}
        return CaseByCase(rows, len(named), len(changed - named))


def steps(asked: WhatIf, found: Sequence[Replayed], on: date) -> Iterator[Compared]:
    """Yield, for each time that is changed, what falls due otherwise and is late."""
    timers = [timer_id for timer_id, _ in asked.changed.lengths]
    if asked.changed.in_parallel and PARTNER_ANSWER not in timers:
        timers.append(PARTNER_ANSWER)
    for timer_id in timers:
        own = [
            (case.life, step)
            for case in found
            for step in case.steps
            if step.was.timer_id == timer_id
        ]
        says = own[0][1].was.says if own else timer_id
        moved = [
            Behind(life, _due(step.was.due_on), _due(step.would.due_on))
            for life, step in own
            if step.moves
        ]
        yield Compared(
            f"moved-{timer_id}",
            f"{says}: due on another day",
            "The step counted from the day that started it, by the calendar it was"
            " counted by. One that was given more time keeps the day people gave.",
            "steps",
            len(own),
            0,
            len(moved),
            moved,
        )
        yield _lateness(timer_id, says, [s for s in own if not s[1].asked_sooner], on)


def _lateness(
    timer_id: str, says: str, steps: Sequence[tuple[Life, Step]], on: date
) -> Compared:
    was = [is_late(step.was, on=on) for _, step in steps]
    would = [is_late(step.would, on=on) for _, step in steps]
    return Compared(
        f"late-{timer_id}",
        f"{says}: late",
        "Taken after its day, not taken by its day, or overdue. The day on which it was"
        " taken is left as it was. A request that would have been made sooner is not"
        " among these: when it would have been answered is not known.",
        "steps",
        len(steps),
        sum(was),
        sum(would),
        [
            Behind(life, _late(step, step.was.due_on, a), _late(step, _would(step), b))
            for (life, step), a, b in zip(steps, was, would, strict=True)
            if a != b
        ],
    )


def _would(step: Step) -> date | None:
    return step.would.due_on


def _late(step: Step, due_on: date | None, late: bool) -> str:  # noqa: FBT001
    taken = f", taken on {in_words(step.was.met_on)}" if step.was.met_on else ""
    return f"{'late' if late else 'in time'}: {_due(due_on)}{taken}"


def _due(day: date | None) -> str:
    return f"due on {in_words(day)}" if day else "no day is known"


def asked_at_once(asked: WhatIf, found: Sequence[Replayed]) -> Iterator[Compared]:
    """Yield the waits before a body was asked at all, which asking at once removes."""
    if not asked.changed.in_parallel:
        return
    with_requests = [case for case in found if case.requests]
    waits = [
        (case.life, sum(step.asked_sooner for step in case.requests))
        for case in with_requests
    ]
    yield Compared(
        "asked-at-once",
        "Days between the first body asked and each of the others, added up",
        "Each body\u2019s first request. Asked at once, all are asked with the first.",
        "cases in which bodies were asked",
        len(with_requests),
        sum(days for _, days in waits),
        0,
        [
            Behind(life, counted(days, "day"), counted(0, "day"))
            for life, days in waits
            if days
        ],
    )


def conflicts(found: Sequence[Replayed]) -> Iterator[Compared]:
    """Yield the cases in which a step falls due after one that has to follow it."""
    pairs = [
        (case, case.conflicts(changed=False), case.conflicts(changed=True))
        for case in found
    ]
    yield Compared(
        "conflicts",
        "Cases in which times contradict each other",
        "A step that has to come first is due after the one that has to follow: a"
        " body\u2019s answer, say, after the decision on the threshold.",
        "cases",
        len(pairs),
        sum(bool(was) for _, was, _ in pairs),
        sum(bool(would) for _, _, would in pairs),
        [
            Behind(case.life, _pairs(case, was), _pairs(case, would))
            for case, was, would in pairs
            if was != would
        ],
    )


def _pairs(case: Replayed, pairs: Sequence[tuple[str, str]]) -> str:
    says = {step.was.timer_id: step.was.says for step in case.steps}
    told = (f"“{says[a]}” due after “{says[b]}”" for a, b in pairs)
    return "; ".join(told) or "none"


def last_answers(asked: WhatIf, found: Sequence[Replayed]) -> Iterator[Compared]:
    """Yield how long it took until the last body had answered."""
    answers = dict(asked.changed.lengths)
    if not asked.changed.in_parallel and PARTNER_ANSWER not in answers:
        return
    told = [last_answer(case, asked.answering) for case in found]
    yield _sooner(
        "last-answer",
        "Days from the application to the last answer, added up",
        "Each body\u2019s first request, in the cases in which every body answered.",
        "cases",
        [sooner for sooner in told if sooner],
        ASSUMED[asked.answering],
    )


def meeting_of_group(held: Sequence[Sooner]) -> Compared:
    """Return how long it took until the panel met, and would until a group does."""
    return _sooner(
        "panel-held",
        "Days from the application to the panel, added up",
        "The day the panel met, and the first meeting of the group after the threshold"
        " was decided whose papers were not due before that. A group may be later than"
        " a panel was.",
        "cases in which a panel met",
        held,
        "the group has room for the case, and what it needs is there by then",
    )


def _sooner(  # noqa: PLR0913, PLR0917  a figure is all of these
    figure_id: str,
    title: str,
    definition: str,
    of: str,
    found: Sequence[Sooner],
    assumed: str,
) -> Compared:
    return Compared(
        figure_id,
        title,
        definition,
        of,
        len(found),
        sum((x.was_on - x.replayed.life.applied_on).days for x in found),
        sum((x.would_on - x.replayed.life.applied_on).days for x in found),
        [
            Behind(x.replayed.life, in_words(x.was_on), in_words(x.would_on))
            for x in found
            if x.days
        ],
        assumed,
    )
