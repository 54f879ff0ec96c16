"""The return of s.104(9): for any area and period, as of any instant."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final

from litestar import Controller, get
from litestar.connection import Request
from litestar.response import Response

from asbreview.access.policy import Action
from asbreview.domain.days import DAY
from asbreview.domain.reporting_period import Period, reporting_period
from asbreview.domain.returns.facts import Return
from asbreview.web.areas import own_areas
from asbreview.web.comma_separated import saved_as_csv
from asbreview.web.figures import Board, PeriodAsked, filled, period_typed
from asbreview.web.given import AsOfAsked, Given, Seen, Today, Who
from asbreview.web.page import Page
from asbreview.web.returns_told import ReturnView, return_view
from asbreview.web.returns_words import rows_of, words_of
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted

HERE: Final = "/figures/return"
DONE: Final = {
    "published": "It is recorded that the figures were published. They stay as they are"
    " here, whatever is recorded later.",
    "taken-back": "It is recorded that they were not published.",
}


class ReturnPages(Controller):
    """The return, looked at and saved."""

    path = HERE

    @get(opt={NEEDS: Action.READ_FIGURES}, sync_to_thread=True)
    def show(  # noqa: PLR0913, PLR0917  what figures are told from, and to whom
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        who: Who,
        seen: Seen,
        as_of: AsOfAsked,
        today: Today,
    ) -> Response[Any]:
        """Show the return of the period asked for; at first, of the last one over."""
        on = as_of.on if as_of.instant else today
        areas = own_areas(installation, who)
        board = ReturnBoard(installation, areas, seen, as_of, on)
        done = DONE.get(request.query_params.get("done", ""), "")
        return submitted(
            PeriodAsked,
            period_typed(request) or board.last_period(),
            do=lambda asked: board.page(asked, done=done),
            show_again=lambda shown: board.framed(shown, told=None, done=""),
        )

    @get("/csv", opt={NEEDS: Action.READ_FIGURES}, sync_to_thread=True)
    def save(  # noqa: PLR0913, PLR0917  what figures are told from, and to whom
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        who: Who,
        seen: Seen,
        as_of: AsOfAsked,
        today: Today,
    ) -> Response[Any]:
        """Give the return of a period as CSV, as it was or may be published."""
        on = as_of.on if as_of.instant else today
        areas = own_areas(installation, who)
        board = ReturnBoard(installation, areas, seen, as_of, on)
        return submitted(
            PeriodAsked,
            period_typed(request) or board.last_period(),
            do=board.as_csv,
            show_again=lambda shown: board.framed(shown, told=None, done=""),
        )


@dataclass(frozen=True)
class ReturnBoard(Board):
    """Where the return of a period is put up."""

    TEMPLATE: ClassVar[str] = "figures/return.html.jinja"

    def page(self, asked: PeriodAsked, *, done: str = "") -> Page:
        """Show the return."""
        period = self.period_of(asked)
        told = self.view(asked.area, period)
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

    def view(self, area_id: str, period: Period) -> ReturnView:
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
            )

    @property
    def counted_as_of(self) -> datetime:
        """The instant that is looked at."""
        return self.as_of.instant or self.given.now()

    def last_period(self) -> dict[str, list[str]]:
        """Return what asks for the last reporting period that is over."""
        area_id = next(iter(self.areas))
        return filled(area_id, self.last_of(area_id))

    def last_of(self, area_id: str) -> Period:
        """Return the last reporting period of an area that is over."""
        reporting = self.procedure_of(area_id).reporting
        current = reporting_period(reporting, self.on)
        return reporting_period(reporting, current.from_ - DAY)

    def _may_publish(self, area_id: str, told: ReturnView) -> bool:
        """Say whether it is a reporting period, and over."""
        reporting = self.procedure_of(area_id).reporting
        is_one = reporting_period(reporting, told.period.to) == told.period
        return is_one and told.period.to < self.on and self.as_of.is_now

    def _position_of(self, published: Return | None) -> int | None:
        if published is None:
            return None
        return self.given.position_as_of(published.counted_as_of)
