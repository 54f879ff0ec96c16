"""What a person says of a text is put beside it; whoever had the text is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.errors import NoSuchThing
from asbreview.domain.evidence.facts import EvidenceRecordedInError
from asbreview.domain.in_error import FactRecordedInError
from asbreview.domain.model import Signed
from asbreview.domain.people import Channel
from asbreview.domain.rights.annotating import NotTold, Rectified
from asbreview.domain.rights.record import Rights
from asbreview.domain.trigger.facts import ThresholdRecordedInError
from asbreview.domain.trigger.in_error import ApplicationCorrected, VictimCorrected
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.rights import RightsCommands


@dataclass(frozen=True)
class AnnotationGiven:
    """What a person says of some texts, and what was decided of them, and why."""

    texts: Sequence[UUID]
    decision: Rectified
    decided_on: date
    said: str
    reasons: str = ""


class RectifyingCommands(RightsCommands):
    """Rectification of what somebody said or wrote (UK GDPR, Art. 16 and 19)."""

    @once
    def annotate_texts(
        self, case_id: UUID, request_id: UUID, told: AnnotationGiven, *, signed: Signed
    ) -> Changed:
        """Put beside texts what whoever asked says of them, and what was decided.

        The texts stay as they were given.  Refused as in `Rights.annotate_for`.
        """
        said = "Enter what they say is inaccurate or incomplete"
        must_say(told.said, asks=said, field="said")
        case, rights = self._asked(case_id)
        reasons = told.reasons.strip()
        rights.annotate_for(
            uuid5(signed.command_id, "annotation"),
            request_id,
            texts=tuple(dict.fromkeys(told.texts)),
            decision=told.decision,
            decided_on=told.decided_on,
            said=case.prose(told.said.strip(), "said", signed=signed),
            reasons=case.prose(reasons, "reasons", signed=signed) if reasons else None,
            signed=signed,
        )
        return (rights,)

    @once
    def tell_recipient(  # noqa: PLR0913  who was told, when and how
        self,
        case_id: UUID,
        about_id: UUID,
        recipient_id: UUID,
        *,
        told_on: date,
        how: Channel,
        signed: Signed,
    ) -> Changed:
        """Record that somebody who had what is put right was told.

        *about_id* is an annotation, or what was recorded in error: `NoSuchThing` else.
        """
        _, rights = self._put_right(case_id, about_id, signed=signed)
        rights.tell_recipient(
            about_id, recipient_id, told_on=told_on, how=how, signed=signed
        )
        return (rights,)

    @once
    def leave_recipient(  # noqa: PLR0913  who is not told, and why
        self,
        case_id: UUID,
        about_id: UUID,
        recipient_id: UUID,
        *,
        because: NotTold,
        reason: str,
        signed: Signed,
    ) -> Changed:
        """Record why somebody who had what is put right is not told."""
        asks = "Enter why they are not told"
        must_say(reason, asks=asks, field="reason")
        case, rights = self._put_right(case_id, about_id, signed=signed)
        rights.leave_recipient(
            about_id,
            recipient_id,
            because=because,
            reason=case.prose(reason.strip(), "reason", signed=signed),
            signed=signed,
        )
        return (rights,)

    def _put_right(
        self, case_id: UUID, about_id: UUID, *, signed: Signed
    ) -> tuple[Case, Rights]:
        """Return a case and its record of rights, opened if it has none.

        `NoSuchThing` where nothing of that id was annotated or recorded in error.
        """
        case = self.case(case_id)
        rights = case.rights or Rights.open_for(case_id, signed=signed)
        if about_id not in rights.annotations and about_id not in self.in_error(case):
            raise NoSuchThing("There is no such thing that was put right")
        return case, rights

    def in_error(self, case: Case) -> set[UUID]:
        """Return what of a case was recorded in error: by its id.

        What was put right by saying it anew has the id of the command that did.
        """
        events = (e for r in case.records for e in self.events.get(r.id, lte=r.version))
        return {id_ for event in events if (id_ := _put_right_by(event)) is not None}


def _put_right_by(event: object) -> UUID | None:
    match event:
        case FactRecordedInError():
            return event.item_id
        case EvidenceRecordedInError() | ThresholdRecordedInError():
            return event.item_id
        case ApplicationCorrected() | VictimCorrected():
            return event.command_id
        case _:
            return None
