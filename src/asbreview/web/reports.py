"""The report to the scrutiny committee: looked at, and saved as PDF or as numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.response import Response

from asbreview.domain.reporting_period import Period
from asbreview.reports.document import Drawn, Report, Table
from asbreview.reports.making import Making
from asbreview.reports.periods import last_quarter, last_year, quarter_of, year_of
from asbreview.reports.printing import printed_report
from asbreview.web.board import READS_FIGURES, Board, put_up
from asbreview.web.comma_separated import saved_as_csv
from asbreview.web.page import Page
from asbreview.web.period_asked import PeriodAsked, filled
from asbreview.web.submitted import Shown
from asbreview.web.typed import Fields

HERE: Final = "/figures/reports/committee"
HEADS: Final = ("section", "table", "row", "column", "value")


@dataclass(frozen=True)
class ReportBoard(Board):
    """Where a report on an area's period is put up."""

    TEMPLATE: ClassVar[str] = "reports/committee.html.jinja"
    UNTOLD: ClassVar = {"report": None, "same": ""}
    NAME: ClassVar[str] = "asb-case-reviews"

    def page(self, asked: PeriodAsked) -> Page:
        """Show the report; its PDF is of the same instant."""
        report = self.report(asked)
        shown = Shown(self.asks_for(asked.area, self.period_of(asked)))
        return self.framed(shown, report=report, same=self.same(shown.typed))

    def asks_for(self, area_id: str, period: Period) -> Fields:
        """Return what asks for a period, as if it had been typed."""
        return filled(area_id, period)

    def as_pdf(self, asked: PeriodAsked) -> Response[bytes]:
        """Return the report as a PDF to be saved."""
        return saved_as_pdf(self.name_of(asked), printed_report(self.report(asked)))

    def as_csv(self, asked: PeriodAsked) -> Response[Any]:
        """Return the numbers of every table of it as a file to be saved."""
        return saved_as_csv(self.name_of(asked), HEADS, numbers_of(self.report(asked)))

    def report(self, asked: PeriodAsked) -> Report:
        """Make what is asked for."""
        return self.making.committee(asked.area, self.period_of(asked))

    @property
    def making(self) -> Making:
        """What a report is made from."""
        return Making(
            self.given.reviews,
            self.given.views,
            self.given.position_as_of,
            self.counted_as_of,
            self.on,
            self.as_of.position,
        )

    def same(self, typed: Fields) -> str:
        """Return what asks for the same in an address, as of the instant counted."""
        back = self.query(typed)
        if self.as_of.instant is not None:
            return back
        return f"{back}&as_of={self.counted_as_of.isoformat().replace('+', '%2B')}"

    def framed(self, shown: Shown, **told: Any) -> Page:
        """Show the form that asks for a period, and whatever is told of it."""
        return super().framed(shown, picks=list(self._picks(shown)), **told)

    def typed_at_first(self) -> Fields:
        """Return what is asked where nothing was: the last quarter that is over."""
        area_id = next(iter(self.areas))
        reporting = self.procedure_of(area_id).reporting
        return self.asks_for(area_id, last_quarter(reporting, self.on))

    def _picks(self, shown: Shown) -> Iterator[tuple[str, str]]:
        """Yield periods that are likely to be wanted, with what asks for each."""
        asked = shown.value("area")
        area_id = asked if asked in self.areas else next(iter(self.areas))
        reporting = self.procedure_of(area_id).reporting
        for says, period in (
            ("The last quarter", last_quarter(reporting, self.on)),
            ("This quarter so far", quarter_of(reporting, self.on)),
            ("The last year", last_year(reporting, self.on)),
            ("This year so far", year_of(reporting, self.on)),
        ):
            yield says, self.query(self.asks_for(area_id, period))

    def name_of(self, asked: PeriodAsked) -> str:
        """Return what a file of it is called."""
        period = self.period_of(asked)
        return f"{self.NAME}-{asked.area}-{period.from_}-{period.to}"


def saved_as_pdf(name: str, pdf: bytes) -> Response[bytes]:
    """Return a PDF as a file to be saved."""
    return Response(
        pdf,
        media_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
    )


def numbers_of(report: Report) -> Iterator[tuple[object, ...]]:
    """Yield each number of a report's tables, those of its charts among them."""
    for section in report.sections:
        for block in section.blocks:
            table = block.table if isinstance(block, Drawn) else block
            if isinstance(table, Table):
                for name, *row in table.rows:
                    for column, value in zip(table.header[1:], row, strict=True):
                        yield section.title, table.caption, name, column, value


OnBoard = NamedDependency[ReportBoard]


class CommitteeReportPages(Controller):
    """The report to the scrutiny committee."""

    path = HERE
    opt: dict[str, Any] | None = READS_FIGURES
    dependencies = put_up(ReportBoard)

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
