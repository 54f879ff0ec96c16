"""What somebody is to be told about their account by email, until it has gone.

It is written down together with what it tells of, in one transaction (`Office.together`
), so that neither is there without the other, whatever dies meanwhile.  Whoever sends
it may send it twice, under the same id, and never not at all.
"""

from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Column, Integer, String, Table, Text, Uuid, delete, select

from asbreview.access.office import TABLES, Instant, Office

A_FEW: Final = 20  # in one round, each of which may wait for a server
FIRST_PAUSE: Final = timedelta(minutes=1)  # doubled after each try
LONGEST_PAUSE: Final = timedelta(hours=1)
GIVEN_UP_AFTER: Final = timedelta(days=3)

alerts_due: Final = Table(
    "alerts_due",
    TABLES,
    Column("alert_id", Uuid, primary_key=True),
    Column("account_id", Uuid, nullable=False),
    Column("to", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("not_before", Instant, nullable=False, index=True),
)


class Alert(NamedTuple):
    """An email about an account; `at` is when what it tells of happened."""

    alert_id: UUID
    account_id: UUID
    to: str
    subject: str
    text: str
    at: datetime

    def is_late(self, now: datetime) -> bool:
        """Say whether it was tried for so long that it is given up."""
        return now - self.at >= GIVEN_UP_AFTER


def note_alert(office: Office, alert: Alert) -> None:
    """Write an alert down, to be sent; of the same one there is one."""
    with office.writing() as db:
        this = alerts_due.c.alert_id == alert.alert_id
        if db.scalar(select(alerts_due.c.alert_id).where(this)) is None:
            row = {**alert._asdict(), "tries": 0, "not_before": alert.at}
            db.execute(alerts_due.insert().values(**row))


def take_alerts(office: Office, *, at: datetime) -> list[Alert]:
    """Return a few that are to be sent now; nobody else is given them for a while."""
    c = alerts_due.c
    is_due = c.not_before <= at
    with office.reading() as db:  # nearly always none: nobody waits for this look
        if db.scalar(select(c.alert_id).where(is_due).limit(1)) is None:
            return []
    asked = select(*(c[name] for name in Alert._fields), c.tries).where(is_due)
    with office.writing() as db:
        rows = list(db.execute(asked.order_by(c.at).limit(A_FEW)))
        for row in rows:
            pause = min(FIRST_PAUSE * 2 ** min(row.tries, 10), LONGEST_PAUSE)
            tried = {"tries": row.tries + 1, "not_before": at + pause}
            this = c.alert_id == row.alert_id
            db.execute(alerts_due.update().where(this).values(**tried))
    return [Alert(*row[:-1]) for row in rows]


def end_alert(office: Office, alert_id: UUID) -> None:
    """Forget an alert: it has gone, or it is given up."""
    with office.writing() as db:
        db.execute(delete(alerts_due).where(alerts_due.c.alert_id == alert_id))
