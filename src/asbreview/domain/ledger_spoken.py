"""Why a step is due on its day, as it can be read out or written in a letter."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Final

from asbreview.domain.days import in_words
from asbreview.domain.ledger import DayCounted
from asbreview.domain.procedure import Anchor, Origin, Timer, Unit

STARTS: Final[Mapping[Anchor, str]] = MappingProxyType(
    {
        Anchor.RECEIPT: "the application",
        Anchor.ACKNOWLEDGEMENT: "the acknowledgement",
        Anchor.REQUEST: "the request for information",
        Anchor.INFORMATION_COMPLETE: "the last of the answers",
        Anchor.THRESHOLD_DECISION: "the decision on the threshold",
        Anchor.THRESHOLD_LETTER: "the letter about the threshold",
        Anchor.ACCEPTANCE: "the decision that the threshold is met",
        Anchor.PANEL: "the meeting of the panel",
        Anchor.OUTCOME_LETTER: "the outcome letter",
        Anchor.RECOMMENDATION: "the recommendation",
        Anchor.CHALLENGE: "the challenge",
        Anchor.CONTACT: "the last contact with them, or letter to them",
    }
)
WHERE_FROM: Final[Mapping[Origin, str]] = MappingProxyType(
    {
        Origin.PUBLISHED: "published by the area",
        Origin.STATUTE: "from the Act",
        Origin.OWN_CHOICE: "the partnership's own choice, not published",
    }
)
CAME_HERE: Final = "the day on which it came here"
STOOD_STILL: Final = "stood still: waiting for "
WEEKEND: Final = frozenset({"Saturday", "Sunday"})


def rule_in_words(timer: Timer, starts: str = "") -> str:
    """Say how the day of a step is counted: "10 working days from the application".

    *starts* is what started it, in words, where that is not what its rule names.
    """
    way = "before" if timer.before else "from"
    return f"{timer.in_words} {way} {starts or STARTS[timer.starts]}"


def started_by(timer: Timer, started_on: date, came_on: date | None) -> str:
    """Say what a timer was started by; of what came from elsewhere, that it came."""
    return CAME_HERE if started_on == came_on else STARTS[timer.starts]


def spoken(
    timer: Timer,
    starts: str,
    days: tuple[DayCounted, ...],
    counted_on: date | None,
    *,
    brief: bool = False,
) -> Iterator[str]:
    """Yield the sentences that explain a day; *starts* is what started it, in words.

    What was skipped is named once: weekends together, holidays each by name, and the
    stretches in which the time stood still.  *brief* sentences give of a holiday the
    day and the month alone.
    """
    if not days:
        return
    way = "back from" if timer.before else "from"
    started_on = in_words(days[0].on)
    yield f"We count {timer.in_words} {way} {starts}, {started_on}."
    for day in days[1:]:
        if day.because.startswith("day 0"):
            begins = f"the count begins after {in_words(day.on)}"
            yield f"Nobody works on that day, so {begins}."
    if timer.unit is Unit.WORKING_DAYS and (left_out := _left_out(days, brief=brief)):
        yield f"We do not count {left_out}."
    for waits_for, stretch in _stood_still(days):
        yield f"{stretch} the time stood still: we were waiting for {waits_for}."
    if counted_on is not None:
        yield f"That comes to {in_words(counted_on)}."


def _left_out(days: Iterable[DayCounted], *, brief: bool) -> str:
    skipped = [day for day in days if not day.counts]
    names = [
        f"{day.because} ({f'{day.on.day} {day.on:%B}' if brief else in_words(day.on)})"
        for day in skipped
        if day.because not in WEEKEND and not _is_ours(day)
    ]
    weekends = ["weekends"] if any(d.because in WEEKEND for d in skipped) else []
    return _listed([*weekends, *names])


def _is_ours(day: DayCounted) -> bool:
    """Is it explained by the counting itself, or by a wait, and no day off?"""
    return day.because.startswith(("day 0", "stood still", "moved here"))


def _stood_still(days: Iterable[DayCounted]) -> Iterator[tuple[str, str]]:
    """Yield for what the time stood still, and from when to when; weekends within."""
    considered = [d for d in days if d.because not in WEEKEND]
    for because, same in groupby(considered, key=lambda day: day.because):
        if because.startswith(STOOD_STILL):
            stretch = sorted(day.on for day in same)
            first, last = in_words(stretch[0]), in_words(stretch[-1])
            when = f"On {first}" if first == last else f"From {first} to {last}"
            yield because.removeprefix(STOOD_STILL), when


def _listed(names: list[str]) -> str:
    """List names as they are spoken: "weekends, Good Friday and Easter Monday"."""
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
