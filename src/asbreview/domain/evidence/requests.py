"""What the bodies are asked, reminded of, and answer (Sch.4 para 7)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing
from asbreview.domain.evidence.answering import (
    must_have_ground,
    must_say_which_part,
    must_say_whom_it_tells_of,
)
from asbreview.domain.evidence.facts import (
    AnswerKind,
    AttendeeNamed,
    HowAnswered,
    InformationAnswered,
    InformationRequested,
    MayBeTold,
    RequestChased,
)
from asbreview.domain.evidence.marks import AnswerCame, CameBy, HoldsMarks
from asbreview.domain.evidence.tells_of import NOT_SAID, Whom
from asbreview.domain.model import Signed
from asbreview.domain.people import Channel, Prose
from asbreview.domain.statute import INFORMATION, implements


class HoldsRequests(HoldsMarks):
    """A record of what each body was asked and answered, and who comes for it."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.requests: dict[UUID, InformationRequested] = {}
        self.chases: dict[UUID, RequestChased] = {}
        self.answers: dict[UUID, InformationAnswered] = {}
        self.attendees: dict[UUID, AttendeeNamed] = {}

    @property
    def unanswered(self) -> tuple[InformationRequested, ...]:
        """The requests that no body has answered yet."""
        return tuple(
            r for r in self.requests.values() if r.request_id not in self.answers
        )

    def request_information(
        self,
        request_id: UUID,
        *,
        body_id: UUID,
        requested_on: date,
        questions: Prose,
        signed: Signed,
    ) -> None:
        """Ask a body; one that has an unanswered request is not asked again."""
        if any(r.body_id == body_id for r in self.unanswered):
            raise AlreadyDone(
                "This body has a request that it has not answered yet", field="bodies"
            )
        has_happened(
            requested_on, what="The request", field="requested_on", signed=signed
        )
        self._record(
            InformationRequested,
            signed,
            request_id=request_id,
            body_id=body_id,
            requested_on=requested_on,
            questions=questions,
        )

    def chase(  # noqa: PLR0913  a chaser is all of these
        self,
        chase_id: UUID,
        *,
        request_id: UUID,
        chased_on: date,
        channel: Channel,
        said: Prose,
        signed: Signed,
    ) -> None:
        """Record that a body was reminded; one that has answered is not chased."""
        what = "The chaser"
        self._may_answer(request_id, chased_on, what, "chased_on", signed=signed)
        self._record(
            RequestChased,
            signed,
            chase_id=chase_id,
            request_id=request_id,
            chased_on=chased_on,
            channel=channel,
            said=said,
        )

    @implements(INFORMATION)
    def answer_request(  # noqa: PLR0913  an answer is all of these
        self,
        request_id: UUID,
        *,
        answered_on: date,
        kind: AnswerKind,
        legal_ground: Prose | None,
        answer: Prose,
        may_be_told: MayBeTold,
        telling: Prose | None,
        how: HowAnswered = HowAnswered.ENTERED,
        tells_of: Collection[Whom] = NOT_SAID,
        signed: Signed,
    ) -> None:
        """Record a body's answer; a refusal names its ground in law (Sch.4 para 7).

        *telling* says which part of it the applicant may be told, or why none;
        *tells_of* whom the whole of it tells of.
        """
        what = "The answer"
        self._may_answer(request_id, answered_on, what, "answered_on", signed=signed)
        must_have_ground(kind, legal_ground)
        must_say_which_part(may_be_told, telling, how)
        must_say_whom_it_tells_of(tells_of, may_be_told)
        self._record(
            InformationAnswered,
            signed,
            request_id=request_id,
            answered_on=answered_on,
            kind=kind,
            legal_ground=legal_ground,
            answer=answer,
            may_be_told=may_be_told,
            telling=telling,
            how=how,
        )
        self._mark(request_id, tells_of, signed=signed)

    def say_how_it_came(
        self, request_id: UUID, *, came_by: CameBy, given_by: Prose, signed: Signed
    ) -> None:
        """Record how an answer came that was entered for a body, and from whom."""
        answer = self.answers.get(request_id)
        if answer is None:
            raise NoSuchThing("There is no answer to this request")
        if answer.how.by_itself:
            raise Misrecorded("The body answered this itself", field="came_by")
        self._record(
            AnswerCame,
            signed,
            request_id=request_id,
            came_by=came_by,
            given_by=given_by,
        )

    def name_attendee(self, request_id: UUID, *, who: Prose, signed: Signed) -> None:
        """Record whom a body named, with its answer, to attend for it."""
        if request_id not in self.answers:
            raise NoSuchThing("There is no answer to this request")
        body_id = self.requests[request_id].body_id
        self._record(
            AttendeeNamed, signed, request_id=request_id, body_id=body_id, who=who
        )

    def _may_answer(
        self, request_id: UUID, day: date, what: str, field: str, *, signed: Signed
    ) -> None:
        request = self.requests.get(request_id)
        if request is None:
            raise NoSuchThing("There is no such request on this case")
        if request_id in self.answers:
            raise AlreadyDone("This request has been answered")
        has_happened(day, what=what, field=field, signed=signed)
        is_not_before(day, request.requested_on, what=what, field=field)
