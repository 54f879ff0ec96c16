"""Signing for whoever sends letters: no person, for the lead body of the case."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid5

from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.letters.answers import Sign
from asbreview.reviews import CaseReviews
from asbreview.signing import SENDER


def signing(reviews: CaseReviews, now: Callable[[], datetime]) -> Sign:
    """Return what signs a step of a letter; the same step is the same command."""

    def sign(letter: Letter, step: str) -> Signed:
        case = reviews.case(letter.case_id)
        return Signed(
            by=SENDER,
            for_body=case.procedure.lead_body.body_id,
            at=now(),
            command_id=uuid5(letter.id, f"{step}/{letter.version}"),
        )

    return sign
