"""The files on a case as they are told: who gave each, and whether it can be opened."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from litestar.exceptions import NotFoundException

from asbreview.domain.evidence.examination import Examination
from asbreview.domain.evidence.facts import FileReceived
from asbreview.domain.evidence.files import FileKind, Scan
from asbreview.domain.sealed import ERASED
from asbreview.web.body_items import body_ticks
from asbreview.web.case_view import CaseView
from asbreview.web.desk import Desk
from asbreview.web.evidence_file import Filed, evidence_file

KILO: Final = 1_000
MISSING: Final = (
    "it is on record and not where it was put. Tell whoever looks after this system: "
    "it is to be put back from its backup"
)
ENDINGS: Final = {
    FileKind.JPEG: "jpg",
    FileKind.PNG: "png",
    FileKind.HEIC: "heic",
    FileKind.PDF: "pdf",
    FileKind.TEXT: "txt",
    FileKind.MP3: "mp3",
    FileKind.M4A: "m4a",
    FileKind.WAV: "wav",
    FileKind.MP4: "mp4",
    FileKind.WORD: "docx",
}
COPY_AS: Final = {
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.PDF: "application/pdf",
    FileKind.TEXT: "text/plain",
}


@dataclass(frozen=True)
class Document:
    """A file on a case; `number` is its place among all that were received.

    `is_erased` says that its key was destroyed, `is_here` that its bytes are where they
    were put.
    """

    number: int
    filed: Filed[FileReceived]
    examination: Examination
    giver: str
    is_here: bool
    is_erased: bool

    @property
    def file(self) -> FileReceived:
        """What is on record."""
        return self.filed.fact

    @property
    def can_be_opened(self) -> bool:
        """Say whether it may be opened, and is there to be."""
        return self.is_here and not self.is_erased and self.examination.may_be_opened

    @property
    def size_says(self) -> str:
        """Say how large it is: "2.4 MB", "12 KB"."""
        size = self.file.contents.size
        if size >= KILO * KILO:
            return f"{size / KILO / KILO:.1f} MB"
        return f"{max(1, round(size / KILO))} KB"

    @property
    def state(self) -> tuple[str, str, str]:
        """Return the colour of the tag, its words, and what more is said."""
        if self.is_erased:
            return "grey", "Destroyed", "somebody of whom it told was forgotten"
        if self.examination.found is Scan.HARMFUL:
            return "red", "Harmful", "a virus scan found something: nobody can open it"
        if not self.is_here:
            return "red", "Missing", MISSING
        if self.examination.found is Scan.CLEAN:
            return "green", "Scanned", "no virus was found"
        return "yellow", "Not scanned", self.examination.why_not

    @property
    def copy_as(self) -> str:
        """Return the media type of its viewing copy."""
        return COPY_AS[self.file.contents.kind]

    def saved_as(self, reference: str) -> str:
        """Return the name to save it under, which tells nothing of anybody."""
        ending = ENDINGS[self.file.contents.kind]
        return f"{reference}-document-{self.number}.{ending}"


def documents_of(desk: Desk) -> list[Document]:
    """Return the files on a case, in the order in which they were put there."""
    view, files = desk.view, evidence_file(desk.reviews, desk.view.case).files
    sealed = [filed.fact.contents.sha256 for filed in files]
    view.tell.expect(*sealed, *(filed.fact.name for filed in files))
    return [
        _document(desk, number, filed) for number, filed in enumerate(files, start=1)
    ]


def document_on(desk: Desk, file_id: UUID) -> Document:
    """Return a file of this case; 404 if it has none of that id."""
    for document in documents_of(desk):
        if document.file.file_id == file_id:
            return document
    raise NotFoundException


def _document(desk: Desk, number: int, filed: Filed[FileReceived]) -> Document:
    file, view = filed.fact, desk.view
    told = desk.given.keyring.reveal(file.contents.sha256)
    return Document(
        number,
        filed,
        desk.reviews.examination(file.file_id, as_of=view.position),
        giver_of(view, file.giver_id),
        is_here=desk.given.files.vault.place.has(file.file_id, copy=False),
        is_erased=told is ERASED,
    )


def giver_of(view: CaseView, giver_id: UUID) -> str:
    """Say who gave a file: a person of the case by what they are in it, or a body."""
    contact = view.case.contact
    if giver_id == contact.applicant_id:
        return "the applicant"
    if giver_id == contact.victim_id:
        return "the victim"
    if giver_id in contact.everyone:
        return "a person of the case"
    return view.body_name(giver_id)


def givers(view: CaseView) -> list[dict[str, str]]:
    """Return who may have given a file: those of the case, and the relevant bodies."""
    contact = view.case.contact
    people = dict.fromkeys((contact.applicant_id, contact.victim_id))
    named = [(id_, giver_of(view, id_)) for id_ in people]
    items = [{"value": str(id_), "text": f"{n[0].upper()}{n[1:]}"} for id_, n in named]
    return [*items, *body_ticks(view)]
