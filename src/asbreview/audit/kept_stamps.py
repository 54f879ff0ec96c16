"""The time stamps of heads as the office keeps them."""

from base64 import b64decode, b64encode
from datetime import datetime
from typing import Final

from sqlalchemy import Column, Connection, Integer, Table, Text, select

from asbreview.access.office import TABLES, Instant, Office, insert

ledger_stamps: Final = Table(
    "ledger_stamps",
    TABLES,
    Column("number", Integer, primary_key=True),  # of the head
    Column("at", Instant, nullable=False),  # when it was asked for
    Column("answer", Text, nullable=False),  # as the authority gave it, in base64
)


def keep_stamp(office: Office, number: int, answer: bytes, at: datetime) -> None:
    """Keep the stamp of a head; the first is kept."""
    row = {"number": number, "at": at, "answer": b64encode(answer).decode()}
    with office.writing() as db:
        db.execute(insert(db, ledger_stamps).values(row).on_conflict_do_nothing())


def all_stamps(db: Connection) -> dict[int, bytes]:
    """Return the stamps by the numbers of their heads; what cannot be read is empty."""
    return {row.number: _read(row.answer) for row in db.execute(select(ledger_stamps))}


def stamp_of(db: Connection, number: int) -> bytes | None:
    """Return the stamp of a head, if it has one."""
    this = select(ledger_stamps.c.answer).where(ledger_stamps.c.number == number)
    answer: str | None = db.scalar(this)
    return None if answer is None else _read(answer)


def _read(answer: str) -> bytes:
    try:
        return b64decode(answer, validate=True)
    except ValueError:
        return b""
