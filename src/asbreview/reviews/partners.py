"""Asking the bodies for information, and what they answer (Sch.4 para 7)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from asbreview.domain.asking.facts import HeldBackBecause
from asbreview.domain.asking.record import Asking
from asbreview.domain.errors import Misrecorded
from asbreview.domain.evidence.facts import (
    AnswerKind,
    HowAnswered,
    MayBeTold,
)
from asbreview.domain.evidence.marks import CameBy
from asbreview.domain.evidence.tells_of import NOT_SAID, Whom
from asbreview.domain.model import Signed
from asbreview.domain.people import Channel, Prose
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.reminding import RemindingCommands
from asbreview.reviews.told import SearchTold

WHOM_TO_SEARCH: Final = "Enter whom, and which address, the bodies are to search for"
WHO_GAVE_IT: Final = "Enter who gave the answer for the body"
NOTHING_MORE: Final[Mapping[UUID, str]] = {}


class RequestTold(NamedTuple):
    """Which body is asked what, on a London date, and by what it is to search."""

    body_id: UUID
    requested_on: date
    questions: str
    search: SearchTold | None


class PartnerCommands(RemindingCommands):
    """What the bodies know, and are obliged to tell."""

    @once
    def request_information(  # noqa: PLR0913  a request is all of these
        self,
        case_id: UUID,
        *,
        bodies: Sequence[UUID],
        requested_on: date,
        questions: str,
        also: Mapping[UUID, str] = NOTHING_MORE,
        by_email: bool = False,
        search: SearchTold | None = None,
        signed: Signed,
    ) -> Changed:
        """Ask each of the bodies; one still to answer is not asked again.

        All are asked the *questions*; *also* says what single bodies are asked, and
        *search* what each is to search its records by.
        *by_email*, a notice with a link to answer by goes to each whose address the
        directory has, and the others somebody is to ring; that can only be said of a
        request of today (`Misrecorded`).
        """
        case = self.case(case_id)
        case.must_be_open()
        if not bodies:
            raise Misrecorded("Select the bodies to ask", field="bodies")
        case.trigger.dated(
            requested_on, what="The request", field="requested_on", signed=signed
        )
        if by_email:
            _must_be_of_today(requested_on, signed)
        case.must_know(bodies, field="bodies")
        if search is not None:
            must_say(search.by, asks=WHOM_TO_SEARCH, field="search_by")
        sent: list[Asking] = []
        for body_id in dict.fromkeys(bodies):
            asked = "\n\n".join(filter(None, (questions, also.get(body_id))))
            told = RequestTold(body_id, requested_on, asked, search)
            request_id = _ask(case, told, signed=signed)
            if by_email:
                sent.append(self._written_to(case, request_id, body_id, signed=signed))
        return case.evidence, *sent

    def _written_to(
        self, case: Case, request_id: UUID, body_id: UUID, *, signed: Signed
    ) -> Asking:
        asking = self.asking_for(case, request_id, body_id, signed=signed)
        has_email = self.has_email(body_id, signed.on)
        why = None if has_email else HeldBackBecause.NO_ADDRESS
        asking.ask(rings_because=why, signed=signed)
        return asking

    @once
    def answer_request(  # noqa: PLR0913  an answer is all of these
        self,
        case_id: UUID,
        request_id: UUID,
        *,
        answered_on: date,
        kind: AnswerKind,
        answer: str,
        may_be_told: MayBeTold,
        legal_ground: str = "",
        part_told: str = "",
        why_none: str = "",
        attends: str = "",
        tells_of: Collection[Whom] = NOT_SAID,
        how: HowAnswered = HowAnswered.ENTERED,
        came_by: CameBy | None = None,
        given_by: str = "",
        signed: Signed,
    ) -> Changed:
        """Record a body's answer, on a London date.

        *part_told* is what the applicant may be told, where that is a part of it;
        *why_none* why they may be told nothing.  *attends* says who will come for the
        body if a panel meets, *tells_of* whom the whole answer tells of.  Of one
        that is entered for the body, *came_by* says how it came and *given_by* from
        whom there.
        """
        case = self.case(case_id)
        case.must_be_open()
        told = {MayBeTold.PART: part_told, MayBeTold.NONE: why_none}
        case.evidence.answer_request(
            request_id,
            answered_on=answered_on,
            kind=kind,
            legal_ground=_said(case, legal_ground, "legal-ground", signed=signed),
            answer=case.prose(answer, "answer", signed=signed),
            may_be_told=may_be_told,
            telling=_said(case, told.get(may_be_told, ""), "telling", signed=signed),
            how=how,
            tells_of=tells_of,
            signed=signed,
        )
        if came_by is not None:
            _say_how_it_came(case, request_id, came_by, given_by, signed=signed)
        if who := _said(case, attends, "attends", signed=signed):
            case.evidence.name_attendee(request_id, who=who, signed=signed)
        return (case.evidence,)

    @once
    def chase_request(  # noqa: PLR0913  a chaser is all of these
        self,
        case_id: UUID,
        request_id: UUID,
        *,
        chased_on: date,
        channel: Channel,
        said: str = "",
        signed: Signed,
    ) -> Changed:
        """Record that a body was reminded of a request, on a London date, and how."""
        case = self.case(case_id)
        case.must_be_open()
        case.evidence.chase(
            uuid5(signed.command_id, "chase"),
            request_id=request_id,
            chased_on=chased_on,
            channel=channel,
            said=case.prose(said, "said", signed=signed),
            signed=signed,
        )
        return (case.evidence,)


def _said(case: Case, text: str, name: str, *, signed: Signed) -> Prose | None:
    """Hold a text, if there is one."""
    return case.prose(text, name, signed=signed) if text.strip() else None


def _must_be_of_today(requested_on: date, signed: Signed) -> None:
    if requested_on != signed.on:
        raise Misrecorded(
            "An email goes today: enter today as the date of the request, or"
            " record it without an email",
            field="requested_on",
        )


def _ask(case: Case, told: RequestTold, *, signed: Signed) -> UUID:
    """Ask one body, and return the request."""
    slug = next(b.slug for b in case.relevant_bodies if b.body_id == told.body_id)
    name = f"request/{slug}"
    request_id = uuid5(signed.command_id, name)
    case.evidence.request_information(
        request_id,
        body_id=told.body_id,
        requested_on=told.requested_on,
        questions=case.prose(told.questions, f"{name}/questions", signed=signed),
        signed=signed,
    )
    if told.search is not None:
        _name_search(case, request_id, told.search, f"{name}/search", signed=signed)
    return request_id


def _say_how_it_came(
    case: Case, request_id: UUID, came_by: CameBy, given_by: str, *, signed: Signed
) -> None:
    must_say(given_by, asks=WHO_GAVE_IT, field="given_by")
    case.evidence.say_how_it_came(
        request_id,
        came_by=came_by,
        given_by=case.prose(given_by, "given-by", signed=signed),
        signed=signed,
    )


def _name_search(
    case: Case, request_id: UUID, search: SearchTold, name: str, *, signed: Signed
) -> None:
    case.evidence.name_search(
        request_id,
        by=case.prose(search.by, name, signed=signed),
        from_on=search.from_on,
        to_on=search.to_on,
        signed=signed,
    )
