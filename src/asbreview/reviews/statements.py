"""Statements that people of a case send for the panel."""

from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.errors import Misrecorded
from asbreview.domain.model import Signed
from asbreview.domain.people import HeardBy
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, Commands, once


class StatementCommands(Commands):
    """What somebody wants the panel to know, in their own words."""

    @once
    def receive_statement(
        self,
        case_id: UUID,
        *,
        person_id: UUID,
        received_on: date,
        statement: str,
        signed: Signed,
    ) -> Changed:
        """Put a statement on file, received on a London date.

        Refused (`NotPermittedYet`) once the case has ended, and (`Misrecorded`) from
        anybody who is not of the case.  After the meeting it is late, and on file.
        """
        case = self._case_of(case_id, person_id, statement)
        case.evidence.receive_statement(
            uuid5(signed.command_id, "statement"),
            person_id=person_id,
            received_on=received_on,
            statement=case.prose(statement, "statement/words", signed=signed),
            signed=signed,
        )
        return (case.evidence,)

    @once
    def take_down_statement(  # noqa: PLR0913  a statement is all of these
        self,
        case_id: UUID,
        *,
        person_id: UUID,
        received_on: date,
        how: HeardBy,
        read_back: bool,
        statement: str,
        signed: Signed,
    ) -> Changed:
        """Put on file what a person told us and we wrote down, in their words.

        It is refused as `receive_statement` is.
        """
        case = self._case_of(case_id, person_id, statement)
        case.evidence.take_down_statement(
            uuid5(signed.command_id, "statement"),
            person_id=person_id,
            received_on=received_on,
            how=how,
            read_back=read_back,
            statement=case.prose(statement, "statement/words", signed=signed),
            signed=signed,
        )
        return (case.evidence,)

    def _case_of(self, case_id: UUID, person_id: UUID, statement: str) -> Case:
        """Return the case that a statement is for, if it can be taken on it."""
        case = self.case(case_id)
        case.must_be_open()
        if person_id not in case.contact.people:
            raise Misrecorded("Choose a person of this case", field="person_id")
        must_say(statement, asks="Enter the statement", field="statement")
        return case
