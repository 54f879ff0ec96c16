"""The figures of s.104(9), and where the time of cases goes: for any period."""

from dataclasses import dataclass
from typing import Any, ClassVar

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.response import Response

from asbreview.domain.reporting_period import Period
from asbreview.web.board import READS_FIGURES, Board, put_up
from asbreview.web.comma_separated import saved_as_csv
from asbreview.web.figures_flow import rows_of
from asbreview.web.figures_told import Told, told
from asbreview.web.page import Page
from asbreview.web.period_asked import PeriodAsked, filled
from asbreview.web.submitted import Shown


@dataclass(frozen=True)
class FiguresBoard(Board):
    """Where figures are put up: of which areas, for whom, as of when."""

    TEMPLATE: ClassVar[str] = "figures/show.html.jinja"
    UNTOLD: ClassVar = {"figures": None, "period": None}

    def page(self, asked: PeriodAsked) -> Page:
        """Show the figures."""
        period = self.period_of(asked)
        return self.framed(
            Shown(filled(asked.area, period)),
            figures=self.told(asked.area, period),
            period=period,
            until=min(period.to, self.on),
        )

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


OnBoard = NamedDependency[FiguresBoard]


class Figures(Controller):
    """The figures."""

    path = "/figures"
    opt: dict[str, Any] | None = READS_FIGURES
    dependencies = put_up(FiguresBoard)

    @get(sync_to_thread=True)
    def show(self, board: OnBoard) -> Response[Any]:
        """Show the figures of the period asked for; at first, of today's."""
        return board.answered(board.page)

    @get("/csv", sync_to_thread=True)
    def save(self, board: OnBoard) -> Response[Any]:
        """Give the cases whose outcome was told in a period as CSV, without names."""
        return board.answered(board.as_csv)
