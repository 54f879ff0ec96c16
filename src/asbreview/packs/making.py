"""Making packs that were asked for: gathered, printed, sealed, and put on record."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from io import RawIOBase
from threading import Event as Signal
from typing import Any, Final
from uuid import UUID, uuid5

import structlog
from eventsourcing.persistence import IntegrityError, PersistenceError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from asbreview.audit.proving import Proofs
from asbreview.domain.erasure import Erasure
from asbreview.domain.errors import AlreadyDone
from asbreview.domain.model import Signed
from asbreview.domain.pack.facts import NotMadeBecause, PackKind
from asbreview.domain.pack.record import Pack
from asbreview.domain.sealed import Erased
from asbreview.evidence_files.vault import Vault, Writing
from asbreview.packs.appending import appended
from asbreview.packs.as_read import as_read, reader_of
from asbreview.packs.challenger import papers_for_challenger
from asbreview.packs.document import PackDocument
from asbreview.packs.files_told import FilesOf, where
from asbreview.packs.for_applicant import applicants_edition
from asbreview.packs.full import full_edition
from asbreview.packs.gathering import Gathering
from asbreview.packs.hearers import papers_for_hearers
from asbreview.packs.of_case import OfCase
from asbreview.packs.ombudsman import ombudsmans_pack
from asbreview.packs.policing_body import policing_bodys_pack
from asbreview.packs.printing import TookTooLong, made_with, printed_pack
from asbreview.packs.scrutiny import scrutiny_pack
from asbreview.packs.subject_access import (
    subject_access_of_applicant,
    subject_access_of_victim,
)
from asbreview.reviews import CaseReviews
from asbreview.reviews.commanding import FAR
from asbreview.reviews.packs import PackTold
from asbreview.signing import SYSTEM
from asbreview.store.keys import KeyLost, StillRead
from projections.letters import LetterRow
from projections.packs import packs_to_make

LOG: Final = structlog.get_logger(__name__)
EDITIONS: Final[dict[PackKind, Callable[[OfCase], PackDocument]]] = {
    PackKind.PANEL: full_edition,
    PackKind.APPLICANT: applicants_edition,
    PackKind.OMBUDSMAN: ombudsmans_pack,
    PackKind.POLICING_BODY: policing_bodys_pack,
    PackKind.SCRUTINY: scrutiny_pack,
    PackKind.SUBJECT_APPLICANT: subject_access_of_applicant,
    PackKind.SUBJECT_VICTIM: subject_access_of_victim,
    PackKind.HEARERS: papers_for_hearers,
    PackKind.CHALLENGER: papers_for_challenger,
}
NOT_NOW: Final = (KeyLost, StillRead, OSError, PersistenceError, SQLAlchemyError)
"""What has to do with the machine and not with the pack: it is tried again."""
PAUSE: Final = 60.0  # seconds, before that


class PackMaker:
    """Makes packs; *name_of* tells a person's name from their account.

    *letter_as_sent* tells the words of a letter as they went, *prove* proves what was
    recorded on a case up to a position of the log.
    Each is made of the case as the log had it when the pack was asked for, and tells
    nothing of whoever was forgotten since.
    """

    def __init__(  # noqa: PLR0913, PLR0917  what a pack is made from
        self,
        reviews: CaseReviews,
        vault: Vault,
        views: Engine,
        name_of: Callable[[UUID], str],
        clock: Callable[[], datetime],
        letter_as_sent: Callable[[LetterRow], str],
        prove: Callable[[UUID, int], Proofs],
        seconds_of_a_pack: float,
    ) -> None:
        self._reviews, self._vault, self._views = reviews, vault, views
        self._gathering = Gathering(reviews, views, name_of, letter_as_sent, prove)
        self._clock = clock
        self._seconds = seconds_of_a_pack
        self._wake = Signal()

    def run(self, stop: Signal, *, every: float) -> None:
        """Make packs until told to stop: every few seconds, and whenever woken."""
        while not stop.is_set():
            self._wake.clear()
            pause = every
            try:
                self.run_once()
            except NOT_NOW:
                LOG.exception("packs could not be looked after")
                pause = PAUSE
            self._wake.wait(pause)

    def wake(self) -> None:
        """Look at once whether there is one to make."""
        self._wake.set()

    def run_once(self) -> int:
        """Make every pack that is waited for, and return how many were seen to.

        What goes wrong with one for now (`NOT_NOW`) keeps no other back; it is raised
        when all were tried.
        """
        with self._views.connect() as db:
            waited_for = packs_to_make(db)
        self._reviews.keyring.look()
        for_now: Exception | None = None
        for pack_id in waited_for:
            pack = self._reviews.get(Pack, pack_id)
            try:
                if pack.is_waited_for:
                    self._see_to(pack)
            except NOT_NOW as why:
                for_now = why
        if for_now is not None:
            raise for_now
        return len(waited_for)

    def _see_to(self, pack: Pack) -> None:
        try:
            told = self._make(pack)
        except NOT_NOW:
            raise
        except TookTooLong:
            LOG.warning("a pack took too long to lay out", pack_id=str(pack.id))
            told = NotMadeBecause.TOO_LONG
        except Exception as why:  # noqa: BLE001  it must not keep back the next
            LOG.warning(
                "a pack could not be made",
                pack_id=str(pack.id),
                because=type(why).__name__,
            )
            told = NotMadeBecause.FAILED
        if self._is_forgotten_since(pack):
            self._reviews.keyring.destroy(pack.id)
            told = NotMadeBecause.ERASED
        if isinstance(told, NotMadeBecause):
            self._vault.place.remove(pack.id)
        try:
            self._record(pack, told)
        except (AlreadyDone, IntegrityError):  # another did, of the same pack
            LOG.info("a pack was made elsewhere too", pack_id=str(pack.id))

    def _record(self, pack: Pack, told: PackTold | NotMadeBecause) -> None:
        signed = self._signed(pack)
        if isinstance(told, PackTold):
            self._reviews.record_pack_made(pack.id, told, signed=signed)
        else:
            self._reviews.record_pack_not_made(pack.id, told, signed=signed)

    def _signed(self, pack: Pack) -> Signed:
        case = self._reviews.case(pack.case_id)
        return Signed(
            by=SYSTEM,
            for_body=case.procedure.lead_body.body_id,
            at=self._clock(),
            command_id=uuid5(pack.id, "made"),
        )

    def _make(self, pack: Pack) -> PackTold | NotMadeBecause:
        files = FilesOf(self._reviews, self._vault)
        of = self._gathering.of_case(pack, files)
        reader = reader_of(of.case, pack.kind, pack.challenge_id)
        reveal = self._reviews.keyring.reveal
        document = as_read(EDITIONS[pack.kind](of), of.case.contact, reader, reveal)
        laid_out = printed_pack(document, within=self._seconds)
        to_show = files.to_show(of.files)
        writing = self._vault.writing_on_ring(pack.id)
        if isinstance(writing, Erased):
            return NotMadeBecause.ERASED
        with _kept(writing) as to:
            sheets, attached = where(document.sheets), document.attached
            appended(laid_out.pdf, sheets, to_show, to, attached)
        return PackTold(
            sha256=to.sha256,
            size=to.size,
            pages=laid_out.pages,
            files_shown=len(document.shows),
            files_listed=len(of.files) - len(document.shows),
            made_with=made_with(),
        )

    def _is_forgotten_since(self, pack: Pack) -> bool:
        """Say whether it was decided, since it was asked for, to forget somebody."""
        case = self._reviews.case(pack.case_id)
        told_of = (case.case_id, *case.contact.people)
        erasures = [Erasure.id_for(subject_id) for subject_id in told_of]
        version_as_of = self._reviews.recorder.version_as_of
        return any(
            version_as_of(erasure, FAR)
            and not version_as_of(erasure, pack.log_position)
            for erasure in erasures
        )


class Sealed(RawIOBase):
    """A file that is sealed as it is written: none of it is on a disk in the clear."""

    def __init__(self, writing: Writing) -> None:
        super().__init__()
        self._writing, self._hash = writing, sha256()

    def writable(self) -> bool:
        """Say that it can be written, from its beginning to its end."""
        return True

    def write(self, some: Any) -> int:
        """Seal some bytes."""
        given = bytes(some)
        self._hash.update(given)
        self._writing.add(given)
        return len(given)

    @property
    def size(self) -> int:
        """How many bytes were written."""
        return self._writing.size

    @property
    def sha256(self) -> str:
        """What the document is known by."""
        return self._hash.hexdigest()


@contextmanager
def _kept(writing: Writing) -> Iterator[Any]:
    with writing:
        yield Sealed(writing)
