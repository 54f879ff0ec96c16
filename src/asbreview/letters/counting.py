"""How the days that a letter prints were counted, in a sentence for each."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace as Said
from typing import NamedTuple

from asbreview.domain.ledger_spoken import spoken, started_by
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.terms import Challenged
from asbreview.domain.timetable import explain
from asbreview.letters.saying import Telling
from asbreview.reviews.days_printed import BEGINS
from asbreview.reviews.falling_due import started_on

CHALLENGES = {
    LetterKind.THRESHOLD_MET: Challenged.APPLICATION,
    LetterKind.THRESHOLD_NOT_MET: Challenged.APPLICATION,
    LetterKind.NOT_INVITED: Challenged.REVIEW,
    LetterKind.OUTCOME: Challenged.REVIEW,
}
"""What may be challenged from the day of a letter on."""


class Counting(NamedTuple):
    """From which day a timer of the procedure counts to a day that a letter prints."""

    name: str
    timer_id: str
    started_on: date
    from_letter: bool = False


def how_counted(telling: Telling) -> list[Said]:
    """Return each day that a letter prints with how it was counted, the earliest first.

    A day that this does not come to, for it was given otherwise, is left out.
    """
    on = {day.name: day.on for day in telling.letter.days}
    told = {
        on[each.name]: how
        for each in _countings(telling)
        if each.name in on and (how := _how(telling, each, on[each.name]))
    }
    return [Said(on=day, how=how) for day, how in sorted(told.items())]


def _how(telling: Telling, counting: Counting, printed: date) -> str:
    case = telling.case
    timer = case.procedure.timer(counting.timer_id)
    comes_to = case.due_on(counting.timer_id, counting.started_on)
    if timer is None or comes_to != printed:
        return ""
    days = explain(
        timer,
        started_on=counting.started_on,
        calendar=case.calendar,
        day_zero=case.procedure.day_zero,
        standstills=case.trigger.standstills,
    )
    here = "the date of this letter"
    came = case.trigger.came
    began = started_by(timer, counting.started_on, came.on if came else None)
    starts = here if counting.from_letter else began
    return " ".join(spoken(timer, starts, days, None, brief=True))


def _countings(telling: Telling) -> Iterator[Counting]:
    """Yield what each name that the texts use for a day may have been counted by."""
    case, kind, procedure = telling.case, telling.letter.kind, telling.case.procedure
    if kind in {LetterKind.ACKNOWLEDGEMENT, LetterKind.LINKED_REVIEW}:
        yield from _of_step(telling, "decide-threshold", "decide-threshold")
        yield from _of_step(telling, "tell-outcome", "whole-review")
    if kind in {LetterKind.LINKED_REVIEW, LetterKind.THRESHOLD_MET}:
        yield from _of_step(telling, "hold-panel", "hold-panel")
    if case.panel.meets_at is not None:
        yield from _of_step(telling, "send-papers", "send-papers")
        yield from _of_step(telling, "tell-outcome", "tell-outcome")
    if kind in CHALLENGES and (route := procedure.challenge_of(CHALLENGES[kind])):
        dated = telling.letter.dated
        yield Counting("challenge-by", route.window, dated, from_letter=True)
    if kind is LetterKind.CHALLENGE_RECEIVED:
        for challenge in case.outcome.challenges.values():
            if timer_id := procedure.decide_by(challenge.of, challenge.on_what.tier):
                yield Counting("decide-challenge", timer_id, challenge.received_on)


def _of_step(telling: Telling, name: str, timer_id: str) -> Iterator[Counting]:
    """Yield from which day a step is counted: from the letter, where that starts it."""
    case, dated = telling.case, telling.letter.dated
    timer = case.procedure.timer(timer_id)
    if timer is None:
        return
    if began_on := started_on(case, timer):
        yield Counting(name, timer_id, began_on)
    elif BEGINS.get(telling.letter.kind) is timer.starts:
        yield Counting(name, timer_id, dated, from_letter=True)
