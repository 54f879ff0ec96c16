"""Receipts: what GOV.UK Notify tells of a letter by itself, soon and perhaps twice.

Nothing rests on one that is lost: Notify is asked after each letter all the same.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from asbreview.domain.errors import CaseReviewRefused, NoSuchThing
from asbreview.domain.letter.facts import Status
from asbreview.domain.letter.record import Letter
from asbreview.letters.answers import Answers
from asbreview.letters.signing import signing
from asbreview.letters.ways.carrying import Fate, reference_of
from asbreview.letters.ways.notify import fate_of
from asbreview.reviews import CaseReviews

REFERENCE: Final = re.compile(r"([0-9a-f]{32})-[0-9]{1,6}")
AWAITED: Final = frozenset({Status.SENDING, Status.UNKNOWN})


class Receipts(Answers):
    """Records what a receipt tells; whoever handed it in is known to be Notify."""

    def __init__(self, reviews: CaseReviews, now: Callable[[], datetime]) -> None:
        super().__init__(reviews, (), now, signing(reviews, now))

    def told(self, *, reference: str, taken_as: str, status: str) -> bool:
        """Record what became of a letter; say whether anything was news.

        *reference* is ours, *taken_as* Notify's id, *status* Notify's word.  Of a
        letter that is not known, was drawn again since, or is known by another id,
        nothing is recorded; nor a second time of the same.
        """
        letter = self._letter(reference)
        if letter is None or reference != reference_of(letter.id, letter.drawing):
            return False
        try:
            if letter.status in AWAITED:  # that it has the letter is the answer awaited
                self._taken(letter, taken_as)
                letter = self._reviews.letter(letter.id)
            return self._is_news(letter, taken_as, status)
        except CaseReviewRefused:  # recorded by a worker that asked, in the meantime
            return False

    def _is_news(self, letter: Letter, taken_as: str, status: str) -> bool:
        is_open = letter.status is Status.ACCEPTED and not letter.is_settled
        if not is_open or letter.way is None or letter.taken_as != taken_as:
            return False
        fate = fate_of(letter.way, status)
        self._became(letter, fate)
        return fate is not Fate.UNDER_WAY

    def _letter(self, reference: str) -> Letter | None:
        found = REFERENCE.fullmatch(reference)
        if found is None:
            return None
        try:
            return self._reviews.letter(UUID(found[1]))
        except NoSuchThing:
            return None
