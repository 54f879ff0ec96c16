"""Packs for tests: a case with files, the packs made of it, and what a reader finds."""

import re
from datetime import date
from functools import cache
from hashlib import sha256
from io import BytesIO
from uuid import uuid5

import pikepdf
import pypdfium2 as pdfium
from PIL import Image

from asbreview.domain.evidence.files import FileKind, Scan
from asbreview.evidence_files.inside_pdf import _copy_page
from asbreview.evidence_files.vault import Sent
from asbreview.reviews.given_files import FileTold
from asbreview.working import pack_maker_of
from desk import filled_in
from read_on_paper import pages

FULL = "panel pack, full edition"
APPLICANT = "panel pack, applicant's edition"
# What stands at the head and the foot of each page, and over the contents.
AROUND = re.compile(
    r"(Full edition: for the panel and nobody else|Applicant.s edition"
    r"|For those who hear the challenge, and nobody else) \S+ "
    r"(Contents )?"
    r"|East Cambridgeshire Community Safety Partnership Page \d+ of \d+"
)
TODAY = date(2026, 3, 26)  # a Thursday, before the panel meets on 1 April


def picture(colour="red", size=(320, 200), form="JPEG"):
    written = BytesIO()
    Image.new("RGB", size, colour).save(written, form)
    return written.getvalue()


def drawn(pages, *, says="A page"):
    """Return a PDF as its viewing copy is: a picture of each page."""
    ours = pikepdf.new()
    for number in range(pages):
        sheet = ours.add_blank_page(page_size=(300, 424))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
        )
        sheet.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        words = f"BT /F1 20 Tf 30 300 Td ({says} {number + 1}) Tj ET"
        sheet.Contents = pikepdf.Stream(ours, words.encode())
    theirs = BytesIO()
    ours.save(theirs)
    with (
        pdfium.PdfDocument(theirs.getvalue()) as read,
        pdfium.PdfDocument.new() as copy,
    ):
        for number in range(pages):
            _copy_page(read[number], copy, pdfium)
        written = BytesIO()
        copy.save(written)
    return written.getvalue()


def give(  # noqa: PLR0913  what is known of a file
    work,
    copy,
    *,
    kind=FileKind.JPEG,
    giver=None,
    called="door.jpg",
    shows="The front door",
    on=TODAY,
    found=Scan.CLEAN,
):
    """Put a file on record with a viewing copy; without one where there is none."""
    vault, tale = work.installation.vault, work.tale
    signed = tale.signed(on)
    sent = Sent(uuid5(signed.command_id, "file"), sha256(called.encode()).digest())
    with vault.writing(sent) as writing:
        writing.add(b"MARKERORIGINAL")
    vault.put_on_ring(sent)
    if copy is not None:
        vault.keep_copy(sent, [copy])
    told = FileTold(
        file_id=sent.file_id,
        kind=kind,
        size=14,
        sha256="0" * 64,
        called=called,
        found=found,
        why_not="" if found is Scan.CLEAN else "no scanner is set up",
        has_copy=copy is not None,
    )
    work.reviews.receive_file(
        tale.case_id,
        told,
        giver_id=giver or work.case.contact.applicant_id,
        received_on=on,
        description=shows,
        most=250_000_000,
        signed=signed,
    )
    return sent.file_id


def ask(work, kind=FULL):
    """Press the button that makes a pack."""
    fields = filled_in(work.get("/panel")) | {"kind": kind}
    return work.send("/panel/packs", fields)


def make(work):
    """Do what the worker does."""
    made = pack_maker_of(work.installation).run_once()
    work.installation.projector.catch_up()
    return made


def made(work, kind=FULL):
    """Ask for a pack, have it made, and return it as it is served."""
    work.installation.projector.catch_up()
    assert ask(work, kind).status_code == 200
    assert make(work) == 1
    return opened(work).content


def opened(work, number=None):
    number = number or len(list(work.reviews.packs_of(work.tale.case_id)))
    return work.get(f"/panel/packs/{number}/pack.pdf")


def contents(pdf):
    """Return what the contents say: each title, and the page it names."""
    read = pages(pdf)
    first = next(n for n, says in enumerate(read) if " Contents 1. " in says)
    last = min(n for _, n in bookmarks(pdf) if n > first)
    told = " ".join(AROUND.sub("", says) for says in read[first:last])
    lines = re.findall(r"(\S.*?) ?(?:\. ?){3,}(\d+)(?= |$)", told)
    return [(title.strip(), int(page)) for title, page in lines]


def bookmarks(pdf):
    """Return each bookmark, and the page that it leads to, counted from none."""
    with pikepdf.open(BytesIO(pdf)) as read:
        numbers = {page.objgen: n for n, page in enumerate(read.pages)}
        with read.open_outline() as outline:
            return list(_bookmarks(outline.root, numbers))


def _bookmarks(items, numbers):
    for item in items:
        to = item.destination if item.destination is not None else item.action.D
        yield item.title, numbers[to[0].objgen]
        yield from _bookmarks(item.children, numbers)


@cache
def everything_in(pdf):
    """Return every byte of a PDF that a reader could get at, each stream unpacked."""
    found = [pdf, "\n".join(pages(pdf)).encode()]
    with pikepdf.open(BytesIO(pdf)) as read:
        found.append(str(read.docinfo).encode())
        with read.open_metadata() as metadata:
            found.append(str(metadata).encode())
        for each in read.objects:
            if isinstance(each, pikepdf.Stream):
                try:
                    found.append(each.read_bytes())
                except pikepdf.PdfError:  # a picture
                    found.append(each.read_raw_bytes())
                found.append(repr(dict(each.stream_dict.items())).encode())
            else:
                found.append(repr(each).encode())
        found += [title.encode() for title, _ in bookmarks(pdf)]
    return b"\n".join(found)


def colours_in(pdf):
    """Return the colour in the middle of each picture that is in a PDF."""
    with pikepdf.open(BytesIO(pdf)) as read:
        pictures = [
            pikepdf.PdfImage(each).as_pil_image()
            for each in read.objects
            if isinstance(each, pikepdf.Stream)
            and each.get("/Subtype") == pikepdf.Name.Image
        ]
    in_colour = (each.convert("RGB") for each in pictures)
    middles = (each.getpixel((each.width // 2, each.height // 2)) for each in in_colour)
    return [tuple(round(part / 85) for part in middle) for middle in middles]
