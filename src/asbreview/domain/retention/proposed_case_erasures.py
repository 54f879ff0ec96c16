"""Forgetting a case before its time is over: proposed, approved, returned."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from asbreview.domain.erasure_of_case import CaseErasureGround
from asbreview.domain.errors import AlreadyDone, NoSuchThing, NotPermittedYet
from asbreview.domain.model import Aggregate, CaseEvent, Signed
from asbreview.domain.people import Prose
from asbreview.domain.retention.proposed_erasures import ANOTHER


class CaseErasureProposed(CaseEvent):
    """It was proposed to destroy what a case tells, before its time is over."""

    TOPIC: ClassVar[str] = "erasures.case-erasure-proposed"

    proposal_id: UUID
    because: CaseErasureGround
    reason: Prose

    def apply(self, aggregate: "CaseErasureProposals") -> None:
        """Remember who proposed it, when and why."""
        aggregate.case_erasures[self.proposal_id] = ProposedCaseErasure(
            self.proposal_id,
            self.case_id,
            self.because,
            self.reason,
            self.recorded_by,
            self.timestamp,
        )


class CaseErasureApproved(CaseEvent):
    """Another officer approved it; that it was decided is recorded with it."""

    TOPIC: ClassVar[str] = "erasures.case-erasure-approved"

    proposal_id: UUID

    def apply(self, aggregate: "CaseErasureProposals") -> None:
        """Remember that it waits no longer."""
        proposed = aggregate.case_erasures[self.proposal_id]
        proposed.decided_by, proposed.decided_at = self.recorded_by, self.timestamp


class CaseErasureReturned(CaseEvent):
    """An officer returned it: the case is kept until it is proposed again."""

    TOPIC: ClassVar[str] = "erasures.case-erasure-returned"

    proposal_id: UUID
    reason: Prose

    def apply(self, aggregate: "CaseErasureProposals") -> None:
        """Remember who returned it, and why."""
        proposed = aggregate.case_erasures[self.proposal_id]
        proposed.decided_by, proposed.decided_at = self.recorded_by, self.timestamp
        proposed.returned_because = self.reason


@dataclass
class ProposedCaseErasure:
    """A case that is to be forgotten, as one officer proposed it, and what became."""

    proposal_id: UUID
    case_id: UUID
    because: CaseErasureGround
    reason: Prose
    proposed_by: UUID
    proposed_at: datetime
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    returned_because: Prose | None = None

    @property
    def is_waiting(self) -> bool:
        """Does it still wait for another officer?"""
        return self.decided_by is None


class CaseErasureProposals(Aggregate):
    """What was proposed of single cases: the part of `Disposals` that keeps it."""

    TOPIC = "case-erasure-proposals"

    case_erasures: dict[UUID, ProposedCaseErasure]

    @property
    def case_erasures_waiting(self) -> list[ProposedCaseErasure]:
        """The proposals that wait for another officer, the first of them first."""
        return [each for each in self.case_erasures.values() if each.is_waiting]

    def case_erasures_of(self, case_id: UUID) -> list[ProposedCaseErasure]:
        """Return what was ever proposed of a case, the first of it first."""
        return [each for each in self.case_erasures.values() if each.case_id == case_id]

    def propose_case_erasure(
        self,
        proposal_id: UUID,
        *,
        case_id: UUID,
        because: CaseErasureGround,
        reason: Prose,
        signed: Signed,
    ) -> None:
        """Propose to forget a case; one proposal of it waits at a time."""
        if any(each.is_waiting for each in self.case_erasures_of(case_id)):
            raise AlreadyDone("It is proposed already to forget this case")
        self._record(
            CaseErasureProposed,
            signed,
            case_id=case_id,
            proposal_id=proposal_id,
            because=because,
            reason=reason,
        )

    def approve_case_erasure(
        self, case_id: UUID, proposal_id: UUID, *, signed: Signed
    ) -> ProposedCaseErasure:
        """Approve it; whoever proposed it is refused (`NotPermittedYet`)."""
        proposed = self.case_erasure_waits(case_id, proposal_id)
        if signed.by == proposed.proposed_by:
            raise NotPermittedYet(ANOTHER)
        self._record(
            CaseErasureApproved, signed, case_id=case_id, proposal_id=proposal_id
        )
        return proposed

    def return_case_erasure(
        self, case_id: UUID, proposal_id: UUID, *, reason: Prose, signed: Signed
    ) -> None:
        """Return a proposal; whoever made it may so take it back."""
        self.case_erasure_waits(case_id, proposal_id)
        self._record(
            CaseErasureReturned,
            signed,
            case_id=case_id,
            proposal_id=proposal_id,
            reason=reason,
        )

    def case_erasure_waits(
        self, case_id: UUID, proposal_id: UUID
    ) -> ProposedCaseErasure:
        """Return a proposal that waits (`NoSuchThing`, `AlreadyDone` otherwise)."""
        proposed = self.case_erasures.get(proposal_id)
        if proposed is None or proposed.case_id != case_id:
            raise NoSuchThing("There is no such proposal")
        if not proposed.is_waiting:
            raise AlreadyDone("This proposal has been decided")
        return proposed
