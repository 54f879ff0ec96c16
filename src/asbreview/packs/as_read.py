"""Papers for one person, in the form in which they read: as their letters are.

The form is asked of the contact file as it stood, where it is sealed under the person's
key, and is kept nowhere else (`docs/decisions/0047`).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.contact.record import Contact
from asbreview.domain.pack.facts import PackKind
from asbreview.letters.layouts import asked_for
from asbreview.letters.saying import Reveal
from asbreview.packs.document import PackDocument, Words
from asbreview.reviews import Case

LARGER: Final = frozenset({LetterFormat.LARGE_PRINT, LetterFormat.EASY_READ})
IN_EASY_READ: Final = (
    "You asked for easy read. These papers are long, and in the words of others. We"
    " cannot put those into easy read. If you like, we go through these papers with"
    " you. Please ask us."
)
TO_BE_TOLD: Final[Mapping[LetterFormat, str]] = {
    LetterFormat.EASY_READ: "They read easy read. The papers are in large print, in the"
    " words of the record: offer to go through them together.",
    LetterFormat.BRAILLE: "They read Braille. Have the papers put into Braille, or read"
    " them to them: on paper they tell nothing.",
    LetterFormat.AUDIO: "They listen to what is written. Have the papers recorded, or"
    " read them to them: on paper they tell nothing.",
    LetterFormat.READ_ALOUD: "They are to be read to. Read the papers to them: on paper"
    " they tell nothing.",
}
"""What whoever sends papers has to know: to others they go as they are."""


def reader_of(case: Case, kind: PackKind, challenge_id: UUID | None) -> UUID | None:
    """Return the one person whom papers are for; nobody of those for officers."""
    contact, challenges = case.contact, case.outcome.challenges
    match kind:
        case PackKind.APPLICANT | PackKind.SUBJECT_APPLICANT:
            return contact.applicant_id
        case PackKind.SUBJECT_VICTIM:
            return contact.victim_id
        case PackKind.CHALLENGER if challenge_id in challenges:
            return challenges[challenge_id].made_by
        case _:
            return None


def to_be_told(
    case: Case, kind: PackKind, challenge_id: UUID | None, reveal: Reveal
) -> str:
    """Say what whoever sends papers has to know of how their reader reads, if any."""
    reader = reader_of(case, kind, challenge_id)
    asked = asked_for(case.contact, reader, reveal) if reader else None
    return TO_BE_TOLD.get(asked, "") if asked else ""


def as_read(
    document: PackDocument, contact: Contact, reader: UUID | None, reveal: Reveal
) -> PackDocument:
    """Return papers larger where whoever they are for asked for large print.

    Easy read is promised for none of the record's own words: it is large print, and
    its first page says so.
    """
    asked = asked_for(contact, reader, reveal) if reader else None
    if asked not in LARGER:
        return document
    cover = document.cover
    if asked is LetterFormat.EASY_READ:
        cover = (*cover, Words(IN_EASY_READ, strong=True))
    return replace(document, cover=cover, larger=True)
