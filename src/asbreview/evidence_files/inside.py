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

from asbreview.evidence_files.inside_pdf import pdf
from asbreview.evidence_files.limits_of_a_look import limit
from asbreview.evidence_files.refused_inside import ACTIVE, DAMAGED, LOCKED, Refused

MOST_PIXELS: Final = 80_000_000
LONGEST_SIDE: Final = 2_400  # pixels, of a viewing copy
MOST_UNPACKED: Final = 200_000_000  # bytes
CANNOT_BE_SHOWN: Final = {"Cc", "Cs", "Co", "Cn", "Cf"}

TOO_LARGE: Final = (
    "The picture has more dots than can be looked at safely. Save it smaller, or send "
    "a picture of the screen"
)
NOT_WORD: Final = (
    "The file is a packed folder or an office document of a kind that is not taken. "
    "Unpack it and send each file by itself, or print the document as a PDF"
)
WORD: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
RUNS: Final = ("vbaproject", "vbadata", "activex", "oleobject", "embeddings/")

QUALITY: Final = 85

Shown = bytes | None


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
