"""Asking the bodies for information, and what they answer (Sch.4 para 7)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.errors import Misrecorded
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.model import Signed
from asbreview.reviews.commanding import Changed, Commands, once


class PartnerCommands(Commands):
    """What the bodies know, and are obliged to tell."""

    @once
    def request_information(
        self,
        case_id: UUID,
        *,
        bodies: Sequence[UUID],
        requested_on: date,
        questions: str,
        signed: Signed,
    ) -> Changed:
        """Ask each of the bodies the same; one still to answer is not asked again."""
        case = self.case(case_id)
        case.must_be_open()
        if not bodies:
            raise Misrecorded("Select the bodies to ask", field="bodies")
        case.trigger.dated(
            requested_on, what="The request", field="requested_on", signed=signed
        )
        for body_id in dict.fromkeys(bodies):
            name = f"request/{case.procedure.body(body_id).slug}"
            case.evidence.request_information(
                uuid5(signed.command_id, name),
                body_id=body_id,
                requested_on=requested_on,
                questions=case.prose(questions, f"{name}/questions", signed=signed),
                signed=signed,
            )
        return (case.evidence,)

    @once
    def answer_request(  # noqa: PLR0913  an answer is all of these
        self,
        case_id: UUID,
        request_id: UUID,
        *,
        answered_on: date,
        kind: AnswerKind,
        answer: str,
        may_be_told: MayBeTold,
        legal_ground: str = "",
        signed: Signed,
    ) -> Changed:
        """Record a body's answer, on a London date."""
        case = self.case(case_id)
        case.must_be_open()
        case.evidence.answer_request(
            request_id,
            answered_on=answered_on,
            kind=kind,
            legal_ground=(
                case.prose(legal_ground, "legal-ground", signed=signed)
                if legal_ground.strip()
                else None
            ),
            answer=case.prose(answer, "answer", signed=signed),
            may_be_told=may_be_told,
            signed=signed,
        )
        return (case.evidence,)
