"""Reminding the bodies by rule: each reminder once, on the day that its rule says.

The log is asked, and not remembered: a reminder is a command whose id is made of the
request and of the rule.  So two workers, one that was killed, and one begun again come
to the same (`docs/decisions/0069`).
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final
from uuid import UUID, uuid5

import structlog
from eventsourcing.persistence import PersistenceError

from asbreview.domain.asking.record import Asking
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


Owners = Callable[[], Iterable[tuple[UUID, UUID, int]]]
"""The bodies that own open actions: the case, the body, and how many they are."""


class Reminding:
    """Looks through what is unanswered or not done, each once a day.

    A body that was given another action since is looked at again.  *mails* says that a
    mail server is set up.
    """

    def __init__(
        self,
        reviews: CaseReviews,
        unanswered: Unanswered,
        *,
        mails: bool,
        owners: Owners = lambda: (),
    ) -> None:
        self._reviews, self._unanswered, self._mails = reviews, unanswered, mails
        self._owners = owners
        self._looked_at: set[tuple[UUID, int]] = set()
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
            self._once(
                (request_id, 0), partial(self._look_at, case_id, request_id, now)
            )
        for case_id, body_id, how_many in list(self._owners()):
            asked_by = Asking.of_actions(case_id, body_id), how_many
            self._once(asked_by, partial(self._look_at_owner, case_id, body_id, now))
        tomorrow = datetime.combine(today + DAY, FROM, tzinfo=LONDON)
        raise NotYet(min(now + EVERY, tomorrow))

    def _once(self, looked_at: tuple[UUID, int], look: Callable[[], None]) -> None:
        """Look at a thing unless that was done today; what is refused is left."""
        if looked_at in self._looked_at:
            return
        try:
            look()
        except (CaseReviewRefused, PersistenceError) as refused:
            because = type(refused).__name__
            LOG.info("left for the next look", what="a reminder", because=because)
        else:
            self._looked_at.add(looked_at)

    def _look_at(self, case_id: UUID, request_id: UUID, now: datetime) -> None:
        due = self._reviews.reminder_due(case_id, request_id, local_day(now))
        if due is not None:
            self._remind(case_id, request_id, due.chaser_id, now)

    def _look_at_owner(self, case_id: UUID, body_id: UUID, now: datetime) -> None:
        notice = self._reviews.owner_notice_due(case_id, body_id, local_day(now))
        if notice is None:
            return
        request_id = Asking.of_actions(case_id, body_id)
        self._reviews.write_to_owner(
            case_id,
            body_id,
            mails=self._mails,
            signed=self._signed(case_id, uuid5(request_id, notice.named), now),
        )

    def _remind(
        self, case_id: UUID, request_id: UUID, rule: str, now: datetime
    ) -> None:
        self._reviews.remind_by_rule(
            case_id,
            request_id,
            rule=rule,
            mails=self._mails,
            signed=self._signed(case_id, uuid5(request_id, f"remind/{rule}"), now),
        )

    def _signed(self, case_id: UUID, command_id: UUID, now: datetime) -> Signed:
        lead = self._reviews.case(case_id).procedure.lead_body
        return Signed(by=SENDER, for_body=lead.body_id, at=now, command_id=command_id)
