"""What a day given in a command may be: nothing has happened that is yet to come."""

from datetime import date, timedelta
from typing import Final

from asbreview.domain.days import in_words
from asbreview.domain.errors import Misrecorded
from asbreview.domain.model import Signed

EARLIEST: Final = date(2014, 10, 20)  # the day s.104 came into force
OLDEST: Final = date(2000, 1, 1)  # nothing told here is older: such a year is a slip
FARTHEST: Final = timedelta(days=366)  # nor is anything put off so far


def has_happened(day: date, *, what: str, field: str, signed: Signed) -> None:
    """Refuse (`Misrecorded`) a day yet to come, by London's calendar, or long past."""
    has_happened_by(signed.on, day, what=what, field=field)


def has_happened_by(today: date, day: date, *, what: str, field: str) -> None:
    """As `has_happened`, where nobody has signed yet."""
    if day < OLDEST:
        raise Misrecorded(f"{what} cannot be before the year 2000", field=field)
    if day > today:
        raise Misrecorded(
            f"{what} cannot be in the future: today is {in_words(today)}", field=field
        )


def is_not_before(day: date, earliest: date, *, what: str, field: str) -> None:
    """Refuse (`Misrecorded`) a day before another that it has to follow."""
    if day < earliest:
        raise Misrecorded(f"{what} cannot be before {in_words(earliest)}", field=field)


def is_within_a_year(day: date, *, what: str, field: str, signed: Signed) -> None:
    """Refuse (`Misrecorded`) a day that no step can honestly be put off to."""
    if day > signed.on + FARTHEST:
        raise Misrecorded(
            f"{what} cannot be more than a year away: check the year", field=field
        )
