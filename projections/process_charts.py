"""Charts of single cases in order (XmR): what is usual, and what stands out from it.

By the rules of the NHS "Making Data Count" team.  How far single values usually lie
apart is taken from how far each lies from the one before it (its moving range).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from statistics import fmean, median
from typing import Final, NamedTuple

PER_MOVING_RANGE: Final = 2.66  # from the mean to a limit, in mean moving ranges
SCREENED_FROM: Final = 3.267  # mean moving ranges: one as wide says nothing of usual
NEAR: Final = 2 / 3  # of the way from the mean to a limit
IN_A_ROW: Final = 7
ENOUGH: Final = 12  # points: with fewer, limits are on trial


class Signal(StrEnum):
    """Why a point is not to be put down to chance."""

    OUTSIDE = "outside the limits"
    ONE_SIDE = "one of 7 or more in a row on one side of the mean"
    RISING = "one of 7 or more in a row, each higher than the last"
    FALLING = "one of 7 or more in a row, each lower than the last"
    NEAR_A_LIMIT = "one of 2 in 3 more than two thirds of the way to a limit"


LASTING: Final = frozenset({Signal.ONE_SIDE, Signal.RISING, Signal.FALLING})
"""What says that values shifted or drifted, and not that a single one stands out."""


class Lately(StrEnum):
    """What the last value says, by which values lie otherwise than by chance alone."""

    HIGHER = "higher"
    LOWER = "lower"
    AS_USUAL = "as usual"
    TOO_FEW = "too few to say"


class Observed(NamedTuple):
    """A value, the day it belongs to, and what it is of (such as a reference)."""

    on: date
    value: float
    of: str = ""


class Rebased(NamedTuple):
    """A dated event from which on limits are reckoned anew, and what it was."""

    on: date
    says: str


class Limits(NamedTuple):
    """The mean, and between which limits nearly all values lie by chance alone.

    `lower` is as reckoned: below nothing, where values cannot be, too.
    """

    mean: float
    lower: float
    upper: float


class Point(NamedTuple):
    """A value in its place, and each reason not to put it down to chance."""

    observed: Observed
    signals: frozenset[Signal]


class Phase(NamedTuple):
    """Points that are reckoned together: from a dated event, or the first, to the next.

    A phase of one point has no limits: nothing is known of how far values lie apart.
    Of one whose limits are on trial nothing stands out: it is too early to say.
    """

    points: list[Point]
    limits: Limits | None
    began_with: Rebased | None

    @property
    def is_on_trial(self) -> bool:
        """Whether its points are too few for its limits to be relied on."""
        return len(self.points) < ENOUGH

    @property
    def signalled(self) -> list[Point]:
        """The points that are not to be put down to chance."""
        return [point for point in self.points if point.signals]


def process_chart(
    observed: Sequence[Observed], events: Sequence[Rebased] = ()
) -> list[Phase]:
    """Chart values in the order given, anew from each dated event on.

    An event after which nothing was observed begins nothing.
    """
    phases: list[tuple[Rebased | None, list[Observed]]] = [(None, [])]
    due = sorted(events)
    for each in observed:
        while due and due[0].on <= each.on:
            event = due.pop(0)
            if phases[-1][1]:
                phases.append((event, []))
            else:
                phases[-1] = (event, [])
        phases[-1][1].append(each)
    return [_phase(points, began) for began, points in phases if points]


def latest(phases: Sequence[Phase], most: int) -> list[Phase]:
    """Return the latest points, as they were reckoned among all; *most* of them."""
    found: list[Phase] = []
    for phase in reversed(phases):
        if most <= 0:
            break
        found.append(phase._replace(points=phase.points[-most:]))
        most -= len(phase.points)
    return found[::-1]


def lately(phases: Sequence[Phase]) -> Lately:
    """Say whether values are lately higher or lower than chance alone would have them.

    As the NHS rules do, by the last point: one that stands out from an earlier time,
    and is followed by what is usual, says nothing of now.
    """
    if not phases or phases[-1].limits is None or phases[-1].is_on_trial:
        return Lately.TOO_FEW
    last, mean = phases[-1].points[-1], phases[-1].limits.mean
    if not last.signals:
        return Lately.AS_USUAL
    if last.signals & {Signal.RISING, Signal.FALLING}:
        is_higher = Signal.RISING in last.signals
    else:
        is_higher = last.observed.value > mean
    return Lately.HIGHER if is_higher else Lately.LOWER


def limits_of(values: Sequence[float], *, screened: bool = True) -> Limits | None:
    """Return the limits of values in order; nothing for fewer than two.

    A moving range of 3.267 times their mean or more is left out of it, once.
    """
    ranges = [abs(b - a) for a, b in pairwise(values)]
    if not ranges:
        return None
    widest = SCREENED_FROM * fmean(ranges)
    if screened and widest > 0:  # where all values are the same, none is left out
        ranges = [each for each in ranges if each < widest]
    mean, reach = fmean(values), PER_MOVING_RANGE * fmean(ranges)
    return Limits(mean, mean - reach, mean + reach)


def steady(values: Sequence[float]) -> Limits | None:
    """Return the limits to set later values beside; nothing if these are not steady.

    What lies further from the middle one than limits from their mean is left out, so
    that one freak value, which would move the mean away from all others, makes neither
    mean nor limits.  By these, all values may hold no shift and no trend.
    """
    if len(values) < ENOUGH or (every := limits_of(values)) is None:
        return None
    middle, reach = median(values), every.upper - every.mean
    usual = [each for each in values if abs(each - middle) <= reach]
    limits = limits_of(usual)
    if limits is None:
        return None
    found = frozenset().union(*signals_against(values, limits))
    return None if found & LASTING else limits


def signals_against(values: Sequence[float], limits: Limits) -> list[frozenset[Signal]]:
    """Return why each value is not to be put down to chance, by limits that are given.

    The limits may be those of other values: of earlier ones, before a change.
    """
    found: list[set[Signal]] = [set() for _ in values]
    for signal, places in _signals(values, limits):
        for place in places:
            found[place].add(signal)
    return [frozenset(each) for each in found]


def _phase(observed: list[Observed], began_with: Rebased | None) -> Phase:
    values = [each.value for each in observed]
    limits = limits_of(values)
    found = [frozenset[Signal]() for _ in values]
    if limits is not None and len(values) >= ENOUGH:
        found = signals_against(values, limits)
    points = [Point(*each) for each in zip(observed, found, strict=True)]
    return Phase(points, limits, began_with)


def _signals(
    values: Sequence[float], limits: Limits
) -> Iterator[tuple[Signal, Sequence[int]]]:
    """Yield each reason, and the places of the points that it is one for."""
    mean, lower, upper = limits
    outside = [i for i, v in enumerate(values) if not lower <= v <= upper]
    yield Signal.OUTSIDE, outside
    yield Signal.ONE_SIDE, _in_a_row([v > mean for v in values], IN_A_ROW)
    yield Signal.ONE_SIDE, _in_a_row([v < mean for v in values], IN_A_ROW)
    steps = list(pairwise(values))
    rising = _in_a_row([b > a for a, b in steps], IN_A_ROW - 1)
    yield Signal.RISING, _and_the_next(rising)
    falling = _in_a_row([b < a for a, b in steps], IN_A_ROW - 1)
    yield Signal.FALLING, _and_the_next(falling)
    for sign in (1, -1):
        yield Signal.NEAR_A_LIMIT, _near(values, limits, sign)


def _in_a_row(holds: Sequence[bool], at_least: int) -> list[int]:
    """Return the places of those that are among so many in a row that hold."""
    found: list[int] = []
    run: list[int] = []
    for place, held in enumerate([*holds, False]):
        if held:
            run.append(place)
            continue
        found += run if len(run) >= at_least else []
        run = []
    return found


def _and_the_next(steps: Sequence[int]) -> list[int]:
    """Return the places of the points that steps lie between."""
    return sorted({place for step in steps for place in (step, step + 1)})


def _near(values: Sequence[float], limits: Limits, sign: int) -> list[int]:
    """Return those near one limit, or past it, with another among three in a row."""
    far = NEAR * (limits.upper - limits.mean)
    beyond = [sign * (value - limits.mean) > far for value in values]
    near = [place for place, is_beyond in enumerate(beyond) if is_beyond]
    pairs = [(a, b) for a, b in pairwise(near) if b - a < 3]  # noqa: PLR2004  of three
    return sorted({place for pair in pairs for place in pair})
