"""Keeping accounts: what an administrator changes, and the log of who changed what."""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple, Self
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Uuid,
    delete,
    select,
)

from asbreview.access.accounts import Account, Role, accounts, told_of
from asbreview.access.areas import all_areas, areas_of, put_in, put_out_of_all
from asbreview.access.office import TABLES, Instant, Office
from asbreview.access.passwords import hashed
from asbreview.access.second_factors import forget_second_factor
from asbreview.access.sessions import Limits, end_all_sessions, id_of, sessions
from asbreview.domain.overtaken import must_stand, overtaken

CHANGED_BY_OTHERS: Final = overtaken("The account was changed")
BYTES_OF_MARK: Final = 7
account_log: Final = Table(
    "account_log",
    TABLES,
    Column("change_id", Integer, primary_key=True),
    Column("account_id", Uuid, nullable=False),
    Column("by", Uuid, nullable=False),
    Column("at", Instant, nullable=False),
    Column("what", String, nullable=False),
    Index("account_log_by_account", "account_id", "change_id"),
)


class Kept(NamedTuple):
    """An account, when it was opened, and when it was disabled, if it was."""

    account: Account
    opened_at: datetime
    disabled_at: datetime | None


class Session(NamedTuple):
    """A session that goes on: since when, when last used, and is it this one."""

    began_at: datetime
    used_at: datetime
    is_this: bool


class Change(NamedTuple):
    """Something that was changed of an account, by whom, and when."""

    by: UUID
    at: datetime
    what: str


class Changed(NamedTuple):
    """What an account is to be from now on."""

    role: Role
    body_id: UUID
    areas: frozenset[str]

    @property
    def mark(self) -> int:
        """A number of just this: a form says by it what it was shown with."""
        said = "/".join((self.role, str(self.body_id), *sorted(self.areas)))
        return int.from_bytes(sha256(said.encode()).digest()[:BYTES_OF_MARK])

    @classmethod
    def of(cls, account: Account) -> Self:
        """Return what an account is."""
        return cls(account.role, account.body_id, account.areas)


def every_account(office: Office, *, demonstration: bool) -> list[Kept]:
    """Return every account of an installation by name, those disabled too."""
    ours = accounts.c.demonstration.is_(demonstration)
    asked = select(accounts).where(ours).order_by(accounts.c.name)
    with office.reading() as db:
        areas = all_areas(db)
        return [
            Kept(told_of(r, areas.get(r.account_id, ())), r.opened_at, r.disabled_at)
            for r in db.execute(asked)
        ]


def change_account(  # noqa: PLR0913  what it is to be, and was
    office: Office,
    account_id: UUID,
    changed: Changed,
    *,
    since: int | None = None,
    by: UUID,
    at: datetime,
) -> None:
    """Change the role, the body and the areas of an account, from now on.

    Refused (`AlreadyDone`) where it is not what it was: *since* is the mark of that.
    """
    with office.writing() as db:
        must_stand(since, _as_it_is(db, account_id).mark, says=CHANGED_BY_OTHERS)
        _change(db, account_id, role=changed.role, body_id=changed.body_id)
        put_out_of_all(db, account_id)
        put_in(db, account_id, changed.areas)
        areas = ", ".join(sorted(changed.areas)) or "no area"
        _note(db, account_id, by, at, f"now {changed.role}, of {areas}")


def set_password(
    office: Office, account: Account, *, password: str, by: UUID, at: datetime
) -> None:
    """Give an account another password (`PasswordRefused`); its sessions end."""
    kept = hashed(password, sign_in_name=account.sign_in_name)
    with office.writing() as db:
        _change(db, account.account_id, password=kept)
        end_all_sessions(db, account.account_id)
        _note(db, account.account_id, by, at, "given another password")


def set_disabled(
    office: Office, account_id: UUID, *, disabled: bool, by: UUID, at: datetime
) -> None:
    """Let somebody sign in no longer, and sign them out everywhere; or again."""
    with office.writing() as db:
        _change(db, account_id, disabled_at=at if disabled else None)
        end_all_sessions(db, account_id)
        what = "disabled" if disabled else "enabled again"
        _note(db, account_id, by, at, what)


def take_second_factor(
    office: Office, account_id: UUID, *, by: UUID, at: datetime
) -> bool:
    """Take a second factor away, and every session with it; say if there was one."""
    with office.writing() as db:
        if not forget_second_factor(db, account_id):
            return False
        end_all_sessions(db, account_id)
        _note(db, account_id, by, at, "second factor removed")
    return True


def note_change(
    office: Office, account_id: UUID, *, by: UUID, at: datetime, what: str
) -> None:
    """Note what was done about an account."""
    with office.writing() as db:
        _note(db, account_id, by, at, what)


def changes_of(office: Office, account_id: UUID) -> list[Change]:
    """Return what was changed of an account, the latest first."""
    c = account_log.c
    asked = select(c.by, c.at, c.what).where(c.account_id == account_id)
    with office.reading() as db:
        return [Change(*row) for row in db.execute(asked.order_by(c.change_id.desc()))]


def sessions_of(
    office: Office, account_id: UUID, limits: Limits, *, token: str, at: datetime
) -> list[Session]:
    """Return the sessions of an account that go on; *token* is that of who asks."""
    c = sessions.c
    theirs = c.account_id == account_id
    lasts = (c.used_at > at - limits.idle) & (c.began_at > at - limits.absolute)
    asked = select(c.began_at, c.used_at, c.session_id).where(theirs, lasts)
    this = id_of(token)
    with office.reading() as db:
        rows = db.execute(asked.order_by(c.began_at.desc()))
        return [Session(r.began_at, r.used_at, r.session_id == this) for r in rows]


def end_other_sessions(office: Office, account_id: UUID, *, token: str) -> None:
    """Sign an account out everywhere but in the session of a token."""
    theirs = sessions.c.account_id == account_id
    others = sessions.c.session_id != id_of(token)
    with office.writing() as db:
        db.execute(delete(sessions).where(theirs, others))


def _as_it_is(db: Connection, account_id: UUID) -> Changed:
    this = select(accounts).where(accounts.c.account_id == account_id)
    return Changed.of(told_of(db.execute(this).one(), areas_of(db, account_id)))


def _change(db: Connection, account_id: UUID, **changed: Any) -> None:
    this = accounts.c.account_id == account_id
    db.execute(accounts.update().where(this).values(**changed))


def _note(db: Connection, account_id: UUID, by: UUID, at: datetime, what: str) -> None:
    told = {"account_id": account_id, "by": by, "at": at, "what": what}
    db.execute(account_log.insert().values(**told))


def names_of(kept: Collection[Kept]) -> dict[UUID, str]:
    """Return the names of accounts, those disabled too."""
    return {each.account.account_id: each.account.name for each in kept}
