"""What is recorded of the answers that letters get from what carries them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from asbreview.domain.letter.facts import Way
from asbreview.domain.letter.record import Letter
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.model import Signed
from asbreview.letters.ways.carrying import Carrier, Fate, NotTaken
from asbreview.reviews import CaseReviews

PAUSES: Final = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240)
)
"""After so long a letter that was not taken is tried again; after the last, no more."""

HOW_IT_CAME_BACK: Final = "GOV.UK Notify: the email address does not take email."

Sign = Callable[[Letter, str], Signed]


class NotYet(Exception):
    """A letter has to wait for an hour of its own."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


class Answers:
    """Records answers; *now* tells the hour, *sign* signs a step of a letter."""

    def __init__(
        self,
        reviews: CaseReviews,
        carriers: Iterable[Carrier],
        now: Callable[[], datetime],
        sign: Sign,
    ) -> None:
        self._reviews, self._now, self._sign = reviews, now, sign
        self._carriers: Mapping[Way, Carrier] = {each.way: each for each in carriers}
        self._held_since: dict[UUID, int] = {}  # versions, of what is in hand

    def _refused(self, letter: Letter, way: Way, refused: NotTaken) -> None:
        """Record a refusal; one for good, or one too many, is a person's task.

        Refused itself (`AlreadyDone`) where another worker has the letter by now.
        """
        since = self._held_since.pop(letter.id, letter.version)
        is_last = refused.for_good or letter.tries >= len(PAUSES)
        record = (
            self._reviews.letter_failed
            if is_last
            else self._reviews.letter_refused_for_now
        )
        record(
            letter.id,
            way=way,
            because=refused.because,
            since=since,
            signed=self._sign(letter, f"refuse/{since}"),
        )

    def _uncertain(self, letter: Letter, because: Obstacle) -> None:
        since = self._held_since.pop(letter.id, letter.version)
        signed = self._sign(letter, f"uncertain/{since}")
        self._reviews.letter_uncertain(
            letter.id, because=because, since=since, signed=signed
        )

    def _taken(self, letter: Letter, taken_as: str) -> None:
        since = self._held_since.pop(letter.id, letter.version)
        signed = self._sign(letter, f"accept/{since}")
        self._reviews.letter_accepted(letter.id, taken_as=taken_as, signed=signed)

    def _must_have_waited(self, until: datetime) -> None:
        if self._now() < until:
            raise NotYet(until)

    def _became(self, letter: Letter, fate: Fate) -> bool:
        """Record what became of a letter that was taken; say whether that is settled.

        One that came back or failed is a person's task, and settled by that person.
        """
        assert letter.way is not None  # noqa: S101
        match fate:
            case Fate.FORWARDED:
                signed = self._sign(letter, "forward")
                self._reviews.letter_forwarded(letter.id, signed=signed)
            case Fate.RETURNED:
                signed = self._sign(letter, "return")
                self._reviews.letter_came_back(
                    letter.id,
                    returned_on=signed.on,
                    how=HOW_IT_CAME_BACK,
                    signed=signed,
                )
            case Fate.FAILED:
                self._reviews.letter_failed(
                    letter.id,
                    way=letter.way,
                    because=Obstacle.NOT_DELIVERED,
                    since=letter.version,
                    signed=self._sign(letter, "fail"),
                )
        return fate in {Fate.FORWARDED, Fate.NOT_THERE}
