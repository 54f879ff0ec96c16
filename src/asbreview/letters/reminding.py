"""Reminding the bodies by rule: each reminder once, on the day that its rule says.

The log is asked, and not remembered: a reminder is a command whose id is made of the
request and of the rule.  So two workers, one that was killed, and one begun again come
to the same (`docs/decisions/0069`).
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID, uuid5

import structlog
from eventsourcing.persistence import PersistenceError

from asbreview.domain.days import DAY, LONDON, local_day
from asbreview.domain.errors import CaseReviewRefused
from asbreview.domain.model import Signed
from asbreview.letters.answers import NotYet
from asbreview.reviews import CaseReviews
from asbreview.signing import SENDER

LOG: Final = structlog.get_logger(__name__)
FROM: Final = time(8)
"""In London: before it no mailbox is filled, and nobody asked to ring."""
EVERY: Final = timedelta(minutes=10)
AHEAD: Final = timedelta(days=366)
"""How far before an answer is due a reminder is looked for."""

Unanswered = Callable[[date], Iterable[tuple[UUID, UUID]]]
"""The requests still to be answered whose day is by a day: the case, the request."""


class Reminding:
    """Looks through what is unanswered, each request once a day.

    *mails* says that a mail server is set up.
    """

    def __init__(
        self, reviews: CaseReviews, unanswered: Unanswered, *, mails: bool
    ) -> None:
        self._reviews, self._unanswered, self._mails = reviews, unanswered, mails
        self._looked_at: set[UUID] = set()
        self._day: date | None = None

    def round(self, now: datetime) -> None:
        """Remind whom a rule says is to be reminded today (`NotYet` when it is done).

        What is refused, as while another email is on its way, is looked at again.
        """
        today = local_day(now)
        begins = datetime.combine(today, FROM, tzinfo=LONDON)
        if now < begins:
            raise NotYet(begins)
        if self._day != today:
            self._day, self._looked_at = today, set()
        for case_id, request_id in list(self._unanswered(today + AHEAD)):
            if request_id not in self._looked_at:
                self._look_at(case_id, request_id, now)
        tomorrow = datetime.combine(today + DAY, FROM, tzinfo=LONDON)
        raise NotYet(min(now + EVERY, tomorrow))

    def _look_at(self, case_id: UUID, request_id: UUID, now: datetime) -> None:
        try:
            due = self._reviews.reminder_due(case_id, request_id, local_day(now))
            if due is not None:
                self._remind(case_id, request_id, due.chaser_id, now)
        except (CaseReviewRefused, PersistenceError) as refused:
            because = type(refused).__name__
            LOG.info("left for the next look", what="a reminder", because=because)
        else:
            self._looked_at.add(request_id)

    def _remind(
        self, case_id: UUID, request_id: UUID, rule: str, now: datetime
    ) -> None:
        lead = self._reviews.case(case_id).procedure.lead_body
        self._reviews.remind_by_rule(
            case_id,
            request_id,
            rule=rule,
            mails=self._mails,
            signed=Signed(
                by=SENDER,
                for_body=lead.body_id,
                at=now,
                command_id=uuid5(request_id, f"remind/{rule}"),
            ),
        )
