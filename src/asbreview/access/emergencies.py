"""Cases that an administrator opened in an emergency: which, and until when.

That it was done, and why, is on the record of the case itself; here is only what lets
them in.  It ends by itself.  See `docs/decisions/0066`.
"""

from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Table,
    Uuid,
    select,
)

from asbreview.access.office import TABLES, Instant, Office, insert

LASTS: Final = timedelta(hours=1)
TOLD_FOR: Final = timedelta(days=14)

emergencies: Final = Table(
    "emergencies",
    TABLES,
    Column("opening_id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.account_id"), nullable=False),
    Column("case_id", Uuid, nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("ended_at", Instant),
    Index("emergencies_by_account", "account_id", "until"),
    Index("emergencies_by_case", "case_id", "began_at"),
    Index("emergencies_by_time", "began_at"),
)


class Opening(NamedTuple):
    """That an account opened a case: from when, until when; or when they ended it."""

    opening_id: UUID
    account_id: UUID
    case_id: UUID
    began_at: datetime
    until: datetime
    ended_at: datetime | None = None

    def goes_on(self, at: datetime) -> bool:
        """Say whether it lets them in at an instant."""
        return self.ended_at is None and at < self.until


ALL: Final = select(*(emergencies.c[name] for name in Opening._fields))


def note_opening(office: Office, opening: Opening) -> bool:
    """Let somebody in to a case; to note the same one again changes nothing.

    Say whether it was not noted before.
    """
    with office.writing() as db:
        new = insert(db, emergencies).values(**opening._asdict())
        return db.execute(new.on_conflict_do_nothing()).rowcount > 0


def end_openings(
    office: Office, account_id: UUID, case_id: UUID, *, at: datetime
) -> None:
    """Let somebody in to a case no longer, however often they opened it."""
    c = emergencies.c
    theirs = (c.account_id == account_id) & (c.case_id == case_id)
    with office.writing() as db:
        goes_on = theirs & c.ended_at.is_(None) & (c.until > at)
        db.execute(emergencies.update().where(goes_on).values(ended_at=at))


def opened_by(db: Connection, account_id: UUID, *, at: datetime) -> frozenset[UUID]:
    """Return the cases that an account has opened, and that are open to it still."""
    c = emergencies.c
    goes_on = c.ended_at.is_(None) & (c.until > at)
    asked = select(c.case_id).where(c.account_id == account_id, goes_on)
    return frozenset(db.scalars(asked))


def openings_of_case(office: Office, case_id: UUID, *, at: datetime) -> list[Opening]:
    """Return who has opened a case of late, the latest first."""
    c = emergencies.c
    of_late = (c.case_id == case_id) & (c.began_at > at - TOLD_FOR)
    return _found(office, of_late)


def openings_since(office: Office, since: datetime) -> list[Opening]:
    """Return every opening of any case since an instant, the latest first."""
    return _found(office, emergencies.c.began_at > since)


def _found(office: Office, which: ColumnElement[bool]) -> list[Opening]:
    asked = ALL.where(which).order_by(emergencies.c.began_at.desc())
    with office.reading() as db:
        return [Opening(*row) for row in db.execute(asked)]
