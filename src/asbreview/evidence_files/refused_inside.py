"""Why a file is refused by the process that looks into it."""

from typing import Final

DAMAGED: Final = (
    "The file is damaged or cut off. Look whether it opens where it is kept, and send "
    "it again"
)
LOCKED: Final = (
    "The file is locked, with a password or against changes. Open it, print it as a "
    "PDF without a lock, and send that"
)
ACTIVE: Final = (
    "The file can run programs or has other files in it. Open it, print it as a PDF, "
    "and send that"
)


class Refused(Exception):
    """The file is not taken; the message says why and what to do."""
