"""Looking into a PDF: whether it keeps still, and what its pages look like."""

from io import BytesIO
from typing import Any, Final

from asbreview.evidence_files.refused_inside import ACTIVE, DAMAGED, LOCKED, Refused

QUALITY: Final = 85
MOST_PAGES: Final = 300
PAGE_SIDE: Final = 1_500  # pixels
TOO_LONG: Final = (
    f"The PDF has more than {MOST_PAGES} pages. Split it, and send its parts one by one"
)
ACTIVE_KEYS: Final = (
    "/JS",
    "/JavaScript",
    "/EmbeddedFiles",
    "/EmbeddedFile",
    "/RichMedia",
    "/XFA",
)
ACTIVE_NAMES: Final = frozenset(
    {"/Launch", "/JavaScript", "/ImportData", "/SubmitForm", "/RichMedia", "/GoToE"}
)


def pdf(content: bytes) -> bytes:
    """Return a PDF of pictures of its pages."""
    _must_be_still(content)
    import pypdfium2 as pdfium  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        with pdfium.PdfDocument(content) as theirs, pdfium.PdfDocument.new() as ours:
            if len(theirs) > MOST_PAGES:
                raise Refused(TOO_LONG)
            for number in range(len(theirs)):
                _copy_page(theirs[number], ours, pdfium)
            written = BytesIO()
            ours.save(written)
            return written.getvalue()
    except pdfium.PdfiumError as damaged:
        raise Refused(DAMAGED) from damaged


def _copy_page(page: Any, ours: Any, pdfium: Any) -> None:
    width, height = page.get_size()
    scale = PAGE_SIDE / max(width, height, 1)
    dots = page.render(scale=scale).to_pil().convert("RGB")
    drawn = BytesIO()
    dots.save(drawn, "JPEG", quality=QUALITY)
    shrunk = 842 / max(width, height, 1)  # points: the long side of A4
    size = max(width * shrunk, 1), max(height * shrunk, 1)
    image = pdfium.PdfImage.new(ours)
    image.load_jpeg(drawn, inline=True)
    image.set_matrix(pdfium.PdfMatrix().scale(*size))
    to = ours.new_page(*size)
    to.insert_obj(image)
    to.gen_content()
    to.close()
    page.close()


def _must_be_still(content: bytes) -> None:
    """Refuse a PDF that is locked, does something, or has other files in it."""
    import pikepdf  # noqa: PLC0415

    try:
        with pikepdf.open(BytesIO(content)) as opened:
            if opened.is_encrypted:
                raise Refused(LOCKED)
            if not len(opened.pages):
                raise Refused(DAMAGED)
            if any(_does_something(each, pikepdf) for each in opened.objects):
                raise Refused(ACTIVE)
    except pikepdf.PasswordError as locked:
        raise Refused(LOCKED) from locked
    except (pikepdf.PdfError, ValueError) as damaged:
        raise Refused(DAMAGED) from damaged


def _does_something(part: Any, pikepdf: Any) -> bool:
    """Say whether an object, or one inside it, is an action or holds a file."""
    to_look_at = [part]
    while to_look_at:
        each = to_look_at.pop()
        if isinstance(each, pikepdf.Array):
            to_look_at += [inner for inner in each if _is_within(inner)]
        elif isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
            if any(key in each for key in ACTIVE_KEYS):
                return True
            if str(each.get("/S", "")) in ACTIVE_NAMES:
                return True
            if str(each.get("/Subtype", "")) in ACTIVE_NAMES:
                return True
            to_look_at += [inner for _, inner in each.items() if _is_within(inner)]
    return False


def _is_within(part: Any) -> bool:
    """Say whether a part stands here itself: what is only pointed to has its turn."""
    return not getattr(part, "is_indirect", False)
