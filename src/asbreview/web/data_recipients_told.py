"""Those who had an annotated text, in words: who, by what, and whether they know."""

from typing import NamedTuple
from uuid import UUID

from asbreview.domain.rights.annotating import (
    RecipientNotTold,
    Rectified,
)
from asbreview.domain.rights.annotating import RecipientTold as Told
from asbreview.recipients import Recipient, recipients_of
from asbreview.web.case_view import CaseView
from asbreview.web.data_requests_told import whose
from asbreview.web.desk import Desk


class RecipientTold(NamedTuple):
    """Somebody who had a text: who, by what, and whether they were told of it."""

    had: Recipient
    name: str
    told: Told | None
    left: RecipientNotTold | None
    is_owed: bool


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
        told.append(RecipientTold(had, name_of(view, had), told_of, left, owed))
    return told


def name_of(view: CaseView, had: Recipient) -> str:
    """Say who had it: a person, a body, another area, or whom a pack is for."""
    if had.is_person:
        return whose(view, had.recipient_id)
    if had.pack is not None:
        return f"Whoever was given the {had.pack}"
    return had.area or view.body_name(had.recipient_id)
