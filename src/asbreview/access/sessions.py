"""Sessions: who is signed in, for how long.

Only a hash of a session's token is kept, so that whoever reads this table can be
nobody.  A token this store did not give out is nobody's.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    LargeBinary,
    Row,
    Table,
    Uuid,
    delete,
    or_,
    select,
)
from sqlalchemy.exc import OperationalError

from asbreview.access.half_signed_in import forget_passwords_shown
from asbreview.access.office import TABLES, Instant, Office

NOTED_EVERY: Final = timedelta(minutes=1)


class Limits(NamedTuple):
    """How long a session may last: unused, and at all.

    `proof` is for how long it is known to be its owner's who showed a password or a
    code: what reaches far asks for it again after that.
    """

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=10)
    proof: timedelta = timedelta(minutes=15)


NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)  # nobody says when they showed it

sessions: Final = Table(
    "sessions",
    TABLES,
    Column("session_id", LargeBinary, primary_key=True),
    Column(
        "account_id",
        Uuid,
        ForeignKey("accounts.account_id"),
        nullable=False,
        index=True,
    ),
    Column("began_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=False),
    Column("proved_at", Instant, nullable=False),  # when who it is was last shown
    Column("strong", Boolean, nullable=False),  # a provider saw a second factor
)


class Sessions:
    """The sessions of an installation."""

    def __init__(self, office: Office, limits: Limits | None = None) -> None:
        self._office = office
        self._limits = limits or Limits()

    def begin(
        self,
        account_id: UUID,
        *,
        instead_of: str,
        at: datetime,
        strong: bool = False,
        shown_ago: timedelta | None = timedelta(),
    ) -> str:
        """Begin a session and return its token, which is told once.

        The session the browser had before ends, so that a token planted there before
        signing in is worth nothing after it.  Those that have run out are cleared.
        One is `strong` where an identity provider saw a second factor.  *shown_ago* is
        how long ago they showed who they are; nothing where a provider does not say.
        """
        token = token_urlsafe(32)
        began = {"account_id": account_id, "began_at": at, "used_at": at}
        proved_at = NEVER if shown_ago is None else at - shown_ago
        began |= {"proved_at": proved_at, "strong": strong}
        with self._office.writing() as db:
            db.execute(
                delete(sessions).where(
                    or_(
                        sessions.c.session_id == id_of(instead_of),
                        sessions.c.used_at <= at - self._limits.idle,
                        sessions.c.began_at <= at - self._limits.absolute,
                    )
                )
            )
            db.execute(sessions.insert().values(session_id=id_of(token), **began))
        return token

    def renew(
        self, token: str, *, at: datetime, proved_at: datetime | None = None
    ) -> str:
        """Give a session another token, told once; the one before opens nothing.

        It lasts no longer for it than it would have.  *proved_at* is for whoever has
        just shown again who they are.
        """
        new, this = token_urlsafe(32), sessions.c.session_id == id_of(token)
        renewed = {"session_id": id_of(new), "used_at": at}
        renewed |= {"proved_at": proved_at} if proved_at else {}
        with self._office.writing() as db:
            db.execute(sessions.update().where(this).values(**renewed))
        return new

    def account_of(self, token: str, *, at: datetime) -> UUID | None:
        """Return whose session it is, unless it is unknown or has run out."""
        with self._office.reading() as db:
            found = db.execute(
                select(sessions).where(sessions.c.session_id == id_of(token))
            ).one_or_none()
        if found is None or self.use(token, found, at=at) is None:
            return None
        account_id: UUID = found.account_id
        return account_id

    def use(self, token: str, found: Row[Any], *, at: datetime) -> datetime | None:
        """Return until when a session lasts that was found; nothing if it is over.

        To ask is to use it: from now it lasts as long unused as a new one.
        """
        began_at, used_at = found.began_at, found.used_at
        if not self._lasts(began_at, used_at, at):
            return None
        if at - used_at >= NOTED_EVERY and self._note_use(token, at):
            used_at = at
        until: datetime = min(
            used_at + self._limits.idle, began_at + self._limits.absolute
        )
        return until

    def end(self, token: str) -> None:
        """End a session."""
        with self._office.writing() as db:
            db.execute(delete(sessions).where(sessions.c.session_id == id_of(token)))

    def _lasts(self, began_at: datetime, used_at: datetime, at: datetime) -> bool:
        return (
            at - used_at < self._limits.idle and at - began_at < self._limits.absolute
        )

    def _note_use(self, token: str, at: datetime) -> bool:
        """Note it; say whether that could be: on a full disk nobody is signed out."""
        this = sessions.c.session_id == id_of(token)
        try:
            with self._office.noting() as db:
                db.execute(sessions.update().where(this).values(used_at=at))
        except OperationalError:
            return False
        return True


def end_all_sessions(db: Connection, account_id: UUID) -> None:
    """Sign an account out everywhere, also where only the code was still asked for."""
    forget_passwords_shown(db, account_id)
    db.execute(delete(sessions).where(sessions.c.account_id == account_id))


def id_of(token: str) -> bytes:
    """Return what is kept of a session's token."""
    return sha256(token.encode()).digest()
