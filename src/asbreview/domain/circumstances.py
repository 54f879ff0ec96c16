"""What is known of a person that later steps have to take into account.

Nothing of it is asked of anybody who need not say: an empty text is not known.  All of
it is sealed, codes too: why somebody is targeted, how they are and what they need are
about the most private things that are on a case.
"""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from asbreview.domain.model import Value
from asbreview.domain.sealed import Sealed


class HateStrand(StrEnum):
    """Why a person believes that they are targeted."""

    RACE = "race or nationality"
    RELIGION = "religion or belief"
    ORIENTATION = "sexual orientation"
    DISABILITY = "disability"
    TRANSGENDER = "transgender identity"
    OTHER = "another reason"


class Tenure(StrEnum):
    """How a person holds their home; it settles which ombudsman is theirs."""

    COUNCIL = "council tenant"
    HOUSING = "housing association tenant"
    PRIVATE = "private tenant"
    OWNER = "owner"
    OTHER = "something else"


class LetterFormat(StrEnum):
    """In which form a person reads letters."""

    LARGE_PRINT = "large print"
    EASY_READ = "easy read"
    BRAILLE = "Braille"
    AUDIO = "audio"
    READ_ALOUD = "read to them"


class Circumstances(Value):
    """What is known of a person, under their own key; an empty text is not known.

    Hate strands are told one after another, parted by "; ".
    """

    KEY_OWNER: ClassVar[str] = "person_id"

    person_id: UUID
    hate_strands: Sealed[str]
    vulnerability: Sealed[str]
    tenure: Sealed[str]
    landlord: Sealed[str]
    language: Sealed[str]
    letter_format: Sealed[str]
