"""Staying in touch with whoever applied, by letters that no decision causes."""

from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.model import Signed
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.drafting import draft


class InTouchCommands(Commands):
    """Nobody is to be kept in the dark until something is decided."""

    @once
    def write_progress(self, case_id: UUID, says: str, *, signed: Signed) -> Changed:
        """Write to whoever applied how the case is going; draft the letter.

        *says* is what has happened, in the writer's words.  Where the case stands, and
        the day of what comes next, the letter adds by itself.  Refused
        (`NotPermittedYet`) while a decision has still to be told by its own letter.
        """
        case = self.case(case_id)
        case.must_be_open()
        must_say(says, asks="Enter what has happened", field="says")
        if case.is_still_to_tell_a_decision:
            raise NotPermittedYet(
                "A decision has still to be told, with its reasons: send its own letter"
                " first, or add what you want to say to that"
            )
        case.contact.report_progress(
            uuid5(signed.command_id, "progress"),
            person_id=case.contact.applicant_id,
            progress=case.prose(says, "progress", signed=signed),
            signed=signed,
        )
        return case.contact, draft(case, LetterKind.PROGRESS, signed=signed)

    @once
    def ask_applicant(
        self, case_id: UUID, asks: str, *, answer_by: date, signed: Signed
    ) -> Changed:
        """Ask whoever applied for something the case needs; draft the letter.

        The case waits for them from when that has gone, until they answer.  Nothing is
        barred meanwhile, and no clock stands still by it.
        """
        case = self.case(case_id)
        case.must_be_open()
        must_say(asks, asks="Enter what you ask for", field="asks")
        case.contact.ask(
            uuid5(signed.command_id, "asked"),
            person_id=case.contact.applicant_id,
            asked=case.prose(asks, "asked", signed=signed),
            answer_by=answer_by,
            signed=signed,
        )
        return case.contact, draft(case, LetterKind.REQUEST, signed=signed)

    @once
    def applicant_answered(
        self,
        case_id: UUID,
        asked_id: UUID,
        *,
        answered_on: date,
        answer: str,
        signed: Signed,
    ) -> Changed:
        """Record what they answered on a London date, or that you go on without it."""
        case = self.case(case_id)
        must_say(answer, asks="Enter what they answered", field="answer")
        case.contact.answer(
            asked_id,
            answered_on=answered_on,
            answer=case.prose(answer, "answer", signed=signed),
            signed=signed,
        )
        return (case.contact,)
