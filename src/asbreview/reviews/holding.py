"""What keeps a case whatever its time: holds, and what holds it by itself."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.days import in_words, local_day
from asbreview.domain.erasure import Erasure
from asbreview.domain.errors import AlreadyDone, NoSuchThing
from asbreview.domain.keeping.facts import HoldGround, HoldPlaced
from asbreview.domain.keeping.record import Keeping
from asbreview.domain.model import Signed
from asbreview.domain.pack.facts import PackKind
from asbreview.domain.rights.record import Rights
from asbreview.reviews.carrying_over import linked_with
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import FAR, Changed, once
from asbreview.reviews.packs import PackCommands

GOES = "It has been decided to forget this person: nothing is left of them to be held"
RELEASE = "Release the hold first, if it is over."
LINKED_IS_OPEN = "A case linked with it is open."
"""Which one it is a refusal and a record do not say: not all may see that case."""


class HoldingCommands(PackCommands):
    """Holding a case or a person of it, and releasing it; on one that ended, too."""

    @once
    def place_hold(  # noqa: PLR0913  a hold is all of these
        self,
        case_id: UUID,
        *,
        person_id: UUID | None = None,
        ground: HoldGround,
        reason: str,
        review_on: date,
        signed: Signed,
    ) -> Changed:
        """Hold a case, or what tells of one person of it: nothing of it is destroyed.

        Refused (`Misrecorded`) without a reason, or a day within a year by which to
        look at it again; `NoSuchThing` for a person who is not on the case;
        `AlreadyDone` for one whom it was decided to forget: their key goes, or is gone.
        """
        must_say(reason, asks="Enter why it is held", field="reason")
        case = self.case(case_id)
        if person_id is not None and person_id not in case.contact.everyone:
            raise NoSuchThing("Select who or what is held", field="person_id")
        if person_id and self.recorder.version_as_of(Erasure.id_for(person_id), FAR):
            raise AlreadyDone(GOES, field="held")
        keeping = case.keeping or Keeping.open_for(case_id, signed=signed)
        keeping.place_hold(
            uuid5(signed.command_id, "hold"),
            person_id=person_id,
            ground=ground,
            reason=case.prose(reason.strip(), "reason", signed=signed),
            review_on=review_on,
            signed=signed,
        )
        return (keeping,)

    @once
    def review_hold(
        self,
        case_id: UUID,
        hold_id: UUID,
        *,
        reason: str,
        review_on: date,
        signed: Signed,
    ) -> Changed:
        """Record that a hold was looked at again and stays, and until when."""
        must_say(reason, asks="Enter why it stays", field="reason")
        case, keeping = self._kept(case_id)
        why = case.prose(reason.strip(), "reason", signed=signed)
        keeping.review_hold(hold_id, reason=why, review_on=review_on, signed=signed)
        return (keeping,)

    @once
    def release_hold(
        self, case_id: UUID, hold_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Record that a hold is over, and why: it keeps nothing any more."""
        must_say(reason, asks="Enter why it is released", field="reason")
        case, keeping = self._kept(case_id)
        why = case.prose(reason.strip(), "reason", signed=signed)
        keeping.release_hold(hold_id, reason=why, signed=signed)
        return (keeping,)

    def rely_on_no_hold(
        self, case: Case, decision: str, *, signed: Signed
    ) -> tuple[Keeping, Rights]:
        """Note that something is destroyed since nothing holds it.

        A hold that is placed meanwhile, a request of somebody about their data, or a
        restriction of its use, makes the save fail: of the two one is refused.
        """
        rights = case.rights or Rights.open_for(case.case_id, signed=signed)
        rights.rely(decision, signed=signed)
        return self.rely_on_no_placed_hold(case, decision, signed=signed), rights

    def rely_on_no_placed_hold(
        self, case: Case, decision: str, *, signed: Signed
    ) -> Keeping:
        """Note that no hold is placed: for what is itself recorded on `rights`."""
        keeping = case.keeping or Keeping.open_for(case.case_id, signed=signed)
        keeping.rely(decision, signed=signed)
        return keeping

    def held_by(
        self,
        case: Case,
        person_id: UUID | None = None,
        *,
        answering: UUID | None = None,
    ) -> list[str]:
        """Say what holds a person of a case; for nobody, what holds the whole case.

        *answering* is the request that is being answered: it does not hold what its
        own answer destroys.
        """
        placed = case.keeping.holds_on(person_id) if case.keeping else []
        itself = self.holds_by_itself(case, answering=answering)
        return [*map(_in_words, placed), *itself]

    def holds_by_itself(
        self, case: Case, *, answering: UUID | None = None
    ) -> list[str]:
        """Say what holds a case though nobody placed a hold on it.

        A challenge that is not decided; somebody who has not had the answer to what
        they ask about their data; data whose use is restricted, which are kept;
        a review linked with it that has not ended; and a pack for an ombudsman, until
        it is on record what became of that: a hold placed for it, and released.  All
        of it as the log stood when the case was read.
        """
        return [
            *_undecided(case),
            *_unanswered(case, answering),
            *_restricted(case),
            *([LINKED_IS_OPEN] if self.linked_and_open(case) else []),
            *self._before_an_ombudsman(case),
        ]

    def linked_and_open(self, case: Case) -> list[Case]:
        """Return the cases linked with it that have not ended, as the log then stood.

        Each holds it.  Whoever is told of it may not be one who may see that case.
        """
        others = (
            self.case(case_id, as_of=case.log_position) for case_id in linked_with(case)
        )
        return [other for other in others if other.ended_as is None]

    def _before_an_ombudsman(self, case: Case) -> Iterator[str]:
        asked = [
            pack.created_on  # the library's: the instant it was asked for
            for pack in self.packs_of(case.case_id, as_of=case.log_position)
            if pack.kind is PackKind.OMBUDSMAN
        ]
        ground = HoldGround.OMBUDSMAN
        over = case.keeping.released_at(ground) if case.keeping else None
        if asked and (over is None or over < max(asked)):
            yield (
                "It was put together for an ombudsman on"
                f" {in_words(local_day(max(asked)))}: record what became of that, as a"
                " hold that is placed and released."
            )

    def _kept(self, case_id: UUID) -> tuple[Case, Keeping]:
        case = self.case(case_id)
        if case.keeping is None:
            raise NoSuchThing("There is no such hold, or it was released")
        return case, case.keeping


def _in_words(hold: HoldPlaced) -> str:
    return (
        f"It is held: {hold.ground}. To be looked at again by"
        f" {in_words(hold.review_on)}. {RELEASE}"
    )


def _undecided(case: Case) -> Iterator[str]:
    for challenge in case.outcome.undecided:
        yield f"The challenge of {in_words(challenge.received_on)} is not decided."


def _unanswered(case: Case, answering: UUID | None) -> Iterator[str]:
    """Say who waits for an answer about their data: until they had it, and not longer.

    What is destroyed meanwhile can neither be shown to them (UK GDPR, Art. 15) nor be
    put right or restricted as they ask, and no letter could tell them so.
    """
    for asked in case.rights.is_untold if case.rights else ():
        if asked.request_id != answering:
            yield (
                f"The request of {in_words(asked.received_on)} {asked.right} has not"
                " been answered."
            )


def _restricted(case: Case) -> Iterator[str]:
    """Say that what may only be stored is stored: Art. 18(2)."""
    for restricted in case.rights.in_force if case.rights else ():
        since = in_words(local_day(restricted.timestamp))
        yield (
            f"The use of what tells of somebody is restricted since {since}: it is"
            " kept until that is lifted."
        )
