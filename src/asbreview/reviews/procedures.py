"""The review procedures: proposed, consulted on, adopted, and giving way to the next.

What an installation starts with is recorded as in force; every later version is
proposed and adopted (`docs/decisions/0032`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.overtaken import must_stand, overtaken
from asbreview.domain.procedure import Procedure
from asbreview.domain.procedure_adoption import Consultation, Standing
from asbreview.domain.review_procedure import ReviewProcedure
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, Commands, once

REVISED_BY_OTHERS: Final = overtaken("The proposal was changed")


class ProcedureCommands(Commands):
    """What is done about the review procedures."""

    @once
    def record_procedure(
        self, procedure: Procedure, *, in_force_from: date, signed: Signed
    ) -> Changed:
        """Record a version of the review procedures as in force from a London date."""
        return (
            ReviewProcedure.record(
                procedure, in_force_from=in_force_from, signed=signed
            ),
        )

    @once
    def propose_procedure(
        self, procedure: Procedure, *, reason: str, signed: Signed
    ) -> Changed:
        """Propose the next version of procedures that are in force.

        Several may be proposed side by side.  Refused: another area's
        (`NoSuchThing`), a number that is not the next (`Misrecorded`).
        """
        must_say(reason, asks="Enter why it is changed", field="reason")
        versions = self.procedure_versions(procedure.procedure_id)
        if not versions:
            raise no_procedures_called(procedure.procedure_id)
        following = versions[-1].procedure.version + 1
        if procedure.version != following:
            raise Misrecorded(
                f"The next version is {following}, not {procedure.version}: "
                "change `version`",
                field="content",
            )
        return (ReviewProcedure.propose(procedure, reason=reason, signed=signed),)

    @once
    def revise_proposal(
        self,
        procedure: Procedure,
        *,
        reason: str,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Change the content of a proposal (`NoSuchThing` if it is none).

        Refused (`AlreadyDone`) where it was changed *since* a version of its record.
        """
        must_say(reason, asks="Enter why it is changed", field="reason")
        proposal = self.procedure_version(procedure.procedure_id, procedure.version)
        must_stand(since, proposal.procedure_since, says=REVISED_BY_OTHERS)
        proposal.revise(procedure, reason=reason, signed=signed)
        return (proposal,)

    @once
    def record_consultation(
        self,
        procedure_id: str,
        version: int,
        *,
        consultation: Consultation,
        signed: Signed,
    ) -> Changed:
        """Record who was consulted on a proposal, and what they said (Sch.4)."""
        proposal = self.procedure_version(procedure_id, version)
        proposal.consult(consultation, signed=signed)
        return (proposal,)

    @once
    def adopt_procedure(  # noqa: PLR0913  a decision is all of these
        self,
        procedure_id: str,
        version: int,
        *,
        adopted_on: date,
        adopted_by: str,
        reasons: Mapping[str, str],
        no_housing_because: str = "",
        signed: Signed,
    ) -> Changed:
        """Adopt a proposal; the version before gives way on the day it names.

        One save: there is no day on which both, or neither, is in force.
        """
        proposal = self.procedure_version(procedure_id, version)
        proposal.adopt(
            adopted_on=adopted_on,
            adopted_by=adopted_by,
            reasons=reasons,
            no_housing_because=no_housing_because,
            signed=signed,
        )
        gives_way = self._last_adopted(procedure_id)
        if gives_way is None:
            return (proposal,)
        gives_way.supersede(proposal.procedure, signed=signed)
        return proposal, gives_way

    @once
    def drop_proposal(
        self, procedure_id: str, version: int, *, reason: str, signed: Signed
    ) -> Changed:
        """Say that a proposal will not be adopted, and why."""
        must_say(reason, asks="Enter why it is dropped", field="reason")
        proposal = self.procedure_version(procedure_id, version)
        proposal.drop(reason=reason, signed=signed)
        return (proposal,)

    def procedure_version(self, procedure_id: str, version: int) -> ReviewProcedure:
        """Return a version, however it stands (`NoSuchThing` if there is none)."""
        try:
            return self.get(
                ReviewProcedure, ReviewProcedure.id_for(procedure_id, version)
            )
        except NoSuchThing as none:
            raise NoSuchThing(f"There is no version {version}") from none

    def procedure_history(
        self, procedure_id: str, version: int, *, as_of: int | None = None
    ) -> list[Any]:
        """Return what happened about a version, the first event first."""
        record_id = ReviewProcedure.id_for(procedure_id, version)
        recorded = self._recorded([record_id], as_of).get(record_id, [])
        return [self.mapper.to_domain_event(stored) for stored in recorded]

    def _last_adopted(self, procedure_id: str) -> ReviewProcedure | None:
        """Return the adopted version that no other is to take the place of yet."""
        for version in self.procedure_versions(procedure_id):
            adopted = version.standing is Standing.ADOPTED
            if adopted and version.superseded_by is None:
                return version
        return None


def no_procedures_called(procedure_id: str) -> NoSuchThing:
    """Return what refuses a file of procedures that whoever proposes it has not."""
    return NoSuchThing(
        f"No procedures called {procedure_id!r} are in force: keep the `procedure_id`"
        " of those that are",
        field="content",
    )
