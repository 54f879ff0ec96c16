"""Which column of an area's list of earlier cases is what: asked once, and kept.

A list is known by its area and by what its columns are called, of which only a digest
is kept: a first line that is no heading may name people.
"""

from typing import ClassVar, Self
from uuid import UUID, uuid5

from asbreview.domain.model import Aggregate, Event, OpeningEvent, Signed, Value

NAMESPACE = UUID("0c6c0f0e-9f2b-5d39-8a59-6d1f3cf5c1ab")


class PastColumns(Value):
    """The places of the columns, from nought on; nothing where there is none.

    `recommended` holds a number, or yes or no; `told` the recommendations themselves.
    """

    reference: int
    applied_on: int | None = None
    category: int | None = None
    place: int | None = None
    decided_on: int | None = None
    decided: int | None = None
    reviewed_on: int | None = None
    recommended: int | None = None
    recommended_on: int | None = None
    ended_on: int | None = None
    ended_as: int | None = None
    name: int | None = None
    address: int | None = None
    phone: int | None = None
    told: int | None = None


class ColumnsMapped(OpeningEvent):
    """It was said for the first time which column of a list of the past is what."""

    TOPIC: ClassVar[str] = "past.columns-mapped"

    area_id: str
    columns: PastColumns


class ColumnsMappedAnew(Event):
    """It was said that the columns of a list of the past are others."""

    TOPIC: ClassVar[str] = "past.columns-mapped-anew"

    columns: PastColumns

    def apply(self, aggregate: "ColumnsOfPast") -> None:
        """Remember them."""
        aggregate.columns = self.columns


class ColumnsOfPast(Aggregate):
    """What the columns are of the lists of one form that an area has."""

    TOPIC = "past-columns"

    def __init__(self, area_id: str, columns: PastColumns) -> None:
        self.area_id, self.columns = area_id, columns

    @staticmethod
    def id_for(area_id: str, headings: tuple[str, ...]) -> UUID:
        """Return the id for an area and what the columns of its list are called."""
        called = "\0".join(" ".join(each.split()).casefold() for each in headings)
        return uuid5(NAMESPACE, f"{area_id} {called}")

    @classmethod
    def map_for(
        cls,
        area_id: str,
        headings: tuple[str, ...],
        columns: PastColumns,
        *,
        signed: Signed,
    ) -> Self:
        """Say which column is what."""
        id_ = cls.id_for(area_id, headings)
        return cls._open(ColumnsMapped, id_, signed, area_id=area_id, columns=columns)

    def map_anew(self, columns: PastColumns, *, signed: Signed) -> None:
        """Say that the columns are others; the same are not recorded again."""
        if columns != self.columns:
            self._record(ColumnsMappedAnew, signed, columns=columns)
