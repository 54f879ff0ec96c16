"""What was challenged on a case, and what was decided on it."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.days import local_day
from asbreview.domain.errors import AlreadyDone, NoSuchThing, NotPermittedYet
from asbreview.domain.ground import Ground
from asbreview.domain.model import Signed
from asbreview.domain.outcome.challenge import (
    ChallengeDecided,
    ChallengeReceived,
    OnWhat,
    ReferredBack,
    Upheld,
    Window,
)
from asbreview.domain.outcome.consulting import ConsultedOnPlan
from asbreview.domain.people import HeardBy, Prose
from asbreview.domain.terms import Challenged

if TYPE_CHECKING:
    from asbreview.domain.outcome.hearing import (
        ChallengeMayBePassed,
        ChallengeTakenOn,
        HearingArranged,
    )


class OpenToChallenge(ConsultedOnPlan):
    """What was challenged on a case, and what was decided on it."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.challenges: dict[UUID, ChallengeReceived] = {}
        self.decided: dict[UUID, ChallengeDecided] = {}
        self.taken_on: dict[UUID, ChallengeTakenOn] = {}
        self.may_be_passed: dict[UUID, ChallengeMayBePassed] = {}
        self.hearings: dict[UUID, HearingArranged] = {}  # by their own ids

    def hearing_of(self, challenge_id: UUID) -> "HearingArranged | None":
        """Return how a challenge is heard, as it was arranged last."""
        arranged = reversed(self.hearings.values())
        return next((h for h in arranged if h.challenge_id == challenge_id), None)

    def heard_since(self, challenge_id: UUID) -> int:
        """Return our version when that was arranged; 0 if it is not."""
        hearing = self.hearing_of(challenge_id)
        return hearing.originator_version if hearing else 0

    def tiers_gone(self, of: Challenged) -> frozenset[str]:
        """Return the ids of the tiers at which a thing was challenged."""
        made = self.challenges.values()
        return frozenset(each.on_what.tier for each in made if each.of is of)

    @property
    def undecided(self) -> tuple[ChallengeReceived, ...]:
        """The challenges that are still to be decided."""
        return tuple(
            each for id_, each in self.challenges.items() if id_ not in self.decided
        )

    def receive_challenge(  # noqa: PLR0913  a challenge is all of these
        self,
        challenge_id: UUID,
        *,
        of: Challenged,
        made_by: UUID,
        received_on: date,
        channel: HeardBy,
        grounds: Prose,
        on_what: OnWhat,
        window: Window,
        signed: Signed,
    ) -> None:
        """Record a challenge, whenever it comes, and whether it came in time."""
        what = "The challenge"
        has_happened(received_on, what=what, field="received_on", signed=signed)
        self._record(
            ChallengeReceived,
            signed,
            challenge_id=challenge_id,
            of=of,
            made_by=made_by,
            received_on=received_on,
            channel=channel,
            grounds=grounds,
            on_what=on_what,
            window=window,
            timely=window.finds(received_on),
        )

    def decide_challenge(  # noqa: PLR0913  a decision is all of these
        self,
        challenge_id: UUID,
        *,
        upheld: Upheld,
        decided_on: date,
        reasons: Prose,
        follows: Prose,
        ground: Ground,
        referred_back: ReferredBack | None = None,
        signed: Signed,
    ) -> None:
        """Record what was decided on a challenge, on a London date.

        Not before it came, and once (`AlreadyDone`); `NoSuchThing` if none came.  What
        it says is judged only by somebody of whom it is on record that they hear it,
        and not where it has to be taken on first (`NotPermittedYet`).
        """
        challenge = self.still_to_decide(challenge_id)
        what, field = "The decision", "decided_on"
        has_happened(decided_on, what=what, field=field, signed=signed)
        is_not_before(decided_on, challenge.received_on, what=what, field=field)
        if upheld is Upheld.NOT_HEARD:
            _may_go_unheard(challenge)
        else:
            self._must_be_heard(challenge, decided_on)
        self._record(
            ChallengeDecided,
            signed,
            challenge_id=challenge_id,
            upheld=upheld,
            decided_on=decided_on,
            reasons=reasons,
            follows=follows,
            ground=ground,
            referred_back=referred_back,
        )

    def still_to_decide(self, challenge_id: UUID) -> ChallengeReceived:
        """Return a challenge; `NoSuchThing` if none, `AlreadyDone` if it is decided."""
        challenge = self.challenges.get(challenge_id)
        if challenge is None:
            raise NoSuchThing("There is no such challenge", field="challenge_id")
        if challenge_id in self.decided:
            raise AlreadyDone("This challenge has been decided")
        return challenge

    def may_go_on(self, challenge: ChallengeReceived) -> None:
        """Refuse (`NotPermittedYet`) to go on with one that is not taken on yet."""
        if challenge.has_to_be_taken_on and challenge.challenge_id not in self.taken_on:
            raise NotPermittedYet(
                "It came late, or the procedure excludes it. Record first why it is"
                " heard all the same, or that it is not heard"
            )
        needs = challenge.on_what.needs_agreement
        if needs and challenge.challenge_id not in self.may_be_passed:
            raise NotPermittedYet(
                "Record first that whoever challenged agrees that what is known of"
                " them is passed on: the procedure asks for it"
            )

    def _must_be_heard(self, challenge: ChallengeReceived, decided_on: date) -> None:
        self.may_go_on(challenge)
        if challenge.on_what.tier:
            return  # another body decides, and says so itself
        hearing = self.hearing_of(challenge.challenge_id)
        if hearing is None:
            raise NotPermittedYet("Record first who hears the challenge, and when")
        heard_on, field = local_day(hearing.heard_at), "decided_on"
        is_not_before(decided_on, heard_on, what="The decision", field=field)


def _may_go_unheard(challenge: ChallengeReceived) -> None:
    """Refuse (`NotPermittedYet`) to leave one unheard that came as it should."""
    if not challenge.has_to_be_taken_on:
        raise NotPermittedYet(
            "It came in time, and no exclusion of the procedure was noted: it is heard",
            field="upheld",
        )
