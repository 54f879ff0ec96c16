"""What the review procedures of an area set; a case names the version it is under."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from asbreview.domain.challenging import (
    MAY_BE_OF,
    ChallengeRoute,
    DaysOfChallenge,
    EscalationBody,
    EscalationTier,
    Ombudsman,
    PolicingBodyReview,
)
from asbreview.domain.chasing import CHASERS, Chaser
from asbreview.domain.corresponding import Correspondence
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.meeting import Panel, Plan
from asbreview.domain.model import Value
from asbreview.domain.terms import (
    Applying,
    Area,
    Body,
    BodyKind,
    Challenged,
    Nation,
    Origin,
    Partnership,
    PointOfContact,
    Publication,
    Reporting,
    Source,
)
from asbreview.domain.threshold import ThresholdRules
from asbreview.domain.timers import Anchor, Binds, DayZero, Timer, Unit

__all__ = [
    "Anchor",
    "Binds",
    "Body",
    "BodyKind",
    "ChallengeRoute",
    "Challenged",
    "DayZero",
    "Ombudsman",
    "Origin",
    "Panel",
    "Partnership",
    "Procedure",
    "Reporting",
    "Source",
    "Timer",
    "Unit",
]


class Procedure(Value):
    """One version of the review procedures, as it is in force.

    What it leaves out has a default that the linter finds (`procedure_lint`).  `area`
    is what the area is called; a joint procedure names each of its `areas` besides.
    `adopted` says in a sentence how it came into force.
    """

    procedure_id: str
    version: int
    effective_from: date
    name: str
    area: str
    day_zero: DayZero
    adopted: str = ""
    published_at: str = ""
    passed_on_to_every_body: bool = False
    lead: str = ""
    effectiveness: str = ""
    nation: Nation = Nation.ENGLAND
    languages: tuple[str, ...] = ("en-GB",)
    adopted_by: str = ""
    adopted_on: date | None = None
    consulted: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    publications: tuple[Publication, ...] = ()
    partnership: Partnership = Partnership()
    points_of_contact: tuple[PointOfContact, ...] = ()
    applying: Applying = Applying()
    letters: Correspondence = Correspondence()
    panel: Panel = Panel()
    plan: Plan = Plan()
    reporting: Reporting = Reporting()
    threshold: ThresholdRules = ThresholdRules()
    relevant_bodies: tuple[Body, ...] = ()
    timers: tuple[Timer, ...] = ()
    chasers: tuple[Chaser, ...] = CHASERS
    challenges: tuple[ChallengeRoute, ...] = ()
    ombudsmen: tuple[Ombudsman, ...] = ()
    escalation_bodies: tuple[EscalationBody, ...] = ()
    escalation: tuple[EscalationTier, ...] = ()
    policing_body_review: PolicingBodyReview = PolicingBodyReview()
    sources: tuple[Source, ...] = ()

    def bodies_on(self, day: date) -> tuple[Body, ...]:
        """Return the relevant bodies of that day."""
        return tuple(b for b in self.relevant_bodies if b.is_relevant_on(day))

    @property
    def lead_body(self) -> Body:
        """The body in which the point of contact sits."""
        return self._only(b for b in self.relevant_bodies if b.slug == self.lead)

    def body(self, body_id: UUID) -> Body:
        """Return a relevant body of any day."""
        return self._only(b for b in self.relevant_bodies if b.body_id == body_id)

    def timer(self, timer_id: str) -> Timer | None:
        """Return a timer, if the procedure has it."""
        return next((t for t in self.timers if t.timer_id == timer_id), None)

    def timers_from(self, anchor: Anchor) -> tuple[Timer, ...]:
        """Return the timers that something starts."""
        return tuple(t for t in self.timers if t.starts is anchor)

    def challenge_of(self, challenged: Challenged) -> ChallengeRoute | None:
        """Return the way to challenge how the application, or the review, was done."""
        return next((c for c in self.challenges if c.of is challenged), None)

    def tier(self, tier_id: str) -> EscalationTier | None:
        """Return a further way to challenge, of any day; nothing for its own."""
        return next((t for t in self.escalation if t.tier_id == tier_id), None)

    def decide_by(self, challenged: Challenged, tier_id: str = "") -> str:
        """Return the id of the timer within which a challenge is decided, or nothing.

        A further tier that sets no time has none.
        """
        way = self.tier(tier_id) if tier_id else self.challenge_of(challenged)
        return way.decide if way else ""

    def escalation_on(self, day: date) -> tuple[EscalationTier, ...]:
        """Return the further ways to challenge of that day.

        A tier is left out while no body of its slug hears on that day, or the switch
        it depends on is off.
        """
        heard = {body.slug for body in self.escalation_bodies if body.hears_on(day)}
        switched_on = self.policing_body_review.is_on(day)
        return tuple(
            tier
            for tier in self.escalation
            if tier.body in heard and (switched_on or not tier.of_policing_body_review)
        )

    def tiers_for(
        self, challenged: Challenged, days: DaysOfChallenge
    ) -> tuple[EscalationTier, ...]:
        """Return the further ways to challenge one of the two things on those days."""
        looks_at = MAY_BE_OF[challenged]
        reaches = self.policing_body_review.reaches(days)
        return tuple(
            tier
            for tier in self.escalation_on(days.challenged_on)
            if looks_at & set(tier.may_challenge)
            and (reaches or not tier.of_policing_body_review)
        )

    def heard_by(self, tier: EscalationTier, day: date) -> EscalationBody | None:
        """Return the body that hears a tier's challenges on that day, if one does."""
        bodies = (b for b in self.escalation_bodies if b.slug == tier.body)
        return next((b for b in bodies if b.hears_on(day)), None)

    def _only(self, found: Iterator[Body]) -> Body:
        for body in found:
            return body
        raise NoSuchThing(f"No such body in the procedure {self.procedure_id}")
