"""Forgetting one person, when two officers say so."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid5

from asbreview.domain.erasure import Basis, Erasure
from asbreview.domain.errors import Misrecorded
from asbreview.domain.model import Signed
from asbreview.domain.retention.disposals import Disposals
from asbreview.domain.retention.proposed_erasures import ProposedErasure
from asbreview.reviews.case import Case, rely
from asbreview.reviews.case_erasures import CaseErasureCommands
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.erasing import redactions
from asbreview.reviews.two_officers import why_returned


class ErasureProposalCommands(CaseErasureCommands):
    """A person is forgotten when one officer proposes it and another approves it."""

    @once
    def propose_erasure(  # noqa: PLR0913  what is proposed
        self,
        case_id: UUID,
        person_id: UUID,
        *,
        basis: Basis,
        texts: Sequence[UUID],
        instead: Mapping[UUID, str],
        remains: str,
        signed: Signed,
    ) -> Changed:
        """Propose to forget a person of a case: nothing is destroyed by that.

        Told as to `decide_erasure`, and refused as it is; `AlreadyDone` where another
        proposal of this person waits.
        """
        case = self.case(case_id)
        self.must_be_kept((case.trigger,))
        self.may_forget(case, person_id)
        area_id = case.procedure.procedure_id
        disposals = self.disposals_to_add_to(area_id, signed=signed)
        disposals.propose_erasure(
            uuid5(signed.command_id, "erasure"),
            case_id=case_id,
            person_id=person_id,
            basis=basis,
            texts=tuple(texts),
            redactions=redactions(case, person_id, texts, instead, signed=signed),
            remains=remains,
            signed=signed,
        )
        return (disposals,)

    @once
    def approve_erasure(
        self,
        case_id: UUID,
        proposal_id: UUID,
        *,
        instead: Mapping[UUID, str],
        signed: Signed,
    ) -> Changed:
        """Approve that a person is forgotten: never by whoever proposed it.

        *instead* are the words that were proposed, to be sealed anew with the decision;
        `Misrecorded` where they are of other texts.  Refused (`NotPermittedYet`) to the
        proposer, and while anything holds the person or the case.  `finish_erasure` of
        the person does the rest.
        """
        case = self.case(case_id)
        disposals = self.disposals_proposed_on(case.procedure.procedure_id)
        proposed = disposals.approve_erasure(case_id, proposal_id, signed=signed)
        if {each.text_id for each in proposed.redactions} != set(instead):
            raise Misrecorded("Only what was proposed is approved")
        self.may_forget(case, proposed.person_id)
        erasure = self._decided(case, disposals, proposed, instead, signed)
        rely(case.records, "erasure", signed=signed)
        held = self.rely_on_no_hold(case, "erasure", signed=signed)
        return disposals, erasure, *case.records, *held

    @once
    def return_erasure(
        self, case_id: UUID, proposal_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Return a proposal to forget a person, and say why: nothing is destroyed."""
        case = self.case(case_id)
        said = case.prose(why_returned(reason), "reason", signed=signed)
        disposals = self.disposals_proposed_on(case.procedure.procedure_id)
        self.must_be_kept((case.trigger,))
        disposals.return_erasure(case_id, proposal_id, reason=said, signed=signed)
        return (disposals,)

    @staticmethod
    def _decided(
        case: Case,
        disposals: Disposals,
        proposed: ProposedErasure,
        instead: Mapping[UUID, str],
        signed: Signed,
    ) -> Erasure:
        person_id, texts = proposed.person_id, proposed.texts
        return Erasure.decide(
            case.case_id,
            person_id=person_id,
            basis=proposed.basis,
            texts=texts,
            redactions=redactions(case, person_id, texts, instead, signed=signed),
            drafts=disposals.every_draft(case.case_id, person_id),
            proposed_by=proposed.proposed_by,
            remains=proposed.remains,
            signed=signed,
        )
