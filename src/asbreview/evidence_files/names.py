"""What a file was called by whoever sent it: shown, and never used as a name here."""

import unicodedata
from typing import Final

LONGEST: Final = 150  # characters
NOT_CALLED: Final = "a file without a name"


def as_called(sent: str) -> str:
    """Return a file's name as it can be shown: no folders, nothing that is not seen.

    Marks that turn the direction of writing make "gpj.exe" of "exe.jpg" on a screen.
    """
    last = sent.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    composed = unicodedata.normalize("NFC", " ".join(seen.split()))
    return composed.strip(". ")[:LONGEST] or NOT_CALLED
