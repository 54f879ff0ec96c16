"""Which column of a body's list of incidents is what: asked once, and kept.

A list is known by its body and by what its columns are called, of which only a digest
is kept: a first line that is no heading may name people.
"""

from typing import ClassVar, Self
from uuid import UUID, uuid5

from asbreview.domain.errors import Misrecorded
from asbreview.domain.model import Aggregate, Event, OpeningEvent, Signed, Value


class Columns(Value):
    """The places of the columns, from nought on; nothing where there is none.

    `made` left out, a report was made on the day of the behaviour.  What happened is
    told by `kind`, `account` and `place`, as far as there are.
    """

    behaviour: int
    made: int | None = None
    reference: int | None = None
    kind: int | None = None
    account: int | None = None
    place: int | None = None
    hate: int | None = None


class ColumnsMapped(OpeningEvent):
    """It was said for the first time which column of a list is what."""

    TOPIC: ClassVar[str] = "incidents.columns-mapped"

    body_id: UUID
    columns: Columns


class ColumnsMappedAnew(Event):
    """It was said that the columns of a list are others."""

    TOPIC: ClassVar[str] = "incidents.columns-mapped-anew"

    columns: Columns

    def apply(self, aggregate: "IncidentColumns") -> None:
        """Remember them."""
        aggregate.columns = self.columns


class IncidentColumns(Aggregate):
    """What the columns are of the lists of one form that one body gives."""

    TOPIC = "incidents"

    def __init__(self, body_id: UUID, columns: Columns) -> None:
        self.body_id, self.columns = body_id, columns

    @staticmethod
    def id_for(body_id: UUID, headings: tuple[str, ...]) -> UUID:
        """Return the id for a body and what the columns of its list are called."""
        called = "\0".join(" ".join(each.split()).casefold() for each in headings)
        return uuid5(body_id, f"incident list {called}")

    @classmethod
    def map_for(
        cls,
        body_id: UUID,
        headings: tuple[str, ...],
        columns: Columns,
        *,
        signed: Signed,
    ) -> Self:
        """Say which column is what (`Misrecorded` if what happened is in none)."""
        _must_tell_what_happened(columns)
        return cls._open(
            ColumnsMapped,
            cls.id_for(body_id, headings),
            signed,
            body_id=body_id,
            columns=columns,
        )

    def map_anew(self, columns: Columns, *, signed: Signed) -> None:
        """Say that the columns are others; the same are not recorded again."""
        _must_tell_what_happened(columns)
        if columns != self.columns:
            self._record(ColumnsMappedAnew, signed, columns=columns)


def _must_tell_what_happened(columns: Columns) -> None:
    if columns.account is None and columns.kind is None:
        raise Misrecorded(
            "Select the column that says what happened, or what it was called",
            field="account",
        )
