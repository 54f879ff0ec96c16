"""How a figure is taken and told: ratios of one run, since the machine may be busy."""

import gc
import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from math import ceil
from statistics import median
from time import perf_counter
from typing import Final, NamedTuple, NoReturn


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def side_by_side(*works: Callable[[], object], times: int) -> list[float]:
    """Return the median seconds of each, done in turn so that a busy spell hits all."""
    taken: list[list[float]] = [[] for _ in works]
    gc.collect()
    for _ in range(times):
        for work, held in zip(works, taken, strict=True):
            held.append(seconds(work))
    return [median(held) for held in taken]


def at_most(taken: Sequence[float], share: float) -> float:
    """Return the time within which a share of the answers came: 0.95 is "p95"."""
    return sorted(taken)[ceil(share * len(taken)) - 1]


class Figure(NamedTuple):
    """A line of the report: what was measured, beside what, and what was aimed for.

    `met` says whether what was aimed for was reached; nothing where nothing was.
    """

    what: str
    found: str
    beside: str = ""
    aim: str = ""
    met: bool | None = None

    @property
    def told(self) -> str:
        """Say what was aimed for, and whether it was met."""
        if self.met is None:
            return self.aim
        return f"{self.aim}: met" if self.met else f"{self.aim}: **missed**"


def report(title: str, figures: Iterable[Figure]) -> None:
    """Print figures as a table in Markdown, as `docs/benchmarks.md` keeps them."""
    print(f"\n### {title}\n")
    print("| measured | found | beside it | aim |\n| --- | --- | --- | --- |")
    for figure in figures:
        cells = (figure.what, figure.found, figure.beside, figure.told)
        print(f"| {' | '.join(cells)} |", flush=True)
        if figure.met is False:
            MISSED.append(f"{title}: {figure.what}")


MISSED: Final[list[str]] = []


def finish() -> NoReturn:
    """Say which aims were missed, under what load, and exit: 1 where any was."""
    print(f"\nLoad {os.getloadavg()[0]:.1f} at the end.")
    for each in MISSED:
        print(f"Missed: {each}")
    sys.exit(bool(MISSED))


def machine() -> str:
    """Say what it was measured on."""
    cores, load = os.cpu_count(), os.getloadavg()[0]
    return (
        f"Python {platform.python_version()}, {platform.machine()}, {cores} cores,"
        f" load {load:.1f} when begun"
    )
