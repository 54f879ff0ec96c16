"""Files given as evidence: put on record, and scanned again."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.evidence.examination import Examination
from asbreview.domain.evidence.files import Contents, FileKind, Scan
from asbreview.domain.model import Signed
from asbreview.domain.people import Prose
from asbreview.domain.sealed import Sealed
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, Commands, once

MEGABYTE: Final = 1_000_000  # bytes


@dataclass(frozen=True)
class FileTold:
    """A file as a command is told of it, which lies sealed under its key already.

    `called` is the name it came under; `size` is in bytes; `why_not` says why it was
    not scanned.
    """

    file_id: UUID
    kind: FileKind
    size: int
    sha256: str
    called: str
    found: Scan
    why_not: str
    has_copy: bool


class FileCommands(Commands):
    """What is given as evidence and is no text."""

    @once
    def receive_file(  # noqa: PLR0913  what is known of a file
        self,
        case_id: UUID,
        told: FileTold,
        *,
        giver_id: UUID,
        received_on: date,
        description: str,
        most: int,
        share: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Put a file on record, received on a London date from a person or a body.

        Refused (`NotPermittedYet`) once the case has ended; (`Misrecorded`) without a
        description, or where all files of the case would be more bytes than *most*; or
        those that whoever signs has put there than their *share*.
        After a decision it is marked as later evidence.
        """
        case = self.case(case_id)
        case.must_be_open()
        _may_give(case, giver_id)
        must_say(description, asks="Enter what the file shows", field="description")
        _must_fit(case, told, most)
        if share is not None:
            _must_leave_room(case, told, share, signed)
        case.evidence.receive_file(
            _contents(told),
            giver_id=giver_id,
            received_on=received_on,
            name=Prose.of(
                told.called, text_id=told.file_id, about=case.contact.everyone
            ),
            description=case.prose(description, "file/description", signed=signed),
            signed=signed,
        )
        return case.evidence, _examination(case, told, signed=signed)

    @once
    def record_scan(
        self,
        case_id: UUID,
        file_id: UUID,
        found: Scan,
        *,
        why_not: str = "",
        signed: Signed,
    ) -> Changed:
        """Record what a scanner said of a file on record; on an ended case too."""
        if file_id not in self.case(case_id).evidence.ever_received:
            raise NoSuchThing("There is no such file on this case")
        examination = self.examination(file_id)
        examination.scanned(found, why_not=why_not, signed=signed)
        return (examination,)

    def examination(self, file_id: UUID, *, as_of: int | None = None) -> Examination:
        """Return what is known of a file, now or as of a position of the log."""
        version = None if as_of is None else self._version(file_id, as_of)
        return self.get(Examination, file_id, version)


def _may_give(case: Case, giver_id: UUID) -> None:
    bodies = {body.body_id for body in case.relevant_bodies}
    if giver_id not in {*case.contact.people, *bodies}:
        raise Misrecorded("Select who gave the file", field="giver_id")


def _must_fit(case: Case, told: FileTold, most: int) -> None:
    if case.evidence.bytes_received + told.size > most:
        raise Misrecorded(
            f"The files of a case may have {most // MEGABYTE} megabytes; with this"
            " one they would have more. Give it to the caseworker in another way",
            field="file",
        )


def _must_leave_room(case: Case, told: FileTold, share: int, signed: Signed) -> None:
    """Refuse (`Misrecorded`) what leaves no room to everybody else on the case."""
    files = case.evidence.ever_received.values()
    theirs = sum(f.contents.size for f in files if f.recorded_by == signed.by)
    if theirs + told.size > share:
        raise Misrecorded(
            f"All that is sent on this page may have {share // MEGABYTE} megabytes;"
            " with this file it would have more. Give it to us in another way",
            field="file",
        )


def _contents(told: FileTold) -> Contents:
    return Contents(
        file_id=told.file_id,
        kind=told.kind,
        size=told.size,
        sha256=Sealed.of(told.sha256),
    )


def _examination(case: Case, told: FileTold, *, signed: Signed) -> Examination:
    return Examination.of(
        told.file_id,
        case_id=case.case_id,
        found=told.found,
        why_not=told.why_not,
        has_copy=told.has_copy,
        signed=signed,
    )
