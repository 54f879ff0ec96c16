"""What a change would have meant for many cases: `python -m benchmarks.supposing`.

All at once that can be changed: every time, the number of complaints, asking at once,
and a group that meets.  How far it has come is asked a hundred times meanwhile.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Final

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from asbreview.domain.counterfactual.facts import (
    Answering,
    ChangedProcedure,
    GroupMeets,
    WhatIf,
)
from asbreview.installation import Installation, opened
from asbreview.procedures.reading import read_procedure
from asbreview.settings import Settings
from asbreview.web.what_if_told import Asking
from benchmarks.filling import fill
from benchmarks.measuring import Figure, finish, machine, report
from journey import PROCEDURE

CASES: Final = 10_000
AIM: Final = "under a minute, with progress"
AT_MOST: Final = 60  # seconds
OFTEN: Final = 100  # times that it is told how far it has come, at the least


def figures(cases: int) -> Iterator[Figure]:
    """Measure one question about so many cases, its progress counted."""
    with TemporaryDirectory() as folder:
        told = {"ASBREVIEW_DATA": folder, "ASBREVIEW_SECRET": "s" * 32}
        with opened(Settings.read(told)) as installation:
            fill(installation, cases, views=True)
            yield _one(installation, cases)


def _one(installation: Installation, cases: int) -> Figure:
    timers = read_procedure(PROCEDURE).timers
    asked = WhatIf(
        area_id=PROCEDURE,
        from_on=date(2000, 1, 1),
        to_on=date(2099, 12, 31),
        closed_only=False,
        changed=ChangedProcedure(
            lengths=tuple((timer.timer_id, timer.length + 1) for timer in timers),
            complaints_needed=2,
            in_parallel=True,
            group_meets=GroupMeets(week=2, weekday=3),
        ),
        answering=Answering.BY_ITS_DAY,
    )
    reviews, come = installation.reviews, list[int]()
    position = reviews.end_of_log()
    asking = Asking(reviews, installation.views, asked, position, date(2026, 6, 1))
    began, worked = perf_counter(), process_time()
    answer = asking.answer(_showing(come, asking.to_look_at()))
    took, of_processor = perf_counter() - began, process_time() - worked
    return Figure(
        f"{len(answer.lives):,} cases, everything changed",
        f"{took:.1f} s",
        f"{of_processor:.1f} s of processor; told {len(come):,} times how far",
        AIM,
        took < AT_MOST and len(come) >= OFTEN if cases >= CASES else None,
    )


def _showing(come: list[int], of: int) -> Callable[[int], None]:
    """Note how far it has come, and show each tenth of the way."""

    def seen(looked_at: int) -> None:
        before = come[-1] if come else 0
        if looked_at * 10 // of > before * 10 // of:
            print(f"{looked_at:,} of {of:,}", file=sys.stderr)
        come.append(looked_at)

    return seen


if __name__ == "__main__":
    print(machine())
    report("A changed procedure", figures(int((sys.argv[1:] or [CASES])[0])))
    finish()
