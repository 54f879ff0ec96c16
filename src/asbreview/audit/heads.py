"""A head of the ledger: the hash over all events so far, as it is signed.

Its text is a checkpoint as c2sp.org/tlog-checkpoint has it: which log, how many events,
their hash, and below these when it was taken.
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple, Self

from asbreview.audit.notes import NotANote, Note

TEXT: Final = re.compile(
    r"(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]{0,17})\n(?P<hash>[A-Za-z0-9+/]{43}=)\n"
    r"at (?P<at>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)\n"
    r"(?:kept (?P<kept>0|[1-9][0-9]{0,17}) of (?P<of>[1-9][0-9]{0,17})\n)?"
)


def origin_of(log_id: str) -> str:
    """Return the name of a log's ledger, and of the key that signs its heads."""
    return f"asbreview.ledger/{log_id}"


class Loss(NamedTuple):
    """What putting back an older log kept, of how many events a head was over."""

    kept: int
    of: int


@dataclass(frozen=True)
class Head:
    """How many events there were, the hash over them, and when it was taken.

    `loss` is set on the first head after an older log was put back.
    """

    origin: str
    size: int
    hash: bytes
    at: datetime
    loss: Loss | None = None

    @property
    def text(self) -> str:
        """What is signed."""
        at = self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        lost = f"kept {self.loss.kept} of {self.loss.of}\n" if self.loss else ""
        hashed = b64encode(self.hash).decode()
        return f"{self.origin}\n{self.size}\n{hashed}\nat {at}\n{lost}"

    @classmethod
    def read(cls, note: Note) -> Self:
        """Read a note's text; `NotANote` where it is not that of a head."""
        found = TEXT.fullmatch(note.text)
        if found is None:
            raise NotANote
        head = cls(
            origin=found["origin"],
            size=int(found["size"]),
            hash=b64decode(found["hash"]),
            at=_instant(found["at"]),
            loss=Loss(int(found["kept"]), int(found["of"])) if found["of"] else None,
        )
        if head.text != note.text:
            raise NotANote
        return head


def _instant(told: str) -> datetime:
    try:
        return datetime.fromisoformat(told)
    except ValueError as why:
        raise NotANote from why
