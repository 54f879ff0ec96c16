"""Complaints put on file, and those that were put there in error."""

from uuid import UUID, uuid5

from asbreview.domain.model import Signed
from asbreview.domain.sealed import Sealed
from asbreview.domain.threshold import Complaint
from asbreview.reviews.case import Case
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.told import ComplaintTold


class ComplaintCommands(Commands):
    """What the threshold is counted from."""

    @once
    def log_complaint(
        self, case_id: UUID, told: ComplaintTold, *, signed: Signed
    ) -> Changed:
        """Put a complaint on file; after a decision it is marked as later evidence."""
        case = self.case(case_id)
        case.must_be_open()
        log_told(case, told, "complaint", signed=signed)
        return (case.evidence,)

    @once
    def correct_evidence(
        self, case_id: UUID, item_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Record that a complaint, an answer or an assessment was recorded in error."""
        case = self.case(case_id)
        case.must_be_open()
        why = case.prose(reason, "reason", signed=signed)
        case.evidence.record_in_error(item_id, reason=why, signed=signed)
        return (case.evidence,)


def log_told(case: Case, told: ComplaintTold, name: str, *, signed: Signed) -> None:
    """Put a told complaint on file, under a name of its own in the command."""
    complaint = Complaint(
        complaint_id=uuid5(signed.command_id, name),
        behaviour_on=told.behaviour_on,
        made_on=told.made_on,
        made_to=told.made_to,
        incident=told.incident,
        hate=told.hate,
    )
    case.evidence.log_complaint(
        complaint,
        their_reference=Sealed.of(told.their_reference),
        account=case.prose(told.account, f"{name}/account", signed=signed),
        signed=signed,
    )
