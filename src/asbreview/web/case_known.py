"""What has to be known of a case to say who may see it."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import Engine

from asbreview.access.policy import CaseKnown
from asbreview.domain.errors import NoSuchThing
from asbreview.reviews import CaseReviews
from projections.admission import case_known


def known_of(views: Engine, reviews: CaseReviews) -> Callable[[UUID], CaseKnown | None]:
    """Return what knows it of each case: from the views, else from its records.

    A case that was received a moment ago is in the records only.
    """

    def known(case_id: UUID) -> CaseKnown | None:
        with views.connect() as db:
            found = case_known(db, case_id)
        if found is not None:
            return found
        try:
            return reviews.case(case_id).known
        except NoSuchThing:
            return None

    return known
