"""A letter on its way: handed over, taken or not, and what is known of that."""

from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.days import local_day
from asbreview.domain.errors import AlreadyDone, NoSuchThing, NotPermittedYet
from asbreview.domain.letter.facts import (
    ChosenBecause,
    HeldBecause,
    LetterHandedOver,
    Status,
    Way,
)
from asbreview.domain.letter.in_error import LetterFact, LetterFactInError
from asbreview.domain.letter.sending import (
    LetterAccepted,
    LetterFailed,
    LetterForwarded,
    LetterFoundSent,
    LetterFoundUnsent,
    LetterRefusedForNow,
    LetterReturned,
    LetterSetToPost,
    LetterUncertain,
    Obstacle,
)
from asbreview.domain.model import Aggregate, Signed
from asbreview.domain.people import Prose

CAME_BACK_FROM: Final = frozenset({Status.POSTED, Status.ACCEPTED})
NOT_SAID_YET: Final = {
    Status.SENDING: "The letter is being sent: wait a few minutes",
    Status.UNKNOWN: (
        "It is not known whether the letter went: say first what you found out"
    ),
}


DEALT_WITH: Final = (
    "Something was done about the letter since: it was drawn again, told in another"
    " way, written in or cancelled. If letters reach this person where it was sent,"
    " record on the page of contacts that the address was looked at"
)


class CameBack(NamedTuple):
    """How a letter stood that came back, and which time it was drawn.

    `item_id` is the command that recorded that it came back.
    """

    item_id: UUID
    status: Status
    posted_on: date
    drawing: int


class CarriedLetter(Aggregate):
    """What carries a letter, and how far it is known to have come."""

    def __init__(self) -> None:
        self.status = Status.DRAFTED
        self.held_because: HeldBecause | None = None
        self.posted_on: date | None = None
        self.told_by: UUID | None = None  # the command by which it was posted, or told
        self.way: Way | None = None
        self.drawing = 1  # which time it was drawn: by this, too, a way knows it
        self.handed_over_at: datetime | None = None
        self.awaits_answer = False
        self.tries = 0
        self.tried_at: datetime | None = None
        self.taken_as = ""
        self.is_settled = False
        self.is_set_to_post = False
        self.came_back: CameBack | None = None
        self.found_sent = 0  # which drawing of it a person found out had gone

    def hand_over(self, way: Way, *, because: ChosenBecause, signed: Signed) -> None:
        """Record that the letter was handed over, once it is prepared."""
        if self.status is not Status.PREPARED:
            raise AlreadyDone("The letter is not waiting to be handed over")
        self._must_be_approved()
        self._record(LetterHandedOver, signed, way=way, chosen_because=because)

    def refuse_for_now(self, way: Way, because: Obstacle, *, signed: Signed) -> None:
        """Record that the letter was surely not taken, and is to be tried again."""
        self._must_be_under_way()
        self._record(LetterRefusedForNow, signed, way=way, because=because)

    def accept(self, *, taken_as: str, signed: Signed) -> None:
        """Record that what carries it took the letter.

        That may turn out late: when it was not known any more, or the letter had been
        held back while it was being sent.  The day it went is that of handing it over.
        """
        way, sent_on = self._sent()
        self._record(
            LetterAccepted, signed, way=way, sent_on=sent_on, taken_as=taken_as
        )

    def forward(self, *, signed: Signed) -> None:
        """Record that what took the letter says it passed it on."""
        if self.status is not Status.ACCEPTED or self.is_settled:
            raise AlreadyDone("Nothing more is awaited of this letter")
        self._record(LetterForwarded, signed, way=self.way)

    def become_uncertain(self, because: Obstacle, *, signed: Signed) -> None:
        """Record that nobody can say whether the letter was taken."""
        if self.status is not Status.SENDING:
            raise AlreadyDone("The letter is not being sent any more")
        self._record(LetterUncertain, signed, way=self.way, because=because)

    def find_sent(self, *, signed: Signed) -> None:
        """Record that a person found out that the letter had gone, as handed over."""
        self._must_be_unknown()
        _, sent_on = self._sent()
        self._record(LetterFoundSent, signed, sent_on=sent_on)

    def find_unsent(self, *, signed: Signed) -> None:
        """Record that a person found out that the letter had not gone."""
        self._must_be_unknown()
        self._record(LetterFoundUnsent, signed)

    def fail(self, way: Way, because: Obstacle, *, signed: Signed) -> None:
        """Record that the letter could not be sent; even after it had been taken."""
        if self.status is not Status.ACCEPTED:
            self._must_be_under_way()
        self._record(LetterFailed, signed, way=way, because=because)

    def come_back(self, *, returned_on: date, how: Prose, signed: Signed) -> None:
        """Record that a letter that had gone came back, on a London date."""
        if self.status not in CAME_BACK_FROM or self.posted_on is None:
            raise NotPermittedYet("Only a letter that has gone can come back")
        what, field = "The day it came back", "returned_on"
        has_happened(returned_on, what=what, field=field, signed=signed)
        is_not_before(returned_on, self.posted_on, what=what, field=field)
        self._record(LetterReturned, signed, returned_on=returned_on, how=how)

    def note_return(self, by: UUID) -> None:
        """Remember how the letter stood until a command recorded that it came back."""
        if self.posted_on is not None:
            self.came_back = CameBack(by, self.status, self.posted_on, self.drawing)

    def take_back_return(
        self, item_id: UUID, *, reason: Prose, signed: Signed
    ) -> CameBack:
        """Record that the letter did not come back: it has gone, as it had.

        Refused (`NotPermittedYet`) once it was drawn again, written in or settled in
        another way, and (`NoSuchThing`) where it is not on record.
        """
        was = self.came_back
        if was is None or was.item_id != item_id:
            raise NoSuchThing("There is no such thing, or it is corrected already")
        if self.status is not Status.HELD or was.drawing != self.drawing:
            raise NotPermittedYet(DEALT_WITH)
        if self.held_because is HeldBecause.WORDS:
            raise NotPermittedYet(DEALT_WITH)
        self._record(
            LetterFactInError,
            signed,
            fact=LetterFact.RETURNED,
            item_id=item_id,
            reason=reason,
            stands_as=was.status,
            went_on=was.posted_on,
        )
        return was

    def stand_again(self, event: LetterFactInError) -> None:
        """Have gone, as it had before it was recorded that it came back."""
        assert event.stands_as is not None  # noqa: S101  asked by whoever applies it
        self.status, self.held_because = event.stands_as, None
        self.posted_on, self.told_by = event.went_on, event.command_id
        self.came_back = None

    def set_to_post(self, *, signed: Signed) -> None:
        """Record that the letter goes by post; only one that could not be sent."""
        if self.held_because is not HeldBecause.NOT_TAKEN or self.is_set_to_post:
            raise NotPermittedYet("Only a letter that could not be sent is set to post")
        self._record(LetterSetToPost, signed)

    def _sent(self) -> tuple[Way, date]:
        if not self.awaits_answer or self.way is None or self.handed_over_at is None:
            raise AlreadyDone("No answer is awaited for this letter")
        return self.way, local_day(self.handed_over_at)

    def _must_be_approved(self) -> None:
        """Refuse (`NotPermittedYet`) what a second officer has still to approve."""
        raise NotImplementedError

    def _must_be_under_way(self) -> None:
        if self.status not in {Status.PREPARED, Status.SENDING, Status.UNKNOWN}:
            raise AlreadyDone("The letter is not under way")

    def _must_be_unknown(self) -> None:
        if self.status is not Status.UNKNOWN:
            raise AlreadyDone("It is known already what became of this letter")

    def must_be_known(self) -> None:
        """Refuse (`NotPermittedYet`) while it is not known whether the letter went."""
        if says := NOT_SAID_YET.get(self.status):
            raise NotPermittedYet(says)
