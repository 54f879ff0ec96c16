"""Days on which the clock of a step stands still: they count as no days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from asbreview.domain.model import Value
from asbreview.domain.timers import Timer, WaitingFor


class Standstill(Value):
    """A wait: from the day after `paused_on`, up to and including `resumed_on`.

    It has no end yet while it goes on: it is never given a far one.
    """

    waiting_for: WaitingFor
    paused_on: date
    resumed_on: date | None = None

    def holds(self, day: date) -> bool:
        """Say whether the clock stands still on a day."""
        return self.paused_on < day and (
            self.resumed_on is None or day <= self.resumed_on
        )


def bearing_on(
    timer: Timer, standstills: Iterable[Standstill]
) -> tuple[Standstill, ...]:
    """Return the waits that a timer stands still for; one counted back never does."""
    if timer.before or not timer.pauses_for:
        return ()
    return tuple(s for s in standstills if s.waiting_for in timer.pauses_for)


def why_stood(standstills: Sequence[Standstill], day: date) -> str | None:
    """Say for what the clock stood still on a day, if it did."""
    held = dict.fromkeys(s.waiting_for.value for s in standstills if s.holds(day))
    return f"stood still: waiting for {', and '.join(held)}" if held else None


def stood_within(
    standstills: Iterable[Standstill], start: date, end: date
) -> Iterator[tuple[date, date]]:
    """Yield the stretches, each after its first day and to its last, between two days.

    No day is in two of them, however many things were waited for at once; only waits
    that have ended are told.
    """
    reached = start
    for wait in sorted(standstills, key=lambda s: s.paused_on):
        if wait.resumed_on is None:
            continue
        after, last = max(reached, wait.paused_on), min(end, wait.resumed_on)
        if after < last:
            yield after, last
            reached = last


def going_on(
    waits: Sequence[Standstill], started_on: date, due: date
) -> Standstill | None:
    """Return the first wait without an end, if any of the time is left when it begins.

    *due* is the day without it.
    """
    without_end = [wait for wait in waits if wait.resumed_on is None]
    first = min(without_end, key=lambda wait: wait.paused_on, default=None)
    return first if first and max(started_on, first.paused_on) < due else None
