"""Forgetting one case that is not due: two officers, with a reason."""

from uuid import UUID, uuid5

from asbreview.domain.erasure_of_case import CaseErasure, CaseErasureGround
from asbreview.domain.errors import AlreadyDone, NotPermittedYet
from asbreview.domain.model import Signed
from asbreview.reviews.case import Case, must_say, rely
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.disposing import REMAINS, DisposalCommands, Sealing
from asbreview.reviews.two_officers import why_returned


class CaseErasureCommands(DisposalCommands):
    """A case goes before its time is over, if it has ended and nothing holds it."""

    @once
    def propose_case_erasure(
        self,
        case_id: UUID,
        *,
        because: CaseErasureGround,
        reason: str,
        signed: Signed,
    ) -> Changed:
        """Propose to forget a case that is not due: nothing is destroyed by that.

        Refused (`NotPermittedYet`) while the case goes on, while anything holds it, or
        a decision has not been told; `AlreadyDone` where it is proposed or decided.
        """
        must_say(reason, asks="Enter who ordered or asked it, and when", field="reason")
        case = self.case(case_id)
        self.may_forget_case(case)
        area_id = case.procedure.procedure_id
        disposals = self.disposals_to_add_to(area_id, signed=signed)
        disposals.propose_case_erasure(
            uuid5(signed.command_id, "case-erasure"),
            case_id=case_id,
            because=because,
            reason=case.prose(reason.strip(), "reason", signed=signed),
            signed=signed,
        )
        return (disposals,)

    @once
    def approve_case_erasure(
        self, case_id: UUID, proposal_id: UUID, *, sealing: Sealing, signed: Signed
    ) -> Changed:
        """Approve it: never by whoever proposed it (`NotPermittedYet`).

        *sealing* says whose keys go.  Asked again what it was asked when proposed, and
        that nothing was recorded meanwhile.  `finish_erasure` of the case does the
        rest.
        """
        case = self.case(case_id)
        disposals = self.disposals_proposed_on(case.procedure.procedure_id)
        proposed = disposals.approve_case_erasure(case_id, proposal_id, signed=signed)
        self.may_forget_case(case)
        if why := self.has_changed(case_id, sealing.at_position):
            raise NotPermittedYet(why)
        erasure = CaseErasure.order(
            case_id,
            proposal_id=proposal_id,
            because=proposed.because,
            proposed_by=proposed.proposed_by,
            owners=tuple(dict.fromkeys((*sealing.owners, case_id))),
            remains=REMAINS,
            signed=signed,
        )
        rely(case.records, "erasure", signed=signed)
        held = self.rely_on_no_hold(case, "erasure", signed=signed)
        return disposals, erasure, *case.records, *held

    @once
    def return_case_erasure(
        self, case_id: UUID, proposal_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Return a proposal to forget a case, and say why: nothing is destroyed."""
        case = self.case(case_id)
        said = case.prose(why_returned(reason), "reason", signed=signed)
        disposals = self.disposals_proposed_on(case.procedure.procedure_id)
        self.must_be_kept((case.trigger,))
        disposals.return_case_erasure(case_id, proposal_id, reason=said, signed=signed)
        return (disposals,)

    def may_forget_case(self, case: Case) -> None:
        """Refuse to forget a case that goes on, or that something keeps."""
        if self.case_erasure(case.case_id):
            raise AlreadyDone("It has been decided already to forget this case")
        if why := self.keeps_from_erasure(case):
            raise NotPermittedYet(f"Nothing can be destroyed. {why[0]}")

    def keeps_from_erasure(self, case: Case) -> list[str]:
        """Say what keeps a case that is to go before its time is over."""
        keeps = []
        if case.ended_as is None:
            keeps.append(
                "The case goes on: record first that it was closed, withdrawn or"
                " transferred."
            )
        if case.is_still_to_tell_a_decision:
            keeps.append("A decision on it has not been told.")
        return [*keeps, *self.held_by(case)]
