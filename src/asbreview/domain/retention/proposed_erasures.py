"""Forgetting one person: one officer proposes it, another approves it or returns it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from asbreview.domain.erasure import Basis, Redaction
from asbreview.domain.errors import AlreadyDone, NoSuchThing, NotPermittedYet
from asbreview.domain.model import Aggregate, CaseEvent, Signed
from asbreview.domain.people import Prose

ANOTHER = "You proposed this: another officer has to approve it"


class ErasureProposed(CaseEvent):
    """It was proposed to destroy what tells of a person.

    `texts` lists every text that tells of them; each in `redactions` is to be written
    again with these words.
    """

    TOPIC: ClassVar[str] = "erasures.erasure-proposed"

    proposal_id: UUID
    person_id: UUID
    basis: Basis
    texts: tuple[UUID, ...]
    redactions: tuple[Redaction, ...]
    remains: str

    def apply(self, aggregate: "ErasureProposals") -> None:
        """Remember who proposed what, and when."""
        aggregate.erasures[self.proposal_id] = ProposedErasure(
            proposal_id=self.proposal_id,
            case_id=self.case_id,
            person_id=self.person_id,
            basis=self.basis,
            texts=self.texts,
            redactions=self.redactions,
            remains=self.remains,
            proposed_by=self.recorded_by,
            proposed_at=self.timestamp,
        )


class ErasureApproved(CaseEvent):
    """Another officer approved it; that it was decided is recorded with it."""

    TOPIC: ClassVar[str] = "erasures.erasure-approved"

    proposal_id: UUID

    def apply(self, aggregate: "ErasureProposals") -> None:
        """Remember who approved it."""
        proposed = aggregate.erasures[self.proposal_id]
        proposed.decided_by, proposed.decided_at = self.recorded_by, self.timestamp


class ErasureReturned(CaseEvent):
    """An officer returned it: the person is kept until it is proposed again."""

    TOPIC: ClassVar[str] = "erasures.erasure-returned"

    proposal_id: UUID
    reason: Prose

    def apply(self, aggregate: "ErasureProposals") -> None:
        """Remember who returned it, and why."""
        proposed = aggregate.erasures[self.proposal_id]
        proposed.decided_by, proposed.decided_at = self.recorded_by, self.timestamp
        proposed.returned_because = self.reason


@dataclass
class ProposedErasure:
    """A person who is to be forgotten, as one officer proposed it, and what became."""

    proposal_id: UUID
    case_id: UUID
    person_id: UUID
    basis: Basis
    texts: tuple[UUID, ...]
    redactions: tuple[Redaction, ...]
    remains: str
    proposed_by: UUID
    proposed_at: datetime
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    returned_because: Prose | None = None

    @property
    def is_waiting(self) -> bool:
        """Does it still wait for another officer?"""
        return self.decided_by is None

    @property
    def drafts(self) -> tuple[UUID, ...]:
        """The texts that were proposed to stand instead of others."""
        return tuple(each.instead.text_id for each in self.redactions)


class ErasureProposals(Aggregate):
    """What was proposed of single persons: the part of `Disposals` that keeps it."""

    TOPIC = "erasure-proposals"

    erasures: dict[UUID, ProposedErasure]

    @property
    def erasures_waiting(self) -> list[ProposedErasure]:
        """The proposals that wait for another officer, the first of them first."""
        return [each for each in self.erasures.values() if each.is_waiting]

    def erasures_of(self, person_id: UUID) -> list[ProposedErasure]:
        """Return what was ever proposed of a person, the first of it first."""
        return [each for each in self.erasures.values() if each.person_id == person_id]

    def propose_erasure(  # noqa: PLR0913  what is proposed
        self,
        proposal_id: UUID,
        *,
        case_id: UUID,
        person_id: UUID,
        basis: Basis,
        texts: tuple[UUID, ...],
        redactions: tuple[Redaction, ...],
        remains: str,
        signed: Signed,
    ) -> None:
        """Propose to forget a person; one proposal of them waits at a time."""
        if any(each.is_waiting for each in self.erasures_of(person_id)):
            raise AlreadyDone("It is proposed already to forget this person")
        self._record(
            ErasureProposed,
            signed,
            case_id=case_id,
            proposal_id=proposal_id,
            person_id=person_id,
            basis=basis,
            texts=texts,
            redactions=redactions,
            remains=remains,
        )

    def erasure_waits(self, proposal_id: UUID) -> ProposedErasure:
        """Return a proposal that waits (`NoSuchThing`, `AlreadyDone` otherwise)."""
        proposed = self.erasures.get(proposal_id)
        if proposed is None:
            raise NoSuchThing("There is no such proposal")
        if not proposed.is_waiting:
            raise AlreadyDone("This proposal has been decided")
        return proposed

    def approve_erasure(self, proposal_id: UUID, *, signed: Signed) -> ProposedErasure:
        """Approve that a person is forgotten; whoever proposed it is refused.

        `NotPermittedYet` for them; `NoSuchThing` or `AlreadyDone` where none waits.
        """
        proposed = self.erasure_waits(proposal_id)
        if signed.by == proposed.proposed_by:
            raise NotPermittedYet(ANOTHER)
        case_id = proposed.case_id
        self._record(ErasureApproved, signed, case_id=case_id, proposal_id=proposal_id)
        return proposed

    def return_erasure(
        self, proposal_id: UUID, *, reason: Prose, signed: Signed
    ) -> None:
        """Return a proposal; whoever made it may so take it back."""
        case_id = self.erasure_waits(proposal_id).case_id
        self._record(
            ErasureReturned,
            signed,
            case_id=case_id,
            proposal_id=proposal_id,
            reason=reason,
        )
