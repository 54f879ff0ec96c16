"""The post: the worker makes letters in the afternoon; next day they are posted.

Those whose days are counted from the posting are drawn again on the morning they go.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final
from uuid import UUID, uuid5

from asbreview.demonstration.accounts import COUNCIL, DEMONSTRATION, SAM
from asbreview.demonstration.asking import BodiesAsked
from asbreview.demonstration.office_hours import SetClock
from asbreview.domain.letter.facts import (
    LetterDrafted,
    LetterHandedOver,
    LetterKind,
    Status,
)
from asbreview.domain.model import Signed
from asbreview.letters.worker import Sender
from asbreview.reviews import CaseReviews
from asbreview.store.recording import Line

AT_ONCE: Final = 10_000


class Letters:
    """Which letters each case has, as the log tells."""

    def __init__(self, reviews: CaseReviews) -> None:
        self._reviews, self._position = reviews, 0
        self._of: dict[UUID, list[UUID]] = defaultdict(list)
        self._handed_over: list[UUID] = []

    def of(self, case_id: UUID, status: Status) -> list[UUID]:
        """Return the letters of a case that stand so."""
        self._read_on()
        return [
            letter_id
            for letter_id in self._of[case_id]
            if self._reviews.letter(letter_id).status is status
        ]

    def handed_over(self) -> list[UUID]:
        """Return the letters handed over since this was last asked."""
        self._read_on()
        found, self._handed_over = self._handed_over, []
        return found

    def _read_on(self) -> None:
        for line in self._reviews.recorder.lines(self._position, limit=AT_ONCE):
            self._position = line.position
            if line.stored.topic == LetterHandedOver.TOPIC:
                self._handed_over.append(_id(line))
            elif line.stored.topic == LetterDrafted.TOPIC:
                letter_id = _id(line)
                self._of[self._reviews.letter(letter_id).case_id].append(letter_id)


class Post:
    """The daily round, and the letters that are left lying."""

    def __init__(  # noqa: PLR0913, PLR0917  what goes out each day
        self,
        reviews: CaseReviews,
        letters: Letters,
        sender: Sender,
        asked: BodiesAsked,
        clock: SetClock,
        left: Iterable[UUID],
    ) -> None:
        self._reviews, self._letters, self._sender = reviews, letters, sender
        self._asked = asked
        self._clock, self._left = clock, frozenset(left)
        self._waiting: list[UUID] = []

    def round(self) -> None:
        """Post what was made before, then make what was drafted since."""
        if ready := [id_ for id_ in self._waiting if self._goes(id_)]:
            self._draw_again(ready)
            signed = self._signed("post")
            self._reviews.post_letters(ready, posted_on=signed.on, signed=signed)
        self._asked.remind(self._clock())
        self._sender.run_once(self._clock())
        self._waiting = self._letters.handed_over()

    def _draw_again(self, ready: list[UUID]) -> None:
        """Draw again what prints days that no longer hold, and make it once more."""
        signed = self._signed("draw again")
        letters = map(self._reviews.letter, ready)
        if any(self._reviews.is_out_of_date(each, signed.on) for each in letters):
            self._reviews.redraw_out_of_date(ready, signed=signed)
            self._sender.run_once(self._clock())

    def _signed(self, what: str) -> Signed:
        at = self._clock()
        return Signed(
            by=SAM.account.account_id,
            for_body=COUNCIL,
            at=at,
            command_id=uuid5(DEMONSTRATION, f"{what}/{at.isoformat()}"),
        )

    def _goes(self, letter_id: UUID) -> bool:
        letter = self._reviews.letter(letter_id)
        left = letter.case_id in self._left and letter.kind is LetterKind.OUTCOME
        return letter.status is Status.HANDED_OVER and not left


def _id(line: Line) -> UUID:
    id_ = line.stored.originator_id
    assert isinstance(id_, UUID)  # noqa: S101  as the recorder reads it
    return id_
