"""Whether a victim agrees that somebody applies for them, and what follows from it.

Consent is a fact of the procedure, not what the review rests on.  That it is missing
takes nothing away from the duty to decide the threshold, nor from an application that
"any other person" may make; it settles what the applicant may be told.
"""

from enum import StrEnum
from typing import Final, NamedTuple

from asbreview.domain.statute import (
    REVIEW_ON_APPLICATION,
    THRESHOLD_BY_NUMBER,
    implements,
)


class ConsentStands(StrEnum):
    """How it stands with a victim's consent."""

    NOT_NEEDED = "not needed"
    UNKNOWN = "not known"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class WhatFollows(NamedTuple):
    """What follows from a consent that is missing: for the case, and for sharing."""

    stands: ConsentStands
    says: str
    case: str
    sharing: str


SAYS: Final = {
    ConsentStands.UNKNOWN: "The victim is not known to agree to the application",
    ConsentStands.REFUSED: "The victim does not agree to the application",
    ConsentStands.WITHDRAWN: "The victim has withdrawn their consent",
}
CASE: Final = (
    "The case goes on. Anybody may apply (s.104(1)), and with enough qualifying"
    " complaints the threshold must be decided to be met, whatever the victim says"
    " (s.104(4)). Only the applicant can withdraw the application."
)
SHARING: Final = {
    ConsentStands.UNKNOWN: "Until the victim agrees, tell the applicant",
    ConsentStands.REFUSED: "Tell the applicant",
    ConsentStands.WITHDRAWN: "From now on, tell the applicant",
}
NOTHING_OF_THEM: Final = (
    " nothing about the victim that the applicant did not tell you: look at every"
    " letter before it goes. The bodies may still share with each other what the review"
    " needs: they do so as bodies with public functions, not by this consent."
)


@implements(REVIEW_ON_APPLICATION, THRESHOLD_BY_NUMBER)
def what_follows(stands: ConsentStands) -> WhatFollows | None:
    """Say what follows from a missing consent; nothing where none is missing.

    The duty is to review on the application of the victim "or any other person", and
    at enough qualifying complaints the threshold *must* be met: so a missing consent
    is advice, and bars no decision.
    """
    if stands not in SAYS:
        return None
    sharing = SHARING[stands] + NOTHING_OF_THEM
    return WhatFollows(stands, SAYS[stands], CASE, sharing)
