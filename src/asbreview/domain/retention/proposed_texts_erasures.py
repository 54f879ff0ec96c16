"""Erasing texts as somebody asked: one officer proposes the answer that does it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from asbreview.domain.erasure import Redaction
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.people import Prose
from asbreview.domain.retention.two_officers import (
    ByTwoOfficers,
    Proposals,
    ProposedOnCase,
)
from asbreview.domain.rights.answering import Answer


class TextsErasureProposed(CaseEvent):
    """It was proposed to grant a request to erase, in part or whole, by erasing texts.

    `answer` is what would be answered: what is refused has its grounds and reasons.
    """

    TOPIC: ClassVar[str] = "erasures.texts-erasure-proposed"

    proposal_id: UUID
    request_id: UUID
    person_id: UUID
    answer: Answer
    redactions: tuple[Redaction, ...]

    def apply(self, aggregate: "TextsErasureProposals") -> None:
        """Remember who proposed what, and when."""
        aggregate.texts_erasures[self.proposal_id] = ProposedTextsErasure(
            proposal_id=self.proposal_id,
            case_id=self.case_id,
            request_id=self.request_id,
            person_id=self.person_id,
            answer=self.answer,
            redactions=self.redactions,
            proposed_by=self.recorded_by,
            proposed_at=self.timestamp,
        )


class TextsErasureApproved(CaseEvent):
    """Another officer approved it; the answer and the erasure are recorded with it."""

    TOPIC: ClassVar[str] = "erasures.texts-erasure-approved"

    proposal_id: UUID

    def apply(self, aggregate: "TextsErasureProposals") -> None:
        """Remember who approved it."""
        aggregate.texts_erasures[self.proposal_id].was_decided(self)


class TextsErasureReturned(CaseEvent):
    """An officer returned it: nothing is erased, and the request is still open."""

    TOPIC: ClassVar[str] = "erasures.texts-erasure-returned"

    proposal_id: UUID
    reason: Prose

    def apply(self, aggregate: "TextsErasureProposals") -> None:
        """Remember who returned it, and why."""
        aggregate.texts_erasures[self.proposal_id].was_decided(self, self.reason)


@dataclass(kw_only=True)
class ProposedTextsErasure(ProposedOnCase):
    """The answer to a request that erases texts, as proposed, and what became of it."""

    request_id: UUID
    person_id: UUID
    answer: Answer
    redactions: tuple[Redaction, ...]

    @property
    def words(self) -> list[Prose]:
        """The texts that were proposed: of the answer, and to stand instead of others.

        They tell of what is erased, and are written anew when it is decided.
        """
        answered = self.answer.done, self.answer.not_done, self.answer.reasons
        instead = (each.instead for each in self.redactions)
        return [text for text in (*answered, *instead) if text]

    @property
    def drafts(self) -> tuple[UUID, ...]:
        """Whose keys seal the words that were proposed."""
        return tuple(text.text_id for text in self.words)


class TextsErasureProposals(ByTwoOfficers):
    """What texts it was proposed to erase: the part of `Disposals` that keeps it."""

    TOPIC = "texts-erasure-proposals"

    texts_erasures: Proposals[ProposedTextsErasure]

    def texts_erasures_of(self, request_id: UUID) -> list[ProposedTextsErasure]:
        """Return what was ever proposed for a request, the first of it first."""
        return self.texts_erasures.those(lambda each: each.request_id == request_id)

    def drafts_on(self, case_id: UUID) -> tuple[UUID, ...]:
        """Return the texts ever proposed on a case: they may name whom it forgets."""
        ever = self.texts_erasures.those(lambda each: each.case_id == case_id)
        return tuple(draft for each in ever for draft in each.drafts)

    def must_not_wait_for(self, request_id: UUID) -> None:
        """Refuse (`AlreadyDone`) while an answer to a request waits to be approved."""
        self.texts_erasures.must_not_wait(
            lambda each: each.request_id == request_id,
            says="An answer to this request waits for another officer",
        )

    def propose_texts_erasure(  # noqa: PLR0913  what is proposed
        self,
        proposal_id: UUID,
        *,
        case_id: UUID,
        request_id: UUID,
        person_id: UUID,
        answer: Answer,
        redactions: tuple[Redaction, ...],
        signed: Signed,
    ) -> None:
        """Propose what is answered and erased; one for each request waits at a time."""
        self.must_not_wait_for(request_id)
        self._record(
            TextsErasureProposed,
            signed,
            case_id=case_id,
            proposal_id=proposal_id,
            request_id=request_id,
            person_id=person_id,
            answer=answer,
            redactions=redactions,
        )

    def approve_texts_erasure(
        self, case_id: UUID, proposal_id: UUID, *, signed: Signed
    ) -> ProposedTextsErasure:
        """Approve it; whoever proposed it is refused (`NotPermittedYet`)."""
        return self._approved(
            TextsErasureApproved,
            self.texts_erasures,
            proposal_id,
            case_id=case_id,
            signed=signed,
        )

    def return_texts_erasure(
        self, case_id: UUID, proposal_id: UUID, *, reason: Prose, signed: Signed
    ) -> None:
        """Return a proposal; whoever made it may so take it back."""
        self._returned(
            TextsErasureReturned,
            self.texts_erasures,
            proposal_id,
            case_id=case_id,
            reason=reason,
            signed=signed,
        )
