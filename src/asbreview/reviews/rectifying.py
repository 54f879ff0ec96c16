"""What a person says of a text is put beside it; whoever had the text is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.model import Signed
from asbreview.domain.people import HeardBy
from asbreview.domain.rights.annotating import NotTold, Rectified
from asbreview.reviews.case import must_say
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
        annotation_id: UUID,
        recipient_id: UUID,
        *,
        told_on: date,
        how: HeardBy,
        signed: Signed,
    ) -> Changed:
        """Record that somebody who had an annotated text was told what stands there."""
        _, rights = self._asked(case_id)
        rights.tell_recipient(
            annotation_id, recipient_id, told_on=told_on, how=how, signed=signed
        )
        return (rights,)

    @once
    def leave_recipient(  # noqa: PLR0913  who is not told, and why
        self,
        case_id: UUID,
        annotation_id: UUID,
        recipient_id: UUID,
        *,
        because: NotTold,
        reason: str,
        signed: Signed,
    ) -> Changed:
        """Record why somebody who had an annotated text need not be told."""
        asks = "Enter why they are not told"
        must_say(reason, asks=asks, field="reason")
        case, rights = self._asked(case_id)
        rights.leave_recipient(
            annotation_id,
            recipient_id,
            because=because,
            reason=case.prose(reason.strip(), "reason", signed=signed),
            signed=signed,
        )
        return (rights,)
