"""A second factor: a time-based one-time code (RFC 6238), and codes for a lost one.

The secret lies sealed under a key of the account's own, and of a recovery code only a
digest keyed by that key: whoever has the office alone has neither.  A code is taken
once; of two who send the same at once, one is let in.  See `docs/decisions/0064`.
"""

import hmac
import re
from collections.abc import Iterator
from datetime import datetime
from secrets import token_bytes
from typing import Final, NamedTuple
from uuid import UUID

import pyotp
from cryptography.exceptions import InvalidTag
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
    delete,
    func,
    select,
)

from asbreview.access.office import TABLES, Instant, Office
from asbreview.access.status_codes import in_letters, plain_code
from asbreview.domain.sealed import ERASED, Sealed
from asbreview.store.keys import KeyRing

STEP: Final = 30  # seconds that a code is shown for
DRIFT: Final = 1  # steps that a telephone's clock may be before or after ours
DIGITS: Final = re.compile("[0-9]{6}")
RECOVERY_CODES: Final = 10
MOST_WRONG: Final = 100  # in a row, as NIST SP 800-63B 5.2.2 has it
PLACE: Final = "second factor"

second_factors: Final = Table(
    "second_factors",
    TABLES,
    Column("account_id", Uuid, ForeignKey("accounts.account_id"), primary_key=True),
    Column("secret", String, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("step", Integer, nullable=False),  # of the last code that was taken
    Column("wrong", Integer, nullable=False),  # codes in a row
)

recovery_codes: Final = Table(
    "recovery_codes",
    TABLES,
    Column("code_id", LargeBinary, primary_key=True),
    Column(
        "account_id",
        Uuid,
        ForeignKey("accounts.account_id"),
        nullable=False,
        index=True,
    ),
)


class Held(NamedTuple):
    """Since when somebody has a second factor, and what is left of it.

    `is_shut` after too many wrong codes in a row: then only a recovery code is taken.
    """

    added_at: datetime
    is_shut: bool
    codes_left: int


class SecondFactors:
    """The second factors of an installation's accounts."""

    def __init__(self, office: Office, keyring: KeyRing) -> None:
        self._office, self._keyring = office, keyring

    def new_secret(self, account_id: UUID) -> str:
        """Return a secret that is not anybody's yet, sealed for one account."""
        return self.sealed_for(account_id, pyotp.random_base32())

    def sealed_for(self, account_id: UUID, secret: str) -> str:
        """Return a secret in letters (RFC 4648 base 32), sealed for one account."""
        sealed = Sealed.of(secret)
        return self._keyring.seal(sealed, owner=account_id, place=PLACE).token

    def shown(self, account_id: UUID, sealed: str) -> str | None:
        """Return a secret that was sealed for an account; nothing for another's."""
        try:
            return _opened(self._keyring, account_id, sealed)
        except (ValueError, InvalidTag):
            return None

    def add(
        self, account_id: UUID, sealed: str, code: str, *, at: datetime
    ) -> list[str] | None:
        """Take a secret into use if the code is one of its own now.

        Returns recovery codes, which are told once; nothing if the code is wrong.  Any
        second factor there was is replaced.  `ValueError` for a secret that was not
        sealed for this account.
        """
        step = _step_of(_opened(self._keyring, account_id, sealed), code, at)
        if step is None:
            return None
        codes = _new_codes()
        row = {"account_id": account_id, "secret": sealed, "added_at": at}
        with self._office.writing() as db:
            forget_second_factor(db, account_id)
            db.execute(second_factors.insert().values(**row, step=step, wrong=0))
            self._keep(db, account_id, codes)
        return codes

    def takes(self, account_id: UUID, code: str, *, at: datetime) -> bool:
        """Say whether a code is right, and was not taken before; then it is taken.

        After a hundred wrong ones in a row none is right, until a recovery code is
        used or the second factor is removed.
        """
        theirs = second_factors.c.account_id == account_id
        this = select(second_factors).where(theirs)
        with self._office.reading() as db:
            known = db.execute(this).one_or_none()
        if known is None:
            return False
        step = _step_of(_opened(self._keyring, account_id, known.secret), code, at)
        with self._office.writing() as db:
            found = db.execute(this).one_or_none()
            if (
                found is None
                or found.secret != known.secret
                or found.wrong >= MOST_WRONG
            ):
                return False
            is_new = step is not None and step > found.step
            became = (
                {"wrong": 0, "step": step} if is_new else {"wrong": found.wrong + 1}
            )
            db.execute(second_factors.update().where(theirs).values(**became))
        return is_new

    def takes_recovery(self, account_id: UUID, code: str) -> bool:
        """Say whether a recovery code is one of theirs; then it is used up."""
        c = recovery_codes.c
        this = (c.code_id == self._id_of(account_id, code)) & (
            c.account_id == account_id
        )
        with self._office.writing() as db:
            if db.scalar(select(c.code_id).where(this)) is None:
                return False
            db.execute(delete(recovery_codes).where(this))
            theirs = second_factors.c.account_id == account_id
            db.execute(second_factors.update().where(theirs).values(wrong=0))
        return True

    def renew_codes(self, account_id: UUID) -> list[str]:
        """Return other recovery codes, told once; those before hold no longer."""
        codes = _new_codes()
        with self._office.writing() as db:
            theirs = recovery_codes.c.account_id == account_id
            db.execute(delete(recovery_codes).where(theirs))
            self._keep(db, account_id, codes)
        return codes

    def held(self, account_id: UUID) -> Held | None:
        """Return since when an account has a second factor; nothing if it has none."""
        theirs = second_factors.c.account_id == account_id
        codes = select(func.count()).where(recovery_codes.c.account_id == account_id)
        c = second_factors.c
        asked = select(c.added_at, c.wrong >= MOST_WRONG, codes.scalar_subquery())
        with self._office.reading() as db:
            found = db.execute(asked.where(theirs)).one_or_none()
        return Held(*found) if found else None

    def _keep(self, db: Connection, account_id: UUID, codes: list[str]) -> None:
        kept = [self._id_of(account_id, code) for code in codes]
        rows = [{"code_id": code_id, "account_id": account_id} for code_id in kept]
        db.execute(recovery_codes.insert(), rows)

    def _id_of(self, account_id: UUID, code: str) -> bytes:
        key = self._keyring.derived(account_id, "recovery codes")
        if key is ERASED:
            raise ValueError("The key of this account was destroyed")
        return hmac.digest(key, plain_code(code).encode(), "sha256")


def forget_second_factor(db: Connection, account_id: UUID) -> bool:
    """Take a second factor away, with its recovery codes; say whether there was one."""
    db.execute(delete(recovery_codes).where(recovery_codes.c.account_id == account_id))
    theirs = second_factors.c.account_id == account_id
    return db.execute(delete(second_factors).where(theirs)).rowcount > 0


def code_shown(secret: str, *, at: datetime) -> str:
    """Return the code that an app shows for a secret at an instant."""
    return pyotp.TOTP(secret, interval=STEP).at(at)


def address_of(secret: str, *, account: str, issuer: str) -> str:
    """Return the `otpauth:` address that an authenticator app reads from a picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def _opened(keyring: KeyRing, account_id: UUID, sealed: str) -> str:
    if not sealed.startswith(f"{PLACE}|{account_id.hex}|"):
        raise ValueError("This secret was not sealed for this account")
    secret = keyring.reveal(Sealed[str](sealed))
    if secret is ERASED:
        raise ValueError("The key of this account was destroyed")
    return secret


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """Return the step that a code is of; nothing if it is of none about now.

    It is compared with all of them, whichever it is.
    """
    typed = "".join(code.split())
    if not DIGITS.fullmatch(typed):
        return None
    totp, found = pyotp.TOTP(secret, interval=STEP), None
    for step in _steps_around(at):
        if hmac.compare_digest(totp.generate_otp(step), typed):
            found = step
    return found


def _steps_around(at: datetime) -> Iterator[int]:
    now = int(at.timestamp()) // STEP
    yield from range(now - DRIFT, now + DRIFT + 1)


def _new_codes() -> list[str]:
    return [in_letters(token_bytes(32)) for _ in range(RECOVERY_CODES)]
