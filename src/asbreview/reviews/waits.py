"""Which steps of a case a wait puts off, and to which day: for the letters about it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.errors import UnknownDay
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.standstill import Standstill
from asbreview.domain.timers import Binds, Timer
from asbreview.domain.timetable import due_on
from asbreview.reviews.case import Case
from asbreview.reviews.falling_due import asked_on, decided_on, started_on


class Waiting(NamedTuple):
    """A step that a wait bears on: the day without it, and the day with it, if any."""

    timer: Timer
    was_due_on: date
    due_on: date | None


def standing_still_now(case: Case) -> list[Waiting]:
    """Return the steps that have no day while a wait goes on; first the first due."""
    waits = case.trigger.standstills
    ended = [wait for wait in waits if wait.resumed_on is not None]
    return [step for step in _put_off(case, ended) if step.due_on is None]


def moved_by_the_wait(case: Case, pause_id: UUID | None) -> list[Waiting]:
    """Return the steps that a wait which ended has put off; none for no wait."""
    if pause_id is None:
        return []
    others = [
        wait
        for id_, wait in zip(case.trigger.pauses, case.trigger.standstills, strict=True)
        if id_ != pause_id
    ]
    without = [wait for wait in others if wait.resumed_on is not None]
    return list(_put_off(case, without))


def wait_told_by(case: Case, letter_id: UUID) -> UUID | None:
    """Return the wait of whose end a letter tells, while that is on record."""
    kind, ended_by = LetterKind.CLOCK_STARTED, case.trigger.resumed_by
    told = (p for p, c in ended_by.items() if Letter.caused_by(c, kind) == letter_id)
    return next(told, None)


def _put_off(case: Case, without: Sequence[Standstill]) -> Iterator[Waiting]:
    """Yield what is due on another day than it would be *without* the other waits.

    Of steps of our own that are still to be taken; a day that people gave stays.
    """
    for timer, began_on in _running(case):
        if not timer.pauses_for or timer.timer_id in case.trigger.extended:
            continue
        was = _counted(case, timer, began_on, without)
        now = _counted(case, timer, began_on, case.trigger.standstills)
        if was is not None and now != was:
            yield Waiting(timer, was, now)


def _running(case: Case) -> Iterator[tuple[Timer, date]]:
    """Yield the partnership's own steps that have begun and are not taken."""
    for timer in case.procedure.timers:
        started = started_on(case, timer)
        taken = TAKEN.get(timer.timer_id, _never)(case)
        ours = timer.binds is Binds.PARTNERSHIP and not timer.before
        if ours and started is not None and taken is None:
            yield timer, started


def _counted(
    case: Case, timer: Timer, started_on: date, waits: Sequence[Standstill]
) -> date | None:
    try:
        return due_on(
            timer,
            started_on=started_on,
            calendar=case.calendar,
            day_zero=case.procedure.day_zero,
            standstills=waits,
        )
    except UnknownDay:
        return None


def _never(_: Case) -> date | None:
    return None


def _held(case: Case) -> date | None:
    held = case.panel.held
    return held.held_on if held else None


def _reviewed(case: Case) -> date | None:
    decided = case.trigger.threshold
    not_met = decided is not None and not decided.met
    return case.trigger.threshold_told_on if not_met else case.outcome.told_on


TAKEN: Final[dict[str, Callable[[Case], date | None]]] = {
    "acknowledge": lambda case: case.trigger.acknowledged_on,
    "ask-partners": asked_on,
    "decide-threshold": decided_on,
    "tell-threshold": lambda case: case.trigger.threshold_told_on,
    "hold-panel": _held,
    "tell-outcome": lambda case: case.outcome.told_on,
    "whole-review": _reviewed,
}
"""What has taken each step; as `projections.case.timers` knows it of its own."""
