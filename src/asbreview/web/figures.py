"""The figures of s.104(9), and where the time of cases goes: for any period."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, Final

from litestar import Controller, get
from litestar.connection import Request
from litestar.response import Response

from asbreview.access.policy import Action
from asbreview.domain.days import DAY
from asbreview.domain.errors import Misrecorded
from asbreview.domain.procedure import Procedure
from asbreview.domain.reporting_period import Period, reporting_period
from asbreview.web.as_of import AsOf
from asbreview.web.desk import filled_day
from asbreview.web.figures_told import told
from asbreview.web.forms import Asked, Day, Line, Says
from asbreview.web.given import AsOfAsked, Given, Installation, Today
from asbreview.web.page import Page
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields
from projections.reporting import areas

ASKED: Final = ("area", "from_on", "to_on")
ENDS_FIRST: Final = "The last day must not be before the first"


class PeriodAsked(Asked):
    """A period of days, both included, of an area."""

    SAYS: ClassVar = {
        "area": Says.select("the area"),
        "from_on": Says.enter("the first day of the period"),
        "to_on": Says.enter("the last day of the period"),
    }

    area: Line
    from_on: Day
    to_on: Day


class Figures(Controller):
    """The figures."""

    @get("/figures", opt={NEEDS: Action.READ_FIGURES}, sync_to_thread=True)
    def show(
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        as_of: AsOfAsked,
        today: Today,
    ) -> Response[Any]:
        """Show the figures of the period asked for; at first, of today's."""
        on = as_of.on if as_of.instant else today
        params = request.query_params
        typed = {n: params.getall(n) for n in params if n.startswith(ASKED)}
        return submitted(
            PeriodAsked,
            typed or _this_period(_procedure(installation, on), on),
            do=lambda asked: _page(asked, installation, as_of, on),
            show_again=_again(installation, as_of, on),
        )


def _page(asked: PeriodAsked, given: Installation, as_of: AsOf, on: date) -> Page:
    """Show the figures; a period that ends before it begins is refused."""
    if asked.to_on < asked.from_on:
        raise Misrecorded(ENDS_FIRST, field="to_on")
    period = Period(asked.from_on, asked.to_on)
    shown = Shown(_filled(asked.area, period))
    with given.views.connect() as db:
        figures = told(db, _procedure(given, on), asked.area, period, as_of.position)
    return _framed(shown, given, as_of, on, figures=figures, period=period)


def _again(given: Installation, as_of: AsOf, on: date) -> Callable[[Shown], Page]:
    return lambda shown: _framed(shown, given, as_of, on, figures=None, period=None)


def _framed(
    shown: Shown, given: Installation, as_of: AsOf, on: date, **figures: Any
) -> Page:
    procedure = _procedure(given, on)
    with given.views.connect() as db:
        named = {procedure.area, *areas(db, as_of=as_of.position)}
    current = reporting_period(procedure.reporting, on)
    return Page(
        "figures/show.html.jinja",
        shown=shown,
        areas=sorted(named),
        at=as_of,
        on=on,
        current=current,
        last=reporting_period(procedure.reporting, current.from_ - DAY),
        **figures,
    )


def _this_period(procedure: Procedure, on: date) -> Fields:
    return _filled(procedure.area, reporting_period(procedure.reporting, on))


def _filled(area: str, period: Period) -> dict[str, list[str]]:
    days = filled_day("from_on", period.from_) | filled_day("to_on", period.to)
    return {"area": [area]} | {name: [str(value)] for name, value in days.items()}


def _procedure(given: Installation, on: date) -> Procedure:
    return given.reviews.procedure_in_force(given.settings.procedure, on)
