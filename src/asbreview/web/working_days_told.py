"""The working calendar as pages and the command line tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from asbreview.access.accounts import account_names
from asbreview.access.office import Office
from asbreview.signing import SYSTEM
from projections.days_off import DayOff, Why, days_off_known, known_until

FROM_THE_LIST: Final = "the list that comes with asbreview"


@dataclass(frozen=True)
class Told:
    """A day on which nobody works, and who recorded it."""

    day: DayOff
    by: str
    error_by: str


@dataclass(frozen=True)
class CalendarTold:
    """The calendar in force: what is known of it, from a day on."""

    known_until: date | None
    holidays: Sequence[Told]
    closures: Sequence[Told]

    @property
    def years(self) -> list[tuple[int, list[Told]]]:
        """The bank holidays, by year."""
        years = sorted({told.day.on.year for told in self.holidays})
        return [(y, [t for t in self.holidays if t.day.on.year == y]) for y in years]


def calendar_told(
    db: Connection, office: Office, *, from_: date, as_of: int | None = None
) -> CalendarTold:
    """Return the days on which nobody works from a day on, as of a position."""
    names = account_names(office)
    told = [
        Told(day, _name(day.recorded_by, names), _name(day.error_by, names))
        for day in days_off_known(db, from_=from_, as_of=as_of)
    ]
    return CalendarTold(
        known_until=known_until(db, as_of=as_of),
        holidays=[t for t in told if t.day.why is not Why.CLOSED],
        closures=[t for t in told if t.day.why is Why.CLOSED],
    )


def _name(account_id: UUID | None, names: dict[UUID, str]) -> str:
    if account_id == SYSTEM:
        return FROM_THE_LIST
    return names.get(account_id, "somebody who has left") if account_id else ""
