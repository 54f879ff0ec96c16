"""A version of the review procedures, and what may be done about it."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final, Self
from uuid import UUID, uuid5

from asbreview.domain.dates import has_happened
from asbreview.domain.days import in_words
from asbreview.domain.errors import (
    AlreadyDone,
    ContraryToLaw,
    Misrecorded,
    NotPermittedYet,
)
from asbreview.domain.model import Aggregate, OpeningEvent, Signed
from asbreview.domain.procedure import Procedure
from asbreview.domain.procedure_adoption import (
    Accepted,
    Consultation,
    Consultee,
    ProcedureAdopted,
    ProcedureConsultedOn,
    ProcedureProposed,
    ProcedureRecorded,
    ProcedureSuperseded,
    ProposalDropped,
    ProposalRevised,
    Standing,
)
from asbreview.domain.procedure_lint import LintFinding, Severity, lint
from asbreview.domain.statute import CONSULTATION, PROCEDURES_PUBLISHED, implements

PROCEDURES: Final = UUID("9a3f0f52-0c1e-5d7b-b1a6-58d0c4a7e302")


class ReviewProcedure(Aggregate):
    """One version of the procedures, from its proposal to whatever takes its place."""

    TOPIC = "procedure"

    def __init__(
        self,
        procedure: Procedure,
        findings: tuple[LintFinding, ...],
        in_force_from: date | None = None,
    ) -> None:
        """Open it as proposed; recorded as in force, it had been adopted before."""
        self.procedure = procedure
        self.procedure_since = 1  # our version when it was proposed, or revised
        self.findings = findings
        self.in_force_from = in_force_from
        self.standing = Standing.ADOPTED if in_force_from else Standing.PROPOSED
        self.consultations: list[Consultation] = []
        self.accepted: tuple[Accepted, ...] = ()
        self.adopted_on: date | None = None
        self.adopted_by = ""
        self.no_housing_because = ""
        self.dropped_because = ""
        self.superseded_from: date | None = None
        self.superseded_by: int | None = None

    @staticmethod
    @lru_cache(maxsize=1_000)
    def id_for(procedure_id: str, version: int) -> UUID:
        """Return the id of a version."""
        return uuid5(PROCEDURES, f"{procedure_id}/{version}")

    @classmethod
    def record(
        cls, procedure: Procedure, *, in_force_from: date, signed: Signed
    ) -> Self:
        """Record a version as in force, with whatever the linter says of it."""
        return cls._begin(
            ProcedureRecorded, procedure, signed, in_force_from=in_force_from
        )

    @classmethod
    def propose(cls, procedure: Procedure, *, reason: str, signed: Signed) -> Self:
        """Propose a version; nothing is decided under it until it is adopted."""
        return cls._begin(ProcedureProposed, procedure, signed, reason=reason)

    @classmethod
    def _begin(
        cls,
        kind: type[OpeningEvent],
        procedure: Procedure,
        signed: Signed,
        /,
        **details: object,
    ) -> Self:
        return cls._open(
            kind,
            cls.id_for(procedure.procedure_id, procedure.version),
            signed,
            procedure=procedure,
            findings=lint(procedure),
            **details,
        )

    @property
    def errors(self) -> tuple[LintFinding, ...]:
        """What keeps a proposal from being adopted, by the linter of today."""
        return self._found(Severity.ERROR)

    @property
    def warnings(self) -> tuple[LintFinding, ...]:
        """What a proposal can be adopted with, for a reason that is recorded."""
        return self._found(Severity.WARNING)

    @property
    def is_proposed(self) -> bool:
        """Is it still to be adopted or dropped?"""
        return self.standing is Standing.PROPOSED

    def is_in_force_on(self, day: date) -> bool:
        """Is an application received that day dealt with under it?"""
        begins, ends = self.in_force_from, self.superseded_from
        return begins is not None and begins <= day and (ends is None or day < ends)

    def revise(self, procedure: Procedure, *, reason: str, signed: Signed) -> None:
        """Change what is proposed (`AlreadyDone` if nothing would change)."""
        self._must_be_proposed()
        if procedure == self.procedure:
            raise AlreadyDone("Nothing in it has changed", field="content")
        self._record(
            ProposalRevised,
            signed,
            procedure=procedure,
            findings=lint(procedure),
            reason=reason,
        )

    def consult(self, consultation: Consultation, *, signed: Signed) -> None:
        """Record whom the bodies consulted, on a London date that has come."""
        self._must_be_proposed()
        has_happened(
            consultation.consulted_on,
            what="The day of the consultation",
            field="consulted_on",
            signed=signed,
        )
        self._record(ProcedureConsultedOn, signed, consultation=consultation)

    def adopt(
        self,
        *,
        adopted_on: date,
        adopted_by: str,
        reasons: Mapping[str, str],
        no_housing_because: str,
        signed: Signed,
    ) -> None:
        """Adopt what is proposed, in force from the day its content names.

        *reasons* gives, by what each warning says, why it is adopted all the same.
        Refused: errors (`ContraryToLaw`), an own day that has come (applications
        were received on it under the version before: `NotPermittedYet`), nobody of
        whom Sch.4 wants consulted (`ContraryToLaw`), a warning without a reason and a
        day of adoption to come (`Misrecorded`).
        """
        self._must_be_proposed()
        self._must_be_lawful()
        self._must_be_consulted_on(no_housing_because)
        has_happened(
            adopted_on, what="The day of adoption", field="adopted_on", signed=signed
        )
        if self.procedure.effective_from <= signed.on:
            raise NotPermittedYet(
                f"It says that it is in force from "
                f"{in_words(self.procedure.effective_from)}. Applications of that day "
                "were received under the version before: change `effective_from` to a "
                "day to come"
            )
        self._record(
            ProcedureAdopted,
            signed,
            procedure=self.procedure,
            in_force_from=self.procedure.effective_from,
            adopted_on=adopted_on,
            adopted_by=adopted_by,
            accepted=self._accepted(reasons),
            no_housing_because=no_housing_because,
        )

    def drop(self, *, reason: str, signed: Signed) -> None:
        """Say that a proposal will not be adopted."""
        self._must_be_proposed()
        self._record(ProposalDropped, signed, reason=reason)

    def supersede(self, later: Procedure, *, signed: Signed) -> None:
        """Give way to a later version, from the day that one is in force.

        `Misrecorded` where that is not after this one's own day.
        """
        if self.in_force_from and later.effective_from <= self.in_force_from:
            raise Misrecorded(
                f"Version {self.procedure.version} is in force from "
                f"{in_words(self.in_force_from)}: the next has to follow it"
            )
        self._record(
            ProcedureSuperseded,
            signed,
            by_version=later.version,
            from_day=later.effective_from,
        )

    def _must_be_proposed(self) -> None:
        if not self.is_proposed:
            raise AlreadyDone(
                f"Version {self.procedure.version} is {self.standing} already"
            )

    @implements(PROCEDURES_PUBLISHED)
    def _must_be_lawful(self) -> None:
        if errors := self.errors:
            told = "; ".join(f"{e.says} ({e.provision})" for e in errors)
            raise ContraryToLaw(
                f"Procedures as the Act requires them are wanted. Put right first: "
                f"{told}",
                PROCEDURES_PUBLISHED,
            )

    @implements(CONSULTATION)
    def _must_be_consulted_on(self, no_housing_because: str) -> None:
        """Refuse what nobody was consulted on: of Sch.4's two, one as appropriate."""
        asked = {c.consultee for c in self.consultations}
        if Consultee.POLICING_BODY not in asked:
            raise ContraryToLaw(
                f"Consult {Consultee.POLICING_BODY} first, and record what they said",
                CONSULTATION,
            )
        if Consultee.HOUSING not in asked and not no_housing_because.strip():
            raise ContraryToLaw(
                f"Consult {Consultee.HOUSING} first, or say why none is appropriate",
                CONSULTATION,
                field="no_housing_because",
            )

    def _found(self, severity: Severity) -> tuple[LintFinding, ...]:
        return tuple(f for f in lint(self.procedure) if f.severity is severity)

    def _accepted(self, reasons: Mapping[str, str]) -> tuple[Accepted, ...]:
        for number, warning in enumerate(self.warnings):
            if not reasons.get(warning.says, "").strip():
                raise Misrecorded(
                    "Enter why it is adopted all the same",
                    field=f"accepted-{number}-reason",
                )
        return tuple(
            Accepted(finding=warning, reason=reasons[warning.says])
            for warning in self.warnings
        )
