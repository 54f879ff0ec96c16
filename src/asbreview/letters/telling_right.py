"""Telling the bodies what is put right of what they had: UK GDPR, Art. 19.

Each once, on the morning after it was put right, so that whoever put it right may tell
them first, or say why they are not told.  The log is asked, and not remembered.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

import structlog
from eventsourcing.persistence import PersistenceError

from asbreview.domain.days import DAY, LONDON, local_day
from asbreview.domain.errors import CaseReviewRefused
from asbreview.domain.model import Signed
from asbreview.letters.answers import NotYet
from asbreview.letters.reminding import EVERY, FROM
from asbreview.reviews import CaseReviews
from asbreview.reviews.telling_right import OwedToBody
from asbreview.signing import SENDER

LOG: Final = structlog.get_logger(__name__)
OF_LATE: Final = timedelta(days=30)
"""What was put right longer ago is told by hand: it waits for no email any more."""

Owed = Callable[[date, date], Iterable[tuple[UUID, OwedToBody]]]
"""What bodies have still to be told, put right from a day on and before another."""


class TellingRight:
    """Looks once a day through what was put right and not told to a body yet."""

    def __init__(self, reviews: CaseReviews, owed: Owed) -> None:
        self._reviews, self._owed = reviews, owed
        self._day: date | None = None

    def round(self, now: datetime) -> None:
        """Tell whoever has an address in the directory (`NotYet` when it is done).

        What is refused is looked at again.
        """
        today = local_day(now)
        begins = datetime.combine(today, FROM, tzinfo=LONDON)
        if now < begins:
            raise NotYet(begins)
        if self._day != today:
            owed = list(self._owed(today - OF_LATE, today))
            settled = [self._tell(*each, now) for each in owed]
            if not all(settled):
                raise NotYet(now + EVERY)
            self._day = today
        raise NotYet(datetime.combine(today + DAY, FROM, tzinfo=LONDON))

    def _tell(self, case_id: UUID, owed: OwedToBody, now: datetime) -> bool:
        """Let a body be told, if it can be written to; say whether that is settled."""
        reviews = self._reviews
        if not reviews.has_email(owed.body_id, local_day(now)):
            return True
        lead = reviews.case(case_id).procedure.lead_body
        signed = Signed(
            by=SENDER,
            for_body=lead.body_id,
            at=now,
            command_id=uuid5(owed.told_by(case_id), "tell"),
        )
        try:
            reviews.tell_put_right(case_id, owed, signed=signed)
        except (CaseReviewRefused, PersistenceError) as refused:
            because = type(refused).__name__
            LOG.info("left for the next look", what="what is right", because=because)
            return False
        return True
