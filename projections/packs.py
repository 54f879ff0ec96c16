"""Packs: one row each, what it is of, and whether it has been made."""

from datetime import datetime
from functools import singledispatchmethod
from typing import ClassVar, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    select,
)

from asbreview.domain.pack.facts import (
    NotMadeBecause,
    PackAskedFor,
    PackKind,
    PackMade,
    PackNotMade,
)
from projections.kept import Kept
from projections.kinds import Id, Instant, Word, held, holding
from projections.rows import Rows

_meta: Final = MetaData()
packs: Final = Table(
    "packs",
    _meta,
    Column("pack_id", Id, primary_key=True),
    *holding(),
    Column("case_id", Id, nullable=False, index=True),
    Column("kind", Word(PackKind), nullable=False),
    Column("number", Integer, nullable=False),
    Column("log_position", Integer, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("asked_by", Id, nullable=False),
    Column("made_at", Instant),
    Column("sha256", String),
    Column("size", BigInteger),
    Column("pages", Integer),
    Column("files_shown", Integer),
    Column("files_listed", Integer),
    Column("not_made", Word(NotMadeBecause)),
    Column("challenge_id", Id),
)


class PackRow(NamedTuple):
    """A pack of a case, and whether it has been made; `size` is in bytes."""

    pack_id: UUID
    case_id: UUID
    kind: PackKind
    number: int
    log_position: int
    asked_at: datetime
    asked_by: UUID
    made_at: datetime | None
    sha256: str | None
    size: int | None
    pages: int | None
    files_shown: int | None
    files_listed: int | None
    not_made: NotMadeBecause | None
    challenge_id: UUID | None

    @property
    def is_waited_for(self) -> bool:
        """Has it still to be made?"""
        return self.made_at is None and self.not_made is None


COLUMNS: Final = tuple(packs.c[name] for name in PackRow._fields)


class Packs:
    """Projects the packs of every case."""

    kept: ClassVar[Kept] = Kept("packs", shape=2, tables=_meta)

    @singledispatchmethod
    def record(self, event: object, rows: Rows) -> None:
        """Ignore what is not a pack's."""

    @record.register
    def _(self, event: PackAskedFor, rows: Rows) -> None:
        rows.begin(
            packs,
            pack_id=event.originator_id,
            case_id=event.case_id,
            kind=event.kind,
            number=event.number,
            log_position=event.log_position,
            asked_at=event.timestamp,
            asked_by=event.recorded_by,
            challenge_id=event.challenge_id,
        )

    @record.register
    def _(self, event: PackMade, rows: Rows) -> None:
        _now(
            event,
            rows,
            made_at=event.timestamp,
            sha256=event.sha256,
            size=event.size,
            pages=event.pages,
            files_shown=event.files_shown,
            files_listed=event.files_listed,
        )

    @record.register
    def _(self, event: PackNotMade, rows: Rows) -> None:
        _now(event, rows, not_made=event.because)


def packs_of(
    db: Connection, case_id: UUID, *, as_of: int | None = None
) -> list[PackRow]:
    """Return the packs of a case, the latest first."""
    rows = db.execute(
        select(*COLUMNS)
        .where(packs.c.case_id == case_id, held(packs, as_of))
        .order_by(packs.c.number.desc())
    )
    return [PackRow(*row) for row in rows]


def packs_to_make(db: Connection) -> list[UUID]:
    """Return the packs that are waited for, the longest first."""
    waited_for = packs.c.made_at.is_(None) & packs.c.not_made.is_(None)
    rows = db.execute(
        select(packs.c.pack_id)
        .where(waited_for, held(packs, None))
        .order_by(packs.c.asked_at, packs.c.pack_id)
    )
    return list(rows.scalars())


def _now(event: PackMade | PackNotMade, rows: Rows, **changes: object) -> None:
    for row in rows.of_case(packs, event.case_id):
        if row["pack_id"] == event.originator_id:
            rows.from_now_on(packs, row, **changes)
            return
    raise LookupError(f"pack {event.originator_id}")
