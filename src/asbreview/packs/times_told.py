"""The times that were set on a case: why each fell on its day, and was it kept."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from asbreview.domain.days import in_words, so_many_days
from asbreview.domain.ledger_spoken import WHERE_FROM, rule_in_words
from asbreview.domain.procedure import Binds
from asbreview.packs.document import (
    Block,
    Table,
    Words,
)
from asbreview.packs.of_case import OfCase
from projections.case.runs import Moot
from projections.deadlines import Deadline

OWN: Final = "The applicant\u2019s own to use or not"


MOOT: Final = {
    Moot.HELD: f"No: it was not done, and {Moot.HELD}",
    Moot.NOT_NEEDED: "No longer needed",
}


def times_told(of: OfCase) -> Iterator[Block]:
    """Tell every time that was set, with the day it was kept, if it was."""
    steps = sorted(of.deadlines, key=lambda step: (step.started_on, step.timer_id))
    if not steps:
        yield Words("No time was set for anything.")
        return
    ours = [step for step in steps if step.binds is not Binds.APPLICANT]
    late = sum(_was_not_kept(of, step) for step in ours)
    yield Words(
        f"{len(ours)} times were set for the partnership and the bodies; {late} were"
        " not kept. The applicant\u2019s own are listed and not counted."
    )
    yield Table(
        caption="Every time that was set, and whether it was kept",
        header=("What", "Counted from", "Due on", "Done on", "Kept?"),
        rows=tuple(_step(of, step) for step in steps),
        widths=(24, 15, 15, 15, 14),
        leads=0,
    )
    if rules := tuple(_rules(of, steps)):
        yield Table(
            caption="How the days were counted, by the review procedures of the case",
            header=("What", "How long", "Where that is from"),
            rows=rules,
            widths=(24, 30, 29),
            leads=0,
        )


def _rules(of: OfCase, steps: list[Deadline]) -> Iterator[tuple[str, str, str]]:
    """Yield, once each, the rules of the procedures that the steps follow."""
    for timer_id in dict.fromkeys(step.timer_id for step in steps):
        if timer := of.case.procedure.timer(timer_id):
            yield timer.says, rule_in_words(timer), WHERE_FROM[timer.origin]


def _was_not_kept(of: OfCase, step: Deadline) -> bool:
    """Say whether a step was late, or never taken though its day had come."""
    if step.moot is Moot.HELD:
        return True
    return step.was_met_late or step.is_overdue(of.today)


def _step(of: OfCase, step: Deadline) -> tuple[str, str, str, str, str]:
    body = f"\n{of.body(step.body_id)}" if step.body_id else ""
    first = f"\nfirst due on {in_words(step.was_due_on)}" if step.was_due_on else ""
    done_on = _challenged_on(of, step) or step.met_on
    return (
        f"{step.says}{body}",
        _counted_from(of, step),
        (in_words(step.due_on) if step.due_on else "not known") + first,
        in_words(done_on) if done_on else "not done",
        _kept(of, step),
    )


def _counted_from(of: OfCase, step: Deadline) -> str:
    timer = of.case.procedure.timer(step.timer_id)
    back = ", counted back" if timer and timer.before else ""
    return f"{in_words(step.started_on)}{back}"


def _challenged_on(of: OfCase, step: Deadline) -> date | None:
    """Return the day on which an applicant used the time that they had to challenge."""
    procedure = of.case.procedure
    for challenge in of.case.outcome.challenges.values():
        route = procedure.challenge_of(challenge.of)
        if route is not None and route.window == step.timer_id:
            return challenge.received_on
    return None


def _kept(of: OfCase, step: Deadline) -> str:
    if step.moot:
        return MOOT.get(step.moot, f"No longer needed: {step.moot}")
    if step.binds is Binds.APPLICANT:
        return OWN
    if step.due_on is None:
        return "Its day is not known"
    if step.met_on is not None:
        return _was_kept(step, (step.met_on - step.due_on).days)
    days = (of.today - step.due_on).days
    return f"No: overdue by {so_many_days(days)}" if days > 0 else "Not due yet"


def _was_kept(step: Deadline, days: int) -> str:
    """Say of a step that was taken how many *days* late it was, if it was."""
    if days > 0:
        return f"No: {so_many_days(days)} late"
    if step.was_met_late:
        return "No: more time was given too late"
    return "Yes, in the longer time" if step.was_due_on else "Yes"
