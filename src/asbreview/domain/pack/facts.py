"""What may happen to a pack: it is asked for, and made, or cannot be."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final
from uuid import UUID

from asbreview.domain.model import CaseEvent, OpeningEvent

if TYPE_CHECKING:
    from asbreview.domain.pack.record import Pack


class PackKind(StrEnum):
    """Which pack it is, and for whom."""

    PANEL = "panel pack, full edition"
    APPLICANT = "panel pack, applicant's edition"
    OMBUDSMAN = "ombudsman's pack"
    POLICING_BODY = "policing body's pack"
    SCRUTINY = "scrutiny pack"
    SUBJECT_APPLICANT = "subject access pack, applicant"
    SUBJECT_VICTIM = "subject access pack, victim"
    HEARERS = "challenge papers, hearers' edition"
    CHALLENGER = "challenge papers, applicant's edition"


OF_A_CHALLENGE: Final = frozenset({PackKind.HEARERS, PackKind.CHALLENGER})
"""Packs of one challenge, which whoever hears it decides (Sch.4 para 3)."""


class NotMadeBecause(StrEnum):
    """Why a pack was not made."""

    ERASED = "somebody of whom it would have told was forgotten meanwhile"
    FAILED = "it could not be put together"
    TOO_LONG = "it took longer to lay out than a pack may take"


class PackAskedFor(CaseEvent, OpeningEvent):
    """A pack was asked for, of the case as the log had it at a position.

    One for whoever hears a challenge names which.
    """

    TOPIC: ClassVar[str] = "pack.pack-asked-for"

    kind: PackKind
    number: int
    log_position: int
    challenge_id: UUID | None = None


class PackMade(CaseEvent):
    """A pack was made and is kept sealed; its hash, in hexadecimal, proves which.

    `files_shown` and `files_listed` count the files given as evidence: those whose
    viewing copies are in it, and those that are only listed, with why.
    """

    TOPIC: ClassVar[str] = "pack.pack-made"

    sha256: str
    size: int
    pages: int
    files_shown: int
    files_listed: int
    made_with: tuple[str, ...]

    def apply(self, aggregate: "Pack") -> None:
        """Remember what it came to."""
        aggregate.made = self


class PackNotMade(CaseEvent):
    """A pack could not be made; another can be asked for."""

    TOPIC: ClassVar[str] = "pack.pack-not-made"

    because: NotMadeBecause

    def apply(self, aggregate: "Pack") -> None:
        """Remember why."""
        aggregate.not_made = self
