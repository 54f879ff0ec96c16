"""What people say of how their case was dealt with."""

from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.dates import is_not_before
from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.model import Signed
from asbreview.domain.outcome.satisfaction import Answers
from asbreview.domain.people import HeardBy
from asbreview.reviews.commanding import Changed, Commands, once


class SatisfactionCommands(Commands):
    """Asked with the closing letter, and answered by whoever wants to."""

    @once
    def say_how_it_was(  # noqa: PLR0913  what somebody says is all of these
        self,
        case_id: UUID,
        *,
        person_id: UUID,
        told_on: date,
        how: HeardBy,
        answers: Answers,
        said: str,
        signed: Signed,
    ) -> Changed:
        """Record how satisfied a person is, on a London date from the closing on.

        Refused before the case is closed (`NotPermittedYet`), a second time from the
        same person (`AlreadyDone`), and from anybody else (`Misrecorded`).
        """
        case = self.case(case_id)
        closed_on = case.outcome.closed_on
        if closed_on is None:
            raise NotPermittedYet("They are asked once the case is closed")
        if person_id not in case.contact.people:
            raise Misrecorded("Choose a person of this case", field="person_id")
        is_not_before(told_on, closed_on, what="The day", field="told_on")
        case.outcome.say_how_it_was(
            uuid5(signed.command_id, "satisfaction"),
            person_id=person_id,
            told_on=told_on,
            how=how,
            answers=answers,
            said=case.prose(said, "satisfaction/words", signed=signed),
            says_more=bool(said.strip()),
            signed=signed,
        )
        return (case.outcome,)
