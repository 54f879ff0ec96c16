"""What has to be known of a case to say who may see it."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from sqlalchemy import Engine

from asbreview.access.policy import CaseKnown
from asbreview.domain.errors import NoSuchThing
from asbreview.reviews import CaseReviews
from projections.admission import case_known

NO_CASE: Final = UUID(int=0)  # asked for all the same: no answer takes less for it
MOST: Final = 5_000


class Shown:
    """Cases by their references, kept in mind for those to whom they were shown.

    A reference was given to its case for ever.  For whoever may not see a case nothing
    is kept, so that asking again takes as long as asking for no case.
    """

    def __init__(self) -> None:
        self._cases: dict[tuple[UUID, str], UUID] = {}

    def to(self, account_id: UUID, reference: str) -> UUID | None:
        """Return the case of a reference that was shown to an account before."""
        return self._cases.get((account_id, reference))

    def note(self, account_id: UUID, reference: str, case_id: UUID) -> None:
        """Keep in mind that a case was shown."""
        if len(self._cases) >= MOST:
            self._cases.clear()
        self._cases[account_id, reference] = case_id


def known_of(views: Engine, reviews: CaseReviews) -> Callable[[UUID], CaseKnown | None]:
    """Return what knows it of each case: from the views, else from its records.

    A case that was received a moment ago is in the records only.  Of no case nothing
    more is asked than of one in the views: no answer tells by its time which it was.
    """

    def known(case_id: UUID) -> CaseKnown | None:
        with views.connect() as db:
            found = case_known(db, case_id)
        if found is not None or case_id == NO_CASE:
            return found
        try:
            return reviews.case(case_id).known
        except NoSuchThing:
            return None

    return known
