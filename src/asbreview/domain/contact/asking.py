"""What the applicant is told on the way, and asked for."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.contact.owed import TellingsOnFile
from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.days import local_day
from asbreview.domain.errors import (
    AlreadyDone,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.in_error import FactRecordedInError
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.people import Prose

if TYPE_CHECKING:
    from asbreview.domain.contact.record import Contact


class ProgressReported(CaseEvent):
    """How the case is going was written down, for the letter that tells it."""

    TOPIC: ClassVar[str] = "contact.progress-reported"

    report_id: UUID
    person_id: UUID
    progress: Prose

    def apply(self, aggregate: "Contact") -> None:
        """Remember what the letter tells; that it was told, the letter knows."""
        aggregate.progress[self.report_id] = self


class ApplicantAsked(CaseEvent):
    """The applicant was asked for something that the case needs, by a day."""

    TOPIC: ClassVar[str] = "contact.applicant-asked"

    asked_id: UUID
    person_id: UUID
    asked: Prose
    answer_by: date

    def apply(self, aggregate: "Contact") -> None:
        """Remember that an answer is awaited."""
        aggregate.asked[self.asked_id] = self


class ApplicantAnswered(CaseEvent):
    """The applicant answered what they were asked, or it is not waited for any more."""

    TOPIC: ClassVar[str] = "contact.applicant-answered"

    asked_id: UUID
    answered_on: date
    answer: Prose

    def apply(self, aggregate: "Contact") -> None:
        """Remember that nothing is awaited."""
        aggregate.answers[self.asked_id] = self


class AskingFact(StrEnum):
    """What may turn out not to have happened, by the topic it is recorded under."""

    ASKED = "contact.applicant-asked"
    ANSWERED = "contact.applicant-answered"


class AskingInError(FactRecordedInError):
    """The applicant was recorded as asked, or as having answered, and was not."""

    TOPIC: ClassVar[str] = "contact.asking-in-error"

    fact: AskingFact

    @property
    def corrects(self) -> str:
        """The topic of what was in error."""
        return self.fact

    def apply(self, aggregate: "Contact") -> None:
        """Leave it out of account."""
        aggregate.answers.pop(self.item_id, None)
        if self.fact is AskingFact.ASKED:
            aggregate.asked.pop(self.item_id, None)


class InTouchOnFile(TellingsOnFile):
    """What was written to the applicant on the way, and what they answered."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.progress: dict[UUID, ProgressReported] = {}
        self.asked: dict[UUID, ApplicantAsked] = {}
        self.answers: dict[UUID, ApplicantAnswered] = {}

    @property
    def unanswered(self) -> ApplicantAsked | None:
        """What the applicant was asked and has not answered; one thing at a time."""
        still = (ask for id_, ask in self.asked.items() if id_ not in self.answers)
        return next(still, None)

    def report_progress(
        self, report_id: UUID, *, person_id: UUID, progress: Prose, signed: Signed
    ) -> None:
        """Record how the case is going, to be told to a person of it."""
        self._record(
            ProgressReported,
            signed,
            report_id=report_id,
            person_id=person_id,
            progress=progress,
        )

    def ask(
        self,
        asked_id: UUID,
        *,
        person_id: UUID,
        asked: Prose,
        answer_by: date,
        signed: Signed,
    ) -> None:
        """Record what the applicant is asked for, until a London date to come.

        Refused (`NotPermittedYet`) while they have not answered what they were asked
        before.
        """
        if self.unanswered is not None:
            raise NotPermittedYet(
                "They have not answered what they were asked before: record their"
                " answer first, or that you go on without it"
            )
        if answer_by <= signed.on:
            raise Misrecorded("The day must be after today", field="answer_by")
        self._record(
            ApplicantAsked,
            signed,
            asked_id=asked_id,
            person_id=person_id,
            asked=asked,
            answer_by=answer_by,
        )

    def answer(
        self, asked_id: UUID, *, answered_on: date, answer: Prose, signed: Signed
    ) -> None:
        """Record what they answered, or that it is not waited for any more."""
        asked = self.asked.get(asked_id)
        if asked is None:
            raise NoSuchThing("They were not asked this")
        if asked_id in self.answers:
            raise AlreadyDone("Their answer is on record already")
        what, field = "The answer", "answered_on"
        has_happened(answered_on, what=what, field=field, signed=signed)
        asked_on = local_day(asked.timestamp)
        is_not_before(answered_on, asked_on, what=what, field=field)
        self._record(
            ApplicantAnswered,
            signed,
            asked_id=asked_id,
            answered_on=answered_on,
            answer=answer,
        )

    def take_back_asking(
        self, fact: AskingFact, asked_id: UUID, *, reason: Prose, signed: Signed
    ) -> None:
        """Record that they were not asked, or did not answer.

        That they were asked stays while an answer is on record (`NotPermittedYet`).
        """
        on_record = self.asked if fact is AskingFact.ASKED else self.answers
        if asked_id not in on_record:
            raise NoSuchThing("There is no such thing, or it is corrected already")
        if fact is AskingFact.ASKED and asked_id in self.answers:
            raise NotPermittedYet("Record first that the answer was in error")
        self._record(AskingInError, signed, fact=fact, item_id=asked_id, reason=reason)
