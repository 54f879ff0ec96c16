"""The procedure as it expects cases to flow, against what happened on those of a time.

How each case departed is kept (`departures_kept`): here it is counted.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Select, select

from asbreview.domain.procedure import Timer
from projections.departing import Departure
from projections.departures_kept import StepsSaid, followed
from projections.kinds import held
from projections.replaying import ProcedureOf

IN_ORDER: Final = attrgetter("applied_on")


class Begun(NamedTuple):
    """A case that was applied for."""

    case_id: UUID
    reference: str
    applied_on: date


class Departed(NamedTuple):
    """A case that departed at a step, and how, in words."""

    life: Begun
    how: Departure
    timer_id: str
    says: str

    @property
    def applied_on(self) -> date:
        """When it was applied for."""
        return self.life.applied_on


class Followed(NamedTuple):
    """A step of the expected flow: on how many cases, and each departure from it.

    In `first`, by kind of departure, a case is once, however often it departed.
    """

    timer_id: str
    says: str
    expected_on: int
    departed: list[Departed]
    first: dict[Departure, list[Departed]]

    def cases(self, how: Departure) -> list[Departed]:
        """Return the cases that departed in a way, each with the first it did."""
        return self.first.get(how, [])


class Conformance(NamedTuple):
    """The cases looked at, those that never departed, and each step."""

    lives: list[Begun]
    as_expected: list[Begun]
    steps: list[Followed]


def conformance(  # noqa: PLR0913  which cases, and as of when
    db: Connection,
    procedure_of: ProcedureOf,
    *,
    area_id: str,
    from_: date,
    to: date,
    on: date,
    as_of: int | None = None,
) -> Conformance:
    """Follow the cases applied for in a period; *on* is the day overdue is asked of."""
    lives, as_expected = list[Begun](), list[Begun]()
    expected, latest = Counter[StepsSaid](), 0
    departed: dict[str, list[Departed]] = {}
    for *begun, version, steps, departs in db.execute(
        _asked(area_id, from_, to, as_of)
    ):
        life = Begun._make(begun)
        lives.append(life)
        expected[steps] += 1
        latest = max(latest, version)
        own = [Departed(life, *each[:3]) for each in departs if each.is_so(on)]
        for each in own:
            departed.setdefault(each.timer_id, []).append(each)
        if not own:
            as_expected.append(life)
    timers = procedure_of(area_id, latest).timers if lives else ()
    return Conformance(lives, as_expected, _steps(expected, departed, timers))


def _asked(area_id: str, from_: date, to: date, as_of: int | None) -> Select[Any]:
    f = followed.c
    return (
        select(*(f[name] for name in Begun._fields), f.version, f.expected, f.departed)
        .where(f.area_id == area_id, f.applied_on.between(from_, to))
        .where(held(followed, as_of))
        .order_by(f.applied_on, f.reference)
    )


def _steps(
    expected: Counter[StepsSaid],
    departed: dict[str, list[Departed]],
    timers: Sequence[Timer],
) -> list[Followed]:
    """Return the steps in the order of the latest procedures, then any others."""
    says, on = dict[str, str](), Counter[str]()
    for steps, cases in expected.items():
        for timer_id, said in steps:
            says.setdefault(timer_id, said)
            on[timer_id] += cases
    known = [timer.timer_id for timer in timers]
    order = [*(id_ for id_ in known if id_ in says), *sorted({*says} - {*known})]
    return [
        Followed(id_, says[id_], on[id_], own, _first(own))
        for id_ in order
        for own in (departed.get(id_, []),)
    ]


def _first(departed: Iterable[Departed]) -> dict[Departure, list[Departed]]:
    """Return the first departure of each case in each way, by day of application."""
    first: dict[Departure, list[Departed]] = {}
    for each in departed:
        own = first.setdefault(each.how, [])
        if not own or own[-1].life is not each.life:
            own.append(each)
    for own in first.values():
        own.reverse()  # of a day, the last reference stands first
        own.sort(key=IN_ORDER)
    return first
