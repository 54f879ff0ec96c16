"""The files given as evidence: put on a case, opened as a copy, saved as they came."""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath
from litestar.response import Redirect, Response, Stream
from markupsafe import Markup

from asbreview.domain.days import in_words
from asbreview.domain.sealed import Erased
from asbreview.evidence_files.kinds import SEND
from asbreview.web.correcting import Corrected, ask_what_was_wrong, correct
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.documents_forms import FileForm, ScanForm
from asbreview.web.documents_told import Document, document_on, documents_of, givers
from asbreview.web.files_sent import LARGEST_BODY, TAKES_FILE, caseworkers
from asbreview.web.giving_files import put_on_record
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

DOCUMENTS: Final = "/documents"
DONE: Final = {
    "kept-to-some": "What the file says is for those you named.",
    "shown": "What the file says is shown to everybody of the case.",
    "received": "The file is on record.",
    "scanned": "The scan is on record. What it found is told at the file.",
    "in-error": "It is recorded that the file was put on record in error.",
}
AS_IT_CAME: Final = "default-src 'none'; sandbox"
# A browser shows no PDF that is sandboxed; this one was drawn here, of pictures.
AS_A_COPY: Final = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'"
)
FOR_SOME: Final = "Only some are to know what this file says, and you are none of them."
CANNOT_BE_OPENED: Final = (
    "A virus scan found this file harmful. Nobody can open it; it stays on record that "
    "it was received. Ask whoever gave it for a picture of what it shows."
)


class DocumentPages(Controller):
    """The files of a case."""

    path = "/cases/{reference:str}/documents"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk) -> Page:
        """List the files, and what is known of each."""
        return _list(desk, Shown.first(desk.form_fields))

    @get("/new", sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask for a file, and about it."""
        shown = desk.blank(**filled_day("received_on", desk.view.today))
        return _form(desk, shown)

    @post(
        "/new",
        sync_to_thread=True,
        opt={TAKES_FILE: caseworkers},
        request_max_body_size=LARGEST_BODY,
    )
    def receive(self, desk: OnDesk) -> Response[Any]:
        """Put a file on record."""

        def record(form: FileForm) -> Redirect:
            position = put_on_record(
                desk.given,
                desk.view.case.case_id,
                form.file,
                giver_id=form.giver_id,
                received_on=form.received_on,
                description=form.description,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, DOCUMENTS, "received")

        offered = {"giver_id": {each["value"] for each in givers(desk.view)}}
        return desk.answer(
            FileForm,
            record=record,
            page=lambda shown, _: _form(desk, shown),
            offered=offered,
        )

    @post("/{file_id:uuid}/scan", sync_to_thread=True)
    def scan(self, desk: OnDesk, file_id: FromPath[UUID]) -> Response[Any]:
        """Have a file scanned now, and record what was found."""
        document = document_on(desk, file_id)

        def record(form: ScanForm) -> Redirect:
            found = desk.given.files.scanner(_pieces(desk, document, copy=False))
            position = desk.reviews.record_scan(
                desk.view.case.case_id,
                file_id,
                found.found,
                why_not=found.why_not,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, DOCUMENTS, "scanned")

        return desk.answer(
            ScanForm, record=record, page=lambda shown, _: _list(desk, shown)
        )

    @get("/{file_id:uuid}/copy", sync_to_thread=True)
    def copy(self, desk: OnDesk, file_id: FromPath[UUID]) -> Stream:
        """Show a file's viewing copy, which was made here of what is seen in it."""
        document = document_on(desk, file_id)
        if not document.examination.has_copy:
            raise NotFoundException
        name = document.saved_as(desk.view.reference)
        return Stream(
            _pieces(desk, document, copy=True),
            media_type=document.copy_as,
            headers={
                "Content-Disposition": f'inline; filename="{name}"',
                "Content-Security-Policy": AS_A_COPY,
            },
        )

    @get("/{file_id:uuid}/original", sync_to_thread=True)
    def original(self, desk: OnDesk, file_id: FromPath[UUID]) -> Stream:
        """Give a file as it came, to be saved: no browser opens it here."""
        document = document_on(desk, file_id)
        name = document.saved_as(desk.view.reference)
        return Stream(
            _pieces(desk, document, copy=False),
            media_type="application/octet-stream",
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Content-Length": str(document.file.contents.size),
                "Content-Security-Policy": AS_IT_CAME,
            },
        )

    @get("/{file_id:uuid}/in-error", sync_to_thread=True)
    def ask_what_was_wrong(self, desk: OnDesk, file_id: FromPath[UUID]) -> Page:
        """Ask why a file was put on record in error."""
        return ask_what_was_wrong(desk, _corrected(desk, file_id))

    @post("/{file_id:uuid}/in-error", sync_to_thread=True)
    def correct(self, desk: OnDesk, file_id: FromPath[UUID]) -> Response[Any]:
        """Record that a file was put on record in error."""
        corrected = _corrected(desk, file_id)
        return correct(desk, corrected, desk.reviews.correct_evidence)


def _pieces(desk: Desk, document: Document, *, copy: bool) -> Iterator[bytes]:
    """Return what may be opened; of what was destroyed or is missing, 404.

    Whatever day is looked at, what has been found harmful since is opened by nobody.
    """
    if not desk.reviews.examination(document.file.file_id).may_be_opened:
        raise PermissionDeniedException(CANNOT_BE_OPENED)
    if not desk.view.may_know(document.file.file_id):
        raise PermissionDeniedException(FOR_SOME)
    if not document.can_be_opened:
        raise NotFoundException
    pieces = desk.given.files.vault.read(document.file.file_id, copy=copy)
    if isinstance(pieces, Erased):
        raise NotFoundException
    return pieces


def _corrected(desk: Desk, file_id: UUID) -> Corrected:
    document = document_on(desk, file_id)
    return Corrected(
        what="file",
        page=DOCUMENTS,
        section="Documents",
        item_id=file_id,
        in_error=document.filed.in_error,
        facts={
            "File": f"Document {document.number}, {document.file.contents.kind.value}",
            "Given by": document.giver,
            "Received": in_words(document.file.received_on),
        },
        says=document.file.description,
    )


def _list(desk: Desk, shown: Shown) -> Page:
    return Page(
        "documents/show.html.jinja",
        view=desk.view,
        shown=shown,
        documents=documents_of(desk),
        done=DONE.get(desk.done, ""),
    )


def _form(desk: Desk, shown: Shown, _: Markup = NOTHING) -> Page:
    files = desk.given.files
    return Page(
        "documents/new.html.jinja",
        view=desk.view,
        shown=shown,
        givers=givers(desk.view),
        kinds=SEND,
        megabytes=files.largest // 1_000_000,
    )
