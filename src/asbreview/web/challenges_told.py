"""The challenges of a case as its pages tell them."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from litestar.exceptions import NotFoundException

from asbreview.domain.days import local_day
from asbreview.domain.outcome.challenge import (
    ChallengeDecided,
    ChallengeReceived,
    Timely,
)
from asbreview.domain.outcome.hearing import (
    ChallengeMayBePassed,
    ChallengeTakenOn,
    HearingArranged,
)
from asbreview.letters.about_review import clock_time
from asbreview.reviews.further_ways import days_of, way_of
from asbreview.web.case_view import CaseView
from asbreview.web.challenges import LIMBS, how_it_runs
from asbreview.web.challenges_open import why_open
from asbreview.web.words import day


class Told(NamedTuple):
    """A challenge as a page tells it, and what became of it so far."""

    fact: ChallengeReceived
    limb: str
    by: str
    to: str
    why_there: str
    timely: str
    timer: str
    taken_on: ChallengeTakenOn | None
    may_be_passed: ChallengeMayBePassed | None
    hearing: HearingArranged | None
    decided: ChallengeDecided | None

    @property
    def must_be_taken_on(self) -> bool:
        """Is something still needed before it is heard?"""
        late = self.fact.has_to_be_taken_on and self.taken_on is None
        unasked = self.fact.on_what.needs_agreement and self.may_be_passed is None
        return late or unasked

    @property
    def heard(self) -> str:
        """Say when it is heard, and how: "on Monday 2 March 2026 at 10:30am"."""
        if self.hearing is None:
            return ""
        heard_at = self.hearing.heard_at
        on = day(local_day(heard_at))
        return f"{self.hearing.how.value}, on {on} at {clock_time(heard_at)}"


def challenges_of(view: CaseView) -> Iterator[Told]:
    """Yield the challenges of a case, as they came."""
    people, outcome = view.case.contact.people, view.case.outcome
    for id_, fact in outcome.challenges.items():
        by = people.get(fact.made_by)
        yield Told(
            fact,
            LIMBS[fact.of],
            view.tell(by.name) if by else "somebody",
            _goes_to(view, fact),
            _why_there(view, fact),
            f"It came {_explained(fact)}",
            _timer(view, fact),
            outcome.taken_on.get(id_),
            outcome.may_be_passed.get(id_),
            outcome.hearing_of(id_),
            outcome.decided.get(id_),
        )


def challenge_told(view: CaseView, challenge_id: UUID) -> Told:
    """Return a challenge of this case; 404 if it has none of that id."""
    for told in challenges_of(view):
        if told.fact.challenge_id == challenge_id:
            return told
    raise NotFoundException


def _goes_to(view: CaseView, fact: ChallengeReceived) -> str:
    """Name whom a challenge goes to that is not the partnership's own."""
    way = way_of(view.case, fact)
    return way.body.name if way else ""


def _why_there(view: CaseView, fact: ChallengeReceived) -> str:
    """Say why the way it goes was open to it, where that waits for a day."""
    way = way_of(view.case, fact)
    days = days_of(view.case, fact.of, fact.received_on)
    return why_open(way, days) if way else ""


def _timer(view: CaseView, fact: ChallengeReceived) -> str:
    """Return the timer of this case by which it is to be decided, or nothing."""
    procedure = view.case.procedure
    timer_id = procedure.decide_by(fact.of, fact.on_what.tier)
    return timer_id if procedure.timer(timer_id) else ""


def _explained(fact: ChallengeReceived) -> str:
    """Say whether it came in time, and why."""
    window = fact.window
    if fact.timely in {Timely.EARLY, Timely.NO_WINDOW} or window.last_day is None:
        return f"{fact.timely}."
    return f"{fact.timely}: {how_it_runs(window)}."
