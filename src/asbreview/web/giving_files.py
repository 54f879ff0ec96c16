"""Putting a file that came with a form on record: examined, and its key in place."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from asbreview.domain.errors import AlreadyDone, CaseReviewRefused
from asbreview.domain.model import Signed
from asbreview.evidence_files.examining import Examined, examined
from asbreview.reviews.commanding import FAR
from asbreview.reviews.given_files import FileTold
from asbreview.web.files_sent import FILE, FileSent
from asbreview.web.given import Installation


def put_on_record(  # noqa: PLR0913  what is known of a file
    given: Installation,
    case_id: UUID,
    file: FileSent,
    *,
    giver_id: UUID,
    received_on: date,
    description: str,
    signed: Signed,
    share: int | None = None,
) -> int:
    """Examine a file and put it on a case; return where in the log that ends.

    What the command would refuse is refused before the file's key is on the ring; a
    file that is not taken is `Misrecorded`, and nothing of it is kept.  Of a form that
    was sent twice, with its file, the first is on record; of the second none is kept.
    """
    put = partial(
        _put,
        given,
        case_id,
        file,
        giver_id=giver_id,
        received_on=received_on,
        description=description,
        signed=signed,
        share=share,
    )
    return taken_once(given, signed.command_id, file, put)


def taken_once(
    given: Installation, command_id: UUID, file: FileSent, take: Callable[[], int]
) -> int:
    """Take a file that was sent, by a command; return where in the log that ends.

    The same form, sent again or twice at once, has what the first came to: the first
    may have used the file up before the second finds it.
    """
    done = given.reviews.recorder.position_of
    try:
        position = done(command_id)
        if position is None:
            position = take()
    except CaseReviewRefused:
        position = done(command_id)
        if position is None:
            raise
    let_go(given, file)
    return position


def _put(  # noqa: PLR0913  what is known of a file
    given: Installation,
    case_id: UUID,
    file: FileSent,
    *,
    giver_id: UUID,
    received_on: date,
    description: str,
    signed: Signed,
    share: int | None = None,
) -> int:
    told = looked_at(given, file)
    return record(
        given,
        case_id,
        file,
        told,
        giver_id=giver_id,
        received_on=received_on,
        description=description,
        signed=signed,
        share=share,
    )


def looked_at(given: Installation, file: FileSent) -> FileTold:
    """Examine a file (`Misrecorded` if it is not taken; nothing of it is then kept).

    `AlreadyDone` of one that is on a case: whoever sent it has its token still.
    """
    if given.reviews.recorder.version_as_of(file.sent.file_id, FAR):
        # Or a second look could find it harmful, and take it from the case it is on.
        raise AlreadyDone("This file is on record already", field=FILE)
    found = examined(given.files.vault, file.sent, given.files.scanner)
    return _told(file, found)


def record(  # noqa: PLR0913  what is known of a file
    given: Installation,
    case_id: UUID,
    file: FileSent,
    told: FileTold,
    *,
    giver_id: UUID,
    received_on: date,
    description: str,
    signed: Signed,
    share: int | None = None,
) -> int:
    """Put a file that was looked at on a case; return where in the log that ends."""
    receive = partial(
        given.reviews.receive_file,
        giver_id=giver_id,
        received_on=received_on,
        description=description,
        most=given.files.most_of_a_case,
        share=share,
        signed=signed,
    )
    given.reviews.would_change(receive.func, case_id, told, **receive.keywords)
    given.files.vault.put_on_ring(file.sent)
    return receive(case_id, told)


def let_go(given: Installation, file: FileSent) -> None:
    """Keep nothing of a file, unless it is on a case."""
    if not given.reviews.recorder.version_as_of(file.sent.file_id, FAR):
        given.files.vault.place.remove(file.sent.file_id)


def _told(file: FileSent, found: Examined) -> FileTold:
    return FileTold(
        file_id=file.sent.file_id,
        kind=found.kind,
        size=found.size,
        sha256=found.sha256,
        called=file.called,
        found=found.scanned.found,
        why_not=found.scanned.why_not,
        has_copy=found.has_copy,
    )
