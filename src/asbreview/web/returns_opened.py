"""The cases behind each figure of a return that are listed, down to their events.

Of each figure the first are listed, and all of them for whoever asks for that figure.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from asbreview.web.listed import listed
from projections.figures_counted import Counted, Figures
from projections.returning import RESTS_ON, Basis, events_behind
from projections.scope import Scope, seen_among, seen_in_area

MISFITS: Final = "misfits"  # listed like a figure


class Opened(NamedTuple):
    """The cases of a figure that are listed, and of how many that are named at all.

    `behind` are, by case, the events that the figure rests on and that stand.
    """

    cases: Sequence[Counted]
    named: int
    behind: Mapping[UUID, list[Basis]]


def opened(
    db: Connection, shown: Figures, seen: set[UUID], whole: str, *, as_of: int | None
) -> dict[str, Opened]:
    """Return what is listed of each figure: of `whole`, all."""
    named = {
        figure_id: [case for case in cases if case.case_id in seen]
        for figure_id, cases in shown._asdict().items()
    }
    first = {name: listed(cases, name, whole) for name, cases in named.items()}
    events = _standing(db, chain(*first.values()), as_of)
    return {
        name: Opened(cases, len(named[name]), _behind(name, cases, events))
        for name, cases in first.items()
    }


def seen_of(
    db: Connection,
    area_id: str,
    counted: Mapping[UUID, Counted],
    besides: Iterable[UUID],
    scope: Scope,
) -> set[UUID]:
    """Return which of the cases counted for an area, and of some besides, are seen."""
    own = {
        case_id
        for case_id, case in counted.items()
        if case.area_id == area_id and not case.is_past
    }
    others = {*counted, *besides} - own
    return seen_in_area(db, area_id, own, scope) | seen_among(db, others, scope)


def _standing(
    db: Connection, cases: Iterable[Counted], as_of: int | None
) -> dict[UUID, list[Basis]]:
    by_case: dict[UUID, list[Basis]] = {case.case_id: [] for case in cases}
    topics = {topic for kinds in RESTS_ON.values() for topic in kinds}
    for basis in events_behind(db, by_case, topics, as_of=as_of):
        if not basis.in_error:
            by_case[basis.case_id].append(basis)
    return by_case


def _behind(
    figure_id: str, cases: Sequence[Counted], events: Mapping[UUID, list[Basis]]
) -> dict[UUID, list[Basis]]:
    kinds = RESTS_ON[figure_id]
    return {
        case.case_id: [each for each in events[case.case_id] if each.topic in kinds]
        for case in cases
    }
