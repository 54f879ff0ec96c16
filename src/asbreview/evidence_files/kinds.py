"""What may come in as evidence: told by what is in a file, never by its name.

A file is looked at piece by piece while it comes in.  What is none of the few kinds
that are taken, or is two kinds at once, is refused (`Misrecorded`) in words that say
what to do instead.
"""

import re
from typing import Final, NamedTuple

from asbreview.domain.errors import Misrecorded
from asbreview.domain.evidence.files import FileKind

FIELD: Final = "file"
HEAD: Final = 4_096  # bytes
TAIL: Final = 66_000  # as far from the end as a ZIP archive may end
SNIFFED: Final = 1_024  # as far as readers look for the beginning of a PDF
OVERLAP: Final = 32
ACTIVE: Final = re.compile(
    rb"<script|<html|<svg|<iframe|<!doctype html|<hta:|<\?php|<xsl:|rar!\x1a\x07"
    rb"|7z\xbc\xaf\x27\x1c"
)
CONTROL: Final = bytes(set(range(32)) - set(b"\t\n\r\f")) + b"\x7f"
ZIP_ENDS: Final = b"PK\x05\x06"
ZIP_END: Final = 22  # bytes, before a comment
ONE_DISK: Final = frozenset({bytes(4), b"\xff" * 4})

SEND: Final = (
    "a photo (JPEG, PNG or HEIC), a PDF, a Word document, plain text, a sound or a film"
)
UNKNOWN: Final = (
    f"The file is of a kind that is not taken. Send {SEND}; or open it where it was "
    "made, print it as a PDF, and send that"
)
EMPTY: Final = (
    "The file is empty. Look whether it opens where it is kept; send it again"
)
ACTIVE_SAYS: Final = (
    "The file is a web page or a drawing that may run programs, and is not taken. Open "
    "it, print it as a PDF, and send that; or send a picture of the screen"
)
TWO_AT_ONCE: Final = (
    "The file has another file hidden in it, and is not taken. Open it, save it under "
    "a new name or print it as a PDF, and send that"
)
PACKED: Final = (
    "The file is a packed folder, and is not taken. Unpack it and send each file by "
    "itself"
)
PROGRAM: Final = (
    f"The file is a program, and is not taken. Evidence may be {SEND}: a picture of "
    "the screen shows what a program does"
)
OFFICE: Final = (
    "The file is an old office document or an email with its attachments, and is not "
    "taken. Open it, save or print it as a PDF, and send that"
)
PICTURE: Final = (
    "The file is a picture of a kind that is not taken. Open it, save it as JPEG or "
    "PNG, and send that. On a phone, a picture of the screen will do"
)
BEGINS: Final = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"%PDF-", FileKind.PDF),
    (b"PK\x03\x04", FileKind.WORD),  # or a packed folder: who opens it sees which
    (b"ID3", FileKind.MP3),
)
REFUSED: Final = (
    (b"PK\x07\x08", PACKED),
    (b"PK\x05\x06", PACKED),
    (b"Rar!", PACKED),
    (b"7z\xbc\xaf\x27\x1c", PACKED),
    (b"\x1f\x8b", PACKED),
    (b"BZh", PACKED),
    (b"\xfd7zXZ", PACKED),
    (b"\x28\xb5\x2f\xfd", PACKED),
    (b"MSCF", PACKED),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"L\0\0\0\x01\x14\x02\0", PROGRAM),  # a Windows shortcut
    (b"\xd0\xcf\x11\xe0", OFFICE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
)
REFUSED_AS_TEXT: Final = ((b"#!", PROGRAM), (b"{\\rtf", OFFICE), (b"%!PS", OFFICE))
FILMS: Final = re.compile(
    rb"isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|3gp\d|3g2\d|qt  |dash"
)
PHOTOS: Final = re.compile(rb"hei[cxms]|mif1")
PICTURES: Final = re.compile(rb"hev[cx]|heif|msf1|avi[fs]")


class Seen(NamedTuple):
    """What was seen of a file: its beginning, its end, and what is in between."""

    size: int
    head: bytes
    tail: bytes
    is_active: bool
    has_controls: bool


class Looking:
    """Looks at a file piece by piece, and keeps little of it."""

    def __init__(self) -> None:
        self._size, self._head, self._tail = 0, b"", b""
        self._is_active = self._has_controls = False

    def add(self, some: bytes) -> None:
        """Look at what comes next."""
        self._size += len(some)
        self._head += some[: HEAD - len(self._head)]
        seam = (self._tail[-OVERLAP:] + some).lower()
        self._is_active = self._is_active or bool(ACTIVE.search(seam))
        self._has_controls = self._has_controls or _has_controls(some)
        self._tail = (self._tail + some)[-TAIL:]

    def seen(self) -> Seen:
        """Return what was seen."""
        return Seen(
            self._size, self._head, self._tail, self._is_active, self._has_controls
        )


def kind_of(seen: Seen) -> FileKind:
    """Return what a file is (`Misrecorded` if it is nothing that is taken)."""
    if not seen.size:
        raise Misrecorded(EMPTY, field=FIELD)
    kind = _begins_as(seen) or _text(seen)
    if kind is not FileKind.WORD:
        if seen.is_active:
            raise Misrecorded(
                ACTIVE_SAYS if kind is FileKind.TEXT else TWO_AT_ONCE, field=FIELD
            )
        if _ends_as_archive(seen.tail):
            raise Misrecorded(TWO_AT_ONCE, field=FIELD)
    if kind is not FileKind.PDF and b"%PDF-" in seen.head[:SNIFFED]:
        raise Misrecorded(TWO_AT_ONCE, field=FIELD)
    return kind


def _begins_as(seen: Seen) -> FileKind | None:
    head = seen.head
    for begins, kind in BEGINS:
        if head.startswith(begins):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return FileKind.WAV
    if head[4:8] == b"ftyp":
        return _of_brand(head[8:12])
    return FileKind.MP3 if _is_mp3_frame(head) else None


def _of_brand(brand: bytes) -> FileKind:
    if brand in {b"M4A ", b"M4B "}:
        return FileKind.M4A
    if FILMS.fullmatch(brand):
        return FileKind.MP4
    if PHOTOS.fullmatch(brand):
        return FileKind.HEIC
    raise Misrecorded(PICTURE if PICTURES.fullmatch(brand) else UNKNOWN, field=FIELD)


def _is_mp3_frame(head: bytes) -> bool:
    """Say whether a frame of MPEG audio, layer III, begins a file."""
    sync = head[:1] == b"\xff" and len(head) > 3  # noqa: PLR2004  a frame's header
    if not sync or head[1] & 0xE6 != 0xE2:  # noqa: PLR2004
        return False
    bit_rate, sampling = head[2] >> 4, head[2] >> 2 & 3
    return bit_rate not in {0, 15} and sampling != 3  # noqa: PLR2004


def _text(seen: Seen) -> FileKind:
    for begins, says in REFUSED_AS_TEXT + (REFUSED if seen.has_controls else ()):
        if seen.head.startswith(begins):
            raise Misrecorded(says, field=FIELD)
    if seen.head.startswith(b"RIFF") and seen.head[8:12] == b"WEBP":
        raise Misrecorded(PICTURE, field=FIELD)
    if seen.has_controls:
        raise Misrecorded(UNKNOWN, field=FIELD)
    if seen.head.lstrip(b"\xef\xbb\xbf \t\r\n\f").startswith(b"<"):
        raise Misrecorded(ACTIVE_SAYS, field=FIELD)
    return FileKind.TEXT


def _ends_as_archive(tail: bytes) -> bool:
    """Say whether a ZIP archive ends here, as its readers find it: from the end."""
    at = tail.rfind(ZIP_ENDS)
    while at >= 0:
        comment = int.from_bytes(tail[at + 20 : at + ZIP_END], "little")
        disks = tail[at + 4 : at + 8]
        if disks in ONE_DISK and at + ZIP_END + comment <= len(tail):
            return True
        at = tail.rfind(ZIP_ENDS, 0, at)
    return False


def _has_controls(some: bytes) -> bool:
    return len(some.translate(None, CONTROL)) != len(some)
