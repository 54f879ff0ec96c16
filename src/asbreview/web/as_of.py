"""Looking at a case as it was: `?as_of=` an instant, or a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from litestar.exceptions import ClientException, NotFoundException

from asbreview.domain.days import LONDON, local_day

NOT_A_MOMENT: Final = (
    "The address asks for a day that cannot be read. "
    "Write it as 2026-03-02, or as 2026-03-02T09:30:00Z."
)
YET_TO_COME: Final = "The address asks for a day that is yet to come."
THE_INSTANT_BEFORE: Final = timedelta(microseconds=1)


class NothingThen(NotFoundException):
    """A case that whoever asks may see had not been opened at the instant."""


@dataclass(frozen=True)
class AsOf:
    """When a page is looked at from: now, unless it was asked for as of an instant.

    `position` is that of the last event recorded by then; `on` is the day it was.
    """

    position: int | None
    instant: datetime | None
    on: date

    @property
    def is_now(self) -> bool:
        """Whether the page shows the case as it is, and may offer to change it."""
        return self.instant is None


def as_of(
    asked: str | None,
    *,
    now: datetime,
    position_as_of: Callable[[datetime], int],
) -> AsOf:
    """Return when a page is looked at from; a day means the end of it, in London.

    An instant that cannot be read, or is yet to come, is refused with a 400.
    """
    if not asked:
        return AsOf(None, None, local_day(now))
    try:
        instant = _instant(asked)
        local_day(instant)  # in the first year and the last, not every clock has one
    except (ValueError, OverflowError):
        raise ClientException(NOT_A_MOMENT) from None
    if _is_today(asked, now):
        instant = now
    if instant > now:
        raise ClientException(YET_TO_COME)
    return AsOf(position_as_of(instant), instant, local_day(instant))


def _instant(asked: str) -> datetime:
    if len(asked) == len("2026-03-02"):
        next_day = date.fromisoformat(asked) + timedelta(days=1)
        return datetime.combine(next_day, time(), LONDON) - THE_INSTANT_BEFORE
    # In an address, a plus sign that was not written %2B arrives as a space.
    instant = datetime.fromisoformat(asked.replace(" ", "+"))
    if instant.tzinfo is None:
        raise ValueError("Whose clock?")
    return instant.astimezone(UTC)


def _is_today(asked: str, now: datetime) -> bool:
    return asked == local_day(now).isoformat()
