"""Asking after letters: of which no answer came, and that were taken."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from asbreview.domain.letter.carried import NOT_SAID_YET
from asbreview.domain.letter.facts import Status
from asbreview.domain.letter.record import Letter
from asbreview.domain.letter.sending import Obstacle
from asbreview.letters.answers import Answers, NotYet, Sign
from asbreview.letters.ways.carrying import Carrier, Fate, NotTaken, reference_of
from asbreview.reviews import CaseReviews

NO_ANSWER_BY: Final = timedelta(minutes=15)
"""So long after it was handed over nobody is still waiting for an answer."""
ASKED_EVERY: Final = timedelta(minutes=10)
ASKED_FOR: Final = timedelta(days=8)  # Notify keeps what it knows for seven


def awaits_news(letter: Letter) -> bool:
    """Say whether it is not known yet what became of a letter that was handed over."""
    if letter.status is Status.ACCEPTED:
        return not letter.is_settled
    return letter.status in NOT_SAID_YET


class AskingAfter(Answers):
    """Asks, and passes nothing on."""

    def __init__(
        self,
        reviews: CaseReviews,
        carriers: Iterable[Carrier],
        now: Callable[[], datetime],
        sign: Sign,
    ) -> None:
        super().__init__(reviews, carriers, now, sign)
        self._asked: dict[UUID, datetime] = {}

    def is_settled(self, letter: Letter) -> bool:
        """Ask, if it is time to; say whether there is nothing more to ask."""
        if letter.status is Status.ACCEPTED:
            return self._follow_up(letter)
        self._find_out(letter)
        return False

    def _find_out(self, letter: Letter) -> None:
        """Ask after a letter that awaits an answer; give up waiting after a while.

        To ask is no second try: it passes nothing on.  `NotYet` while it may still be
        in somebody's hands.
        """
        assert letter.handed_over_at is not None  # noqa: S101
        assert letter.way is not None  # noqa: S101
        if letter.status is Status.SENDING:
            self._must_have_waited(letter.handed_over_at + NO_ANSWER_BY)
        carrier = self._carriers.get(letter.way)
        if carrier and self._may_ask(letter):
            with suppress(NotTaken):
                reference = reference_of(letter.id, letter.drawing)
                if (taken_as := carrier.taken_as(reference)) is not None:
                    self._taken(letter, taken_as)
                    return
        if letter.status is Status.SENDING:
            self._uncertain(letter, Obstacle.NO_END)
        elif letter.way.is_by_notify:
            raise NotYet(self._asked[letter.id] + ASKED_EVERY)

    def _follow_up(self, letter: Letter) -> bool:
        """Ask what became of a letter that was taken; say whether that is settled."""
        assert letter.handed_over_at is not None  # noqa: S101
        assert letter.way is not None  # noqa: S101
        carrier, now = self._carriers.get(letter.way), self._now()
        if carrier is None or now > letter.handed_over_at + ASKED_FOR:
            return True
        if self._may_ask(letter):
            try:
                fate = carrier.fate(letter.taken_as)
            except NotTaken:
                fate = Fate.UNDER_WAY
            if fate is not Fate.UNDER_WAY:
                return self._became(letter, fate)
        raise NotYet(self._asked[letter.id] + ASKED_EVERY)

    def _may_ask(self, letter: Letter) -> bool:
        """Say whether to ask now; each letter is asked after every few minutes."""
        now, asked = self._now(), self._asked.get(letter.id)
        if asked is not None and now < asked + ASKED_EVERY:
            return False
        self._asked[letter.id] = now
        return True
