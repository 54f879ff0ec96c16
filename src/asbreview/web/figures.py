"""The figures of s.104(9), and where the time of cases goes: for any period."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final, Protocol

from litestar import Controller, get
from litestar.connection import Request
from litestar.response import Response

from asbreview.access.policy import Action
from asbreview.domain.days import DAY
from asbreview.domain.errors import Misrecorded
from asbreview.domain.procedure import Procedure
from asbreview.domain.reporting_period import Period, reporting_period
from asbreview.web.areas import area_choices, own_areas
from asbreview.web.as_of import AsOf
from asbreview.web.comma_separated import saved_as_csv
from asbreview.web.desk import filled_day
from asbreview.web.figures_flow import rows_of
from asbreview.web.figures_told import Told, told
from asbreview.web.forms import Asked, Day, Line, Says
from asbreview.web.given import AsOfAsked, Given, Installation, Seen, Today, Who
from asbreview.web.page import Page
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields
from projections.scope import Scope

ASKED: Final = ("area", "from_on", "to_on")
WHICH_AREA: Final = "Select the area"
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


class AnyPeriod(Protocol):
    """Whatever asks for a period of an area."""

    @property
    def area(self) -> str:
        """The id of the area."""

    @property
    def from_on(self) -> date:
        """The first day."""

    @property
    def to_on(self) -> date:
        """The last day."""


class Figures(Controller):
    """The figures."""

    @get("/figures", opt={NEEDS: Action.READ_FIGURES}, sync_to_thread=True)
    def show(  # noqa: PLR0913, PLR0917  what figures are told from, and to whom
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        who: Who,
        seen: Seen,
        as_of: AsOfAsked,
        today: Today,
    ) -> Response[Any]:
        """Show the figures of the period asked for; at first, of today's."""
        on = as_of.on if as_of.instant else today
        board = Board(installation, own_areas(installation, who), seen, as_of, on)
        return submitted(
            PeriodAsked,
            period_typed(request) or board.this_period(),
            do=board.page,
            show_again=lambda shown: board.framed(shown, figures=None, period=None),
        )

    @get("/figures/csv", opt={NEEDS: Action.READ_FIGURES}, sync_to_thread=True)
    def save(  # noqa: PLR0913, PLR0917  what figures are told from, and to whom
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        who: Who,
        seen: Seen,
        as_of: AsOfAsked,
        today: Today,
    ) -> Response[Any]:
        """Give the cases whose outcome was told in a period as CSV, without names."""
        on = as_of.on if as_of.instant else today
        board = Board(installation, own_areas(installation, who), seen, as_of, on)
        return submitted(
            PeriodAsked,
            period_typed(request) or board.this_period(),
            do=board.as_csv,
            show_again=lambda shown: board.framed(shown, figures=None, period=None),
        )


def period_typed(request: Request[Any, Any, Any]) -> Fields:
    """Return what the address says of an area and a period."""
    params = request.query_params
    return {name: params.getall(name) for name in params if name.startswith(ASKED)}


@dataclass(frozen=True)
class Board:
    """Where figures are put up: of which areas, for whom, as of when."""

    TEMPLATE: ClassVar[str] = "figures/show.html.jinja"

    given: Installation
    areas: dict[str, str]
    seen: Scope
    as_of: AsOf
    on: date

    def page(self, asked: PeriodAsked) -> Page:
        """Show the figures."""
        period = self.period_of(asked)
        shown = Shown(filled(asked.area, period))
        figures = self.told(asked.area, period)
        until = min(period.to, self.on)
        return self.framed(shown, figures=figures, period=period, until=until)

    def as_csv(self, asked: PeriodAsked) -> Response[Any]:
        """Return the cases whose outcome was told, as a file to be saved."""
        period = self.period_of(asked)
        heads, *rows = rows_of(self.told(asked.area, period).flow)
        name = f"cases-{asked.area}-{period.from_}-{period.to}"
        return saved_as_csv(name, heads, rows)

    def told(self, area_id: str, period: Period) -> Told:
        """Return what is told of a period."""
        procedure, position = self.procedure_of(area_id), self.as_of.position
        with self.given.views.connect() as db:
            return told(db, procedure, area_id, period, self.on, position, self.seen)

    def period_of(self, asked: AnyPeriod) -> Period:
        """Return the period asked for; one that ends before it begins is refused.

        So is an area that is not theirs, as one that there is not.
        """
        if asked.to_on < asked.from_on:
            raise Misrecorded(ENDS_FIRST, field="to_on")
        if asked.area not in self.areas:
            raise Misrecorded(WHICH_AREA, field="area")
        return Period(asked.from_on, asked.to_on)

    def framed(self, shown: Shown, **figures: Any) -> Page:
        """Show the form that asks for a period, and whatever is told of one."""
        area_id = shown.value("area")
        reporting = self.procedure_of(area_id).reporting
        current = reporting_period(reporting, self.on)
        return Page(
            self.TEMPLATE,
            shown=shown,
            areas=area_choices(self.areas),
            area=self.areas.get(area_id),
            at=self.as_of,
            on=self.on,
            current=current,
            last=reporting_period(reporting, current.from_ - DAY),
            **figures,
        )

    def this_period(self) -> Fields:
        """Return what asks for the reporting period of today, of the first area."""
        area_id = next(iter(self.areas))
        reporting = self.procedure_of(area_id).reporting
        return filled(area_id, reporting_period(reporting, self.on))

    def procedure_of(self, area_id: str) -> Procedure:
        """Return the procedure in force in an area; in the first, of one not theirs."""
        own = area_id if area_id in self.areas else next(iter(self.areas))
        return self.given.reviews.procedure_in_force(own, self.on)


def filled(area_id: str, period: Period) -> dict[str, list[str]]:
    """Return what asks for a period of an area, as if it had been typed."""
    days = filled_day("from_on", period.from_) | filled_day("to_on", period.to)
    return {"area": [area_id]} | {name: [str(value)] for name, value in days.items()}
