"""The report to the local policing body: all areas of an account side by side."""

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.response import Response

from asbreview.domain.reporting_period import Period
from asbreview.reports.document import Report
from asbreview.web.board import READS_FIGURES, put_up
from asbreview.web.forms import Line
from asbreview.web.period_asked import PeriodAsked, filled_days, period_in
from asbreview.web.reports import ReportBoard
from asbreview.web.typed import Fields

HERE: Final = "/figures/reports/county"


class CountyAsked(PeriodAsked):
    """A period of days, both included: of every area that an account sees."""

    area: Line = ""


@dataclass(frozen=True)
class CountyBoard(ReportBoard):
    """Where the report on several areas is put up."""

    TEMPLATE: ClassVar[str] = "reports/county.html.jinja"
    ASKS: ClassVar[type[PeriodAsked]] = CountyAsked
    NAME: ClassVar[str] = "asb-case-reviews-by-area"

    def report(self, asked: PeriodAsked) -> Report:
        """Make what is asked for, of each of their areas."""
        return self.making.county(self.areas, self.period_of(asked))

    def period_of(self, asked: PeriodAsked) -> Period:
        """Return the period asked for; one that ends before it begins is refused."""
        return period_in(asked.from_on, asked.to_on)

    def asks_for(self, area_id: str, period: Period) -> Fields:
        """Return what asks for a period, as if it had been typed."""
        del area_id
        return filled_days(*period)

    def name_of(self, asked: PeriodAsked) -> str:
        """Return what a file of it is called."""
        period = self.period_of(asked)
        return f"{self.NAME}-{period.from_}-{period.to}"


OnBoard = NamedDependency[CountyBoard]


class CountyReportPages(Controller):
    """The report to the local policing body."""

    path = HERE
    opt: dict[str, Any] | None = READS_FIGURES
    dependencies = put_up(CountyBoard)

    @get(sync_to_thread=True)
    def show(self, board: OnBoard) -> Response[Any]:
        """Show the report on the period asked for; at first, on the last quarter."""
        return board.answered(board.page)

    @get("/report.pdf", sync_to_thread=True)
    def save(self, board: OnBoard) -> Response[Any]:
        """Give the report as a PDF."""
        return board.answered(board.as_pdf)

    @get("/csv", sync_to_thread=True)
    def numbers(self, board: OnBoard) -> Response[Any]:
        """Give the numbers of the report as CSV."""
        return board.answered(board.as_csv)
