"""The record of what people of a case ask about their own data."""

from collections.abc import Container, Mapping
from datetime import date
from typing import Any, Self
from uuid import UUID

from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.days import in_words
from asbreview.domain.errors import (
    AlreadyDone,
    ContraryToLaw,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.model import Signed
from asbreview.domain.people import HeardBy, Prose
from asbreview.domain.rights.annotating import AnnotationsOnFile, Rectified
from asbreview.domain.rights.answering import (
    Answer,
    AnswerTold,
    DataRequestAnswered,
    Granted,
    must_be_whole,
)
from asbreview.domain.rights.facts import (
    AnswerPutOff,
    DataRequestReceived,
    DataRequestWithdrawn,
    Identity,
    IdentityShown,
    LongerBecause,
    Right,
    RightsFileOpened,
    RightsReliedOn,
)
from asbreview.domain.rights.in_error import RightsFact, RightsFactInError
from asbreview.domain.statute import ANSWERED_IN_A_MONTH


class Rights(AnnotationsOnFile):
    """The requests of a case's people about their data; opened with the first."""

    TOPIC = "rights"
    in_error_as = RightsFactInError
    relied_on_as = RightsReliedOn

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.requests: dict[UUID, DataRequestReceived] = {}
        self.shown: dict[UUID, IdentityShown] = {}
        self.put_off: dict[UUID, AnswerPutOff] = {}
        self.withdrawn: dict[UUID, DataRequestWithdrawn] = {}
        self.answered: dict[UUID, DataRequestAnswered] = {}
        self.told: dict[UUID, AnswerTold] = {}

    @classmethod
    def open_for(cls, case_id: UUID, *, signed: Signed) -> Self:
        """Open the record of a case."""
        return cls._open_on(case_id, RightsFileOpened, signed)

    @property
    def by_fact(self) -> Mapping[RightsFact, dict[UUID, Any]]:
        """Where each fact that may be in error is kept: by its id, or its request's."""
        return {
            RightsFact.RECEIVED: self.requests,
            RightsFact.SHOWN: self.shown,
            RightsFact.PUT_OFF: self.put_off,
            RightsFact.WITHDRAWN: self.withdrawn,
            RightsFact.ANSWERED: self.answered,
            RightsFact.TOLD: self.told,
            RightsFact.RESTRICTED: self.restrictions,
            RightsFact.ANNOUNCED: self.announced,
            RightsFact.LIFTING_TOLD: self.lifting_told,
            RightsFact.LIFTED: self.lifted,
            RightsFact.ANNOTATED: self.annotations,
            RightsFact.RECIPIENT_TOLD: self.settled_by_telling,
            RightsFact.RECIPIENT_LEFT: self.settled_by_leaving,
        }

    @property
    def facts_on_record(self) -> Mapping[str, Container[UUID]]:
        """What is on record and may turn out to be in error: ids, by their topic."""
        return {str(fact): kept for fact, kept in self.by_fact.items()}

    @property
    def is_waiting(self) -> list[DataRequestReceived]:
        """The requests that are still to be answered, the oldest first."""
        return [each for id_, each in self.requests.items() if self.is_open(id_)]

    @property
    def is_untold(self) -> list[DataRequestReceived]:
        """The requests to which nobody has had the answer, the oldest first."""
        settled = self.withdrawn.keys() | self.told.keys()
        return [each for id_, each in self.requests.items() if id_ not in settled]

    def is_open(self, request_id: UUID) -> bool:
        """Is a request still to be answered?"""
        settled = request_id in self.withdrawn or request_id in self.answered
        return request_id in self.requests and not settled

    def awaits_identity(self, request_id: UUID) -> bool:
        """Has whoever asks still to show who they are?"""
        asked = self.requests[request_id]
        return asked.identity is Identity.AWAITED and request_id not in self.shown

    def runs_from(self, request_id: UUID) -> date:
        """Return the day from which the time to answer runs: Art. 12A.

        That of the receipt; of somebody who was asked to show who they are, the day
        they did.  Until then it is counted from the receipt: to wait gives no time.
        """
        shown = self.shown.get(request_id)
        return shown.shown_on if shown else self.requests[request_id].received_on

    def first_answer_by(self, request_id: UUID) -> date:
        """Return the last day of the month, whether or not more time was taken."""
        shown = self.shown.get(request_id)
        return shown.answer_by if shown else self.requests[request_id].answer_by

    def answer_by(self, request_id: UUID) -> date:
        """Return the last day to answer a request, as they were told."""
        longer = self.put_off.get(request_id)
        return longer.answer_by if longer else self.first_answer_by(request_id)

    def receive(  # noqa: PLR0913  a request is all of these
        self,
        request_id: UUID,
        *,
        person_id: UUID,
        right: Right,
        received_on: date,
        heard_by: HeardBy,
        asked: Prose,
        identity: Identity,
        answer_by: date,
        signed: Signed,
    ) -> None:
        """Record that a person of the case asked about their data, on a London date."""
        what, field = "The request", "received_on"
        has_happened(received_on, what=what, field=field, signed=signed)
        self._record(
            DataRequestReceived,
            signed,
            request_id=request_id,
            person_id=person_id,
            right=right,
            received_on=received_on,
            heard_by=heard_by,
            asked=asked,
            identity=identity,
            answer_by=answer_by,
        )

    def show_identity(
        self,
        request_id: UUID,
        *,
        shown_on: date,
        identity: Identity,
        answer_by: date,
        signed: Signed,
    ) -> None:
        """Record that they showed who they are, on a London date; the time runs anew.

        Refused: nobody asked them to, or they have (`AlreadyDone`).
        """
        asked = self._must_be_open(request_id)
        if not self.awaits_identity(request_id):
            raise AlreadyDone("Who they are is on record already")
        if identity is Identity.AWAITED:
            raise Misrecorded("Select how they showed who they are", field="identity")
        what, field = "The day on which they showed it", "shown_on"
        has_happened(shown_on, what=what, field=field, signed=signed)
        is_not_before(shown_on, asked.received_on, what=what, field=field)
        self._record(
            IdentityShown,
            signed,
            request_id=request_id,
            shown_on=shown_on,
            identity=identity,
            answer_by=answer_by,
        )

    def take_longer(
        self,
        request_id: UUID,
        *,
        because: LongerBecause,
        reason: Prose,
        answer_by: date,
        signed: Signed,
    ) -> None:
        """Take two further months to answer, once.

        Refused (`ContraryToLaw`) once the month is over: they are told of it, with
        the reasons, within that month.
        """
        self._must_be_open(request_id)
        if request_id in self.put_off:
            raise AlreadyDone("More time was taken already: it is taken once")
        last = self.first_answer_by(request_id)
        if signed.on > last:
            raise ContraryToLaw(
                f"The month ended on {in_words(last)}. More time is only taken within"
                " it: answer now, and say in the answer why it is late",
                ANSWERED_IN_A_MONTH,
            )
        self._record(
            AnswerPutOff,
            signed,
            request_id=request_id,
            because=because,
            reason=reason,
            was_answer_by=last,
            answer_by=answer_by,
        )

    def withdraw(
        self, request_id: UUID, *, withdrawn_on: date, said: Prose, signed: Signed
    ) -> None:
        """Record that they do not ask it any more, since a London date."""
        asked = self._must_be_open(request_id)
        what, field = "The day on which they withdrew it", "withdrawn_on"
        has_happened(withdrawn_on, what=what, field=field, signed=signed)
        is_not_before(withdrawn_on, asked.received_on, what=what, field=field)
        self._record(
            DataRequestWithdrawn,
            signed,
            request_id=request_id,
            withdrawn_on=withdrawn_on,
            said=said,
        )

    def answer(
        self, request_id: UUID, answer: Answer, *, decided_on: date, signed: Signed
    ) -> None:
        """Record what is answered to a request, decided on a London date.

        Refused (`Misrecorded`) without the ground and the reasons for what is not done;
        and (`NotPermittedYet`) where anything is granted to somebody who has still to
        show who they are.
        """
        asked = self._must_be_open(request_id)
        must_be_whole(answer, asked.right)
        whole = answer.granted is Granted.WHOLE
        if whole and self.stays_as_given(request_id):
            raise Misrecorded(
                "A text stays as it was given: it is granted in part, or refused, with"
                " the reasons",
                field="granted",
            )
        grants = answer.granted is not Granted.NOTHING
        if grants and self.awaits_identity(request_id):
            raise NotPermittedYet(
                "They have still to show who they are: record first that they did"
            )
        what, field = "The decision", "decided_on"
        has_happened(decided_on, what=what, field=field, signed=signed)
        is_not_before(decided_on, asked.received_on, what=what, field=field)
        self._record(
            DataRequestAnswered,
            signed,
            request_id=request_id,
            decided_on=decided_on,
            answer=answer,
        )

    def annotate_for(  # noqa: PLR0913  an annotation is all of these
        self,
        annotation_id: UUID,
        request_id: UUID,
        *,
        texts: tuple[UUID, ...],
        decision: Rectified,
        decided_on: date,
        said: Prose,
        reasons: Prose | None,
        signed: Signed,
    ) -> None:
        """Put beside texts what whoever asked to have them put right says of them.

        Refused as in `annotate`; `NotPermittedYet` for any other request, and where
        they have still to show who they are.
        """
        asked = self._must_be_open(request_id)
        if asked.right is not Right.RECTIFICATION:
            raise NotPermittedYet("They do not ask to have something put right")
        if decision is not Rectified.REFUSED and self.awaits_identity(request_id):
            raise NotPermittedYet(
                "They have still to show who they are: record first that they did"
            )
        self.annotate(
            annotation_id,
            request_id=request_id,
            person_id=asked.person_id,
            texts=texts,
            decision=decision,
            decided_on=decided_on,
            received_on=asked.received_on,
            said=said,
            reasons=reasons,
            signed=signed,
        )

    def tell_answer(self, request_id: UUID, *, told_on: date, signed: Signed) -> None:
        """Record that whoever asked had the answer; once (`AlreadyDone`)."""
        if request_id not in self.answered or request_id in self.told:
            raise AlreadyDone("They had the answer, or there is none")
        self._record(AnswerTold, signed, request_id=request_id, told_on=told_on)

    def told_by(self, command_id: UUID | None) -> list[tuple[RightsFact, UUID]]:
        """Return what somebody was told by a command: an answer, or a lifting.

        That a restriction is lifted stays told once it was lifted.
        """
        answers = [
            (RightsFact.TOLD, id_)
            for id_, each in self.told.items()
            if each.command_id == command_id
        ]
        liftings = [
            (RightsFact.LIFTING_TOLD, id_)
            for id_, each in self.lifting_told.items()
            if each.command_id == command_id and id_ not in self.lifted
        ]
        return answers + liftings

    def still_to_forget(self, request_id: UUID) -> bool:
        """Was it granted that the person is forgotten, and do they know it?"""
        return request_id in self.told and self.answered[request_id].answer.forgets

    def _must_be_open(self, request_id: UUID) -> DataRequestReceived:
        if request_id not in self.requests:
            raise NoSuchThing("There is no such request")
        if not self.is_open(request_id):
            raise AlreadyDone("The request is settled: it was answered or withdrawn")
        return self.requests[request_id]
