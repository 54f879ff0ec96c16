"""The way from a case's history to how the case was on a day, or at a time of it."""

from datetime import date, datetime, time, timedelta
from typing import ClassVar, Final

from litestar.response import Redirect

from asbreview.domain.days import LONDON, local_day
from asbreview.domain.errors import Misrecorded
from asbreview.web.case_view import CaseView
from asbreview.web.clock import Clock
from asbreview.web.forms import Asked, Day, Says
from asbreview.web.given import Installation
from asbreview.web.history_told import as_of

A_MINUTE: Final = timedelta(minutes=1) - timedelta(microseconds=1)
YET_TO_COME: Final = "The day and time must be in the past"


class ThenAsked(Asked):
    """A day in the past, or a time of it in London."""

    SAYS: ClassVar = {
        "seen_on": Says.enter("the day to look at"),
        "seen_at": Says.enter("the time of day"),
    }

    seen_on: Day
    seen_at: Clock | None = None


def then(asked: ThenAsked, view: CaseView, given: Installation) -> Redirect:
    """Go to the case as it was at the end of that day, or of that minute."""
    named = named_in_address(asked.seen_on, asked.seen_at, given.now(), ask="seen")
    return Redirect(as_of(view, named), status_code=303)


def named_in_address(day: date, at: time | None, now: datetime, *, ask: str) -> str:
    """Return how an address names the end of a day, or of a minute in London.

    One that is yet to come is refused (`Misrecorded`) at the field of *ask*.
    """
    if day > local_day(now):
        raise Misrecorded(YET_TO_COME, field=f"{ask}_on")
    if at is None:
        return day.isoformat()
    begins = datetime.combine(day, at, LONDON)
    if begins > now:
        raise Misrecorded(YET_TO_COME, field=f"{ask}_at")
    return min(begins + A_MINUTE, now).isoformat()
