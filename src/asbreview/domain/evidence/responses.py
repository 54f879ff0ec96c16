"""What a body did about the behaviour, or decided not to do: the response reviewed."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar
from uuid import UUID

from asbreview.domain.dates import has_happened
from asbreview.domain.errors import Misrecorded
from asbreview.domain.evidence.marks import HoldsMarks
from asbreview.domain.evidence.tells_of import (
    NOT_SAID,
    Whom,
    must_be_somebody_or_nobody,
)
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.people import Prose


class ResponsePutOnFile(CaseEvent):
    """A body says that it did something on a day, or decided not to; it was dated.

    `to_complaint` is the complaint that it answered, if it answered one; without it,
    it was done of itself.  `may_be_told` says that the applicant may be told it.
    """

    TOPIC: ClassVar[str] = "evidence.response-put-on-file"

    response_id: UUID
    body_id: UUID
    done_on: date
    to_complaint: UUID | None = None
    did: Prose
    may_be_told: bool

    def apply(self, aggregate: "HoldsResponses") -> None:
        """Remember what was done."""
        aggregate.responses[self.response_id] = self


class HoldsResponses(HoldsMarks):
    """A record of what the bodies did, each thing on its day."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.responses: dict[UUID, ResponsePutOnFile] = {}

    def put_response_on_file(  # noqa: PLR0913  a response is all of these
        self,
        response_id: UUID,
        *,
        body_id: UUID,
        done_on: date,
        to_complaint: UUID | None,
        did: Prose,
        may_be_told: bool,
        tells_of: Collection[Whom] = NOT_SAID,
        signed: Signed,
    ) -> None:
        """Put on file what a body did, on a London date that is not in the future.

        Refused (`Misrecorded`) before the complaint that it answers was made.
        """
        what, field = "What was done", "done_on"
        has_happened(done_on, what=what, field=field, signed=signed)
        if to_complaint is not None:
            self._may_answer_complaint(to_complaint, done_on)
        must_be_somebody_or_nobody(tells_of)
        self._record(
            ResponsePutOnFile,
            signed,
            response_id=response_id,
            body_id=body_id,
            done_on=done_on,
            to_complaint=to_complaint,
            did=did,
            may_be_told=may_be_told,
        )
        self._mark(response_id, tells_of, signed=signed)

    def _may_answer_complaint(self, complaint_id: UUID, on: date) -> None:
        made_on = self.complained_on(complaint_id)
        if made_on is None:
            raise Misrecorded("Select one of the complaints", field="to_complaint")
        if on < made_on:
            raise Misrecorded(
                "It cannot answer a complaint that had not been made: put the day right"
                " or choose no complaint",
                field="done_on",
            )

    def complained_on(self, complaint_id: UUID) -> date | None:
        """Return the day on which a complaint on file was made; nothing if none is."""
        raise NotImplementedError
