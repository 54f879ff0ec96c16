"""What people say of how their case was dealt with, once it is closed.

Their answers are codes, in the clear: figures count them, and still do when whoever
gave them is forgotten.  What they write besides is sealed, and goes with them.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.dates import has_happened
from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.in_error import CorrectedRecord
from asbreview.domain.model import CaseEvent, Signed, Value
from asbreview.domain.people import HeardBy, Prose

if TYPE_CHECKING:
    from asbreview.domain.outcome.record import Outcome


class Answer(StrEnum):
    """What somebody answered; a question that is left open is not answered."""

    SATISFIED = "satisfied"
    NEITHER = "neither satisfied nor dissatisfied"
    DISSATISFIED = "dissatisfied"
    NOT_ANSWERED = "not answered"


class Answers(Value):
    """The three questions: how we dealt with it, what came of it, how they heard."""

    process: Answer
    outcome: Answer
    informed: Answer

    @property
    def says_nothing(self) -> bool:
        """Was none of them answered?"""
        answers = {self.process, self.outcome, self.informed}
        return answers == {Answer.NOT_ANSWERED}


class SaidHowItWas(CaseEvent):
    """A person of a closed case said how satisfied they are."""

    TOPIC: ClassVar[str] = "outcome.said-how-it-was"

    answer_id: UUID
    person_id: UUID
    told_on: date
    how: HeardBy
    answers: Answers
    said: Prose

    def apply(self, aggregate: "Outcome") -> None:
        """Remember what they said."""
        aggregate.satisfaction[self.answer_id] = self


class AskedHowItWas(CorrectedRecord):
    """Who has said how it was."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.satisfaction: dict[UUID, SaidHowItWas] = {}

    def has_said_how_it_was(self, person_id: UUID) -> bool:
        """Has a person said it already?"""
        return any(each.person_id == person_id for each in self.satisfaction.values())

    def say_how_it_was(  # noqa: PLR0913  what somebody says is all of these
        self,
        answer_id: UUID,
        *,
        person_id: UUID,
        told_on: date,
        how: HeardBy,
        answers: Answers,
        said: Prose,
        says_more: bool,
        signed: Signed,
    ) -> None:
        """Record what a person says, once each, on a London date that has come.

        Refused (`Misrecorded`) where no question is answered and nothing is written.
        """
        if self.has_said_how_it_was(person_id):
            raise AlreadyDone("They have said how it was already")
        if answers.says_nothing and not says_more:
            raise Misrecorded("Answer at least one question", field="process")
        has_happened(told_on, what="The day", field="told_on", signed=signed)
        self._record(
            SaidHowItWas,
            signed,
            answer_id=answer_id,
            person_id=person_id,
            told_on=told_on,
            how=how,
            answers=answers,
            said=said,
        )
