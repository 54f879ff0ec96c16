"""Whose keys seal what was recorded of a case: all that has to go when it goes."""

from collections.abc import Iterator
from functools import singledispatchmethod
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy import Column, Connection, MetaData, Table, select

from asbreview.domain.model import CaseEvent, Value
from asbreview.domain.sealed import Sealed
from projections.kept import Kept
from projections.kinds import Id
from projections.rows import Rows

_meta: Final = MetaData()
keys_of_cases: Final = Table(
    "keys_of_cases",
    _meta,
    Column("case_id", Id, primary_key=True),
    Column("owner", Id, primary_key=True),
)


class KeysOfCases:
    """Projects the owners of the keys under which anything of a case is sealed."""

    kept: ClassVar[Kept] = Kept("keys_of_cases", shape=1, tables=_meta)

    @singledispatchmethod
    def record(self, event: object, rows: Rows) -> None:
        """Ignore what is no case's."""

    @record.register
    def _(self, event: CaseEvent, rows: Rows) -> None:
        if not event.HOLDS_SEALED:
            return
        found = set(owners_in(event))
        known = {row["owner"] for row in rows.of_case(keys_of_cases, event.case_id)}
        for owner in sorted(found - known):
            rows.put(keys_of_cases, case_id=event.case_id, owner=owner)


def owners_in(part: Any, owner: UUID | None = None) -> Iterator[UUID]:
    """Yield whose key seals each sealed field of an event or a value."""
    if isinstance(part, Sealed):
        assert owner is not None  # noqa: S101  no event is declared without
        yield owner
    elif isinstance(part, Value):
        own = getattr(part, part.KEY_OWNER) if part.KEY_OWNER else owner
        for name in part.HOLDS_SEALED:
            yield from owners_in(getattr(part, name), own)
    elif isinstance(part, tuple):
        for each in part:
            yield from owners_in(each, owner)


def keys_of_case(db: Connection, case_id: UUID) -> tuple[UUID, ...]:
    """Return the owners of every key that seals something of a case."""
    c = keys_of_cases.c
    return tuple(db.scalars(select(c.owner).where(c.case_id == case_id)))
