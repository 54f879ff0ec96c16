"""What the bodies did about the behaviour, put on file day by day."""

from collections.abc import Collection
from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.evidence.tells_of import NOT_SAID, Whom
from asbreview.domain.model import Signed
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, Commands, once


class ResponseCommands(Commands):
    """The response that is reviewed: each thing that a body did, on its day."""

    @once
    def put_response_on_file(  # noqa: PLR0913  a response is all of these
        self,
        case_id: UUID,
        *,
        body_id: UUID,
        done_on: date,
        to_complaint: UUID | None = None,
        did: str,
        may_be_told: bool,
        tells_of: Collection[Whom] = NOT_SAID,
        signed: Signed,
    ) -> Changed:
        """Put on file that a body did something, or decided not to, on a London date.

        *to_complaint* is the complaint that it answered.  After a decision it is marked
        as later evidence.  Refused (`NotPermittedYet`) once the case has ended.
        """
        case = self.case(case_id)
        case.must_be_open()
        case.must_know([body_id], field="body_id")
        must_say(did, asks="Enter what the body did", field="did")
        case.evidence.put_response_on_file(
            uuid5(signed.command_id, "response"),
            body_id=body_id,
            done_on=done_on,
            to_complaint=to_complaint,
            did=case.prose(did, "response/did", signed=signed),
            may_be_told=may_be_told,
            tells_of=tells_of,
            signed=signed,
        )
        return (case.evidence,)
