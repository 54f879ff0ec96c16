"""How the days that a letter prints were counted, in a sentence for each."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace as Said
from typing import NamedTuple

from asbreview.domain.days import local_day
from asbreview.domain.ledger_spoken import spoken, started_by
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.terms import Challenged
from asbreview.domain.timetable import explain
from asbreview.letters.saying import Telling

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
    case, dated = telling.case, telling.letter.dated
    kind, procedure = telling.letter.kind, case.procedure
    applied_on = case.trigger.clock_from
    if kind in {LetterKind.ACKNOWLEDGEMENT, LetterKind.LINKED_REVIEW}:
        yield Counting("decide-threshold", "decide-threshold", applied_on)
        yield Counting("tell-outcome", "whole-review", applied_on)
    if kind is LetterKind.LINKED_REVIEW:
        yield Counting("hold-panel", "hold-panel", applied_on)
    if kind is LetterKind.THRESHOLD_MET:
        yield Counting("hold-panel", "hold-panel", dated, from_letter=True)
    if case.panel.meets_at is not None:
        meets_on = local_day(case.panel.meets_at)
        yield Counting("send-papers", "send-papers", meets_on)
        yield Counting("tell-outcome", "tell-outcome", meets_on)
    if kind in CHALLENGES and (route := procedure.challenge_of(CHALLENGES[kind])):
        yield Counting("challenge-by", route.window, dated, from_letter=True)
    if kind is LetterKind.CHALLENGE_RECEIVED and case.outcome.challenges:
        last = list(case.outcome.challenges.values())[-1]
        if timer_id := procedure.decide_by(last.of, last.on_what.tier):
            yield Counting("decide-challenge", timer_id, last.received_on)
