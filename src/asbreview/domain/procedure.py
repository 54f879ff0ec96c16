"""The review procedures: a standing fact, kept as events.

A case names the version it is decided under.  Each version is recorded whole, so that
replaying the log needs nothing that is not in the log.
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final, Self
from uuid import UUID, uuid5

from asbreview.domain.errors import NoSuchThing
from asbreview.domain.model import Aggregate, OpeningEvent, Signed, Value
from asbreview.domain.terms import (
    Anchor,
    Binds,
    Body,
    BodyKind,
    Challenged,
    ChallengeRoute,
    DayZero,
    Ombudsman,
    Origin,
    Panel,
    Partnership,
    Reporting,
    Source,
    Timer,
    Unit,
)
from asbreview.domain.threshold import ThresholdRules

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
    "ProcedureRecorded",
    "Reporting",
    "ReviewProcedure",
    "Source",
    "Timer",
    "Unit",
]

PROCEDURES: Final = UUID("9a3f0f52-0c1e-5d7b-b1a6-58d0c4a7e302")


class Procedure(Value):
    """One version of the review procedures, as it is in force.

    What it leaves out has a default that the linter finds (`procedure_lint`).
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
    partnership: Partnership = Partnership()
    panel: Panel = Panel()
    reporting: Reporting = Reporting()
    threshold: ThresholdRules = ThresholdRules()
    relevant_bodies: tuple[Body, ...] = ()
    timers: tuple[Timer, ...] = ()
    challenges: tuple[ChallengeRoute, ...] = ()
    ombudsmen: tuple[Ombudsman, ...] = ()
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

    def _only(self, found: Iterator[Body]) -> Body:
        for body in found:
            return body
        raise NoSuchThing(f"No such body in the procedure {self.procedure_id}")


class ProcedureRecorded(OpeningEvent):
    """A version of the review procedures was recorded whole, as in force from a day."""

    TOPIC: ClassVar[str] = "procedure.procedure-recorded"

    procedure: Procedure
    in_force_from: date


class ReviewProcedure(Aggregate):
    """One version of the procedures: a stream of its own, so recorded only once."""

    TOPIC = "procedure"

    def __init__(self, procedure: Procedure, in_force_from: date) -> None:
        self.procedure = procedure
        self.in_force_from = in_force_from

    @staticmethod
    def id_for(procedure_id: str, version: int) -> UUID:
        """Return the id of a version."""
        return uuid5(PROCEDURES, f"{procedure_id}/{version}")

    @classmethod
    def record(
        cls, procedure: Procedure, *, in_force_from: date, signed: Signed
    ) -> Self:
        """Record a version as in force, whatever a linter says of it."""
        return cls._open(
            ProcedureRecorded,
            cls.id_for(procedure.procedure_id, procedure.version),
            signed,
            procedure=procedure,
            in_force_from=in_force_from,
        )
