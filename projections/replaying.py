"""The steps of cases as they fell due, and as a changed procedure would have had it.

Only what follows from the record is counted here: when a step would have been due, and
whether the day on which it was taken lies before that or after.  Who would have done
otherwise is not known to anybody (`projections.supposing`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from asbreview.domain.counterfactual.facts import ChangedProcedure, WhatIf
from asbreview.domain.procedure import Anchor, Binds, Procedure, Timer
from asbreview.domain.working_days import WorkingCalendar
from projections.deadlines import COLUMNS, Deadline
from projections.deadlines_kept import calendars, count, deadlines
from projections.expected_order import BEFORE
from projections.flow import applied_between
from projections.kinds import held
from projections.waits import Life
from projections.walking import portions
from projections.working_days import calendar_as_of

AT_ONCE: Final = 500  # cases, in one question
ProcedureOf = Callable[[str, int], Procedure]


class Step(NamedTuple):
    """A step that a procedure's timer counts: as it was, and as it would have been.

    One that was given more time keeps the day that people gave.  `has_other_length`
    says whether its time was changed, and not only the day that started it.
    """

    was: Deadline
    would: Deadline
    has_other_length: bool = False

    @property
    def is_request(self) -> bool:
        """Is it a body's answer to a request?"""
        return self.was.starts is Anchor.REQUEST and self.was.binds is Binds.PARTNER

    @property
    def moves(self) -> bool:
        """Would it have been due on another day?"""
        return self.was.due_on != self.would.due_on

    @property
    def asked_sooner(self) -> int:
        """How many days sooner it would have begun."""
        return (self.was.started_on - self.would.started_on).days


class Replayed(NamedTuple):
    """A case, its steps, and those of them that could not be counted again.

    Those were counted by what is not known any more: they are left as they were.
    """

    life: Life
    steps: list[Step]
    not_counted: int

    def step(self, timer_id: str) -> Step | None:
        """Return the step of a timer that runs once on a case."""
        return next((s for s in self.steps if s.was.timer_id == timer_id), None)

    @property
    def requests(self) -> list[Step]:
        """The first request to each body."""
        first: dict[UUID | None, Step] = {}
        for step in sorted(self.steps, key=lambda s: s.was.started_on):
            if step.is_request:
                first.setdefault(step.was.body_id, step)
        return list(first.values())

    def conflicts(self, *, changed: bool) -> list[tuple[str, str]]:
        """Return the pairs of steps of which the first falls due after the second."""
        return [
            pair
            for pair in BEFORE
            if _is_due_after(self._due(pair[0], changed), self._due(pair[1], changed))
        ]

    def _due(self, timer_id: str, changed: bool) -> list[date]:  # noqa: FBT001
        of = [step.would if changed else step.was for step in self.steps]
        return [d.due_on for d in of if d.timer_id == timer_id and d.due_on]


def _is_due_after(first: Sequence[date], second: Sequence[date]) -> bool:
    return bool(first and second) and max(first) > max(second)


def is_late(step: Deadline, *, on: date) -> bool:
    """Was a step taken late, missed, or is it overdue on a day?"""
    return step.was_met_late or step.was_missed or step.is_overdue(on)


def replayed(
    db: Connection,
    asked: WhatIf,
    procedure_of: ProcedureOf,
    *,
    as_of: int | None = None,
) -> Iterator[Replayed]:
    """Yield the cases that are asked about, in the order they were applied for."""
    days = calendars_known(db)
    for portion in portions(lives_asked(db, asked, as_of=as_of), AT_ONCE):
        steps = steps_of(db, [life.case_id for life in portion], as_of)
        for life in portion:
            of_case = steps.get(life.case_id, [])
            yield _of_case(life, of_case, asked.changed, procedure_of, days)


def lives_asked(
    db: Connection, asked: WhatIf, *, as_of: int | None = None
) -> list[Life]:
    """Return the cases that are asked about."""
    found = applied_between(
        db, area_id=asked.area_id, from_=asked.from_on, to=asked.to_on, as_of=as_of
    )
    return [life for life in found if life.ended_on or not asked.closed_only]


def calendars_known(db: Connection) -> Callable[[int], WorkingCalendar]:
    """Return what gives the calendar of a position, each read from the views once."""
    known: dict[int, WorkingCalendar] = {}

    def at(position: int) -> WorkingCalendar:
        if position not in known:
            known[position] = calendar_as_of(db, calendars, position)
        return known[position]

    return at


def steps_of(
    db: Connection, case_ids: list[UUID], as_of: int | None
) -> Mapping[UUID, list[Deadline]]:
    """Return what a procedure's timers count of these cases."""
    d = deadlines.c
    rows = db.execute(
        select(*COLUMNS)
        .where(d.case_id.in_(case_ids), d.starts.is_not(None), held(deadlines, as_of))
        .order_by(d.case_id, d.started_on, d.timer_id, d.item_id)
    )
    found: dict[UUID, list[Deadline]] = {}
    for step in map(Deadline._make, rows.all()):
        found.setdefault(step.case_id, []).append(step)
    return found


def _of_case(
    life: Life,
    steps: Sequence[Deadline],
    changed: ChangedProcedure,
    procedure_of: ProcedureOf,
    calendar_at: Callable[[int], WorkingCalendar],
) -> Replayed:
    asked_on = _asked_on(steps) if changed.in_parallel else {}
    told, not_counted = list[Step](), 0
    for was in steps:
        procedure = procedure_of(was.procedure_id, was.procedure_version)
        timer = procedure.timer(was.timer_id)
        length = dict(changed.lengths).get(was.timer_id)
        started_on = asked_on.get(was.item_id, was.started_on)
        if timer is None or (length is None and started_on == was.started_on):
            told.append(Step(was, was))
            continue
        calendar = calendar_at(was.counted_at)
        if count_again(was, timer, calendar, procedure) != was.counted_on:
            told.append(Step(was, was))
            not_counted += 1
            continue
        new = timer if length is None else timer.model_copy(update={"length": length})
        would = was._replace(started_on=started_on)
        day = count_again(would, new, calendar, procedure)
        due_on = would.due_on if would.was_due_on else day
        would = would._replace(counted_on=day, due_on=due_on)
        told.append(Step(was, would, has_other_length=new.length != timer.length))
    return Replayed(life, told, not_counted)


def _asked_on(steps: Iterable[Deadline]) -> dict[UUID, date]:
    """Return on which day each body would have been asked, were all asked at once."""
    requests = [
        s for s in steps if s.starts is Anchor.REQUEST and s.binds is Binds.PARTNER
    ]
    first: dict[UUID | None, Deadline] = {}
    for step in sorted(requests, key=lambda s: s.started_on):
        first.setdefault(step.body_id, step)
    day = min((step.started_on for step in requests), default=None)
    return {step.item_id: day for step in first.values() if day}


def count_again(
    step: Deadline, timer: Timer, calendar: WorkingCalendar, procedure: Procedure
) -> date | None:
    """Return the day that a step is due by a timer, by the calendar of its counting."""
    return count(timer, step.started_on, calendar, procedure, step.standstills)
