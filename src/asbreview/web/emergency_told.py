"""Cases that were opened in an emergency, as they are told to whom it concerns."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.access.accounts import Account, Role, account_names
from asbreview.access.emergencies import (
    TOLD_FOR,
    Opening,
    openings_of_case,
    openings_since,
)
from asbreview.access.policy import Action, may
from asbreview.web.given import Installation

A_YEAR: Final = timedelta(days=366)
HAS_LEFT: Final = "somebody who has left"


class Told(NamedTuple):
    """That somebody opened a case: who, which, from when, and until when they read."""

    account_id: UUID
    name: str
    reference: str
    began_at: datetime
    until: datetime
    goes_on: bool


def openings_of(given: Installation, case_id: UUID) -> tuple[Told, ...]:
    """Tell who has opened a case of late, the latest first."""
    now = given.now()
    found = openings_of_case(given.office, case_id, at=now)
    names = account_names(given.office) if found else {}
    return tuple(_told(each, names, "", now) for each in found)


def openings_told_to(given: Installation, who: Account) -> list[Told]:
    """Tell whose case it is, and the leads, which were opened of late."""
    found = openings_since(given.office, given.now() - TOLD_FOR)
    return list(_named(given, [o for o in found if _concerns(given, who, o)]))


def every_opening(given: Installation, who: Account) -> list[Told]:
    """Tell an auditor which of the cases they may read were opened in a year."""
    found = openings_since(given.office, given.now() - A_YEAR)
    return list(_named(given, [o for o in found if _reads(given, who, o)]))


def openings_by(given: Installation, who: Account) -> list[Told]:
    """Tell an account which cases are open to it at this moment."""
    now = given.now()
    found = openings_since(given.office, now - TOLD_FOR)
    own = [o for o in found if o.account_id == who.account_id and o.goes_on(now)]
    return list(_named(given, own))


def _concerns(given: Installation, who: Account, opening: Opening) -> bool:
    known = given.case_known(opening.case_id)
    if known is None or not may(who, Action.READ_CASE, known):
        return False
    return who.role is Role.LEAD or known.caseworker_id == who.account_id


def _reads(given: Installation, who: Account, opening: Opening) -> bool:
    known = given.case_known(opening.case_id)
    return known is not None and may(who, Action.READ_CASE, known)


def _named(given: Installation, openings: list[Opening]) -> list[Told]:
    names, now = account_names(given.office) if openings else {}, given.now()
    return [_told(o, names, _reference(given, o), now) for o in openings]


def _reference(given: Installation, opening: Opening) -> str:
    return given.reviews.case(opening.case_id).trigger.reference


def _told(
    opening: Opening, names: dict[UUID, str], reference: str, now: datetime
) -> Told:
    return Told(
        opening.account_id,
        names.get(opening.account_id, HAS_LEFT),
        reference,
        opening.began_at,
        opening.ended_at or opening.until,
        opening.goes_on(now),
    )
