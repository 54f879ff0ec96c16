"""Removing by themselves what the office keeps no longer.

What passes goes after its hours.  Who read which case, and the names of accounts long
disabled, go by the rule that each area has laid down (`docs/decisions/0109`); where it
laid down none, they stay.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from threading import Event, Thread
from typing import Final, NamedTuple
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import SQLAlchemyError

from asbreview.access.passing import clear_passing
from asbreview.access.removing import (
    accounts_disabled,
    areas_of_accounts,
    readings_before,
    remove_account,
    remove_readings,
)
from asbreview.access.sessions import Limits
from asbreview.domain.days import LONDON, local_day
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.retention.rules import RecordKind, RetentionRule
from asbreview.installation import Installation
from asbreview.signing import signed_by_system
from asbreview.store.keys import KeyLost
from asbreview.web.sent import all_that_passes
from projections.recorded_on import recorded_on

EVERY: Final = timedelta(hours=1).total_seconds()
log = logging.getLogger(__name__)


class OfCase(NamedTuple):
    """Of which area a case is, and whether anything holds it."""

    area_id: str
    is_held: bool


def settle_office(installation: Installation) -> None:
    """Remove what passes and is past, and what no rule keeps any longer."""
    now, office = installation.clock(), installation.office
    clear_passing(office, all_that_passes(Limits()), at=now)
    removing = Removing(installation, now)
    removing.readings()
    removing.accounts()


class Removing:
    """Removes what the rules of a day keep no longer."""

    def __init__(self, installation: Installation, now: datetime) -> None:
        self._given, self._now = installation, now
        self._office, self._on = installation.office, local_day(now)

    def readings(self) -> None:
        """Remove who read which case, but of the cases that something holds."""
        cases: dict[UUID, OfCase | None] = {}
        for area_id, rule in self._rules(RecordKind.READS).items():
            before = _begin_of(rule.over_up_to(self._on) + timedelta(days=1))
            old = readings_before(self._office, before)
            cases |= {id_: self._of(id_) for id_ in old if id_ not in cases}
            theirs = {
                case_id: known
                for case_id in old
                if (known := cases[case_id]) and known.area_id == area_id
            }
            going = [case_id for case_id, known in theirs.items() if not known.is_held]
            if going:
                number = sum(old[case_id] for case_id in going)
                self._record(area_id, rule, number, len(theirs) - len(going))
                remove_readings(self._office, going, before=before)

    def accounts(self) -> None:
        """Remove the names of accounts, where every area of theirs has such a rule.

        Not of whoever recorded anything on a case that goes on or is held: whether a
        chair is independent of it is asked by their name, and who decided.
        """
        rules = self._rules(RecordKind.ACCOUNTS)
        due: dict[str, list[UUID]] = {}
        for account_id, (since, areas) in accounts_disabled(self._office).items():
            theirs = [rules[area_id] for area_id in areas if area_id in rules]
            is_over = len(theirs) == len(areas) > 0 and all(
                local_day(since) <= rule.over_up_to(self._on) for rule in theirs
            )
            if is_over and not self._is_needed(account_id):
                due.setdefault(min(areas), []).append(account_id)
        for area_id, account_ids in due.items():
            self._record(area_id, rules[area_id], len(account_ids), 0)
            for account_id in account_ids:
                remove_account(self._office, account_id)

    def _is_needed(self, account_id: UUID) -> bool:
        with self._given.views.connect() as db:
            cases = recorded_on(db, account_id)
        if any(case.ended_on is None for case in cases):
            return True
        known = (self._of(case.case_id) for case in cases)
        return any(case is not None and case.is_held for case in known)

    def _record(
        self, area_id: str, rule: RetentionRule, number: int, cases_held: int
    ) -> None:
        occasion = f"removed/{area_id}/{rule.of.name}/{self._now.isoformat()}"
        self._given.reviews.record_removal(
            area_id,
            rule,
            up_to=rule.over_up_to(self._on),
            number=number,
            cases_held=cases_held,
            signed=signed_by_system(self._now, occasion=occasion),
        )

    def _rules(self, of: RecordKind) -> dict[str, RetentionRule]:
        """Return the rule of a class in every area that has laid one down."""
        areas = areas_of_accounts(self._office) | {self._given.settings.procedure}
        found = {}
        for area_id in sorted(areas):
            schedule = self._given.reviews.retention_schedule(area_id)
            rule = schedule.rule_for(of, on=self._on) if schedule else None
            if rule is not None:
                found[area_id] = rule
        return found

    def _of(self, case_id: UUID) -> OfCase | None:
        """Return what is to be known of a case; nothing of what is none."""
        reviews = self._given.reviews
        try:
            case = reviews.case(case_id)
        except NoSuchThing:
            try:
                return OfCase(reviews.past_case(case_id).area_id, is_held=False)
            except NoSuchThing:
                return None
        return OfCase(case.procedure.procedure_id, bool(reviews.held_by(case)))


@contextmanager
def office_settled(installation: Installation) -> Iterator[None]:
    """Settle the office now, and every hour, in the background."""
    stop = Event()

    def settle() -> None:
        while True:
            try:
                settle_office(installation)
            except (KeyLost, PersistenceError, SQLAlchemyError):
                log.exception("What the office keeps no longer could not be removed")
            if stop.wait(EVERY):
                return

    settling = Thread(target=settle, name="office", daemon=True)
    settling.start()
    try:
        yield
    finally:
        stop.set()
        settling.join()


def _begin_of(day: date) -> datetime:
    """Return the instant at which a London day begins."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)
