"""What a body has begun to answer, until it sends it: to go on with on any machine.

It is sealed under the case's key, and so dies with it.  Only whoever opens the request,
by its link and code or by an account of its body, is shown it: no page of staff is.
"""

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Column, Table, Text, Uuid, delete, select

from asbreview.access.office import TABLES, Instant, Office, insert
from asbreview.domain.sealed import ERASED, Sealed
from asbreview.store.keys import KeyRing

Fields = Mapping[str, list[str]]
KEPT_FOR: Final = timedelta(days=180)  # a request this old is asked anew

answers_begun: Final = Table(
    "answers_begun",
    TABLES,
    Column("request_id", Uuid, primary_key=True),
    Column("case_id", Uuid, nullable=False, index=True),
    Column("saved_at", Instant, nullable=False, index=True),
    Column("sealed", Text, nullable=False),
)


class Begun(NamedTuple):
    """What was typed so far, and when it was last kept."""

    fields: Fields
    saved_at: datetime

    @property
    def mark(self) -> str:
        """What tells these words from any that were kept before or after."""
        return self.saved_at.isoformat()


class AnswersBegun:
    """The answers that are begun and not sent."""

    def __init__(self, office: Office, keyring: KeyRing) -> None:
        self._office, self._keyring = office, keyring

    def keep(
        self,
        case_id: UUID,
        request_id: UUID,
        fields: Fields,
        *,
        seen: str,
        at: datetime,
    ) -> str | None:
        """Keep what was typed, and return the mark of it; nothing if it is not kept.

        It is not where other words were kept meanwhile than those of the mark that was
        *seen*: a colleague's, in another browser.  `PersonErased`: there is no key.
        """
        known = self.read(request_id)
        if known is not None and known.mark != seen and known.fields != fields:
            return None
        clear = Sealed.of(json.dumps({name: list(v) for name, v in fields.items()}))
        place = f"answer-begun|{request_id.hex}"
        sealed = self._keyring.seal(clear, owner=case_id, place=place)
        row = {"case_id": case_id, "saved_at": at, "sealed": sealed.token}
        with self._office.writing() as db:
            old = answers_begun.c.saved_at <= at - KEPT_FOR
            db.execute(delete(answers_begun).where(old))
            into = insert(db, answers_begun).values(request_id=request_id, **row)
            again = into.on_conflict_do_update(index_elements=["request_id"], set_=row)
            db.execute(again)
        return at.isoformat()

    def read(self, request_id: UUID) -> Begun | None:
        """Return what was kept; nothing if nothing is, or its key was destroyed."""
        ours = answers_begun.c.request_id == request_id
        with self._office.reading() as db:
            row = db.execute(select(answers_begun).where(ours)).one_or_none()
        if row is None:
            return None
        token: Sealed[str] = Sealed(row.sealed)
        words = self._keyring.reveal(token)
        return None if words is ERASED else Begun(json.loads(words), row.saved_at)

    def begun(self, request_ids: Collection[UUID]) -> dict[UUID, datetime]:
        """Return which of some requests an answer is kept to, and since when."""
        ours = answers_begun.c.request_id.in_(request_ids)
        kept = select(answers_begun.c.request_id, answers_begun.c.saved_at).where(ours)
        with self._office.reading() as db:
            return {row.request_id: row.saved_at for row in db.execute(kept)}

    def forget(self, request_id: UUID) -> None:
        """Destroy what was kept of a request."""
        ours = answers_begun.c.request_id == request_id
        with self._office.writing() as db:
            db.execute(delete(answers_begun).where(ours))

    def forget_case(self, case_id: UUID) -> None:
        """Destroy what was kept of a case: it may tell of whoever is forgotten."""
        ours = answers_begun.c.case_id == case_id
        with self._office.writing() as db:
            db.execute(delete(answers_begun).where(ours))
