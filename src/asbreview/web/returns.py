"""The return of s.104(9): for any area and period, as of any instant."""

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from litestar import Controller, get
from litestar.connection import Request
from litestar.di import NamedDependency
from litestar.response import Response

from asbreview.domain.days import DAY
from asbreview.domain.reporting_period import Period, reporting_period
from asbreview.domain.returns.facts import Return
from asbreview.web.board import READS_FIGURES, Board, put_up
from asbreview.web.comma_separated import saved_as_csv
from asbreview.web.listed import WHOLE
from asbreview.web.page import Page
from asbreview.web.period_asked import PeriodAsked, filled
from asbreview.web.returns_told import ReturnView, return_view
from asbreview.web.returns_words import rows_of, words_of
from asbreview.web.submitted import Shown
from asbreview.web.typed import Fields

HERE: Final = "/figures/return"
DONE: Final = {
    "published": "It is recorded that the figures were published. They stay as they are"
    " here, whatever is recorded later.",
    "taken-back": "It is recorded that they were not published.",
}


@dataclass(frozen=True)
class ReturnBoard(Board):
    """Where the return of a period is put up."""

    TEMPLATE: ClassVar[str] = "figures/return.html.jinja"
    UNTOLD: ClassVar = {"told": None, "done": ""}

    def page(self, asked: PeriodAsked, *, done: str = "", whole: str = "") -> Page:
        """Show the return, with all the cases of a figure that is to be seen whole."""
        period = self.period_of(asked)
        told = self.view(asked.area, period, whole)
        return self.framed(
            Shown(filled(asked.area, period)),
            told=told,
            words=list(words_of(told.told)),
            may_publish=self._may_publish(asked.area, told),
            done=done,
        )

    def as_csv(self, asked: PeriodAsked) -> Response[Any]:
        """Return the return as a file to be saved."""
        period = self.period_of(asked)
        name = f"asb-case-reviews-{asked.area}-{period.from_}-{period.to}"
        heads, *rows = rows_of(self.view(asked.area, period).told)
        return saved_as_csv(name, heads, rows)

    def view(self, area_id: str, period: Period, whole: str = "") -> ReturnView:
        """Return what is told of a period."""
        returns = self.given.reviews.published_returns(
            area_id, as_of=self.as_of.position
        )
        published = returns.of_period(period) if returns else None
        with self.given.views.connect() as db:
            return return_view(
                db,
                area_id=area_id,
                area=self.areas[area_id],
                period=period,
                counted_as_of=self.counted_as_of,
                as_of=self.as_of.position,
                returns=returns,
                published_from=self._position_of(published),
                scope=self.seen,
                whole=whole,
            )

    def typed_at_first(self) -> Fields:
        """Return what is asked where nothing was: the last reporting period over."""
        area_id = next(iter(self.areas))
        reporting = self.procedure_of(area_id).reporting
        current = reporting_period(reporting, self.on)
        return filled(area_id, reporting_period(reporting, current.from_ - DAY))

    def _may_publish(self, area_id: str, told: ReturnView) -> bool:
        """Say whether it is a reporting period, and over."""
        reporting = self.procedure_of(area_id).reporting
        is_one = reporting_period(reporting, told.period.to) == told.period
        return is_one and told.period.to < self.on and self.as_of.is_now

    def _position_of(self, published: Return | None) -> int | None:
        if published is None:
            return None
        return self.given.position_as_of(published.counted_as_of)


OnBoard = NamedDependency[ReturnBoard]


class ReturnPages(Controller):
    """The return, looked at and saved."""

    path = HERE
    opt: dict[str, Any] | None = READS_FIGURES
    dependencies = put_up(ReturnBoard)

    @get(sync_to_thread=True)
    def show(self, request: Request[Any, Any, Any], board: OnBoard) -> Response[Any]:
        """Show the return of the period asked for; at first, of the last one over."""
        done = DONE.get(request.query_params.get("done", ""), "")
        whole = request.query_params.get(WHOLE, "")
        return board.answered(lambda asked: board.page(asked, done=done, whole=whole))

    @get("/csv", sync_to_thread=True)
    def save(self, board: OnBoard) -> Response[Any]:
        """Give the return of a period as CSV, as it was or may be published."""
        return board.answered(board.as_csv)
