"""Forgetting one person: one officer proposes it, another approves it or returns it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from asbreview.domain.erasure import Basis, Redaction
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.people import Prose
from asbreview.domain.retention.two_officers import (
    ByTwoOfficers,
    Proposals,
    ProposedOnCase,
)


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
        aggregate.erasures[self.proposal_id].was_decided(self)


class ErasureReturned(CaseEvent):
    """An officer returned it: the person is kept until it is proposed again."""

    TOPIC: ClassVar[str] = "erasures.erasure-returned"

    proposal_id: UUID
    reason: Prose

    def apply(self, aggregate: "ErasureProposals") -> None:
        """Remember who returned it, and why."""
        aggregate.erasures[self.proposal_id].was_decided(self, self.reason)


@dataclass(kw_only=True)
class ProposedErasure(ProposedOnCase):
    """A person who is to be forgotten, as one officer proposed it, and what became."""

    person_id: UUID
    basis: Basis
    texts: tuple[UUID, ...]
    redactions: tuple[Redaction, ...]
    remains: str

    @property
    def drafts(self) -> tuple[UUID, ...]:
        """The texts that were proposed to stand instead of others."""
        return tuple(each.instead.text_id for each in self.redactions)


class ErasureProposals(ByTwoOfficers):
    """What was proposed of single persons: the part of `Disposals` that keeps it."""

    TOPIC = "erasure-proposals"

    erasures: Proposals[ProposedErasure]

    def erasures_of(self, person_id: UUID) -> list[ProposedErasure]:
        """Return what was ever proposed of a person, the first of it first."""
        return self.erasures.those(lambda each: each.person_id == person_id)

    def drafts_of(self, person_id: UUID) -> tuple[UUID, ...]:
        """Return the words ever proposed in the place of texts about a person."""
        ever = self.erasures_of(person_id)
        return tuple(draft for each in ever for draft in each.drafts)

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
        self.must_not_wait_of(person_id)
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

    def must_not_wait_of(self, person_id: UUID) -> None:
        """Refuse (`AlreadyDone`) while a proposal to forget a person waits."""
        self.erasures.must_not_wait(
            lambda each: each.person_id == person_id,
            says="It is proposed already to forget this person",
        )

    def approve_erasure(
        self, case_id: UUID, proposal_id: UUID, *, signed: Signed
    ) -> ProposedErasure:
        """Approve that a person is forgotten; whoever proposed it is refused.

        `NotPermittedYet` for them; `NoSuchThing` or `AlreadyDone` where none waits.
        """
        return self._approved(
            ErasureApproved, self.erasures, proposal_id, case_id=case_id, signed=signed
        )

    def return_erasure(
        self, case_id: UUID, proposal_id: UUID, *, reason: Prose, signed: Signed
    ) -> None:
        """Return a proposal; whoever made it may so take it back."""
        self._returned(
            ErasureReturned,
            self.erasures,
            proposal_id,
            case_id=case_id,
            reason=reason,
            signed=signed,
        )
