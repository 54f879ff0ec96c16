"""The process that looks into one file: what is in it, and what can be shown of it.

It is given the kind as its argument and the file on its input.  It answers with one
line, empty or why the file is refused, and after it the viewing copy, if there is one.
A viewing copy is made anew from what is seen: of the file's own bytes none is in it, so
neither where a photo was taken nor what is hidden under a black bar.
"""

import sys
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from asbreview.evidence_files.limits_of_a_look import limit

MOST_PIXELS: Final = 80_000_000
LONGEST_SIDE: Final = 2_400  # pixels, of a viewing copy
QUALITY: Final = 85
MOST_PAGES: Final = 300
PAGE_SIDE: Final = 1_500  # pixels
MOST_UNPACKED: Final = 200_000_000  # bytes
CANNOT_BE_SHOWN: Final = {"Cc", "Cs", "Co", "Cn", "Cf"}

DAMAGED: Final = (
    "The file is damaged or cut off. Look whether it opens where it is kept, and send "
    "it again"
)
TOO_LARGE: Final = (
    "The picture has more dots than can be looked at safely. Save it smaller, or send "
    "a picture of the screen"
)
TOO_LONG: Final = (
    f"The PDF has more than {MOST_PAGES} pages. Split it, and send its parts one by one"
)
LOCKED: Final = (
    "The file is locked, with a password or against changes. Open it, print it as a "
    "PDF without a lock, and send that"
)
ACTIVE: Final = (
    "The file can run programs or has other files in it. Open it, print it as a PDF, "
    "and send that"
)
NOT_WORD: Final = (
    "The file is a packed folder or an office document of a kind that is not taken. "
    "Unpack it and send each file by itself, or print the document as a PDF"
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
WORD: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
RUNS: Final = ("vbaproject", "vbadata", "activex", "oleobject", "embeddings/")

Shown = bytes | None


class Refused(Exception):
    """The file is not taken; the message says why and what to do."""


def picture(content: bytes) -> Shown:
    """Return a picture as it is seen, upright, and without anything said about it."""
    from PIL import Image, ImageOps  # noqa: PLC0415  only a picture needs it

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Refused(TOO_LARGE)
            is_photo = image.format != "PNG"
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            image.load()
            seen = _in_common_colours(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refused(TOO_LARGE) from bomb
    except (OSError, SyntaxError, ValueError) as damaged:
        raise Refused(DAMAGED) from damaged
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    written = BytesIO()
    if is_photo:
        seen.save(written, "JPEG", quality=QUALITY)
    else:
        seen.save(written, "PNG", compress_level=3)  # a noisy picture takes seconds
    return written.getvalue()


def _in_common_colours(image: Any) -> Any:
    """Return the dots alone, in the colours that every screen has."""
    from PIL import Image, ImageCms  # noqa: PLC0415

    profile = image.info.get("icc_profile")
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        image = Image.alpha_composite(white, clear)
    image = image.convert("RGB")
    if profile:
        try:
            theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
            ours = ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, theirs, ours) or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that cannot be read: the colours are a little off
    dots = Image.new("RGB", image.size)
    dots.paste(image)
    return dots


def pdf(content: bytes) -> Shown:
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


def text(content: bytes) -> Shown:
    """Return a text as it is read; what is not seen is marked."""
    import unicodedata  # noqa: PLC0415

    try:
        said = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = content.decode("windows-1252", "replace")
    told = (
        c
        if c in "\n\r\t" or unicodedata.category(c) not in CANNOT_BE_SHOWN
        else "\ufffd"
        for c in said
    )
    return "".join(told).encode()


def word(content: bytes) -> Shown:
    """Look whether it is a Word document that does nothing; it is not opened here."""
    try:
        with ZipFile(BytesIO(content)) as parts:
            _must_be_word(parts)
    except (BadZipFile, KeyError, EOFError, NotImplementedError, OSError) as damaged:
        raise Refused(DAMAGED) from damaged
    except RuntimeError as locked:  # what `zipfile` says of an encrypted part
        raise Refused(LOCKED) from locked
    return None


def _must_be_word(parts: ZipFile) -> None:
    names = [part.filename.lower() for part in parts.infolist()]
    if "[content_types].xml" not in names or "word/document.xml" not in names:
        raise Refused(NOT_WORD)
    if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
        raise Refused(NOT_WORD)
    if any(part.flag_bits & 1 for part in parts.infolist()):
        raise Refused(LOCKED)
    if any(runs in name for name in names for runs in RUNS):
        raise Refused(ACTIVE)
    with parts.open("[Content_Types].xml") as kinds:
        if WORD not in kinds.read(1_000_000).decode("utf-8", "replace"):
            raise Refused(ACTIVE)
    bad = parts.testzip()
    if bad is not None:
        raise Refused(DAMAGED)


LOOKS: Final[dict[str, Callable[[bytes], Shown]]] = {
    "JPEG": picture,
    "PNG": picture,
    "PDF": pdf,
    "TEXT": text,
    "WORD": word,
}


def answers(kind: str, content: bytes) -> Iterator[bytes]:
    """Yield what this process answers of a file."""
    try:
        shown = LOOKS[kind](content)
    except Refused as why:
        yield f"{why}\n".encode()
        return
    yield b"\n"
    if shown is not None:
        yield shown


def main() -> None:
    """Look into the file on the input."""
    limit()
    for some in answers(sys.argv[1], sys.stdin.buffer.read()):
        sys.stdout.buffer.write(some)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
