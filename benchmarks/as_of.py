"""What it costs to go back: a long case, and a long list, as of any instant.

    python -m benchmarks.as_of            a case of 1,000 events, 10,000 cases

The pages are asked for over HTTP, at instants spread over all that was recorded: each
page of the case (`every_case_page`), and the list in turn with the same as it is now.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from asbreview.installation import Installation, opened
from asbreview.settings import Settings
from benchmarks import every_case_page
from benchmarks.filling import fill
from benchmarks.measuring import Figure, at_most, finish, machine, report, seconds
from benchmarks.serving import Served, open_sam, served

CASES: Final = 10_000
INSTANTS: Final = 40
APART: Final = 30  # of these, at least: or no past was looked at
A_LIST: Final = 2.0  # seconds
Page = tuple[str, float | None]
"""What is asked for, and within which seconds."""


def of_a_list(folder: Path) -> Iterator[Figure]:
    """Measure the list of all cases as of any instant."""
    told = _told(folder)
    with opened(Settings.read(told)) as installation:
        open_sam(installation)
        fill(installation, CASES, views=True)
        instants = _instants(installation, 0)
    with served(told) as server:
        pages = [("/?whose=all&as_of={}", A_LIST), ("/?whose=all", None)]
        yield from _pages(f"{CASES:,} cases, the list", server, pages, instants)


def _told(folder: Path) -> dict[str, str]:
    return {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": "s" * 32}


def _instants(installation: Installation, after: int) -> list[str]:
    """Return instants at which something was recorded, anywhere in what was."""
    end = installation.reviews.end_of_log()
    chance = Random(7)  # noqa: S311  which, is no secret
    positions = [chance.randint(after + 3, end) for _ in range(INSTANTS)]
    rows = (
        next(iter(installation.reviews.recorder.rows(p - 1, up_to=p, limit=1)))
        for p in positions
    )
    instants = [row.recorded_at.decode() for row in rows]
    if len(set(instants)) < APART:
        raise RuntimeError(f"Only {len(set(instants))} of {INSTANTS} instants differ")
    return instants


def _pages(
    what: str,
    server: Served,
    pages: list[tuple[str, float | None]],
    instants: list[str],
) -> Iterator[Figure]:
    taken: list[list[float]] = [[] for _ in pages]
    for instant in (instants[0], *instants):  # the first is to warm it
        for (path, _), held in zip(pages, taken, strict=True):
            held.append(seconds(server.getting(path.format(instant))()))
    halves = [median(held[1:]) for held in taken]
    names = ("as of any instant", "now")
    for (path, aim), held, half, name in zip(pages, taken, halves, names, strict=True):
        beside = "" if half is halves[-1] else f"{half / halves[-1]:.1f} times the last"
        used = f"{_processor(server, path, instants):.0f} ms of processor"
        found = f"{1e3 * half:.0f} and {1e3 * at_most(held[1:], 0.95):.0f} ms; {used}"
        told = "" if aim is None else f"at most {1e3 * aim:,.0f} ms at the median"
        met = None if aim is None else half <= aim
        yield Figure(f"{what}, {name}", found, beside, told, met)


def _processor(server: Served, path: str, instants: list[str]) -> float:
    """Return the processor's time of an answer, in ms: other work stretches it less."""
    begun = server.processor_seconds()
    for instant in instants:
        server.getting(path.format(instant))()()
    return 1e3 * (server.processor_seconds() - begun) / len(instants)


def main() -> None:
    """Print both tables."""
    print(machine())
    with TemporaryDirectory() as folder:
        report("A long case as it was", every_case_page.figures(Path(folder)))
        report("A long list as it was", of_a_list(Path(folder) / "list"))


if __name__ == "__main__":
    main()
    finish()
