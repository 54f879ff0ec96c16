"""A file given as evidence: what it is, what is known of it, who gave it."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from asbreview.domain.model import Value
from asbreview.domain.sealed import Sealed


class FileKind(StrEnum):
    """What a file is, by what is in it and not by what it is called."""

    JPEG = "JPEG picture"
    PNG = "PNG picture"
    HEIC = "HEIC picture"
    PDF = "PDF"
    TEXT = "text"
    MP3 = "MP3 sound"
    M4A = "M4A sound"
    WAV = "WAV sound"
    MP4 = "film"
    WORD = "Word document"


class Scan(StrEnum):
    """What a virus scanner said of a file; one that was not asked has said nothing."""

    CLEAN = "clean"
    NOT_SCANNED = "not scanned"
    HARMFUL = "harmful"


class Contents(Value):
    """What is in a file, sealed under the key that the file itself is sealed under.

    `size` is in bytes; `sha256`, in hexadecimal, proves which file it was.
    """

    KEY_OWNER: ClassVar[str] = "file_id"

    file_id: UUID
    kind: FileKind
    size: int
    sha256: Sealed[str]
