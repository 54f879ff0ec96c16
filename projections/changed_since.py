"""What changed in the figures of a return since it was counted, and by which events."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from projections.returning import ENDED, JOINT, RECEIVED, RESTS_ON, Basis, events_behind

CHANGES_ANY: Final = (*JOINT, *RECEIVED, *ENDED)
"""What may change any figure: a case became another area's, too, or is so no more."""


class Change(StrEnum):
    """What became of a case in a figure, since it was counted."""

    MORE = "is counted now, and was not then"
    LESS = "was counted then, and is not now"

    @property
    def of_several(self) -> str:
        """Say it of any number of cases."""
        is_more = self is Change.MORE
        return "counted now, and not then" if is_more else "counted then, and not now"


class Difference(NamedTuple):
    """A case that a figure counts otherwise since, and the events that made it so."""

    figure_id: str
    case_id: UUID
    change: Change
    because: list[Basis]


def differences(
    db: Connection,
    was: Mapping[str, Collection[UUID]],
    now: Mapping[str, Collection[UUID]],
    *,
    after: int,
    as_of: int | None = None,
) -> list[Difference]:
    """Return which cases each figure counts otherwise than it was published.

    Each with the events recorded after a position of the log, that of the counting:
    those that its figure rests on, or else what made the case another area's as well,
    or took that back.
    """
    found = [
        (figure_id, case_id, change)
        for figure_id in RESTS_ON
        for change, cases in (
            (Change.MORE, set(now[figure_id]) - set(was[figure_id])),
            (Change.LESS, set(was[figure_id]) - set(now[figure_id])),
        )
        for case_id in sorted(cases)
    ]
    topics = {topic for kinds in RESTS_ON.values() for topic in kinds}
    cases = {case_id for _, case_id, _ in found}
    since: dict[UUID, list[Basis]] = {case_id: [] for case_id in cases}
    for basis in events_behind(db, cases, topics, after=after, as_of=as_of):
        since[basis.case_id].append(basis)

    return [
        Difference(figure_id, case_id, change, _because(figure_id, since[case_id]))
        for figure_id, case_id, change in found
    ]


def _because(figure_id: str, since: list[Basis]) -> list[Basis]:
    for kinds in (RESTS_ON[figure_id], JOINT, CHANGES_ANY):
        if found := [basis for basis in since if basis.topic in kinds]:
            return found
    return []
