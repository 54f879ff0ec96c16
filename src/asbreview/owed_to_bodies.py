"""What the bodies have still to be told of what they had: UK GDPR, Art. 19.

Worked out of what is on record, as the lists are that a caseworker sees of it.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Engine, select

from asbreview.domain.asking.putting_right import PutRight, again_of, lifting_of
from asbreview.domain.days import LONDON, local_day
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.rights.annotating import Rectified, TextsAnnotated
from asbreview.domain.rights.restricting import UseRestricted, UseRestrictionLifted
from asbreview.recipients import Recipient, recipients_of
from asbreview.reviews import Case, CaseReviews
from asbreview.reviews.telling_right import OwedToBody
from asbreview.told_in_error import told_in_error
from projections.corrections import PUT_RIGHT
from projections.timeline import timeline, timeline_of

OF_RIGHTS = (TextsAnnotated.TOPIC, UseRestricted.TOPIC, UseRestrictionLifted.TOPIC)


def owed_to_bodies(
    reviews: CaseReviews, views: Engine, from_: date, before: date
) -> Iterator[tuple[UUID, OwedToBody]]:
    """Yield what bodies are owed of what was put right from a London date on.

    Of what was put right *before* another, of each case, and of nothing of which a
    body is being told by email, or somebody recorded that it was told.
    """
    for case_id in _put_right_in(views, from_, before):
        if _is_destroyed(reviews, case_id):
            continue
        case = reviews.case(case_id)
        settled = case.rights.recipients_settled if case.rights else set()
        for owed in _of_case(reviews, views, case):
            is_new = (owed.about_id, owed.body_id) not in settled
            of_late = from_ <= owed.since < before
            if is_new and of_late and reviews.asking(owed.told_by(case_id)) is None:
                yield case_id, owed


def _put_right_in(views: Engine, from_: date, before: date) -> list[UUID]:
    """Return the cases on which something was put right in a period."""
    wrong, t = timeline.alias("wrong"), timeline.c
    within = t.said_at >= _begins(from_), t.said_at < _begins(before)
    taken_back = (
        select(t.case_id)
        .join(wrong, wrong.c.in_error_from == t.position)
        .where(wrong.c.case_id == t.case_id, *within)
    )
    said = select(t.case_id).where(t.topic.in_((*PUT_RIGHT, *OF_RIGHTS)), *within)
    with views.connect() as db:
        return sorted({*db.scalars(taken_back), *db.scalars(said)})


def _is_destroyed(reviews: CaseReviews, case_id: UUID) -> bool:
    """Say whether what the case tells was decided to be destroyed, and nobody told."""
    try:
        reviews.erasure_of(case_id)
    except NoSuchThing:
        return False
    return True


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)


def _of_case(reviews: CaseReviews, views: Engine, case: Case) -> Iterator[OwedToBody]:
    for wrong in told_in_error(reviews, views, case):
        for body_id in _bodies(wrong.recipients):
            became, on = PutRight.IN_ERROR, wrong.put_right_on
            of = wrong.what, wrong.happened_on
            yield OwedToBody(wrong.about_id, body_id, became, *of, on)
    if case.rights is None:
        return
    for each in case.rights.annotations.values():
        if each.decision is not Rectified.REFUSED:
            had = recipients_of(reviews, views, case, frozenset(each.texts))
            yield from _contested(each, had)
    yield from _of_restrictions(reviews, views, case)


def _contested(each: TextsAnnotated, had: list[Recipient]) -> Iterator[OwedToBody]:
    since = local_day(each.timestamp)
    for recipient in had:
        for body_id in _bodies((recipient,)):
            became, of = PutRight.CONTESTED, recipient.on
            yield OwedToBody(each.annotation_id, body_id, became, "", of, since)


def _of_restrictions(
    reviews: CaseReviews, views: Engine, case: Case
) -> Iterator[OwedToBody]:
    with views.connect() as db:
        lines = timeline_of(db, case.case_id)[::-1]
    days = {line.position: local_day(line.said_at) for line in lines}
    restricted = [x for x in lines if x.topic == UseRestricted.TOPIC and x.item_id]
    for line in restricted:
        id_, began = line.item_id, days[line.position]
        assert id_ is not None  # noqa: S101  it is one of those
        in_error = [
            days[lifted.in_error_from]
            for lifted in lines
            if lifted.topic == UseRestrictionLifted.TOPIC
            and lifted.item_id == id_
            and lifted.in_error_from is not None
        ]
        course = _Course(case, id_, began, in_error)
        if line.in_error_from is not None:
            yield from _ended(course, days[line.in_error_from])
        else:
            yield from _restricted(reviews, views, course)


class _Course(NamedTuple):
    """A restriction: when it began, and when each lifting in error was found so."""

    case: Case
    restriction_id: UUID
    began: date
    lifted_in_error: list[date]

    def told_of(self, about_id: UUID) -> list[UUID]:
        """Return the bodies that were told of something."""
        rights = self.case.rights
        told = rights.recipients_told if rights else {}
        return [body_id for id_, body_id in told if id_ == about_id]


def _restricted(
    reviews: CaseReviews, views: Engine, course: _Course
) -> Iterator[OwedToBody]:
    """Yield who had what is restricted, and who answered; then that it ended.

    Whoever was told that it ended, which was in error, is told that it has not.
    """
    case, id_ = course.case, course.restriction_id
    assert case.rights is not None  # noqa: S101  it holds the restriction
    if (lifted := case.rights.lifted.get(id_)) is not None:
        yield from _ended(course, local_day(lifted.timestamp))
        return
    began, became = course.began, PutRight.RESTRICTED
    texts = frozenset(case.rights.restrictions[id_].texts)
    had = recipients_of(reviews, views, case, texts)
    for body_id in sorted({*_bodies(had), *_answered(case)}):
        yield OwedToBody(id_, body_id, became, "", began, began, id_)
    for before, on in enumerate(course.lifted_in_error):
        again = again_of(id_, before)
        for body_id in course.told_of(lifting_of(id_, before)):
            yield OwedToBody(again, body_id, became, "", on, on, id_)


def _ended(course: _Course, on: date) -> Iterator[OwedToBody]:
    """Yield that a restriction ended: to those who were told that it began."""
    id_, became = course.restriction_id, PutRight.LIFTED
    about_id = lifting_of(id_, len(course.lifted_in_error))
    for body_id in course.told_of(id_):
        yield OwedToBody(about_id, body_id, became, "", course.began, on, id_)


def _answered(case: Case) -> set[UUID]:
    requests, keeps = case.evidence.requests, case.procedure.lead_body.body_id
    answered = (requests[x].body_id for x in case.evidence.answers if x in requests)
    return {*answered} - {keeps}


def _bodies(had: tuple[Recipient, ...] | list[Recipient]) -> list[UUID]:
    """Return those of the recipients that are bodies of the directory."""
    return [
        each.recipient_id
        for each in had
        if not each.is_person and each.pack is None and not each.area
    ]
