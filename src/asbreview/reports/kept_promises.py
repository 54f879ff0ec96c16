"""What the procedures promise, and what was kept of it; what the bodies answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from statistics import median
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.statute import INFORMATION
from asbreview.reports.document import Block, Says, Table
from asbreview.reports.gathering import Facts
from asbreview.reports.periods import called
from asbreview.reports.sentences import has, listed, many, sentence, was
from projections.answering import Asked
from projections.promises import Kept
from projections.small_numbers import FEWEST

NO_PROMISE: Final = "No step of the procedures fell due in this {}."
NOT_ASKED: Final = "No body was asked for information in this {}."
DUTY: Final = (
    "The bodies may ask any person for information, and one that carries out public"
    f" functions has to give it ({INFORMATION.pinpoint}). Counted from the day on which"
    " each body was asked."
)
NO_DAYS: Final = f"A dash: fewer than {FEWEST} answers, of which no days are told."
A_FEW: Final = 3  # steps that a sentence names
ANOTHER: Final = "Another body"


def promises_told(facts: Facts) -> Iterator[Block]:
    """Tell of each step that fell due how often it was taken in time, late, or not."""
    kept = facts.promises
    if not kept:
        yield Says(NO_PROMISE.format(called(facts.period)))
        return
    yield Says(" ".join(_of(kept)))
    yield Table(
        f"Steps that fell due in this {called(facts.period)}",
        ("Step", "Time for it", "Due (n)", "In time", "Late", "Not taken"),
        tuple(
            (
                each.says,
                each.promised or "a day of its own",
                str(each.due),
                str(each.in_time),
                str(each.late),
                str(each.not_taken),
            )
            for each in kept
        ),
        (40, 20, 10, 10, 8, 12),
    )


def _of(kept: Sequence[Kept]) -> Iterator[str]:
    due, in_time = sum(k.due for k in kept), sum(k.in_time for k in kept)
    yield sentence(
        f"{many(due, 'step')} fell due, and {in_time} {was(in_time)} taken in time"
    )
    if due == in_time:
        return
    yield from _most_often("late", {k: k.late for k in kept})
    yield from _most_often("not taken", {k: k.not_taken for k in kept})


def _most_often(how: str, times: Mapping[Kept, int]) -> Iterator[str]:
    """Name what was late, or not taken, the most often, of how many; none if none."""
    if most := max(times.values()):
        worst = [kept for kept, n in times.items() if n == most]
        if len(worst) > A_FEW:
            yield f"{len(worst)} steps were {how} as often as each other: {most} each."
            return
        steps = listed(f"\u201c{k.says}\u201d ({most} of {k.due})" for k in worst)
        yield f"Most often {how}: {steps}."


class OfBody(NamedTuple):
    """What one body was asked in a period, and how it answered."""

    name: str
    asked: list[Asked]

    @property
    def answered(self) -> int:
        """How many of the requests it has answered."""
        return sum(each.answered_on is not None for each in self.asked)

    @property
    def late(self) -> int:
        """How many answers came after their day."""
        return sum(each.was_late for each in self.asked)

    def overdue(self, on: date) -> int:
        """How many have no answer though the day it was due had passed."""
        waiting = (each for each in self.asked if each.answered_on is None)
        return sum(e.due_on is not None and e.due_on < on for e in waiting)

    @property
    def days(self) -> list[int]:
        """The days that its answers took."""
        return [each.days for each in self.asked if each.days is not None]

    @property
    def took(self) -> str:
        """Those days in brief: the middle one; of fewer than five nothing is told."""
        if len(self.days) < FEWEST:
            return "\u2013"
        return f"half in {median(self.days):g} or less"


def of_bodies(facts: Facts) -> list[OfBody]:
    """Return what each body was asked, in the order of the procedure."""
    names = {body.body_id: body.name for body in facts.procedure.relevant_bodies}
    return of_each(names, facts.asked)


def of_each(names: Mapping[UUID, str], asked: Iterable[Asked]) -> list[OfBody]:
    """Return what each body was asked, those that are named first, in that order."""
    own: dict[UUID, list[Asked]] = {body_id: [] for body_id in names}
    for each in asked:
        own.setdefault(each.body_id, []).append(each)
    return [OfBody(names.get(id_, ANOTHER), of) for id_, of in own.items() if of]


def bodies_told(facts: Facts) -> Iterator[Block]:
    """Tell what each body was asked, and by when it answered (Sch.4 para 7)."""
    bodies = of_bodies(facts)
    if not bodies:
        yield Says(NOT_ASKED.format(called(facts.period)))
        return
    yield from answers_told(bodies, facts.looked_at)


def answers_told(bodies: Sequence[OfBody], looked_at: date) -> Iterator[Block]:
    """Tell how some bodies answered; what is overdue is looked at from a day."""
    asked, late = sum(len(b.asked) for b in bodies), sum(b.late for b in bodies)
    answered = sum(body.answered for body in bodies)
    overdue = sum(body.overdue(looked_at) for body in bodies)
    yield Says(
        sentence(
            f"{many(asked, 'request')} {was(asked)} made; {answered or 'none'}"
            f" {has(answered)} been answered, {late or 'none'} of them late, and"
            f" {overdue or 'none'} {was(overdue)} overdue at the end"
        )
    )
    yield Table(
        "Answers, by body",
        ("Body", "Asked (n)", "Answered", "Late", "Overdue", "Days to answer"),
        tuple(
            (
                body.name,
                str(len(body.asked)),
                str(body.answered),
                str(body.late),
                str(body.overdue(looked_at)),
                body.took,
            )
            for body in bodies
        ),
        (36, 12, 12, 8, 10, 22),
    )
    yield Says(f"{DUTY} {NO_DAYS}")
