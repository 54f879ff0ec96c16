"""How a figure is taken and told: ratios of one run, since the machine may be busy."""

import gc
import os
import platform
from collections.abc import Callable, Iterable, Sequence
from math import ceil
from statistics import median
from time import perf_counter
from typing import NamedTuple


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
    """A line of the report: what was measured, beside what, and what was aimed for."""

    what: str
    found: str
    beside: str = ""
    aim: str = ""


def report(title: str, figures: Iterable[Figure]) -> None:
    """Print figures as a table in Markdown, as `docs/benchmarks.md` keeps them."""
    print(f"\n### {title}\n")
    print("| measured | found | beside it | aim |\n| --- | --- | --- | --- |")
    for figure in figures:
        print(f"| {' | '.join(figure)} |", flush=True)


def machine() -> str:
    """Say what it was measured on."""
    cores, load = os.cpu_count(), os.getloadavg()[0]
    return (
        f"Python {platform.python_version()}, {platform.machine()}, {cores} cores,"
        f" load {load:.1f} when begun"
    )
