"""Which account somebody has whom an identity provider vouches for.

An account is linked by an administrator, or once by a verified email address; nobody
gets an account by signing in.  See `docs/decisions/0064`.
"""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Column, ForeignKey, String, Table, UniqueConstraint, Uuid, select
from sqlalchemy import delete as taken_away

from asbreview.access.accounts import Account, account_of, accounts, as_kept
from asbreview.access.office import TABLES, Instant, Office
from asbreview.access.sessions import end_all_sessions

identities: Final = Table(
    "identities",
    TABLES,
    Column("account_id", Uuid, ForeignKey("accounts.account_id"), primary_key=True),
    Column("issuer", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("linked_at", Instant, nullable=False),
    UniqueConstraint("issuer", "subject"),
)


class Identity(NamedTuple):
    """Somebody, as an identity provider knows them for good."""

    issuer: str
    subject: str


class IdentityTaken(ValueError):
    """Another account is linked to this identity."""


def link(office: Office, account_id: UUID, identity: Identity, *, at: datetime) -> None:
    """Link an account to an identity, and to no other (`IdentityTaken`)."""
    c = identities.c
    with office.writing() as db:
        owner = select(c.account_id).where(
            c.issuer == identity.issuer, c.subject == identity.subject
        )
        if db.scalar(owner) not in {None, account_id}:
            raise IdentityTaken("Another account is linked to it already")
        db.execute(taken_away(identities).where(c.account_id == account_id))
        row = {"account_id": account_id, "linked_at": at, **identity._asdict()}
        db.execute(identities.insert().values(**row))


def unlink(office: Office, account_id: UUID) -> bool:
    """Let an account be signed in to by its identity no more; say if it had one.

    Its sessions end: which of them the provider began is not known.
    """
    theirs = identities.c.account_id == account_id
    with office.writing() as db:
        end_all_sessions(db, account_id)
        return db.execute(taken_away(identities).where(theirs)).rowcount > 0


def identity_of(office: Office, account_id: UUID) -> Identity | None:
    """Return the identity that an account is linked to."""
    c = identities.c
    asked = select(c.issuer, c.subject).where(c.account_id == account_id)
    with office.reading() as db:
        found = db.execute(asked).one_or_none()
    return Identity(*found) if found else None


def account_linked(
    office: Office, identity: Identity, *, demonstration: bool
) -> Account | None:
    """Return the account of an identity, if it may be used here."""
    c = identities.c
    asked = (
        select(accounts)
        .join(identities, c.account_id == accounts.c.account_id)
        .where(
            c.issuer == identity.issuer,
            c.subject == identity.subject,
            accounts.c.disabled_at.is_(None),
            accounts.c.demonstration.is_(demonstration),
        )
    )
    with office.reading() as db:
        found = db.execute(asked).one_or_none()
        return account_of(db, found) if found else None


def account_to_link(
    office: Office, identity: Identity, email: str, *, demonstration: bool
) -> Account | None:
    """Return whose email address it is: of an account linked to nothing yet.

    Nothing where the identity has an account already, if a disabled one.
    """
    c = identities.c
    same = (c.issuer == identity.issuer) & (c.subject == identity.subject)
    asked = select(accounts).where(
        accounts.c.sign_in_name == as_kept(email),
        accounts.c.disabled_at.is_(None),
        accounts.c.demonstration.is_(demonstration),
        accounts.c.account_id.not_in(select(c.account_id)),
        ~select(c.account_id).where(same).exists(),
    )
    with office.reading() as db:
        found = db.execute(asked).one_or_none()
        return account_of(db, found) if found else None
