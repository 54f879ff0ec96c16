"""Those who had an annotated text, in words: who, by what, and whether they know."""

from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.asking.facts import NoticeStatus
from asbreview.domain.asking.putting_right import told_id
from asbreview.domain.rights.annotating import (
    RecipientNotTold,
    Rectified,
)
from asbreview.domain.rights.annotating import RecipientTold as Told
from asbreview.recipients import Recipient, recipients_of
from asbreview.reviews import CaseReviews
from asbreview.web.case_view import CaseView
from asbreview.web.data_requests_told import whose
from asbreview.web.desk import Desk

EMAILED: Final = {
    NoticeStatus.DRAFTED: "An email that tells them waits to be sent.",
    NoticeStatus.SENDING: "An email that tells them is being sent.",
    NoticeStatus.UNKNOWN: "An email may or may not have gone. Ask them.",
    NoticeStatus.NOT_SENT: "An email was not sent: {because}. Tell them otherwise.",
}


class RecipientTold(NamedTuple):
    """Somebody who had a text: who, by what, and whether they were told of it."""

    had: Recipient
    name: str
    told: Told | None
    left: RecipientNotTold | None
    is_owed: bool
    email: str


def recipients_told(desk: Desk, annotation_id: UUID) -> list[RecipientTold]:
    """Tell who had the texts of an annotation; of none that there is not, nobody.

    Whoever says that it is wrong is told by the answer, and is left out.
    """
    view = desk.view
    rights = view.case.rights
    annotated = rights.annotations.get(annotation_id) if rights else None
    if rights is None or annotated is None:
        return []
    desk.given.projector.wait_for(desk.reviews.end_of_log())
    found = recipients_of(
        desk.reviews, desk.given.views, view.case, frozenset(annotated.texts)
    )
    refused = annotated.decision is Rectified.REFUSED
    told = []
    for had in found:
        if had.recipient_id == annotated.person_id:
            continue
        key = annotation_id, had.recipient_id
        told_of, left = rights.recipients_told.get(key), rights.recipients_left.get(key)
        owed = told_of is None and left is None and not refused
        email = by_email(view, desk.reviews, key) if owed else ""
        name = name_of(view, had)
        told.append(RecipientTold(had, name, told_of, left, owed, email))
    return told


def by_email(view: CaseView, reviews: CaseReviews, of: tuple[UUID, UUID]) -> str:
    """Say how far the email has come that tells a body of something, as it was then.

    Nothing where there is none; *of* is what is told, and whom.
    """
    asking = reviews.asking(told_id(view.case.case_id, *of), as_of=view.position)
    if asking is None:
        return ""
    return EMAILED.get(asking.status, "").format(because=asking.because)


def name_of(view: CaseView, had: Recipient) -> str:
    """Say who had it: a person, a body, another area, or whom a pack is for."""
    if had.is_person:
        return whose(view, had.recipient_id)
    if had.pack is not None:
        return f"Whoever was given the {had.pack}"
    return had.area or view.body_name(had.recipient_id)
