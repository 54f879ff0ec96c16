"""Forgetting one person, when two officers say so."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid5

from asbreview.domain.erasure import Basis, Erasure
from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.retention.disposals import Disposals
from asbreview.domain.retention.proposed_erasures import ProposedErasure
from asbreview.reviews.case import Case, must_say, rely
from asbreview.reviews.case_erasures import CaseErasureCommands
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.erasing import redactions


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
        disposals = self.disposals(area_id)
        if disposals is None:
            disposals = Disposals.open_for(area_id, signed=signed)
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
        case, disposals = self._proposals_on(case_id, proposal_id)
        proposed = disposals.approve_erasure(proposal_id, signed=signed)
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
        must_say(reason, asks="Enter why it is returned", field="reason")
        case, disposals = self._proposals_on(case_id, proposal_id)
        self.must_be_kept((case.trigger,))
        prose = case.prose(reason.strip(), "reason", signed=signed)
        disposals.return_erasure(proposal_id, reason=prose, signed=signed)
        return (disposals,)

    def _proposals_on(self, case_id: UUID, proposal_id: UUID) -> tuple[Case, Disposals]:
        """Return a case and the record of its area; a proposal of another is none."""
        case = self.case(case_id)
        disposals = self.disposals(case.procedure.procedure_id)
        found = disposals.erasures.get(proposal_id) if disposals else None
        if disposals is None or found is None or found.case_id != case_id:
            raise NoSuchThing("There is no such proposal")
        return case, disposals

    @staticmethod
    def _decided(
        case: Case,
        disposals: Disposals,
        proposed: ProposedErasure,
        instead: Mapping[UUID, str],
        signed: Signed,
    ) -> Erasure:
        person_id, texts = proposed.person_id, proposed.texts
        ever = disposals.erasures_of(person_id)
        return Erasure.decide(
            case.case_id,
            person_id=person_id,
            basis=proposed.basis,
            texts=texts,
            redactions=redactions(case, person_id, texts, instead, signed=signed),
            drafts=tuple(draft for each in ever for draft in each.drafts),
            proposed_by=proposed.proposed_by,
            remains=proposed.remains,
            signed=signed,
        )
