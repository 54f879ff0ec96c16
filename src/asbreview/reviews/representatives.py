"""Somebody who speaks for the victim: named, and ended."""

from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.application import HowConsented
from asbreview.domain.contact.representatives import ToldAs
from asbreview.domain.model import Signed
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.told import PersonTold


class RepresentativeCommands(Commands):
    """The victim chooses who speaks for them, and what that person hears."""

    @once
    def name_representative(  # noqa: PLR0913  who, since when, what they may be told
        self,
        case_id: UUID,
        told: PersonTold,
        *,
        named_on: date,
        how_agreed: HowConsented,
        may_be_told: ToldAs,
        signed: Signed,
    ) -> Changed:
        """Record whom the victim named, how they agreed, and what may be told them."""
        case = self.case(case_id)
        case.must_be_open()
        must_say(told.name, asks="Enter their name", field="name")
        case.contact.name_representative(
            told.sealed(uuid5(signed.command_id, "representative")),
            represents=case.contact.victim_id,
            named_on=named_on,
            how_agreed=how_agreed,
            may_be_told=may_be_told,
            signed=signed,
        )
        return (case.contact,)

    @once
    def end_representative(
        self,
        case_id: UUID,
        representative_id: UUID,
        *,
        ended_on: date,
        reason: str,
        signed: Signed,
    ) -> Changed:
        """Record that they speak for the victim no longer, and why."""
        case = self.case(case_id)
        must_say(reason, asks="Enter why it ended", field="reason")
        case.contact.end_representative(
            representative_id,
            ended_on=ended_on,
            reason=case.prose(reason, "reason", signed=signed),
            signed=signed,
        )
        return (case.contact,)
