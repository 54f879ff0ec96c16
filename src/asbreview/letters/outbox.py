"""The outbox: which letters are still to go, and the sealed copy of each that went.

It follows the log by itself, so that whoever drafts a letter need not know of it.  A
copy is sealed under its addressee's key, and can be read until that is destroyed.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    select,
    update,
)

from asbreview.access.office import Office, insert
from asbreview.domain.letter.facts import Status
from asbreview.domain.letter.record import Letter
from asbreview.domain.sealed import ERASED, Erased, Sealed
from asbreview.letters.pdf import Printed
from asbreview.store.keys import KeyRing

TABLES: Final = MetaData()

followed: Final = Table(
    "outbox_followed",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("position", Integer, nullable=False),
)
outgoing: Final = Table(
    "outbox_letters",
    TABLES,
    Column("letter_id", Uuid, primary_key=True),
    Column("has_gone", Boolean, nullable=False, index=True),
)
notices: Final = Table(
    "outbox_notices",
    TABLES,
    Column("asking_id", Uuid, primary_key=True),
    Column("has_gone", Boolean, nullable=False, index=True),
)
invitations: Final = Table(
    "outbox_invitations",
    TABLES,
    Column("invitation_id", Uuid, primary_key=True),
    Column("has_gone", Boolean, nullable=False, index=True),
)
meetings: Final = Table(
    "outbox_meetings",
    TABLES,
    Column("case_id", Uuid, primary_key=True),
    Column("has_gone", Boolean, nullable=False, index=True),
)
copies: Final = Table(
    "letter_copies",
    TABLES,
    Column("letter_id", Uuid, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("addressee", Uuid, nullable=False, index=True),
    Column("file_id", Uuid, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("dated", Date, nullable=False),
    Column("sealed", Text, nullable=False),
)

texts: Final = Table(
    "letter_texts",
    TABLES,
    Column("letter_id", Uuid, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("sealed", Text, nullable=False),
)


class Copy(NamedTuple):
    """A letter as it was made; `file_id` names its file and nobody."""

    letter_id: UUID
    sha256: str
    addressee: UUID
    file_id: UUID
    pages: int
    dated: date
    sealed: str


class Outbox:
    """The outbox, kept in the office database."""

    def __init__(self, office: Office, keyring: KeyRing) -> None:
        self._office, self._keyring = office, keyring
        office.keep(TABLES)

    def position(self) -> int:
        """Return how far the log has been followed."""
        with self._office.reading() as db:
            return db.execute(select(followed.c.position)).scalar() or 0

    def follow(
        self,
        letter_ids: Iterable[UUID],
        *,
        position: int,
        asking_ids: Iterable[UUID] = (),
        invitation_ids: Iterable[UUID] = (),
        case_ids: Iterable[UUID] = (),
    ) -> None:
        """Take in what is to go by a position of the log; each only once.

        *asking_ids* are the records of bodies that a notice is to go to,
        *invitation_ids* those of bodies that are told of a meeting, *case_ids* the
        cases whose meeting may be another than they were told.  A letter that was said
        to have gone, in error, is looked after again.
        """
        at = {"id": 1, "position": position}
        with self._office.writing() as db:
            _take_in(db, outgoing, letter_ids)
            _take_in(db, notices, asking_ids)
            _take_in(db, invitations, invitation_ids)
            _take_in(db, meetings, case_ids)
            kept = insert(db, followed).values(at)
            db.execute(kept.on_conflict_do_update(index_elements=["id"], set_=at))

    def still_to_go(self) -> list[UUID]:
        """Return the letters that have not gone yet, or were not seen to."""
        return self._still(outgoing)

    def notices_to_go(self) -> list[UUID]:
        """Return the records of the bodies to which a notice is still to go."""
        return self._still(notices)

    def invitations_to_go(self) -> list[UUID]:
        """Return the records of the bodies that are still to be told of a meeting."""
        return self._still(invitations)

    def meetings_to_look_at(self) -> list[UUID]:
        """Return the cases whose meeting may be another than the bodies were told."""
        return self._still(meetings)

    def notice_has_gone(self, asking_id: UUID) -> None:
        """Look after a notice no more."""
        self._is_done(notices, asking_id)

    def invitation_has_gone(self, invitation_id: UUID) -> None:
        """Look after an invitation no more."""
        self._is_done(invitations, invitation_id)

    def meeting_was_looked_at(self, case_id: UUID) -> None:
        """Look at the meeting of a case no more, until something happens to it."""
        self._is_done(meetings, case_id)

    def _is_done(self, table: Table, done: UUID) -> None:
        (id_,) = table.primary_key
        with self._office.writing() as db:
            db.execute(update(table).where(id_ == done).values(has_gone=True))

    def _still(self, table: Table) -> list[UUID]:
        (id_,) = table.primary_key
        query = select(id_).where(~table.c.has_gone).order_by(id_)
        with self._office.reading() as db:
            return list(db.execute(query).scalars())

    def has_gone(self, letter_id: UUID) -> None:
        """Look after a letter no more; its copy stays."""
        self._is_done(outgoing, letter_id)

    def keep(self, letter_id: UUID, letter: Letter, made: Printed, text: str) -> Copy:
        """Seal and keep a letter as it was made; the same again is kept once.

        The PDF is what it is known by; *text* is the same letter as an email says it.
        `PersonErased` if the addressee has been forgotten.
        """
        place = _place(letter_id, made.sha256)
        clear = Sealed.of(b64encode(made.pdf).decode())
        sealed = self._keyring.seal(clear, owner=letter.to, place=place)
        copy = Copy(
            letter_id=letter_id,
            sha256=made.sha256,
            addressee=letter.to,
            file_id=uuid4(),
            pages=made.pages,
            dated=letter.dated,
            sealed=sealed.token,
        )
        with self._office.writing() as db:
            kept = insert(db, copies).values(copy._asdict())
            db.execute(kept.on_conflict_do_nothing())
            db.execute(self._sealed_text(copy, text, db).on_conflict_do_nothing())
        kept = self.copy(letter_id, made.sha256)
        assert kept is not None  # noqa: S101
        return kept

    def copy(self, letter_id: UUID, sha256: str) -> Copy | None:
        """Return a copy by the letter's id and hash."""
        query = select(copies).where(
            copies.c.letter_id == letter_id, copies.c.sha256 == sha256
        )
        with self._office.reading() as db:
            row = db.execute(query).one_or_none()
        return Copy(*row) if row else None

    def files_to(self, person_id: UUID) -> list[UUID]:
        """Return the files of every letter ever made to a person."""
        query = select(copies.c.file_id).where(copies.c.addressee == person_id)
        with self._office.reading() as db:
            return list(db.execute(query).scalars())

    def read(self, copy: Copy) -> bytes | Erased:
        """Return a copy's PDF, or that its addressee was forgotten."""
        told = self._keyring.reveal(Sealed[str](copy.sealed))
        return ERASED if told is ERASED else b64decode(told)

    def text(self, copy: Copy) -> str | Erased | None:
        """Return a letter as an email says it; None if only its PDF was kept."""
        query = select(texts.c.sealed).where(
            texts.c.letter_id == copy.letter_id, texts.c.sha256 == copy.sha256
        )
        with self._office.reading() as db:
            sealed = db.execute(query).scalar_one_or_none()
        if sealed is None:
            return None
        token: Sealed[str] = Sealed(sealed)
        return self._keyring.reveal(token)

    def _sealed_text(self, copy: Copy, text: str, db: Connection) -> Any:
        place = f"letter-text|{copy.letter_id.hex}|{copy.sha256}"
        sealed = self._keyring.seal(Sealed.of(text), owner=copy.addressee, place=place)
        return insert(db, texts).values(
            letter_id=copy.letter_id, sha256=copy.sha256, sealed=sealed.token
        )

    def printable(self, letter_id: UUID, letter: Letter) -> bytes | Erased | None:
        """Return a letter as it was made; None until it has been made."""
        if letter.status is Status.DRAFTED or not letter.sha256:
            return None
        copy = self.copy(letter_id, letter.sha256)
        return self.read(copy) if copy else None


def _take_in(db: Connection, table: Table, ids: Iterable[UUID]) -> None:
    (id_,) = table.primary_key
    rows = [{id_.name: each, "has_gone": False} for each in dict.fromkeys(ids)]
    if rows:
        kept = insert(db, table)
        again = {"has_gone": kept.excluded.has_gone}
        db.execute(
            kept.on_conflict_do_update(index_elements=[id_.name], set_=again), rows
        )


def _place(letter_id: UUID, sha256: str) -> str:
    return f"letter-copy|{letter_id.hex}|{sha256}"
