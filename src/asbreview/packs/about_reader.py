"""Whether a statement of a body is the data of whoever a pack is for.

A right of access is to one's own personal data (UK GDPR, Art. 15(1)).
"""

from typing import Final
from uuid import UUID

from asbreview.domain.evidence.tells_of import Whom
from asbreview.packs.of_case import OfCase

NOT_ABOUT_YOU: Final = (
    "The body says that what it tells is not about you, but about somebody else."
)
OF_ANOTHER: Final = (
    "the body that gave it says that it tells of somebody else and not of you: you have"
    " a right to your own data (UK GDPR, Article 15)"
)


def is_of_another(of: OfCase, item_id: UUID) -> bool:
    """Say whether a pack of the reader's own data leaves a statement of a body out.

    What is not marked may be theirs; what tells of nobody in particular keeps nothing
    of anybody's from them.
    """
    tells_of = of.case.evidence.tells_of(item_id)
    return of.reader is not None and bool(tells_of) and _theirs(of).isdisjoint(tells_of)


def _theirs(of: OfCase) -> frozenset[Whom]:
    contact = of.case.contact
    roles = {contact.applicant_id: Whom.APPLICANT, contact.victim_id: Whom.VICTIM}
    if len(roles) == 1:  # who applied for themselves is both
        return frozenset({Whom.NOBODY, Whom.APPLICANT, Whom.VICTIM})
    role = roles.get(of.for_whom)
    return frozenset({Whom.NOBODY, role} if role else {Whom.NOBODY})
