"""The log of who read which case, and when.

It is kept in the office, not among the events: reading a case is no fact of the case.
"""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Column, Index, Integer, String, Table, Uuid, select

from asbreview.access.office import TABLES, Instant, Office


class Read(NamedTuple):
    """Somebody read a page of a case; `path` says which, and holds no search."""

    account_id: UUID
    case_id: UUID
    path: str
    at: datetime


read_log: Final = Table(
    "read_log",
    TABLES,
    Column("read_id", Integer, primary_key=True),
    Column("account_id", Uuid, nullable=False),
    Column("case_id", Uuid, nullable=False),
    Column("path", String, nullable=False),
    Column("at", Instant, nullable=False),
    Index("read_log_by_case", "case_id", "at"),
)

NOTED: Final = read_log.insert()


def note_read(office: Office, read: Read) -> None:
    """Note that a page of a case was read."""
    with office.noting() as db:
        db.execute(NOTED, read._asdict())


def reads_of(office: Office, case_id: UUID) -> list[Read]:
    """Return who read a case, the latest first."""
    query = (
        select(*(read_log.c[name] for name in Read._fields))
        .where(read_log.c.case_id == case_id)
        .order_by(read_log.c.at.desc(), read_log.c.read_id.desc())
    )
    with office.reading() as db:
        return [Read(*row) for row in db.execute(query)]
