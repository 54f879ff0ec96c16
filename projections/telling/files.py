"""The words for files given as evidence."""

from asbreview.domain.evidence.examination import FileExamined, FileScanned
from asbreview.domain.evidence.facts import FileReceived
from projections.telling.line import Line, Names, On, in_words, tell


@tell.register
def _(event: FileReceived, _: Names) -> Line:
    details = (
        ("Kind", str(event.contents.kind)),
        ("Received on", in_words(event.received_on)),
    )
    return Line("File received", On.DOCUMENTS, details, item_id=event.file_id)


@tell.register
def _(event: FileExamined, _: Names) -> Line:
    details = [("Virus scan", _scanned(event))]
    if not event.has_copy:
        details.append(("Viewing copy", "none can be made of this kind"))
    return Line("File examined", On.DOCUMENTS, tuple(details))


@tell.register
def _(event: FileScanned, _: Names) -> Line:
    details = (("Virus scan", _scanned(event)),)
    return Line("File scanned again", On.DOCUMENTS, details)


def _scanned(event: FileExamined | FileScanned) -> str:
    return f"{event.found}: {event.why_not}" if event.why_not else str(event.found)
