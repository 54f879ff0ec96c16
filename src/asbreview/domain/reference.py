"""The reference of a case: an area, a year, and five letters that count nothing."""

from datetime import date
from hashlib import sha256
from typing import ClassVar, Final, Self
from uuid import UUID, uuid5

from asbreview.domain.model import Aggregate, CaseEvent, OpeningEvent, Signed

REFERENCES: Final = UUID("5b8e1d80-8f0e-5c27-9f0b-6d1a1f2f7c03")
# Crockford's alphabet: none that is mistaken for another when read out.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 5


def candidate(case_id: UUID, *, area: str, applied_on: date, attempt: int) -> str:
    """Return a reference the case may have; the next attempt, if it is taken."""
    drawn = sha256(f"{case_id.hex}/{attempt}".encode()).digest()
    letters = "".join(ALPHABET[byte % len(ALPHABET)] for byte in drawn[:LENGTH])
    return f"{_initials(area)}-{applied_on:%y}-{letters}"


def as_written(typed: str) -> str:
    """Return a reference as we write it, however it was typed or heard."""
    told = "".join(typed.upper().split())
    head, dash, letters = told.rpartition("-")
    return f"{head}{dash}{letters.translate(str.maketrans('OIL', '011'))}"


def _initials(area: str) -> str:
    words = area.replace("-", " ").split()
    letters = [word[0] for word in words] if len(words) > 1 else list(area[:2])
    return "".join(letters[:2]).upper()


class ReferenceGiven(CaseEvent, OpeningEvent):
    """A reference was given to a case; it is given once."""

    TOPIC: ClassVar[str] = "reference.reference-given"

    reference: str


class Reference(Aggregate):
    """A reference, and the case whose it is."""

    TOPIC = "reference"

    def __init__(self, case_id: UUID, reference: str) -> None:
        self.case_id = case_id
        self.reference = reference

    @staticmethod
    def id_for(reference: str) -> UUID:
        """Return the id of a reference: two cases cannot have the same."""
        return uuid5(REFERENCES, reference)

    @classmethod
    def give(cls, reference: str, *, case_id: UUID, signed: Signed) -> Self:
        """Give a reference to a case."""
        return cls._open(
            ReferenceGiven,
            cls.id_for(reference),
            signed,
            case_id=case_id,
            reference=reference,
        )
