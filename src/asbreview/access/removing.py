"""Removing from the office what is kept no longer: readings, and old accounts.

A reading goes as a whole.  Of an account its row stays, for what was recorded names it
by its id: without its name, by which nobody signs in any more.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select

from asbreview.access.accounts import REMOVED, accounts
from asbreview.access.areas import all_areas
from asbreview.access.identities import identities
from asbreview.access.office import Office
from asbreview.access.read_log import read_log
from asbreview.access.second_factors import forget_second_factor
from asbreview.access.sessions import end_all_sessions

AT_ONCE: Final = 500  # ids; a statement takes so many
NOBODY: Final = "somebody who has left"


def readings_before(office: Office, instant: datetime) -> dict[UUID, int]:
    """Return the cases of which readings before an instant are kept, and how many."""
    c = read_log.c
    asked = select(c.case_id, func.count().label("number"))
    with office.reading() as db:
        asked = asked.where(c.at < instant).group_by(c.case_id)
        return {row.case_id: row.number for row in db.execute(asked)}


def remove_readings(
    office: Office, case_ids: Collection[UUID], *, before: datetime
) -> None:
    """Remove who read some cases before an instant."""
    c, ids = read_log.c, list(case_ids)
    for start in range(0, len(ids), AT_ONCE):
        some = c.case_id.in_(ids[start : start + AT_ONCE])
        with office.writing() as db:
            db.execute(delete(read_log).where(some, c.at < before))


def areas_of_accounts(office: Office) -> frozenset[str]:
    """Return every area that any account sees, one that was disabled too."""
    with office.reading() as db:
        return frozenset(area for areas in all_areas(db).values() for area in areas)


def accounts_disabled(office: Office) -> dict[UUID, tuple[datetime, frozenset[str]]]:
    """Return each disabled account that has a name still: since when, and its areas."""
    c = accounts.c
    asked = select(c.account_id, c.disabled_at).where(
        c.disabled_at.is_not(None), c.sign_in_name.not_like(f"{REMOVED}%")
    )
    with office.reading() as db:
        areas = all_areas(db)
        return {
            account_id: (at, frozenset(areas.get(account_id, ())))
            for account_id, at in db.execute(asked)
        }


def remove_account(office: Office, account_id: UUID) -> None:
    """Remove the name of an account, and all by which somebody signed in with it.

    Its role, its body, and the days on which it was opened and disabled stay.
    """
    told = {
        "name": NOBODY,
        "sign_in_name": f"{REMOVED}{account_id.hex}",
        "password": "",
    }
    with office.writing() as db:
        end_all_sessions(db, account_id)
        forget_second_factor(db, account_id)
        db.execute(delete(identities).where(identities.c.account_id == account_id))
        this = accounts.c.account_id == account_id
        db.execute(accounts.update().where(this).values(**told))
