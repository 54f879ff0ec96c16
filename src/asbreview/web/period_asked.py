"""A period of an area, as an address or a form asks for it: read, refused, and kept."""

from collections.abc import Mapping
from datetime import date
from itertools import chain
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from litestar.connection import Request

from asbreview.domain.errors import Misrecorded
from asbreview.domain.reporting_period import Period
from asbreview.web.desk import filled_day
from asbreview.web.forms import Asked, Day, Line, Says
from asbreview.web.submitted import Shown
from asbreview.web.typed import Fields

WHICH_AREA: Final = Says.select("the area")
ENDS_FIRST: Final = "The last day must not be before the first"
AS_COUNTED: Final = (
    "area",
    "counted_as_of",
    *(f"{n}-{part}" for n in ("from_on", "to_on") for part in ("day", "month", "year")),
)
"""What a form keeps, unseen, of the figures that it was opened beside."""
DAYS_SAY: Final = {
    "from_on": Says.enter("the first day of the period"),
    "to_on": Says.enter("the last day of the period"),
}


class PeriodAsked(Asked):
    """A period of days, both included, of an area."""

    SAYS: ClassVar[Mapping[str, Says]] = {"area": WHICH_AREA, **DAYS_SAY}

    area: Line
    from_on: Day
    to_on: Day


def period_in(from_on: date, to_on: date) -> Period:
    """Return the period of two days; `Misrecorded` if it ends before it begins."""
    if to_on < from_on:
        raise Misrecorded(ENDS_FIRST, field="to_on")
    return Period(from_on, to_on)


def asked_in(request: Request[Any, Any, Any], asks: type[Asked]) -> Fields:
    """Return what the address says of what is asked for, and of nothing besides."""
    params = request.query_params
    return fields_of(asks, {name: params.getall(name) for name in params})


def fields_of(asks: type[Asked], typed: Fields) -> Fields:
    """Return what was typed in the fields of what is asked for, and in no others."""
    own = tuple(asks.model_fields)
    return {name: list(given) for name, given in typed.items() if name.startswith(own)}


def filled_days(from_on: date, to_on: date) -> dict[str, list[str]]:
    """Return the two days of a period, as if they had been typed."""
    days = filled_day("from_on", from_on) | filled_day("to_on", to_on)
    return {name: [str(part)] for name, part in days.items()}


def filled(area_id: str, period: Period) -> dict[str, list[str]]:
    """Return what asks for a period of an area, as if it had been typed."""
    return {"area": [area_id]} | filled_days(*period)


def beside(
    form_fields: Mapping[str, str], asked: PeriodAsked, counted: str, **day: date
) -> Shown:
    """Show a form for the first time that is about a period, as counted at an instant.

    *day* is what is filled in for one of its own days.
    """
    days = {"from_on": asked.from_on, "to_on": asked.to_on, **day}
    parts = (filled_day(name, on).items() for name, on in days.items())
    filled_in = dict(chain.from_iterable(parts))
    return Shown.first(form_fields, area=asked.area, counted_as_of=counted, **filled_in)


def back_to(page: str, area_id: str, period: Period, done: str) -> str:
    """Return the address at which a period of an area is shown, and what was done."""
    return f"{page}?{urlencode(filled(area_id, period), doseq=True)}&done={done}"
