"""Writing to who is recommended something and is no relevant body (s.104(7))."""

from datetime import date
from uuid import UUID

from asbreview.domain.model import Signed
from asbreview.domain.people import Channel
from asbreview.reviews.commanding import Changed, Commands, once


class AddresseeCommands(Commands):
    """What goes to somebody with public functions whom no directory has."""

    @once
    def write_to_addressee(
        self,
        case_id: UUID,
        body_id: UUID,
        *,
        sent_on: date,
        channel: Channel,
        signed: Signed,
    ) -> Changed:
        """Record that the letter with the recommendations went, on a London date."""
        case = self.case(case_id)
        case.must_be_open()
        case.outcome.write_to_addressee(
            body_id, sent_on=sent_on, channel=channel, signed=signed
        )
        return (case.outcome,)
