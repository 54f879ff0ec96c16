"""The heads as the office keeps them, and what came of each check of the ledger."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    Row,
    Table,
    Text,
    select,
)

from asbreview.access.office import TABLES, Instant, Office
from asbreview.audit.notes import Note
from asbreview.audit.tree import HASH, GrowingTree

ledger_heads: Final = Table(
    "ledger_heads",
    TABLES,
    Column("number", Integer, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),  # of the last event it is over
    Column("peaks", Text, nullable=False),
    Column("note", Text, nullable=False),
)
ledger_checks: Final = Table(
    "ledger_checks",
    TABLES,
    Column("number", Integer, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
    Column("events", BigInteger, nullable=False),
    Column("covered", BigInteger, nullable=False),
    Column("is_sound", Boolean, nullable=False),
    Column("says", Text, nullable=False),  # a line for each finding
)
heads_mailed: Final = Table(
    "ledger_heads_mailed",
    TABLES,
    Column("number", Integer, primary_key=True),
    Column("address", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)
CHECKS_KEPT: Final = 1_000


class KeptHead(NamedTuple):
    """A head, and what is needed to go on from it.

    `ValueError` and `NotANote` where somebody changed what is kept of it.
    """

    number: int
    size: int
    position: int
    peaks: str
    written: str

    @property
    def note(self) -> Note:
        """The head as it was signed."""
        return Note.read(self.written.encode())

    @property
    def tree(self) -> GrowingTree:
        """The tree it is the head of, to which later events can be added."""
        peaks = bytes.fromhex(self.peaks)
        parts = [peaks[at : at + HASH] for at in range(0, len(peaks), HASH)]
        return GrowingTree(self.size, parts)


class Checked(NamedTuple):
    """When the whole ledger was checked, over how many events, and with what result.

    `covered` are those events that a head vouches for.  What stood in the way of the
    ledger is noted likewise, over no event: the log was then not read.
    """

    at: datetime
    events: int
    covered: int
    is_sound: bool
    says: tuple[str, ...]


def all_heads(db: Connection) -> list[KeptHead]:
    """Return the heads in the order in which they were signed."""
    return [_kept(row) for row in db.execute(select(ledger_heads).order_by("number"))]


def last_heads(db: Connection, number: int) -> list[KeptHead]:
    """Return the last so many heads, the newest first."""
    newest = select(ledger_heads).order_by(ledger_heads.c.number.desc()).limit(number)
    return [_kept(row) for row in db.execute(newest)]


def heads_up_to(db: Connection, position: int) -> Iterator[KeptHead]:
    """Yield the heads over no event after a position of the log, the newest first."""
    c = ledger_heads.c
    asked = select(ledger_heads).where(c.position <= position).order_by(c.number.desc())
    for row in db.execute(asked.execution_options(yield_per=10)):
        yield _kept(row)


def head_by(db: Connection, number: int) -> KeptHead | None:
    """Return the head of a number, if there is one."""
    row = db.execute(
        select(ledger_heads).where(ledger_heads.c.number == number)
    ).first()
    return None if row is None else _kept(row)


def was_mailed(db: Connection, number: int, address: str) -> bool:
    """Say whether a head was sent to an address."""
    c = heads_mailed.c
    asked = select(c.at).where(c.number == number, c.address == address)
    return db.execute(asked).first() is not None


def note_mailed(office: Office, number: int, address: str, at: datetime) -> None:
    """Note that a head was sent to an address."""
    row = {"number": number, "address": address, "at": at}
    with office.writing() as db:
        db.execute(heads_mailed.insert().values(row))


def newest_first(db: Connection) -> Iterator[KeptHead]:
    """Yield the heads from the last one back, as long as more are asked for."""
    newest = select(ledger_heads).order_by(ledger_heads.c.number.desc()).limit(100)
    some = [_kept(row) for row in db.execute(newest)]
    while some:
        yield from some
        older = newest.where(ledger_heads.c.number < some[-1].number)
        some = [_kept(row) for row in db.execute(older)]


def keep_head(db: Connection, note: Note, tree: GrowingTree, position: int) -> None:
    """Keep a head that was just signed."""
    row = {
        "size": tree.size,
        "position": position,
        "peaks": b"".join(tree.peaks).hex(),
        "note": bytes(note).decode(),
    }
    db.execute(ledger_heads.insert().values(row))


def note_check(office: Office, checked: Checked) -> None:
    """Note what came of a check; those long ago are forgotten."""
    told = checked._asdict() | {"says": "\n".join(checked.says)}
    with office.writing() as db:
        number = db.execute(ledger_checks.insert().values(told)).inserted_primary_key
        assert number  # noqa: S101
        old = ledger_checks.c.number <= number[0] - CHECKS_KEPT
        db.execute(ledger_checks.delete().where(old))


def last_checks(db: Connection, number: int) -> list[Checked]:
    """Return what came of the last so many checks, the newest first."""
    newest = select(ledger_checks).order_by(ledger_checks.c.number.desc()).limit(number)
    return [_checked(row) for row in db.execute(newest)]


def last_looked(db: Connection) -> Checked | None:
    """Return what came of the last check for which the log was read, if any was."""
    c = ledger_checks.c
    looked = select(ledger_checks).where((c.events > 0) | c.is_sound)
    row = db.execute(looked.order_by(c.number.desc()).limit(1)).first()
    return None if row is None else _checked(row)


def notes_of(heads: Iterable[KeptHead]) -> Iterable[bytes]:
    """Yield the heads as they were signed, whatever has become of them."""
    return (head.written.encode() for head in heads)


def _kept(row: Row[tuple[object, ...]]) -> KeptHead:
    return KeptHead(row.number, row.size, row.position, row.peaks, row.note)


def _checked(r: Row[tuple[object, ...]]) -> Checked:
    return Checked(r.at, r.events, r.covered, r.is_sound, tuple(r.says.splitlines()))
