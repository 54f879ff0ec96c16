"""What the bodies have still to be told of what they had: UK GDPR, Art. 19.

Worked out of what is on record, as the lists are that a caseworker sees of it.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import Engine, select

from asbreview.domain.asking.putting_right import PutRight, lifting_of
from asbreview.domain.days import local_day
from asbreview.domain.errors import CaseReviewRefused
from asbreview.domain.rights.annotating import Rectified, TextsAnnotated
from asbreview.domain.rights.restricting import UseRestricted, UseRestrictionLifted
from asbreview.recipients import Recipient, recipients_of
from asbreview.reviews import Case, CaseReviews
from asbreview.reviews.telling_right import OwedToBody
from asbreview.told_in_error import told_in_error
from projections.corrections import PUT_RIGHT
from projections.timeline import timeline

OF_RIGHTS = (TextsAnnotated.TOPIC, UseRestricted.TOPIC, UseRestrictionLifted.TOPIC)


def owed_to_bodies(
    reviews: CaseReviews, views: Engine, from_: date, before: date
) -> Iterator[tuple[UUID, OwedToBody]]:
    """Yield what bodies are owed of what was put right from a London date on.

    Of what was put right *before* another, of each case, and of nothing of which a
    body is being told by email, or somebody recorded that it was told.
    """
    for case_id in _put_right_in(views, from_, before):
        try:
            case = reviews.case(case_id)
        except CaseReviewRefused:  # it is gone
            continue
        settled = case.rights.recipients_settled if case.rights else set()
        for owed in _of_case(reviews, views, case):
            is_new = (owed.about_id, owed.body_id) not in settled
            of_late = from_ <= owed.since < before
            if is_new and of_late and reviews.asking(owed.told_by) is None:
                yield case_id, owed


def _put_right_in(views: Engine, from_: date, before: date) -> list[UUID]:
    """Return the cases on which something was put right in a period."""
    wrong, t = timeline.alias("wrong"), timeline.c
    taken_back = (
        select(t.case_id, t.said_at)
        .join(wrong, wrong.c.in_error_from == t.position)
        .where(wrong.c.case_id == t.case_id)
    )
    said = select(t.case_id, t.said_at).where(t.topic.in_((*PUT_RIGHT, *OF_RIGHTS)))
    with views.connect() as db:
        found = [*db.execute(taken_back), *db.execute(said)]
    days = ((case_id, local_day(at)) for case_id, at in found)
    return sorted({case_id for case_id, day in days if from_ <= day < before})


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
    for restricted in case.rights.restrictions.values():
        yield from _restricted(reviews, views, case, restricted)


def _contested(each: TextsAnnotated, had: list[Recipient]) -> Iterator[OwedToBody]:
    since = local_day(each.timestamp)
    for recipient in had:
        for body_id in _bodies((recipient,)):
            became, of = PutRight.CONTESTED, recipient.on
            yield OwedToBody(each.annotation_id, body_id, became, "", of, since)


def _restricted(
    reviews: CaseReviews, views: Engine, case: Case, each: UseRestricted
) -> Iterator[OwedToBody]:
    """Yield who had what is restricted, and who answered; then that it ended.

    That it ended is told to those who were told that it began.
    """
    assert case.rights is not None  # noqa: S101  it holds the restriction
    began, id_ = local_day(each.timestamp), each.restriction_id
    lifted = case.rights.lifted.get(id_)
    if lifted is None:
        had = recipients_of(reviews, views, case, frozenset(each.texts))
        for body_id in sorted({*_bodies(had), *_answered(case)}):
            yield OwedToBody(id_, body_id, PutRight.RESTRICTED, "", began, began)
        return
    since = local_day(lifted.timestamp)
    for about_id, body_id in case.rights.recipients_told:
        if about_id == id_:
            became = PutRight.LIFTED
            yield OwedToBody(lifting_of(id_), body_id, became, "", began, since)


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
