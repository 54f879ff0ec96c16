"""Who has shown a password and has still to show the code: nobody is signed in by it.

Kept apart from sessions, so that nothing that asks for a session can find one here.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    LargeBinary,
    Table,
    Uuid,
    delete,
    select,
)

from asbreview.access.office import TABLES, Instant, Office

A_PASSWORD_HOLDS: Final = timedelta(minutes=10)

passwords_shown: Final = Table(
    "passwords_shown",
    TABLES,
    Column("token_id", LargeBinary, primary_key=True),
    Column(
        "account_id",
        Uuid,
        ForeignKey("accounts.account_id"),
        nullable=False,
        index=True,
    ),
    Column("at", Instant, nullable=False),
)


class HalfSignedIn:
    """Those who have shown their password a moment ago."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def begin(self, account_id: UUID, *, at: datetime) -> str:
        """Note that somebody showed their password; return a token, told once."""
        token = token_urlsafe(32)
        row = {"token_id": _id_of(token), "account_id": account_id, "at": at}
        with self._office.writing() as db:
            old = passwords_shown.c.at <= at - A_PASSWORD_HOLDS
            db.execute(delete(passwords_shown).where(old))
            db.execute(passwords_shown.insert().values(**row))
        return token

    def account_of(self, token: str, *, at: datetime) -> UUID | None:
        """Return whose password was shown, unless that is too long ago."""
        c = passwords_shown.c
        holds = (c.token_id == _id_of(token)) & (c.at > at - A_PASSWORD_HOLDS)
        with self._office.reading() as db:
            account_id: UUID | None = db.scalar(select(c.account_id).where(holds))
        return account_id

    def end(self, token: str) -> None:
        """Forget it: the code was shown, or it was given up."""
        this = passwords_shown.c.token_id == _id_of(token)
        with self._office.writing() as db:
            db.execute(delete(passwords_shown).where(this))


def forget_passwords_shown(db: Connection, account_id: UUID) -> None:
    """Let nobody go on with a code who showed this account's password before."""
    theirs = passwords_shown.c.account_id == account_id
    db.execute(delete(passwords_shown).where(theirs))


def _id_of(token: str) -> bytes:
    return sha256(f"password shown {token}".encode()).digest()
