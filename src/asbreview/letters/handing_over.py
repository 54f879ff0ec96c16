"""Handing a letter over to what carries it: once, whatever happens on the way.

The log is asked first: of several workers that have a letter in hand, it takes the word
of one, and only that one passes the letter on.  Whatever is cut off after that leaves
a letter of which nobody says that it is still to go (`docs/decisions/0039`).
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final
from uuid import uuid4

import structlog
from eventsourcing.persistence import PersistenceError

from asbreview.domain.contact.record import Contact
from asbreview.domain.errors import CaseReviewRefused
from asbreview.domain.letter.facts import Way
from asbreview.domain.letter.record import Letter
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.mailable import mailable
from asbreview.domain.sealed import ERASED
from asbreview.letters.answers import PAUSES, Answers, Sign
from asbreview.letters.outbox import Outbox
from asbreview.letters.ways.carrying import (
    Carrier,
    NotTaken,
    Outgoing,
    Unsure,
)
from asbreview.letters.ways.choosing import Chosen
from asbreview.reviews import CaseReviews

LOG: Final = structlog.get_logger(__name__)


class HandingOver(Answers):
    """What carries letters, and what it said of each."""

    def __init__(
        self,
        reviews: CaseReviews,
        outbox: Outbox,
        carriers: Iterable[Carrier],
        now: Callable[[], datetime],
        sign: Sign,
    ) -> None:
        super().__init__(reviews, carriers, now, sign)
        self._outbox = outbox
        self._down: dict[Way, Obstacle] = {}

    @property
    def ways(self) -> frozenset[Way]:
        """The ways that are set up, besides the print queue."""
        return frozenset(self._carriers)

    def look(self) -> None:
        """Say in the log which ways cannot be used now; their letters wait."""
        for way, carrier in self._carriers.items():
            try:
                carrier.look()
            except NotTaken as down:
                LOG.warning(
                    "letters cannot be sent now", way=way.value, because=str(down)
                )

    def begin_round(self) -> None:
        """Try again what could not be reached on the round before."""
        self._down.clear()

    def carry(self, letter: Letter, contact: Contact, chosen: Chosen) -> None:
        """Pass a letter on, and record what was said to it.

        `NotYet` while it is to wait, after it was refused for now.
        """
        self._must_be_due(letter)
        way = chosen.way
        if because := self._down.get(way):
            self._refused(letter, way, NotTaken(because))
            return
        try:
            taken_as = self._passed_on(letter, contact, chosen)
        except NotTaken as refused:
            if refused.is_down:
                self._down[way] = refused.because
            self._refused(letter, way, refused)
        except Unsure as unsure:
            self._uncertain(letter, unsure.because)
        else:
            self._taken(letter, taken_as)

    def _passed_on(self, letter: Letter, contact: Contact, chosen: Chosen) -> str:
        was = letter.version

        def hand_over() -> None:
            self._must_not_be_forgotten(letter, contact)
            signed = self._sign(letter, "hand over")
            self._reviews.hand_over_letter(
                letter.id,
                way=chosen.way,
                because=chosen.because,
                # Of its own: another worker's is another command, and is refused.
                signed=signed.model_copy(update={"command_id": uuid4()}),
            )
            self._held_since[letter.id] = was + 1

        self._held_since[letter.id] = was
        try:
            outgoing = self._outgoing(letter, contact)
            return self._carriers[chosen.way].carry(outgoing, about_to=hand_over)
        except (NotTaken, Unsure, CaseReviewRefused, PersistenceError):
            raise
        except Exception as error:  # noqa: BLE001  one way stops no other
            # Without the error's own words: they may tell of a person.
            failed = type(error).__name__
            LOG.error("failed", what="a way of sending", because=failed)  # noqa: TRY400
            if self._held_since[letter.id] > was:
                raise Unsure(Obstacle.OURS) from None
            raise NotTaken(Obstacle.OURS) from None

    def _must_not_be_forgotten(self, letter: Letter, contact: Contact) -> None:
        """Refuse (`LookupError`) whoever was forgotten while we waited for a server."""
        self._reviews.keyring.look()
        if self._reviews.keyring.reveal(contact.people[letter.to].name) is ERASED:
            raise LookupError("nobody to pass it on to")

    def _outgoing(self, letter: Letter, contact: Contact) -> Outgoing:
        """Gather what is passed on; here, and nowhere else, the address is read."""
        copy = self._outbox.copy(letter.id, letter.sha256)
        if copy is None:
            raise LookupError("no copy")
        pdf, text = self._outbox.read(copy), self._outbox.text(copy)
        email = self._reviews.keyring.reveal(contact.people[letter.to].email)
        if pdf is ERASED or text is ERASED or text is None or email is ERASED:
            raise LookupError("nothing to pass on")
        return Outgoing(
            letter_id=letter.id,
            drawing=letter.drawing,
            is_retry=letter.tries > 0,
            at=self._now(),
            to_email=mailable(email) or "",
            text=text,
            pdf=pdf,
        )

    def _must_be_due(self, letter: Letter) -> None:
        if letter.tried_at is not None:
            pause = PAUSES[min(letter.tries, len(PAUSES)) - 1]
            self._must_have_waited(letter.tried_at + pause)
