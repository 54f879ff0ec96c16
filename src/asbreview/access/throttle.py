"""How often somebody may try to sign in.

Every try is noted before the password is looked at, so that many at once are counted
as many; a right one is forgotten.  Names and addresses are kept hashed.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    Table,
    delete,
    func,
    select,
)

from asbreview.access.accounts import as_kept
from asbreview.access.office import TABLES, Instant, Office


class Allowed(NamedTuple):
    """How many tries fail before one has to wait, and for how long they count."""

    per_account: int = 5
    per_address: int = 30
    within: timedelta = timedelta(minutes=15)


class Try(NamedTuple):
    """A try to sign in: by which name, from which network address."""

    sign_in_name: str
    address: str


class TooManyTries(Exception):
    """Too many tries failed; the next may be made at `again_at`."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__("Too many tries to sign in")
        self.again_at = again_at


tries: Final = Table(
    "sign_in_tries",
    TABLES,
    Column("try_id", Integer, primary_key=True),
    Column("about", LargeBinary, nullable=False, index=True),
    Column("at", Instant, nullable=False),
)


class Throttle:
    """Slows down whoever guesses."""

    def __init__(self, office: Office, allowed: Allowed | None = None) -> None:
        self._office = office
        self._allowed = allowed or Allowed()

    def note(self, attempt: Try, *, at: datetime) -> None:
        """Note that somebody is trying; refuse with `TooManyTries` if too often."""
        with self._office.writing() as db:
            db.execute(delete(tries).where(tries.c.at <= at - self._allowed.within))
            for about, limit in self._limits(attempt):
                self._refuse_beyond(db, about, limit)
            for about, _ in self._limits(attempt):
                db.execute(tries.insert().values(about=about, at=at))

    def forget(self, attempt: Try) -> None:
        """Forget what was noted of an account that has signed in after all.

        Of its address only this one try: a right password is no licence to guess.
        """
        (name, _), (address, _) = self._limits(attempt)
        latest = select(func.max(tries.c.try_id)).where(tries.c.about == address)
        with self._office.writing() as db:
            db.execute(delete(tries).where(tries.c.about == name))
            db.execute(delete(tries).where(tries.c.try_id == latest.scalar_subquery()))

    def _refuse_beyond(self, db: Connection, about: bytes, limit: int) -> None:
        noted = select(tries.c.at).where(tries.c.about == about)
        found = list(db.scalars(noted.order_by(tries.c.at.desc()).limit(limit)))
        if len(found) == limit:
            raise TooManyTries(found[-1] + self._allowed.within)

    def _limits(self, attempt: Try) -> Iterator[tuple[bytes, int]]:
        name = f"account {as_kept(attempt.sign_in_name)}"
        yield sha256(name.encode()).digest(), self._allowed.per_account
        address = f"address {attempt.address}"
        yield sha256(address.encode()).digest(), self._allowed.per_address
