"""Asking the bodies for information, and what they answer (Sch.4 para 7)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.errors import Misrecorded
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.model import Signed
from asbreview.domain.people import Channel, Prose
from asbreview.reviews.case import Case
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
        part_told: str = "",
        signed: Signed,
    ) -> Changed:
        """Record a body's answer, on a London date.

        *part_told* is what the applicant may be told, where that is a part of it.
        """
        case = self.case(case_id)
        case.must_be_open()
        case.evidence.answer_request(
            request_id,
            answered_on=answered_on,
            kind=kind,
            legal_ground=_said(case, legal_ground, "legal-ground", signed=signed),
            answer=case.prose(answer, "answer", signed=signed),
            may_be_told=may_be_told,
            part_told=(
                _said(case, part_told, "part-told", signed=signed)
                if may_be_told is MayBeTold.PART
                else None
            ),
            signed=signed,
        )
        return (case.evidence,)

    @once
    def chase_request(  # noqa: PLR0913  a chaser is all of these
        self,
        case_id: UUID,
        request_id: UUID,
        *,
        chased_on: date,
        channel: Channel,
        said: str = "",
        signed: Signed,
    ) -> Changed:
        """Record that a body was reminded of a request, on a London date, and how."""
        case = self.case(case_id)
        case.must_be_open()
        case.evidence.chase(
            uuid5(signed.command_id, "chase"),
            request_id=request_id,
            chased_on=chased_on,
            channel=channel,
            said=case.prose(said, "said", signed=signed),
            signed=signed,
        )
        return (case.evidence,)


def _said(case: Case, text: str, name: str, *, signed: Signed) -> Prose | None:
    """Hold a text, if there is one."""
    return case.prose(text, name, signed=signed) if text.strip() else None
