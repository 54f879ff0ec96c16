"""What each version of the procedures changed, and the cases before and after it.

Whether a change helped is only said where there are enough cases under both versions
(`ENOUGH`), and by the rules of the chart of single cases: two averages are no proof.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Final

from asbreview.domain.days import in_words
from asbreview.domain.procedure import Procedure
from asbreview.domain.procedure_changes import Changed, changes
from asbreview.reports.document import Block, Says, Table
from asbreview.reports.sentences import (
    days,
    listed,
    many,
    quickest_first,
    sentence,
    took,
    was,
)
from projections.process_charts import ENOUGH, signals_against, steady
from projections.promises import FellDue, promises_kept
from projections.waits import Life

ONLY_ONE: Final = (
    "Only one version of the procedures has been in force here by then. So there is no"
    " before and after."
)
NOT_TOLD: Final = frozenset({"Adopted", "Adopted by", "Adopted on", "Effective from"})
"""Each version has its own of these: they are no change of what is done."""
NOTHING_CHANGED: Final = "Nothing that the procedures set was changed by it."
MOST: Final = 40  # changes, in a table that somebody reads
TOO_FEW: Final = (
    f"With fewer than {ENOUGH} outcomes under either, nothing is said of whether the"
    " change made reviews shorter or longer."
)
CHANCE: Final = (
    "Set beside the cases before, none of those after stands out from what chance alone"
    " would give: the record does not show that the change made a difference."
)
NO_MORE_THAN_SINGLE: Final = (
    "That is not most of them in one direction: the record does not show that the"
    " change made reviews shorter or longer."
)
BASELINE: Final = 24  # cases before, the latest: what was usual years ago is no measure
UNSTEADY: Final = (
    "Before the change there is nothing steady to set the cases after beside: the time"
    " that cases took was already becoming shorter or longer. So nothing is said of"
    " whether the change made a difference."
)
NOT_THE_CAUSE: Final = (
    "What else changed at the same time the record does not know: that it came after"
    " the change is no proof that it came of it."
)


@dataclass(frozen=True)
class Version:
    """A version of the procedures that was adopted, from when it was in force.

    `told` are the cases under it whose outcome was told, in that order; `due` what fell
    due on its cases; `still_open` how many of its cases have no outcome told yet.
    """

    procedure: Procedure
    from_: date
    told: list[Life]
    due: list[FellDue]
    still_open: int = 0

    @property
    def name(self) -> str:
        """What it is called."""
        return f"version {self.procedure.version}"

    @property
    def taken(self) -> list[int]:
        """The days that its cases took, in the order in which outcomes were told."""
        return [life.lead_time or 0 for life in self.told]

    @property
    def took(self) -> str:
        """Those days, summed up by how many there are."""
        return took(self.taken) if self.told else "no outcome told"


def versions_told(versions: Sequence[Version]) -> Iterator[Block]:
    """Tell of each version after the first what it changed, and what came after."""
    if len(versions) < 2:  # noqa: PLR2004  a before and an after
        yield Says(ONLY_ONE)
        return
    for was_, is_ in pairwise(versions):
        changed = [
            each
            for each in changes(was_.procedure, is_.procedure)
            if each.what not in NOT_TOLD
        ]
        says = (
            f"{is_.name} has been in force from {in_words(is_.from_)}; it changed"
            f" {many(len(changed), 'thing')} of {was_.name}"
        )
        yield Says(sentence(says), strong=True)
        yield _changes(changed, is_)
        yield from _before_and_after(was_, is_)
        yield from _steps(was_, is_)


def _changes(changed: Sequence[Changed], is_: Version) -> Block:
    if not changed:
        return Says(NOTHING_CHANGED)
    rows = tuple(
        (
            ": ".join(filter(None, (each.subject, each.what.lower()))),
            each.before or "nothing",
            each.after or "nothing",
        )
        for each in changed[:MOST]
    )
    more = len(changed) - len(rows)
    besides = f", the first {MOST}" if more > 0 else ""
    caption = f"What {is_.name} changed{besides}"
    return Table(caption, ("What", "Before", "After"), rows, (34, 33, 33))


def _before_and_after(was_: Version, is_: Version) -> Iterator[Block]:
    rows = tuple(
        (each.name.capitalize(), str(len(each.told)), each.took) for each in (was_, is_)
    )
    header = ("Under", "Outcomes (n)", "From application to outcome")
    yield Table("Before and after", header, rows, (30, 16, 54))
    yield Says(compared_by_chart(was_, is_))
    if min(len(was_.told), len(is_.told)) >= ENOUGH:
        yield Says(NOT_THE_CAUSE)
    if is_.told and is_.still_open:
        yield Says(quickest_first(is_.still_open))


def compared_by_chart(was_: Version, is_: Version) -> str:
    """Say whether the cases after stand out from those before, if there are enough.

    By limits of the latest `BASELINE` cases before alone, if those are steady.  A
    direction is told only if more than half of the cases after stand out in it, and
    the middle one lies there too: single cases show no change of what is usual.
    """
    if min(len(was_.told), len(is_.told)) < ENOUGH:
        return TOO_FEW
    before = was_.taken[-BASELINE:]
    limits = steady(before)
    if limits is None:
        return UNSTEADY
    signals = signals_against(is_.taken, limits)
    out = [v for v, why in zip(is_.taken, signals, strict=True) if why]
    middle, middle_was = median(is_.taken), median(before)
    shorter = [v for v in out if v < limits.mean]
    longer = [v for v in out if v > limits.mean]
    if 2 * len(shorter) > len(is_.taken) and middle < middle_was:
        return _otherwise(len(shorter), "less", before, is_.taken)
    if 2 * len(longer) > len(is_.taken) and middle > middle_was:
        return _otherwise(len(longer), "more", before, is_.taken)
    return _single_ones(len(out), len(is_.taken)) if out else CHANCE


def _otherwise(out: int, way: str, before: Sequence[int], after: Sequence[int]) -> str:
    return sentence(
        f"{out} of the {len(after)} cases after {was(out)} not to be put down to"
        f" chance: they took {way} time. Half took {days(median(after))} or less, and"
        f" half of the latest {len(before)} before {days(median(before))}"
    )


def _single_ones(out: int, n: int) -> str:
    stand = "stands" if out == 1 else "stand"
    says = f"{out} of the {n} cases after {stand} out from those before"
    return f"{sentence(says)} {NO_MORE_THAN_SINGLE}"


def _steps(was_: Version, is_: Version) -> Iterator[Block]:
    """Tell of the steps whose time was changed how they were kept, before and after."""
    lengths = {t.timer_id: (t.length, t.unit) for t in was_.procedure.timers}
    otherwise = {
        timer.timer_id
        for timer in is_.procedure.timers
        if lengths.get(timer.timer_id, (timer.length, timer.unit))
        != (timer.length, timer.unit)
    }
    rows = tuple(
        (
            f"{kept.says}, {kept.promised}",
            each.name,
            str(kept.due),
            str(kept.in_time),
            str(kept.late),
            str(kept.not_taken),
        )
        for each in (was_, is_)
        for kept in promises_kept(each.due, each.procedure)
        if kept.timer_id in otherwise
    )
    if rows:
        caption = "Steps whose time was changed, before and after"
        header = ("Step", "Under", "Due (n)", "In time", "Late", "Not taken")
        yield Table(caption, header, rows, (42, 14, 10, 10, 8, 12))
    elif otherwise:
        names = listed(sorted(otherwise))
        yield Says(f"No step whose time was changed ({names}) has fallen due.")
