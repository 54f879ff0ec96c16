"""How a version of the review procedures comes into force, and goes out of it.

The bodies make their procedures together, consult on them, and publish what is in force
(s.104(2), Sch.4 paras 1-2).  Each version is a stream of its own and is recorded whole,
so that replaying the log needs nothing that is not in the log.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from asbreview.domain.model import Event, OpeningEvent, Value
from asbreview.domain.procedure import Procedure
from asbreview.domain.procedure_lint import LintFinding

if TYPE_CHECKING:
    from asbreview.domain.review_procedure import ReviewProcedure


class Consultee(StrEnum):
    """Who is consulted on review procedures."""

    POLICING_BODY = "the local policing body"
    HOUSING = "a provider of social housing"
    OTHER = "somebody else"


class Standing(StrEnum):
    """How a version of the procedures stands."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    DROPPED = "dropped"


class Consultation(Value):
    """Who was consulted on a proposal, when, and what they said."""

    consultee: Consultee
    name: str
    consulted_on: date
    said: str


class Accepted(Value):
    """A warning about a version, and why it was adopted all the same."""

    finding: LintFinding
    reason: str


class ProcedureRecorded(OpeningEvent):
    """A version of the review procedures was recorded whole, as in force from a day.

    `findings` is what the Act has to say of it: it was in force, whatever they are.
    """

    TOPIC: ClassVar[str] = "procedure.procedure-recorded"

    procedure: Procedure
    in_force_from: date
    findings: tuple[LintFinding, ...]


class ProcedureProposed(OpeningEvent):
    """A new version of the review procedures was proposed, and why."""

    TOPIC: ClassVar[str] = "procedure.procedure-proposed"

    procedure: Procedure
    findings: tuple[LintFinding, ...]
    reason: str


class ProposalRevised(Event):
    """A proposed version was changed before it was adopted, and why."""

    TOPIC: ClassVar[str] = "procedure.proposal-revised"

    procedure: Procedure
    findings: tuple[LintFinding, ...]
    reason: str

    def apply(self, aggregate: "ReviewProcedure") -> None:
        """Take the content as it is now."""
        aggregate.procedure = self.procedure
        aggregate.procedure_since = self.originator_version
        aggregate.findings = self.findings


class ProcedureConsultedOn(Event):
    """Somebody was consulted on a proposed version."""

    TOPIC: ClassVar[str] = "procedure.procedure-consulted-on"

    consultation: Consultation

    def apply(self, aggregate: "ReviewProcedure") -> None:
        """Remember whom, and what they said."""
        aggregate.consultations.append(self.consultation)


class ProcedureAdopted(Event):
    """The relevant bodies adopted a version; it is kept whole, as it was adopted.

    `accepted` holds each warning with the reason it was adopted with.  Where no
    provider of social housing was consulted, `no_housing_because` says why.
    """

    TOPIC: ClassVar[str] = "procedure.procedure-adopted"

    procedure: Procedure
    in_force_from: date
    adopted_on: date
    adopted_by: str
    accepted: tuple[Accepted, ...]
    no_housing_because: str

    def apply(self, aggregate: "ReviewProcedure") -> None:
        """Take it as in force from its day on."""
        aggregate.standing = Standing.ADOPTED
        aggregate.in_force_from = self.in_force_from
        aggregate.adopted_on = self.adopted_on
        aggregate.adopted_by = self.adopted_by
        aggregate.accepted = self.accepted
        aggregate.no_housing_because = self.no_housing_because


class ProposalDropped(Event):
    """A proposed version will not be adopted, and why."""

    TOPIC: ClassVar[str] = "procedure.proposal-dropped"

    reason: str

    def apply(self, aggregate: "ReviewProcedure") -> None:
        """Pursue it no longer."""
        aggregate.standing = Standing.DROPPED
        aggregate.dropped_because = self.reason


class ProcedureSuperseded(Event):
    """A later version takes the place of one in force, for what is received from then.

    A case keeps the version under which its application was received.
    """

    TOPIC: ClassVar[str] = "procedure.procedure-superseded"

    by_version: int
    from_day: date

    def apply(self, aggregate: "ReviewProcedure") -> None:
        """Remember until when it is in force."""
        aggregate.superseded_from = self.from_day
        aggregate.superseded_by = self.by_version
