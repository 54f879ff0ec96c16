"""How a challenge is heard: taken on though late, by whom, and when.

Whoever had a part in what is challenged does not hear it.  The record keeps who hears
it and why they are independent; that they are not the same people is asked by name.
"""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final
from uuid import UUID

from pydantic import AwareDatetime

from asbreview.domain.dates import has_happened, is_not_before, is_within_a_year
from asbreview.domain.days import local_day
from asbreview.domain.errors import AlreadyDone, Misrecorded, NotPermittedYet
from asbreview.domain.model import CaseEvent, Signed, Value
from asbreview.domain.outcome.open_to_challenge import OpenToChallenge
from asbreview.domain.people import HeardBy, Prose
from asbreview.domain.sealed import Sealed
from asbreview.domain.statute import CHALLENGE, implements

if TYPE_CHECKING:
    from asbreview.domain.outcome.record import Outcome

TITLES: Final = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "cllr", "councillor"}
    | {"pc", "ps", "insp", "inspector", "sgt", "sergeant", "rev"}
)
FULL_NAME: Final = 2  # words: of one word alone, "Sam" is not told from another


class HowHeard(StrEnum):
    """Whether there is a meeting that whoever challenged may come to."""

    MEETING = "at a meeting"
    PAPERS = "on the papers"


class Hearer(Value):
    """Somebody who hears a challenge, and of which body or partnership they are."""

    KEY_OWNER: ClassVar[str] = "hearer_id"

    hearer_id: UUID
    name: Sealed[str]
    of: Sealed[str]


class ChallengeTakenOn(CaseEvent):
    """A challenge is heard although it came late, or the procedure excludes it."""

    TOPIC: ClassVar[str] = "outcome.challenge-taken-on"

    challenge_id: UUID
    taken_on: date
    because: Prose

    def apply(self, aggregate: "Outcome") -> None:
        """Remember that it is heard, and why."""
        aggregate.taken_on[self.challenge_id] = self


class ChallengeMayBePassed(CaseEvent):
    """Whoever challenged agreed that what is known of them goes to who decides it."""

    TOPIC: ClassVar[str] = "outcome.challenge-may-be-passed"

    challenge_id: UUID
    agreed_on: date
    how: HeardBy

    def apply(self, aggregate: "Outcome") -> None:
        """Remember that they agreed."""
        aggregate.may_be_passed[self.challenge_id] = self


class HearingArranged(CaseEvent):
    """It was arranged who hears a challenge, and when; a later one takes its place.

    `accounts` are those of them who have an account here: they open its papers.
    """

    TOPIC: ClassVar[str] = "outcome.hearing-arranged"

    hearing_id: UUID
    challenge_id: UUID
    hearers: tuple[Hearer, ...]
    independence: Prose
    how: HowHeard
    heard_at: AwareDatetime
    place: Prose
    accounts: tuple[UUID, ...] = ()

    def apply(self, aggregate: "Outcome") -> None:
        """Remember who hears it."""
        aggregate.hearings[self.hearing_id] = self


class HeardChallenges(OpenToChallenge):
    """Who hears the challenges of a case, and whether they are heard at all."""

    def take_on_challenge(
        self, challenge_id: UUID, *, taken_on: date, because: Prose, signed: Signed
    ) -> None:
        """Record why a challenge is heard that need not be, on a London date.

        Refused (`NotPermittedYet`) where it is heard anyway.
        """
        challenge = self.still_to_decide(challenge_id)
        if not challenge.has_to_be_taken_on:
            raise NotPermittedYet("It came in time, and is heard anyway")
        if challenge_id in self.taken_on:
            raise AlreadyDone("It is on record that it is heard")
        self._on(taken_on, challenge.received_on, "on", signed)
        self._record(
            ChallengeTakenOn,
            signed,
            challenge_id=challenge_id,
            taken_on=taken_on,
            because=because,
        )

    def agree_to_pass(
        self, challenge_id: UUID, *, agreed_on: date, how: HeardBy, signed: Signed
    ) -> None:
        """Record that whoever challenged agrees to be passed on, on a London date."""
        challenge = self.still_to_decide(challenge_id)
        if challenge_id in self.may_be_passed:
            raise AlreadyDone("It is on record that they agree")
        self._on(agreed_on, challenge.received_on, "on", signed)
        self._record(
            ChallengeMayBePassed,
            signed,
            challenge_id=challenge_id,
            agreed_on=agreed_on,
            how=how,
        )

    def arrange_hearing(  # noqa: PLR0913  a hearing is all of these
        self,
        hearing_id: UUID,
        challenge_id: UUID,
        *,
        hearers: tuple[Hearer, ...],
        independence: Prose,
        how: HowHeard,
        heard_at: AwareDatetime,
        place: Prose,
        accounts: tuple[UUID, ...] = (),
        signed: Signed,
    ) -> None:
        """Record who hears a challenge, and at which instant; again, if it changes.

        Not before it came, nor more than a year away; one that goes to another body is
        heard there (`NotPermittedYet`).
        """
        challenge = self.still_to_decide(challenge_id)
        if challenge.on_what.tier:
            raise NotPermittedYet("Another body decides this challenge, and hears it")
        self.may_go_on(challenge)
        if not hearers:
            raise Misrecorded("Enter who hears it", field="hearers-0-name")
        heard_on, what, field = local_day(heard_at), "The hearing", "heard_on"
        is_not_before(heard_on, challenge.received_on, what=what, field=field)
        is_within_a_year(heard_on, what=what, field=field, signed=signed)
        self._record(
            HearingArranged,
            signed,
            hearing_id=hearing_id,
            challenge_id=challenge_id,
            hearers=hearers,
            independence=independence,
            how=how,
            heard_at=heard_at,
            place=place,
            accounts=accounts,
        )

    @staticmethod
    def _on(day: date, received_on: date, field: str, signed: Signed) -> None:
        has_happened(day, what="The day", field=field, signed=signed)
        is_not_before(day, received_on, what="The day", field=field)


@implements(CHALLENGE)
def took_part(hearers: Iterable[str], involved: Iterable[str]) -> tuple[int, ...]:
    """Return which of those who are to hear a challenge had a part in the case.

    The procedures say "what is to happen" where an applicant is dissatisfied with how
    it was dealt with: that is not answered by whoever dealt with it.  Names are
    compared without titles, marks and capitals, so one that is written otherwise is not
    found: besides, it is asked.
    """
    known = [_words(name) for name in involved]
    return tuple(
        number
        for number, name in enumerate(hearers)
        if any(_is_one(_words(name), each) for each in known)
    )


def _words(name: str) -> tuple[str, ...]:
    words = re.findall(r"[^\W_]+", name.casefold())
    return tuple(word for word in words if word not in TITLES)


def _is_one(name: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Is one the other, perhaps with a post besides: "Odile Fenwick, of housing"?"""
    shorter, longer = sorted((name, other), key=len)
    if len(shorter) < FULL_NAME:
        return bool(shorter) and shorter == longer
    starts = range(len(longer) - len(shorter) + 1)
    return any(longer[at : at + len(shorter)] == shorter for at in starts)
