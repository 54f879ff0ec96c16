"""Requests of people about their data, told in words: by when, why then, how it is."""

from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.erasure_of_texts import TextsErasure
from asbreview.domain.retention.proposed_texts_erasures import ProposedTextsErasure
from asbreview.domain.rights.annotating import TextsAnnotated
from asbreview.domain.rights.answering import AnswerTold, DataRequestAnswered
from asbreview.domain.rights.clock import LONGER, MONTH, answer_by
from asbreview.domain.rights.facts import (
    AnswerPutOff,
    DataRequestReceived,
    DataRequestWithdrawn,
    Right,
)
from asbreview.domain.rights.record import Rights
from asbreview.domain.rights.restricting import (
    LiftingAnnounced,
    LiftingTold,
    UseRestricted,
)
from asbreview.domain.working_days import WorkingCalendar
from asbreview.reviews import CaseReviews
from asbreview.web.case_view import CaseView

RULE: Final = "One month from the request (UK GDPR, Art. 12(3))"
OTHERWISE: Final = (
    "The day was counted when it was recorded, by the bank holidays known then, and is"
    " the one that they were told."
)


class AnnotationTold(NamedTuple):
    """What stands beside some texts because of a request, and who says so."""

    fact: TextsAnnotated
    by: str


class RequestTold(NamedTuple):
    """A request, who made it, where it stands, and why it is due on its day."""

    asked: DataRequestReceived
    whose: str
    by: str
    answer_by: date
    because: tuple[str, ...]
    awaits_identity: bool
    longer: AnswerPutOff | None
    withdrawn: DataRequestWithdrawn | None
    answered: DataRequestAnswered | None
    told: AnswerTold | None
    erasure: TextsErasure | None
    erasure_waits: ProposedTextsErasure | None
    to_forget: bool
    annotated: tuple[AnnotationTold, ...]
    is_open: bool
    is_overdue: bool
    may_take_longer: bool

    @property
    def asks_to_erase(self) -> bool:
        """Do they ask that something is erased?"""
        return self.asked.right is Right.ERASURE

    @property
    def asks_to_rectify(self) -> bool:
        """Do they ask that something is put right?"""
        return self.asked.right is Right.RECTIFICATION

    @property
    def was_late(self) -> bool:
        """Had they the answer after its day?"""
        return self.told is not None and self.told.told_on > self.answer_by


class RestrictionTold(NamedTuple):
    """A restriction in force, of whom, of how much, and how far its end has come."""

    restricted: UseRestricted
    whose: str
    by: str
    announced: LiftingAnnounced | None
    told: LiftingTold | None
    bodies: tuple[tuple[str, date], ...]


def requests_told(view: CaseView, reviews: CaseReviews) -> list[RequestTold]:
    """Tell every request of a case, those that are open first, the first due first."""
    rights = view.case.rights
    if rights is None:
        return []
    told = [request_told(view, rights, id_, reviews) for id_ in rights.requests]
    return sorted(told, key=lambda each: (not each.is_open, each.answer_by))


def request_told(
    view: CaseView, rights: Rights, request_id: UUID, reviews: CaseReviews
) -> RequestTold:
    """Tell one request of a case."""
    asked, by = rights.requests[request_id], rights.answer_by(request_id)
    is_open = rights.is_open(request_id)
    longer = rights.put_off.get(request_id)
    return RequestTold(
        asked=asked,
        whose=whose(view, asked.person_id),
        by=view.name_of(asked.recorded_by),
        answer_by=by,
        because=why(rights, request_id, reviews.public_holidays()),
        awaits_identity=rights.awaits_identity(request_id),
        longer=longer,
        withdrawn=rights.withdrawn.get(request_id),
        answered=rights.answered.get(request_id),
        told=rights.told.get(request_id),
        erasure=reviews.erased_on(request_id, as_of=view.position),
        erasure_waits=erasure_waiting(view, reviews, request_id) if is_open else None,
        to_forget=view.may_record
        and rights.still_to_forget(request_id)
        and not reviews.has_erased(asked.person_id),
        annotated=tuple(
            AnnotationTold(each, view.name_of(each.recorded_by))
            for each in rights.annotated_for(request_id)
        ),
        is_open=is_open,
        is_overdue=is_open and by < view.today,
        may_take_longer=is_open and longer is None and by >= view.today,
    )


def erasure_waiting(
    view: CaseView, reviews: CaseReviews, request_id: UUID
) -> ProposedTextsErasure | None:
    """Return the answer that erases and waited for another officer then, if one did."""
    as_of = view.position
    ever = reviews.texts_erasures_proposed(view.case, request_id, as_of=as_of)
    return next((each for each in ever if each.is_waiting), None)


def restrictions_told(view: CaseView) -> list[RestrictionTold]:
    """Tell every restriction of a case that is in force."""
    rights = view.case.rights
    return [
        RestrictionTold(
            each,
            whose(view, each.person_id),
            view.name_of(each.recorded_by),
            rights.announced.get(each.restriction_id),
            rights.lifting_told.get(each.restriction_id),
            tuple(
                (view.body_name(body_id), told.told_on)
                for (about_id, body_id), told in rights.recipients_told.items()
                if about_id == each.restriction_id
            ),
        )
        for each in (rights.in_force if rights else ())
        if rights
    ]


def why(rights: Rights, request_id: UUID, holidays: WorkingCalendar) -> tuple[str, ...]:
    """Say how the day to answer was counted, sentence by sentence."""
    shown = request_id in rights.shown
    counted = answer_by(
        rights.runs_from(request_id),
        holidays=holidays,
        months=LONGER if request_id in rights.put_off else MONTH,
        from_what="the day they showed who they are" if shown else "the day it came",
    )
    if counted.day != rights.answer_by(request_id):
        return (OTHERWISE,)
    return counted.because


def whose(view: CaseView, person_id: UUID) -> str:
    """Say who somebody is on the case, with their name."""
    name = view.tell(view.case.contact.people[person_id].name)
    return f"{name}, {_role(view, person_id)}"


def people_of(view: CaseView) -> list[dict[str, str]]:
    """Return whose data may be asked about: the people of the case."""
    people = view.case.contact.everyone
    return [{"value": str(id_), "text": whose(view, id_)} for id_ in people]


def of_case(view: CaseView, request_id: UUID) -> Rights | None:
    """Return the record that a request is on; nothing if it is not of this case."""
    rights = view.case.rights
    return rights if rights and request_id in rights.requests else None


def _role(view: CaseView, person_id: UUID) -> str:
    contact = view.case.contact
    if person_id == contact.applicant_id:
        return "who applied"
    if person_id == contact.victim_id:
        return "the victim"
    if person_id in contact.representatives:
        return "who speaks for the victim"
    return "who was recorded as the victim in error"
