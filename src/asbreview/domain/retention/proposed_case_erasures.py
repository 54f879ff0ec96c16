"""Forgetting a case before its time is over: proposed, approved, returned."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from asbreview.domain.erasure_of_case import CaseErasureGround
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.people import Prose
from asbreview.domain.retention.two_officers import (
    ByTwoOfficers,
    Proposals,
    ProposedOnCase,
)


class CaseErasureProposed(CaseEvent):
    """It was proposed to destroy what a case tells, before its time is over."""

    TOPIC: ClassVar[str] = "erasures.case-erasure-proposed"

    proposal_id: UUID
    because: CaseErasureGround
    reason: Prose

    def apply(self, aggregate: "CaseErasureProposals") -> None:
        """Remember who proposed it, when and why."""
        aggregate.case_erasures[self.proposal_id] = ProposedCaseErasure(
            proposal_id=self.proposal_id,
            case_id=self.case_id,
            because=self.because,
            reason=self.reason,
            proposed_by=self.recorded_by,
            proposed_at=self.timestamp,
        )


class CaseErasureApproved(CaseEvent):
    """Another officer approved it; that it was decided is recorded with it."""

    TOPIC: ClassVar[str] = "erasures.case-erasure-approved"

    proposal_id: UUID

    def apply(self, aggregate: "CaseErasureProposals") -> None:
        """Remember that it waits no longer."""
        aggregate.case_erasures[self.proposal_id].was_decided(self)


class CaseErasureReturned(CaseEvent):
    """An officer returned it: the case is kept until it is proposed again."""

    TOPIC: ClassVar[str] = "erasures.case-erasure-returned"

    proposal_id: UUID
    reason: Prose

    def apply(self, aggregate: "CaseErasureProposals") -> None:
        """Remember who returned it, and why."""
        aggregate.case_erasures[self.proposal_id].was_decided(self, self.reason)


@dataclass(kw_only=True)
class ProposedCaseErasure(ProposedOnCase):
    """A case that is to be forgotten, as one officer proposed it, and what became."""

    because: CaseErasureGround
    reason: Prose


class CaseErasureProposals(ByTwoOfficers):
    """What was proposed of single cases: the part of `Disposals` that keeps it."""

    TOPIC = "case-erasure-proposals"

    case_erasures: Proposals[ProposedCaseErasure]

    def case_erasures_of(self, case_id: UUID) -> list[ProposedCaseErasure]:
        """Return what was ever proposed of a case, the first of it first."""
        return self.case_erasures.those(lambda each: each.case_id == case_id)

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
        self.case_erasures.must_not_wait(
            lambda each: each.case_id == case_id,
            says="It is proposed already to forget this case",
        )
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
        return self._approved(
            CaseErasureApproved,
            self.case_erasures,
            proposal_id,
            case_id=case_id,
            signed=signed,
        )

    def return_case_erasure(
        self, case_id: UUID, proposal_id: UUID, *, reason: Prose, signed: Signed
    ) -> None:
        """Return a proposal; whoever made it may so take it back."""
        self._returned(
            CaseErasureReturned,
            self.case_erasures,
            proposal_id,
            case_id=case_id,
            reason=reason,
            signed=signed,
        )
