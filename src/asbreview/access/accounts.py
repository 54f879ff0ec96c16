"""Accounts: who may sign in, and for which relevant body."""

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Row,
    String,
    Table,
    Uuid,
    select,
)

from asbreview.access.areas import all_areas, areas_of, put_in, put_out_of_all
from asbreview.access.office import TABLES, Instant, Office
from asbreview.access.passwords import NOBODYS, hashed, is_password
from asbreview.access.second_factors import forget_second_factor
from asbreview.access.sessions import end_all_sessions


class Role(StrEnum):
    """What an account is for; what each may do stands in `policy`."""

    CASEWORKER = "caseworker"
    LEAD = "lead"
    CHAIR = "chair"
    PARTNER = "partner"
    AUDITOR = "auditor"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Account(NamedTuple):
    """Somebody who may sign in, acting for a relevant body in some areas.

    An area is named by the id of its review procedures; without one nothing is seen.
    `opened` are the cases that are open to it at this moment for an emergency.
    """

    account_id: UUID
    sign_in_name: str
    name: str
    role: Role
    body_id: UUID
    areas: frozenset[str] = frozenset()
    opened: frozenset[UUID] = frozenset()


class AccountExists(ValueError):
    """Somebody signs in by that name already."""


class NoSuchAccount(LookupError):
    """Nobody signs in by that name."""


accounts: Final = Table(
    "accounts",
    TABLES,
    Column("account_id", Uuid, primary_key=True),
    Column("sign_in_name", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("body_id", Uuid, nullable=False),
    Column("password", String, nullable=False),
    Column("demonstration", Boolean, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("disabled_at", Instant),
)

COLUMNS: Final = tuple(accounts.c[n] for n in Account._fields if n in accounts.c)
REMOVED: Final = "removed/"  # nobody signs in by a name with a stroke in it
NAMES: Final = select(
    accounts.c.account_id, accounts.c.name, accounts.c.disabled_at.is_not(None)
).where(accounts.c.sign_in_name.not_like(f"{REMOVED}%"))
HAS_LEFT: Final = " (has left)"


def open_account(
    office: Office,
    account: Account,
    *,
    password: str,
    at: datetime,
    demonstration: bool = False,
) -> None:
    """Let somebody sign in; an account of a demonstration signs in to nothing else.

    Raises `PasswordRefused` for a password that is easily guessed, and `AccountExists`.
    """
    kept = hashed(password, sign_in_name=account.sign_in_name)
    named = account._replace(sign_in_name=as_kept(account.sign_in_name))
    told = {column.name: getattr(named, column.name) for column in COLUMNS}
    with office.writing() as db:
        if _is_taken(db, named):
            raise AccountExists("Somebody signs in by that name already")
        db.execute(
            accounts.insert().values(
                **told, password=kept, demonstration=demonstration, opened_at=at
            )
        )
        put_in(db, account.account_id, account.areas)


def change_areas(office: Office, *, sign_in_name: str, areas: Collection[str]) -> None:
    """Say in which areas an account sees cases from now on: in these, no others."""
    with office.writing() as db:
        account_id = _id_of(db, sign_in_name)
        put_out_of_all(db, account_id)
        put_in(db, account_id, areas)


def change_password(office: Office, *, sign_in_name: str, password: str) -> None:
    """Change a password, and end every session that was begun with the old one."""
    kept = hashed(password, sign_in_name=sign_in_name)
    with office.writing() as db:
        account_id = _id_of(db, sign_in_name)
        _change(db, account_id, password=kept)
        end_all_sessions(db, account_id)


def disable_account(office: Office, *, sign_in_name: str, at: datetime) -> None:
    """Let somebody sign in no longer, and sign them out everywhere."""
    with office.writing() as db:
        account_id = _id_of(db, sign_in_name)
        _change(db, account_id, disabled_at=at)
        end_all_sessions(db, account_id)


def remove_second_factor(office: Office, *, sign_in_name: str) -> bool:
    """Take a second factor away, and every session with it; say if there was one."""
    with office.writing() as db:
        account_id = _id_of(db, sign_in_name)
        end_all_sessions(db, account_id)
        return forget_second_factor(db, account_id)


def account_with_password(
    office: Office, *, sign_in_name: str, password: str, demonstration: bool
) -> Account | None:
    """Return the account that signs in by this name and password, if one does.

    Takes as long whether or not there is such an account.
    """
    with office.reading() as db:
        found = db.execute(
            select(accounts).where(
                accounts.c.sign_in_name == as_kept(sign_in_name),
                accounts.c.disabled_at.is_(None),
                accounts.c.demonstration.is_(demonstration),
            )
        ).one_or_none()
        account = account_of(db, found) if found else None
    right = is_password(found.password if found else NOBODYS, password)
    return account if right else None


def account_with_id(
    office: Office, account_id: UUID, *, demonstration: bool
) -> Account | None:
    """Return the account of an id, if it may be used here."""
    c = accounts.c
    usable = c.disabled_at.is_(None) & c.demonstration.is_(demonstration)
    with office.reading() as db:
        this = select(accounts).where(c.account_id == account_id, usable)
        found = db.execute(this).one_or_none()
        return account_of(db, found) if found else None


def all_accounts(office: Office) -> list[Account]:
    """Return every account that may be used, by name."""
    enabled = accounts.c.disabled_at.is_(None)
    with office.reading() as db:
        found = db.execute(select(accounts).where(enabled).order_by(accounts.c.name))
        areas = all_areas(db)
        return [told_of(row, areas.get(row.account_id, ())) for row in found]


def account_names(office: Office) -> dict[UUID, str]:
    """Return the name of every account, marked where it may be used no longer.

    What somebody recorded stays theirs: whoever checks has to learn who it was.
    """
    with office.reading() as db:
        return {
            account_id: f"{name}{HAS_LEFT}" if has_left else name
            for account_id, name, has_left in db.execute(NAMES)
        }


def names_in_areas(office: Office, areas: Collection[str]) -> dict[UUID, str]:
    """Return the names of the accounts that see cases in some areas, or did last."""
    names = account_names(office)
    with office.reading() as db:
        theirs = all_areas(db)
    return {
        id_: name
        for id_, name in names.items()
        if not frozenset(areas).isdisjoint(theirs.get(id_, ()))
    }


def name_alone(told: str) -> str:
    """Return a name as it was given to the account, without the mark."""
    return told.removesuffix(HAS_LEFT)


def is_same_name(told: str, other: str) -> bool:
    """Say whether two accounts are named alike: perhaps one person has both."""
    one, another = (name_alone(each).casefold().split() for each in (told, other))
    return one == another


def as_kept(sign_in_name: str) -> str:
    """Return a sign-in name as it is kept: its capitals mean nothing."""
    return sign_in_name.strip().casefold()


def account_of(db: Connection, row: Row[Any]) -> Account:
    """Return the account of a row of the table, its areas looked up."""
    return told_of(row, areas_of(db, row.account_id))


def told_of(row: Row[Any], areas: Iterable[str]) -> Account:
    """Return the account of a row of the table, with its areas."""
    known = row.account_id, row.sign_in_name, row.name, Role(row.role), row.body_id
    return Account(*known, areas=frozenset(areas))


def _is_taken(db: Connection, account: Account) -> bool:
    named = accounts.c.sign_in_name == account.sign_in_name
    return db.scalar(select(accounts.c.account_id).where(named)) is not None


def _id_of(db: Connection, sign_in_name: str) -> UUID:
    named = accounts.c.sign_in_name == as_kept(sign_in_name)
    account_id: UUID | None = db.scalar(select(accounts.c.account_id).where(named))
    if account_id is None:
        raise NoSuchAccount("Nobody signs in by that name")
    return account_id


def _change(db: Connection, account_id: UUID, **changed: Any) -> None:
    db.execute(
        accounts.update().where(accounts.c.account_id == account_id).values(**changed)
    )
