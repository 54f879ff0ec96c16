"""Working days and office hours, counted back from the day of the demonstration."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Final

from asbreview.domain.days import DAY, LONDON
from asbreview.domain.working_days import WorkingCalendar

OPENS: Final = time(9, 5)
MORNINGS_WORK: Final = 360  # minutes of the day in which cases are begun on
POST: Final = time(15, 45)


def drawn(*names: object, of: int) -> int:
    """Draw a number below *of*; the same names draw the same."""
    seed = "/".join(map(str, names)).encode()
    return int.from_bytes(sha256(seed).digest()[:6]) % of


class SetClock:
    """A clock that stands where it was put; each look at it takes a millisecond."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def __call__(self) -> datetime:
        """Return the instant it shows."""
        self._at += timedelta(milliseconds=1)
        return self._at

    def set(self, at: datetime) -> None:
        """Put it forward; it never goes back."""
        self._at = max(self._at, at)


@dataclass(frozen=True)
class OfficeHours:
    """When the office of the demonstration works."""

    today: date
    calendar: WorkingCalendar

    def after(self, day: date, working_days: int) -> date:
        """Return the working day so many after a day, or before it."""
        if not working_days:
            return day
        return self.calendar.working_day_after(day, working_days)

    def ago(self, working_days: int) -> date:
        """Return the working day so many before today."""
        return self.after(self.today, -working_days)

    def is_working(self, day: date) -> bool:
        """Is the office open on a day?"""
        return self.calendar.is_working(day)

    @staticmethod
    def moment(day: date, minutes: int) -> datetime:
        """Return the instant so many minutes after the office opens on a day."""
        opens = datetime.combine(day, OPENS, tzinfo=LONDON)
        return opens.astimezone(UTC) + timedelta(minutes=minutes)

    @staticmethod
    def post_time(day: date) -> datetime:
        """Return when the post is made ready on a day."""
        return datetime.combine(day, POST, tzinfo=LONDON).astimezone(UTC)


def days_between(first: date, last: date) -> list[date]:
    """Return every day from the first to the last."""
    return [first + DAY * n for n in range((last - first).days + 1)]
