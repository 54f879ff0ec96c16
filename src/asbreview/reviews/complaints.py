"""Complaints put on file, and those that were put there in error."""

from uuid import UUID, uuid5

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.model import Signed
from asbreview.domain.people import OfPerson
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
        """Record that a complaint, answer, assessment or file was recorded in error.

        Refused (`NotPermittedYet`) where a decision rests on it that can still be
        recorded in error itself, and for the assessment that the outcome rests on.
        """
        case = self.case(case_id)
        case.must_be_open()
        _nothing_may_rest_on(case, item_id)
        why = case.prose(reason, "reason", signed=signed)
        case.evidence.record_in_error(item_id, reason=why, signed=signed)
        case.trigger.rely("correction", signed=signed)
        case.outcome.rely("correction", signed=signed)
        return case.evidence, case.trigger, case.outcome


def _nothing_may_rest_on(case: Case, item_id: UUID) -> None:
    """Refuse to take a decision's ground away while the decision itself can be."""
    decided, findings = case.trigger.threshold, case.outcome.findings
    if findings is not None and findings.assessment_id == item_id:
        raise NotPermittedYet(
            "The outcome rests on this assessment. Record another assessment instead"
        )
    if decided is None or case.trigger.threshold_told_on or case.panel.convened:
        return
    if item_id in {found.complaint_id for found in decided.finding.complaints}:
        raise NotPermittedYet(
            "The decision on the threshold rests on this complaint. Record first that"
            " the decision was in error, and decide again afterwards"
        )


def log_told(case: Case, told: ComplaintTold, name: str, *, signed: Signed) -> UUID:
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
        their_reference=OfPerson(
            person_id=case.trigger.victim_id, words=Sealed.of(told.their_reference)
        ),
        account=case.prose(told.account, f"{name}/account", signed=signed),
        signed=signed,
    )
    return complaint.complaint_id
