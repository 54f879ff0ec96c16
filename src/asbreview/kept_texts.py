"""The texts in which it stands what some items of a case say (`decisions/0071`)."""

from uuid import UUID

from sqlalchemy import Engine

from asbreview.reviews import Case, CaseReviews
from projections.texts import prose_in, written_instead


def kept_texts(
    reviews: CaseReviews, views: Engine, case: Case, items: frozenset[UUID]
) -> frozenset[UUID]:
    """Return every text of some answers, contacts and files, up to the log's end.

    Those of what was in error too, and what was written again instead of any.
    """
    if not items:
        return frozenset()
    texts = {
        prose.text_id
        for event in reviews.said_of(case, items)
        for _, prose in prose_in(event)
    }
    with views.connect() as db:
        return frozenset(texts | written_instead(db, texts))
