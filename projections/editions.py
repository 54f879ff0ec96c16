"""Editions of a projection: which there are, how far each has got, which is read.

An edition is a set of tables named by shape, epoch of the store, and turn.  The plain
names are views of the live edition; changing over moves them, in the transaction that
holds the lock.  What is called here is called in such a transaction.
"""

import logging
from collections.abc import Sequence
from sys import maxsize
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    Row,
    Select,
    String,
    Table,
    func,
    inspect,
    select,
    text,
)

from projections.kept import Kept
from projections.kinds import Id

log = logging.getLogger(__name__)

NO_LOG: Final = ""  # the epoch of an edition that belongs to no log any more

_meta = MetaData()
positions: Final = Table(
    "positions",
    _meta,
    Column("edition", String, primary_key=True),
    Column("projection", String, nullable=False),
    Column("shape", Integer, nullable=False),
    Column("epoch", String, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("tables", String, nullable=False),
    Column("position", Integer, nullable=False, default=0),
    Column("live", Boolean, nullable=False, default=False),
    Column("halted", String),
)
parked: Final = Table(
    "parked",
    _meta,
    Column("edition", String, primary_key=True),
    Column("case_id", Id, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("error", String, nullable=False),
)
_ALL: Final = select(positions)
_LOCKED: Final = _ALL.with_for_update()
_PARKED: Final = select(parked.c.edition, parked.c.case_id)


class Standing(NamedTuple):
    """An edition that goes on, and how far it has got."""

    edition: str
    projection: str
    position: int
    live: bool


def prepare(db: Connection) -> None:
    """Make the tables that say where each edition stands."""
    _meta.create_all(db)


def are_prepared(db: Connection) -> bool:
    """Say whether they are made."""
    inspected = inspect(db)
    return all(inspected.has_table(name) for name in _meta.tables)


def take_up(db: Connection, kepts: list[Kept], *, epoch: str, end: int) -> None:
    """See that each projection has an edition of this log to be fed.

    One that stands beyond the log's end was fed by another log: it is given up, and
    made anew like one of another epoch or shape.
    """
    there = db.execute(_ALL.where(positions.c.epoch == epoch)).all()
    for kept in kepts:
        of_it = [each for each in there if each.projection == kept.name]
        if not any(each.live and each.shape > kept.shape for each in of_it):
            ours = [each for each in of_it if each.shape == kept.shape]
            _see_that_one_is_fed(db, kept, ours, epoch=epoch, end=end)
        # Else a later shape is live already: this program is the old release.


def _see_that_one_is_fed(
    db: Connection, kept: Kept, ours: list[Row[Any]], *, epoch: str, end: int
) -> None:
    beyond = [edition for edition in ours if edition.position > end]
    for edition in beyond:
        _set(db, edition.edition, epoch=NO_LOG)
        log.warning(
            "%s stands at %d, beyond the log's end %d: an older log was put back",
            edition.edition,
            edition.position,
            end,
        )
    if len(beyond) == len(ours):
        begin(db, kept, epoch)


def begin(db: Connection, kept: Kept, epoch: str) -> str:
    """Begin a new edition, at the beginning of the log; one half made is dropped."""
    for half_made in db.execute(_unfinished(kept)).all():
        _drop(db, kept, half_made)
    turn = _next_turn(db, kept)
    edition = f"{kept.name}_{kept.shape}_{epoch[:8]}_{turn}"
    for table in kept.stored_as(edition).values():
        table.create(db)
    names = ",".join(table.name for table in kept.tables.sorted_tables)
    row = {"projection": kept.name, "shape": kept.shape, "epoch": epoch, "turn": turn}
    db.execute(positions.insert().values(edition=edition, tables=names, **row))
    aloud = logging.INFO if turn == 1 else logging.WARNING
    log.log(aloud, "%s is being made from the beginning of the log", edition)
    return edition


def going(db: Connection, kepts: list[Kept], epoch: str) -> list[Standing]:
    """Return the editions that go on, the furthest behind first.

    Every position is held until the transaction ends.
    """
    shapes = {kept.name: kept.shape for kept in kepts}
    # Put in order here: a server would do so before it has waited for the lock.
    rows = sorted(db.execute(_LOCKED), key=lambda row: (row.position, row.edition))
    return [
        Standing(row.edition, row.projection, row.position, row.live)
        for row in rows
        if row.halted is None
        and row.epoch == epoch
        and shapes.get(row.projection) == row.shape
    ]


def seen(db: Connection, kepts: list[Kept], epoch: str) -> int | None:
    """Return how far all that is read has got; nothing while a view is to be made.

    A halted projection keeps nobody waiting.
    """
    rows = db.execute(_ALL).all()
    found = {row.projection: row for row in rows if row.live and row.epoch == epoch}
    if any(kept.name not in found for kept in kepts):
        return None
    rows = [found[kept.name] for kept in kepts]
    return min((row.position for row in rows if row.halted is None), default=maxsize)


def move_on(db: Connection, editions: Sequence[str], position: int) -> None:
    """Note how far some editions have got."""
    among = positions.c.edition.in_(editions)
    db.execute(positions.update().where(among).values(position=position))


def halt(db: Connection, edition: str, why: str) -> None:
    """Stop an edition, for an event that is no one case's."""
    _set(db, edition, halted=why)


def park(db: Connection, edition: str, case_id: UUID, position: int, why: str) -> None:
    """Set a case aside from a position on."""
    db.execute(
        parked.insert().values(
            edition=edition, case_id=case_id, position=position, error=why
        )
    )


def parked_cases(db: Connection) -> dict[str, set[UUID]]:
    """Return the cases that each edition has set aside, if it has any."""
    aside: dict[str, set[UUID]] = {}
    for edition, case_id in db.execute(_PARKED):
        aside.setdefault(edition, set()).add(case_id)
    return aside


def go_live(db: Connection, kept: Kept, edition: str) -> None:
    """Show readers this edition, and drop those before it."""
    turn = select(positions.c.turn).where(positions.c.edition == edition)
    before = (positions.c.projection == kept.name) & (
        positions.c.turn < turn.scalar_subquery()
    )
    for old in db.execute(select(positions).where(before)).all():
        _drop(db, kept, old)
    for plain, stored in kept.stored_as(edition).items():
        db.execute(text(f"CREATE VIEW {plain.name} AS SELECT * FROM {stored.name}"))  # noqa: S608  our own names
    _set(db, edition, live=True)
    log.info("%s is now shown", edition)


def _drop(db: Connection, kept: Kept, old: Any) -> None:
    suffix = old.edition.removeprefix(kept.name)
    for name in reversed(old.tables.split(",")):
        if old.live:
            db.execute(text(f"DROP VIEW {name}"))
        db.execute(text(f"DROP TABLE {name}{suffix}"))
    db.execute(parked.delete().where(parked.c.edition == old.edition))
    db.execute(positions.delete().where(positions.c.edition == old.edition))


def _set(db: Connection, edition: str, **values: object) -> None:
    db.execute(
        positions.update().where(positions.c.edition == edition).values(**values)
    )


def _unfinished(kept: Kept) -> Select[Any]:
    return select(positions).where(
        positions.c.projection == kept.name,
        positions.c.shape <= kept.shape,
        ~positions.c.live,
    )


def _next_turn(db: Connection, kept: Kept) -> int:
    """Return the turn after the last, so that no two editions bear one name."""
    ours = positions.c.projection == kept.name
    return (db.scalar(select(func.max(positions.c.turn)).where(ours)) or 0) + 1
