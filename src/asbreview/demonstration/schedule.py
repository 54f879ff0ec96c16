"""Every step of every case, in the order in which the days had them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Final, NamedTuple

from asbreview.demonstration import beginnings, meetings
from asbreview.demonstration.beginnings import Act
from asbreview.demonstration.contacts import PROMISED, keep_promise, say
from asbreview.demonstration.office_hours import (
    MORNINGS_WORK,
    OfficeHours,
    days_between,
)
from asbreview.demonstration.play import Play
from asbreview.demonstration.tale import said
from asbreview.demonstration.twists import TWISTS

STEPS: Final[dict[str, Act]] = {
    "apply": beginnings.apply,
    "ask": beginnings.ask,
    "answer housing": beginnings.answer("housing"),
    "answer council": beginnings.answer("council"),
    "answer health": beginnings.answer("health"),
    "answer police": beginnings.answer("police"),
    "assess": beginnings.assess,
    "decide": beginnings.decide,
    "convene": meetings.convene,
    "take part": meetings.take_part,
    "assess again": beginnings.assess,
    "hold": meetings.hold,
    "propose": meetings.propose,
    "say of plan": meetings.say_of_plan,
    "find": meetings.find,
    "respond": meetings.respond,
    "progress": meetings.progress,
    "finish": meetings.finish,
    "close": meetings.close,
}
SAID_AFTER: Final = 4  # working days
ENDINGS: Final = ("withdrawn", "transferred")
# What is said in many a case: the step it follows, and by how many working days.
OFTEN_SAID: Final = {
    "first-call": ("apply", 1),
    "how-are-you": ("decide", 3),
    "after-the-panel": ("hold", 1),
    "plan": ("respond", 2),
}


class Step(NamedTuple):
    """Something that is done at an instant."""

    at: datetime
    rank: tuple[int, int]
    act: Callable[[], None]


def schedule(
    plays: Iterable[Play],
    hours: OfficeHours,
    post: Callable[[], None],
    once: Iterable[Step],
) -> list[Step]:
    """Return every step that was taken before today, and the post of each day.

    Among them what is done *once*, on no case.
    """
    steps = [step for play in plays for step in _of(play)]
    first = min(steps).at.date()
    rounds = [
        Step(hours.post_time(day), (10_000, 0), post)
        for day in days_between(first, hours.ago(1))
        if hours.is_working(day)
    ]
    return sorted([*steps, *rounds, *once], key=lambda step: (step.at, step.rank))


def in_the_morning(hours: OfficeHours, ago: int, act: Callable[[], None]) -> Step:
    """Return what is done one morning so many working days ago, before all else."""
    return Step(hours.moment(hours.ago(ago), 0), (-1, 0), act)


def _of(play: Play) -> Iterator[Step]:
    """Yield the steps of a case, those of a day in their order at odd minutes."""
    by_day: dict[int, list[Act]] = defaultdict(list)
    for working_days, act in _in_order(play):
        by_day[working_days].append(act)
    count = 0
    for working_days, acts in by_day.items():
        draws = [f"{working_days}/{number}" for number in range(len(acts))]
        minutes = sorted(play.draw(name, of=MORNINGS_WORK) for name in draws)
        for minute, act in zip(minutes, acts, strict=True):
            count += 1
            at = play.world.hours.moment(play.day(working_days), minute)
            yield Step(at, (play.number, count), partial(act, play))


def _in_order(play: Play) -> list[tuple[int, Act]]:
    """Return what has been done on the case by today, and on which working day."""
    planned = [(day, STEPS[step]) for step, day in play.course.items()]
    ends = play.plan.ago - 1
    for twist in play.plan.twists:
        if twist in TWISTS:
            added = list(TWISTS[twist](play))
            planned += added
            if twist in ENDINGS:
                ends = min(ends, *(day for day, _ in added))
    planned += _said(play)
    planned += _how_it_was(play)
    return sorted(
        [(day, act) for day, act in planned if day <= ends], key=lambda step: step[0]
    )


def _how_it_was(play: Play) -> Iterator[tuple[int, Act]]:
    """Yield what some say of a case that was closed; most say nothing."""
    if "close" in play.course and play.draw("how it was", of=3) == 0:
        yield play.course["close"] + SAID_AFTER, meetings.say_how_it_was


def _said(play: Play) -> Iterator[tuple[int, Act]]:
    """Yield what is said in a case, and the keeping of what is promised."""
    spoken = dict(play.plan.said)
    for key, (step, days) in OFTEN_SAID.items():
        if step in play.course and play.draw(key, of=5) < 2:  # noqa: PLR2004  of five
            spoken.setdefault(key, play.course[step] + days)
    for key, day in sorted(spoken.items(), key=lambda each: each[1]):
        yield day, say(key)
        if said()[key].promised and not play.has("promise not kept"):
            yield day + PROMISED - 1, keep_promise
