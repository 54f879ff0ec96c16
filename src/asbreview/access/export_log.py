"""The log of what was exported for others' tools: who had it, when, and how much.

Every export carries what happened on all cases out of the house, nobody in it by name.
It is kept in the office, beside who read what, and is removed by nobody.
"""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, Column, Integer, String, Table, Uuid, select

from asbreview.access.office import TABLES, Instant, Office


class Exported(NamedTuple):
    """An export was begun: of all that was on record up to a position of the log.

    `at_server` is who was signed in at the server, by the name that the system knows;
    `account_id` the account that they said they export for, if they did.
    """

    account_id: UUID | None
    at_server: str
    form: str
    up_to: int
    at: datetime


export_log: Final = Table(
    "export_log",
    TABLES,
    Column("export_id", Integer, primary_key=True),
    Column("account_id", Uuid),
    Column("at_server", String, nullable=False),
    Column("form", String, nullable=False),
    Column("up_to", BigInteger, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)


def note_export(office: Office, export: Exported) -> None:
    """Note that an export is begun; `DBAPIError` where that cannot be written."""
    with office.noting() as db:
        db.execute(export_log.insert(), export._asdict())


def exports_between(
    office: Office,
    *,
    from_: datetime,
    before: datetime,
    account_id: UUID | None = None,
) -> list[Exported]:
    """Return what was exported from an instant to before another, the latest first.

    For one account alone, where one is given.
    """
    c = export_log.c
    query = (
        select(*(c[name] for name in Exported._fields))
        .where(c.at >= from_, c.at < before)
        .order_by(c.at.desc(), c.export_id.desc())
    )
    if account_id is not None:
        query = query.where(c.account_id == account_id)
    with office.reading() as db:
        return [Exported(*row) for row in db.execute(query)]
