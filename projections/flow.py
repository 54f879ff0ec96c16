"""How cases flow: how long they take, how often they come, and which are open yet.

Volumes are small, so single cases stand in order, and are charted as such.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from projections.kinds import held
from projections.process_charts import Observed, Phase, Rebased, process_chart
from projections.streamlining import lives
from projections.waits import LIFE, Life


class Group(NamedTuple):
    """Cases that are alike in something, and how long they took, in days."""

    name: str
    cases: list[Life]

    @property
    def days(self) -> list[int]:
        """What each took, the shortest first."""
        return sorted(life.lead_time or 0 for life in self.cases)

    @property
    def middle(self) -> float:
        """What the middle one took."""
        return median(self.days)


class Open(NamedTuple):
    """A case whose outcome has not been told, its age in days, and the past beside it.

    `longer` is how many of the `past` took longer than it has by now.
    """

    life: Life
    age: int
    longer: int
    past: int


def lead_times(
    told: Sequence[Life],
    in_force: Mapping[int, date] | None = None,
    changes: Sequence[Rebased] = (),
) -> list[Phase]:
    """Chart the days from each application to its outcome told, in the order of that.

    The cases under each version of the procedures stand together, whenever they were
    told, and are reckoned from the day that it came into force, by *in_force*.  (By the
    day of telling, those of a new version told first, its quickest, would stand beside
    the slowest of the old one.)  Those of a version are reckoned anew from each dated
    change on, by the day on which the outcome was told.
    """
    by_version: dict[int, list[Observed]] = {}
    for life in told:
        if life.outcome_told_on is not None and life.lead_time is not None:
            of = Observed(life.outcome_told_on, life.lead_time, life.reference)
            by_version.setdefault(life.version, []).append(of)
    first = min(by_version, default=0)
    return [
        phase._replace(began_with=_came(version, told, in_force or {}))
        if version != first and number == 0
        else phase
        for version, observed in sorted(by_version.items())
        for number, phase in enumerate(rebased_chart(observed, changes))
    ]


def rebased_chart(
    observed: Sequence[Observed], changes: Sequence[Rebased]
) -> list[Phase]:
    """Chart values, reckoned anew from each change that some of them lie before."""
    first = min((each.on for each in observed), default=date.max)
    return process_chart(observed, [each for each in changes if each.on > first])


def _came(version: int, told: Sequence[Life], in_force: Mapping[int, date]) -> Rebased:
    """Return from when a version's cases are reckoned; at the least, its first day."""
    on = in_force.get(version) or min(
        x.applied_on for x in told if x.version == version
    )
    return Rebased(on, f"Version {version} of the procedures in force")


def not_told_yet(open_cases: Iterable[Life], told: Sequence[Life]) -> int:
    """Count the open cases under the latest version that outcomes were told under.

    Nothing where there is but one version.  Those told first are the quickest of a new
    version: the more of it are open, the more its days look shorter than they will be.
    """
    versions = {life.version for life in told}
    if len(versions) < 2:  # noqa: PLR2004  a before and an after
        return 0
    return sum(life.version == max(versions) for life in open_cases)


def between_applications(
    applied: Sequence[Life], changes: Sequence[Rebased] = ()
) -> list[Phase]:
    """Chart the days from each application to the next, anew from each change on."""
    return rebased_chart(
        [
            Observed(b.applied_on, (b.applied_on - a.applied_on).days, b.reference)
            for a, b in pairwise(applied)
        ],
        changes,
    )


def applied_between(
    db: Connection, *, area_id: str, from_: date, to: date, as_of: int | None = None
) -> list[Life]:
    """Return the cases that were applied for in a period, in that order."""
    on = lives.c.applied_on
    rows = db.execute(
        select(*LIFE)
        .where(lives.c.area_id == area_id, on >= from_, on <= to)
        .where(held(lives, as_of))
        .order_by(on, lives.c.reference)
    )
    return [*map(Life._make, rows.all())]


def left_between(
    db: Connection, *, area_id: str, from_: date, to: date, as_of: int | None = None
) -> list[tuple[date, Life]]:
    """Return the cases that left what is in progress in a period, and on which day.

    On that of the outcome told, or of the end, whichever came first: open at the start
    and applied for are together as many as left and are in progress at the end.
    """
    c = lives.c
    rows = db.execute(
        select(*LIFE)
        .where(c.area_id == area_id, held(lives, as_of))
        .where(or_(c.outcome_told_on.between(from_, to), c.ended_on.between(from_, to)))
        .order_by(c.reference)
    )
    found = [
        (min(day for day in (life.outcome_told_on, life.ended_on) if day), life)
        for life in (Life(*row) for row in rows)
    ]
    return [(on, life) for on, life in found if from_ <= on <= to]


def in_progress(
    db: Connection, *, area_id: str, on: date, as_of: int | None = None
) -> list[Life]:
    """Return the cases whose outcome was not told by a day, nor ended; oldest first."""
    c = lives.c
    rows = db.execute(
        select(*LIFE)
        .where(c.area_id == area_id, c.applied_on <= on, held(lives, as_of))
        .where(or_(c.outcome_told_on.is_(None), c.outcome_told_on > on))
        .where(or_(c.ended_on.is_(None), c.ended_on > on))
        .order_by(c.applied_on, c.reference)
    )
    return [*map(Life._make, rows.all())]


def against_the_past(
    open_cases: Iterable[Life], told: Sequence[Life], *, on: date
) -> list[Open]:
    """Set the age of each open case beside what cases took whose outcome was told."""
    past = sorted(life.lead_time for life in told if life.lead_time is not None)
    return [
        Open(life, age, len(past) - bisect_right(past, age), len(past))
        for life in open_cases
        for age in ((on - life.applied_on).days,)
    ]


def grouped(told: Iterable[Life], by: Callable[[Life], str]) -> list[Group]:
    """Return the cases by something that they have, the largest group first."""
    groups: dict[str, list[Life]] = {}
    for life in told:
        groups.setdefault(by(life), []).append(life)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Group(name, cases) for name, cases in ordered]
