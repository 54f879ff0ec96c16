"""The files given as evidence as a pack shows them: viewing copies, or why not.

Never the bytes that somebody sent: what is printed was drawn here of what is seen.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from pikepdf import PdfError
from PIL import UnidentifiedImageError

from asbreview.chronology.rows import giver
from asbreview.domain.evidence.examination import Examination
from asbreview.domain.evidence.facts import FileReceived
from asbreview.domain.evidence.files import FileKind, Scan
from asbreview.domain.sealed import ERASED
from asbreview.evidence_files.sealing import Damaged
from asbreview.evidence_files.vault import FileMissing, Vault
from asbreview.packs.appending import ToShow, Where, shapes
from asbreview.packs.document import Quotation, Sheet, Words
from asbreview.reviews import Case, CaseReviews
from asbreview.store.keys import KeyLost

MOST_SHEETS: Final = 600  # pages of files in one pack
MOST_BYTES: Final = 150_000_000  # of viewing copies in one pack
LONGEST_TEXT: Final = 60_000  # characters, of one file
SOUNDS: Final = frozenset({FileKind.MP3, FileKind.M4A, FileKind.WAV, FileKind.MP4})
KEPT: Final = "only some are to know what it says"
TO_BE_HEARD: Final = "sound and film cannot be printed: ask to hear or see it"
NO_COPY: Final = "no viewing copy can be made of this kind of file"
HARMFUL: Final = "a virus scan found it harmful: nobody can open it"
DESTROYED: Final = "it was destroyed, since somebody of whom it told was forgotten"
MISSING: Final = "it is on record and not where it was put: it has to be put back"
TOO_MUCH: Final = "the pack would be too large with it: open it on the page Documents"
DAMAGED: Final = "its viewing copy cannot be read"


@dataclass(frozen=True)
class FileTold:
    """A file on a case; `number` is its place among all that were received.

    `sheets` are its pages, `text` what a file of words says; one that has neither is
    only listed, with `why_not`.  `size` is that of its viewing copy, in bytes.
    """

    number: int
    file: FileReceived
    giver: str
    found: Scan
    sheets: tuple[tuple[float, float], ...] = ()
    text: str = ""
    size: int = 0
    why_not: str = ""

    @property
    def file_id(self) -> UUID:
        """The id of the file."""
        return self.file.file_id

    @property
    def is_shown(self) -> bool:
        """Is anything of it to be seen?"""
        return not self.why_not

    @property
    def called(self) -> str:
        """What a pack calls it, which tells nothing of anybody."""
        return f"Document {self.number}"

    @property
    def scan_says(self) -> str:
        """Say what a virus scanner said of it."""
        if self.found is Scan.NOT_SCANNED:
            return "not scanned for viruses"
        return "scanned" if self.found is Scan.CLEAN else "harmful"


class FilesOf:
    """Reads the viewing copies of the files of a case."""

    def __init__(self, reviews: CaseReviews, vault: Vault) -> None:
        self._reviews, self._vault = reviews, vault

    def told(
        self, case: Case, *, kept: Container[UUID] = frozenset()
    ) -> Iterator[FileTold]:
        """Yield the files that are on record and not in error, in their order.

        Those that only some are to know (*kept*) are listed, and not shown.
        Whatever the position, what has been found harmful since is opened by nobody.
        """
        sheets = size = 0
        for number, file_id in enumerate(case.evidence.ever_received, start=1):
            if file_id not in case.evidence.files:
                continue
            told = self._told(case, number, case.evidence.files[file_id], kept)
            size += told.size
            sheets += len(told.sheets)
            if sheets > MOST_SHEETS or size > MOST_BYTES:
                sheets, size = sheets - len(told.sheets), size - told.size
                told = replace(told, sheets=(), text="", size=0, why_not=TOO_MUCH)
            yield told

    def to_show(self, files: Iterable[FileTold]) -> dict[UUID, ToShow]:
        """Return what draws the pages of those files that are shown."""
        return {
            told.file_id: ToShow(
                told.file.contents.kind, Reading(self._vault, told.file_id)
            )
            for told in files
            if told.sheets
        }

    def _told(
        self, case: Case, number: int, file: FileReceived, kept: Container[UUID]
    ) -> FileTold:
        looked_at = self._reviews.examination(file.file_id)
        told = FileTold(number, file, giver(case, file.giver_id), looked_at.found)
        if file.file_id in kept:
            return replace(told, why_not=KEPT)
        try:
            if why_not := self._why_not(file, looked_at):
                return replace(told, why_not=why_not)
            copy = Reading(self._vault, file.file_id)()
            told = replace(told, size=len(copy))
            if file.contents.kind is FileKind.TEXT:
                return replace(told, text=copy.decode("utf-8", "replace"))
            return replace(told, sheets=tuple(shapes(file.contents.kind, copy)))
        except FileMissing:
            return replace(told, why_not=MISSING)
        except (Damaged, KeyLost, PdfError, UnidentifiedImageError, ValueError):
            return replace(told, why_not=DAMAGED)

    def _why_not(self, file: FileReceived, looked_at: Examination) -> str:
        if not looked_at.may_be_opened:
            return HARMFUL
        if self._vault.is_erased(file.file_id):
            return DESTROYED
        if not looked_at.has_copy:
            return TO_BE_HEARD if file.contents.kind in SOUNDS else NO_COPY
        return ""


@dataclass(frozen=True)
class Reading:
    """Reads one viewing copy when it is wanted, so that not all are held at once."""

    vault: Vault
    file_id: UUID

    def __call__(self) -> bytes:
        """Return the viewing copy; `FileMissing` where it was destroyed meanwhile."""
        pieces = self.vault.read(self.file_id, copy=True)
        if pieces is ERASED:
            raise FileMissing(self.file_id)
        return b"".join(pieces)


def where(sheets: Iterable[Sheet]) -> list[Where]:
    """Return of which page of which file each sheet is."""
    return [Where(sheet.file_id, sheet.number) for sheet in sheets]


def shown(
    told: FileTold, says: str, *, called: str = ""
) -> list[Sheet | Words | Quotation]:
    """Return the pages of a file, or its words; *says* what it shows, for the blind."""
    if told.why_not:
        return [Words(f"Not shown here: {told.why_not}.")]
    if told.text:
        cut = told.text[:LONGEST_TEXT]
        left = len(told.text) - len(cut)
        more = [Words(f"It goes on for {left:,} characters that are not printed here.")]
        return [Quotation(cut), *(more if left else [])]
    of = len(told.sheets)
    return [
        Sheet(told.file_id, called or told.called, number, of, width, height, says)
        for number, (width, height) in enumerate(told.sheets, start=1)
    ]
