"""What becomes of letters that are on their way, and of those that come back."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from asbreview.domain.errors import AlreadyDone, CaseReviewRefused
from asbreview.domain.letter.facts import ChosenBecause, Way
from asbreview.domain.letter.record import Letter
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.model import Signed
from asbreview.domain.people import Channel
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.drafting import redraw
from asbreview.reviews.telling import Telling, telling, untell


class SendingCommands(Telling):
    """A letter is told when it has gone; one that came back has told nothing."""

    @once
    def hand_over_letter(
        self, letter_id: UUID, *, way: Way, because: ChosenBecause, signed: Signed
    ) -> Changed:
        """Record that a letter was handed over to the way it goes out.

        Given before the letter is passed on, by whoever passes it on: of two who try,
        the log takes one, and the other is refused.
        """
        letter = self.letter(letter_id)
        letter.hand_over(way, because=because, signed=signed)
        return (letter,)

    @once
    def letter_refused_for_now(
        self,
        letter_id: UUID,
        *,
        way: Way,
        because: Obstacle,
        since: int,
        signed: Signed,
    ) -> Changed:
        """Record that a letter was surely not taken, and will be tried again.

        *since* is its version as whoever tried it left it.  Refused (`AlreadyDone`)
        where it has gone on: it is in somebody else's hands.
        """
        letter = self._as_left(letter_id, since)
        letter.refuse_for_now(way, because, signed=signed)
        return (letter,)

    @once
    def letter_accepted(
        self, letter_id: UUID, *, taken_as: str, signed: Signed
    ) -> Changed:
        """Record that a letter was taken by what carries it: what it says is told."""
        letter = self.letter(letter_id)
        letter.accept(taken_as=taken_as, signed=signed)
        return self._has_told(letter, signed=signed)

    @once
    def letter_forwarded(self, letter_id: UUID, *, signed: Signed) -> Changed:
        """Record that what took a letter says that it passed it on."""
        letter = self.letter(letter_id)
        letter.forward(signed=signed)
        return (letter,)

    @once
    def letter_uncertain(
        self, letter_id: UUID, *, because: Obstacle, since: int, signed: Signed
    ) -> Changed:
        """Record that nobody can say whether a letter went: a person finds out.

        Refused (`AlreadyDone`) where it has gone on since its version *since*.
        """
        letter = self._as_left(letter_id, since)
        letter.become_uncertain(because, signed=signed)
        return (letter,)

    @once
    def letter_failed(
        self,
        letter_id: UUID,
        *,
        way: Way,
        because: Obstacle,
        since: int,
        signed: Signed,
    ) -> Changed:
        """Record that a letter could not be sent; what it said is not told.

        Refused (`AlreadyDone`) where it has gone on since its version *since*.
        """
        letter = self._as_left(letter_id, since)
        told_by = letter.told_by
        letter.fail(way, because, signed=signed)
        return self._has_not_told(letter, told_by, str(because), signed=signed)

    @once
    def letter_went(self, letter_id: UUID, *, signed: Signed) -> Changed:
        """Record that a person found out that a letter went, on the day it was sent."""
        letter = self.letter(letter_id)
        letter.find_sent(signed=signed)
        return self._has_told(letter, signed=signed)

    @once
    def letter_did_not_go(self, letter_id: UUID, *, signed: Signed) -> Changed:
        """Record that a person found out that a letter did not go; it goes again."""
        letter = self.letter(letter_id)
        letter.find_unsent(signed=signed)
        redraw(letter, self.case(letter.case_id), signed=signed)
        return (letter,)

    @once
    def send_by_post(self, letter_id: UUID, *, signed: Signed) -> Changed:
        """Let a letter that could not be sent go by post; it is drawn again for it."""
        letter = self.letter(letter_id)
        letter.set_to_post(signed=signed)
        redraw(letter, self.case(letter.case_id), signed=signed)
        return (letter,)

    @once
    def letter_came_back(
        self, letter_id: UUID, *, returned_on: date, how: str, signed: Signed
    ) -> Changed:
        """Record that a letter came back: what it said is not told.

        Nothing more goes where it went until somebody has looked at the address.
        """
        letter = self.letter(letter_id)
        must_say(how, asks="Enter what came back, and what it says", field="how")
        case, told_by = self.case(letter.case_id), letter.told_by
        is_email = letter.way is not None and letter.way.is_email
        channel = Channel.EMAIL if is_email else Channel.LETTER
        why = case.prose(how, "how", signed=signed)
        letter.come_back(returned_on=returned_on, how=why, signed=signed)
        case.contact.letter_came_back(letter.to, letter.id, channel, signed=signed)
        untell(case, letter, told_by, why, signed=signed)
        return letter, *telling([case])

    @once
    def address_holds(
        self, case_id: UUID, person_id: UUID, *, signed: Signed
    ) -> Changed:
        """Record that somebody looked at the address that a letter came back from."""
        case = self.case(case_id)
        case.contact.look_at_address(person_id, signed=signed)
        return (case.contact,)

    def _as_left(self, letter_id: UUID, since: int) -> Letter:
        letter = self.letter(letter_id)
        if letter.version != since:
            raise AlreadyDone("The letter has gone on meanwhile")
        return letter

    def _has_told(self, letter: Letter, *, signed: Signed) -> Changed:
        """Record what a letter that went has told.

        What it tells may have been taken back while it was on its way: it went all the
        same, and has told nothing that holds.
        """
        case = self.case(letter.case_id)
        assert letter.posted_on is not None  # noqa: S101
        with suppress(CaseReviewRefused):
            self._tell(case, letter, letter.posted_on, signed=signed)
        return letter, *telling([case])

    def _has_not_told(
        self, letter: Letter, told_by: UUID | None, why: str, *, signed: Signed
    ) -> Changed:
        if told_by is None:
            return (letter,)
        case = self.case(letter.case_id)
        reason = case.prose(why, "why", signed=signed)
        untell(case, letter, told_by, reason, signed=signed)
        return letter, *telling([case])
