"""The codes that go to a body's mailbox: which one was sent last, and for how long.

A code is kept nowhere: it is made of the request's secret and of what is kept here,
which alone tells nobody anything.  See `docs/decisions/0062`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Final
from uuid import UUID

from sqlalchemy import Column, Integer, LargeBinary, Table, Uuid, delete, select

from asbreview.access.office import TABLES, Instant, Office

A_CODE_HOLDS: Final = timedelta(minutes=10)
JUST_SENT: Final = timedelta(seconds=20)
"""Whoever asks again so soon pressed twice, and is to look for the code that comes."""
TRIES: Final = 5

answer_codes: Final = Table(
    "answer_codes",
    TABLES,
    Column("request_id", Uuid, primary_key=True),
    Column("nonce", LargeBinary, nullable=False),
    Column("sent_at", Instant, nullable=False, index=True),
    Column("tries_left", Integer, nullable=False),
)


class AnswerCodes:
    """The last code of each request."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def begin(self, request_id: UUID, *, at: datetime) -> bytes | None:
        """Return what a new code is to be made of; the one before holds no longer.

        Nothing, where one was `JUST_SENT`: it holds, and is not to be overtaken by a
        second one that the same press of a button sends after it.
        """
        nonce = token_bytes(16)
        row = {
            "request_id": request_id,
            "nonce": nonce,
            "sent_at": at,
            "tries_left": TRIES,
        }
        with self._office.writing() as db:
            old = answer_codes.c.sent_at <= at - A_CODE_HOLDS
            ours = answer_codes.c.request_id == request_id
            sent_at = db.scalar(select(answer_codes.c.sent_at).where(ours))
            if sent_at is not None and at - sent_at < JUST_SENT:
                return None
            db.execute(delete(answer_codes).where(old | ours))
            db.execute(answer_codes.insert().values(**row))
        return nonce

    def unsent(self, request_id: UUID, nonce: bytes) -> None:
        """Take back a code that was not sent: another may be asked for at once."""
        c = answer_codes.c
        ours = (c.request_id == request_id) & (c.nonce == nonce)
        with self._office.writing() as db:
            db.execute(delete(answer_codes).where(ours))

    def is_right(
        self, request_id: UUID, is_made_of: Callable[[bytes], bool], *, at: datetime
    ) -> bool:
        """Say whether a code is right, which can be asked so often; then it is used up.

        *is_made_of* says whether it is the one that is made of something.
        """
        ours = answer_codes.c.request_id == request_id
        with self._office.writing() as db:
            found = db.execute(select(answer_codes).where(ours)).one_or_none()
            if found is None or at >= found.sent_at + A_CODE_HOLDS:
                return False
            if found.tries_left < 1:
                return False
            if is_made_of(found.nonce):
                db.execute(delete(answer_codes).where(ours))
                return True
            fewer = answer_codes.update().where(ours)
            db.execute(fewer.values(tries_left=found.tries_left - 1))
        return False
