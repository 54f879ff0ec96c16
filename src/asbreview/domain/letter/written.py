"""A letter as it is written: what somebody adds to it, and that it waits for that."""

from typing import Final
from uuid import UUID

from asbreview.domain.errors import AlreadyDone, NotPermittedYet
from asbreview.domain.letter.carried import NOT_SAID_YET, CarriedLetter
from asbreview.domain.letter.facts import (
    NOTHING_TO_TELL,
    HeldBecause,
    LetterHeldBack,
    LetterKind,
    Status,
)
from asbreview.domain.letter.put_right import LetterLeftAsItIs
from asbreview.domain.letter.wording import OwnWords, OwnWordsWritten
from asbreview.domain.model import Signed
from asbreview.domain.overtaken import must_stand
from asbreview.domain.people import Prose

GONE: Final = frozenset(
    {Status.POSTED, Status.ACCEPTED, Status.TOLD_OTHERWISE, Status.CANCELLED}
)

WORDS_OVERTAKEN: Final = (
    "Other words were written in this letter since you opened this page, by a"
    " colleague. They stand in the letter. Nothing you typed is lost: put the two"
    " together, and send it again"
)


def holds_no_more(
    kind: LetterKind, status: Status, held_because: HeldBecause | None
) -> bool:
    """Say whether a letter is held back for good: what it tells or asks holds no more.

    A decision not to invite somebody has still to be told them, the meeting over.
    """
    if status is not Status.HELD:
        return False
    over = kind is LetterKind.INVITATION and held_because is HeldBecause.OVERTAKEN
    return over or held_because in NOTHING_TO_TELL


class WrittenLetter(CarriedLetter):
    """A letter that somebody may write into while it has not gone."""

    def __init__(self) -> None:
        super().__init__()
        self.own_words: tuple[OwnWords, ...] = ()
        self.own_words_since = 0  # our version when they were written
        self.awaits_words = False
        self.needs_approval = False
        self.is_approved = False
        self.authors: frozenset[UUID] = frozenset()
        self.left_because: Prose | None = None

    @property
    def is_open(self) -> bool:
        """Is there still something to send?"""
        return self.status not in GONE

    @property
    def has_told(self) -> bool:
        """Is what it says told, by the letter or in another way?"""
        return self.status in GONE and self.status is not Status.CANCELLED

    @property
    def can_be_stopped(self) -> bool:
        """Is it still to go, and surely not on its way?"""
        return self.is_open and self.status not in NOT_SAID_YET

    @property
    def can_be_written_in(self) -> bool:
        """May somebody write into it?  Not where it tells nothing any more."""
        return self.can_be_stopped and self.held_because not in NOTHING_TO_TELL

    def hold_back(self, because: HeldBecause, *, signed: Signed) -> None:
        """Hold the letter back for a person to look at."""
        self._must_be_open()
        self._record(LetterHeldBack, signed, because=because)

    def wait_for_words(self, *, signed: Signed) -> None:
        """Hold the letter back until somebody has added words of their own to it.

        Refused (`AlreadyDone`) once it has gone, and (`NotPermittedYet`) while it is
        on its way.
        """
        self._must_be_open()
        self.must_be_known()
        self._must_be_true()
        if self.awaits_words:
            raise AlreadyDone("The letter waits for words already")
        self._record(LetterHeldBack, signed, because=HeldBecause.WORDS)

    def write_in(
        self,
        own_words: tuple[OwnWords, ...],
        *,
        since: int | None = None,
        signed: Signed,
    ) -> None:
        """Record what stands in the letter in somebody's own words from now on.

        It then waits for words, whatever it was held back for: what was made of it does
        not hold any more.  To draw it again lets it go, and asks all the rest anew.
        Refused (`AlreadyDone`) where others were written *since* a version of this.
        """
        must_stand(since, self.own_words_since, says=WORDS_OVERTAKEN)
        self._must_be_open()
        self.must_be_known()
        self._must_be_true()
        if self.held_because is HeldBecause.ERASED:
            raise NotPermittedYet("Nobody is left to write to: cancel it")
        if self.held_because is not HeldBecause.WORDS:
            self._record(LetterHeldBack, signed, because=HeldBecause.WORDS)
        if own_words or self.own_words:
            self._record(OwnWordsWritten, signed, own_words=own_words)

    def leave_as_it_is(self, *, reason: Prose, signed: Signed) -> None:
        """Record why nobody has to be told again what it told in error.

        Refused (`NotPermittedYet`) while it has not gone.
        """
        if not self.has_told:
            raise NotPermittedYet("The letter has not gone: draw it again instead")
        self._record(LetterLeftAsItIs, signed, reason=reason)

    def _must_be_open(self) -> None:
        if not self.is_open:
            raise AlreadyDone(f"The letter is {self.status}")

    def _must_be_true(self) -> None:
        match self.held_because:
            case HeldBecause.CORRECTED:
                says = "What this letter tells was recorded in error: cancel it"
            case HeldBecause.SUPERSEDED:
                says = "What this letter tells holds no more: cancel it"
            case _:
                return
        raise NotPermittedYet(says)
