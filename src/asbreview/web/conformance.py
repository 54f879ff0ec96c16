"""The procedure as it expects cases to flow, against what happened."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get
from litestar.connection import Request
from litestar.di import NamedDependency
from litestar.response import Response
from sqlalchemy import Connection

from asbreview.domain.procedure import Procedure
from asbreview.domain.reporting_period import Period
from asbreview.reviews import CaseReviews
from asbreview.web.board import NOT_SHOWN, READS_FIGURES, Board, put_up
from asbreview.web.comma_separated import saved_as_csv
from asbreview.web.listed import WHOLE, listed
from asbreview.web.page import Page
from asbreview.web.period_asked import PeriodAsked, filled
from asbreview.web.submitted import Shown
from asbreview.web.words import counted
from projections.conforming import Conformance, conformance
from projections.departing import DEFINED, Departure
from projections.remembered import Remembered
from projections.scope import seen_among, seen_in_area

HERE: Final = "/figures/conformance"
FOLLOWED: Final = Remembered(most=2)  # each holds every departure of a year
HEADS: Final = ("step", "departure", "case", "what_happened")


@dataclass(frozen=True)
class ConformanceBoard(Board):
    """Where the flow of cases is put beside the procedure."""

    TEMPLATE: ClassVar[str] = "figures/conformance.html.jinja"
    UNTOLD: ClassVar = {"told": None}

    def page(self, asked: PeriodAsked, *, whole: str = "") -> Page:
        """Show them, with all the cases of the departure that is to be seen whole."""
        period = self.period_of(asked)
        found = self.followed(asked.area, period)
        return self.framed(
            Shown(filled(asked.area, period)),
            told=found,
            period=period,
            kinds=DEFINED,
            sentence=sentence_of(found),
            seen=self._seen(asked.area, found),
            whole=whole,
            listed=listed,
            expects=self.procedure_of(asked.area),
        )

    def as_csv(self, asked: PeriodAsked) -> Response[Any]:
        """Return them as a file to be saved."""
        period = self.period_of(asked)
        found = self.followed(asked.area, period)
        name = f"conformance-{asked.area}-{period.from_}-{period.to}"
        return saved_as_csv(name, HEADS, _rows(found, self._seen(asked.area, found)))

    def followed(self, area_id: str, period: Period) -> Conformance:
        """Follow the cases applied for in a period."""
        asked = {
            "reviews": self.given.reviews,
            "area_id": area_id,
            "from_": period.from_,
            "to": period.to,
            "on": self.on,
            "as_of": self.as_of.position,
        }
        with self.given.views.connect() as db:
            return FOLLOWED.answer(_followed, db, asked)

    def _seen(self, area_id: str, found: Conformance) -> set[UUID]:
        cases = {life.case_id for life in found.lives}
        with self.given.views.connect() as db:
            if self.as_of.position is not None:
                return seen_among(db, cases, self.seen)
            return seen_in_area(db, area_id, cases, self.seen)


OnBoard = NamedDependency[ConformanceBoard]


class ConformancePages(Controller):
    """How cases departed from the expected flow, looked at and saved."""

    path = HERE
    opt: dict[str, Any] | None = READS_FIGURES
    dependencies = put_up(ConformanceBoard)

    @get(sync_to_thread=True)
    def show(self, request: Request[Any, Any, Any], board: OnBoard) -> Response[Any]:
        """Show them for the cases applied for in a period; at first, in today's."""
        whole = request.query_params.get(WHOLE, "")
        return board.answered(lambda asked: board.page(asked, whole=whole))

    @get("/csv", sync_to_thread=True)
    def save(self, board: OnBoard) -> Response[Any]:
        """Give each departure of each case as CSV, and how many there are of each."""
        return board.answered(board.as_csv)


def _followed(db: Connection, *, reviews: CaseReviews, **asked: Any) -> Conformance:
    known: dict[tuple[str, int], Procedure] = {}

    def procedure_of(id_: str, version: int) -> Procedure:
        if (id_, version) not in known:
            found = reviews.procedure_version(id_, version)
            known[id_, version] = found.procedure
        return known[id_, version]

    return conformance(db, procedure_of, **asked)


def sentence_of(found: Conformance) -> str:
    """Say at a glance how the cases went, and where they departed most."""
    n = len(found.lives)
    if not n:
        return "No case was applied for in this period."
    said = f"{len(found.as_expected)} of {counted(n, 'case')} went as expected."
    most = max(
        (
            (len(step.cases(how)), step.says, how)
            for step in found.steps
            for how in DEFINED
        ),
        default=(0, "", Departure.LATE),
    )
    if not most[0]:
        return said
    return f"{said} The most departed at \u201c{most[1]}\u201d: {most[0]} {most[2]}."


def _rows(found: Conformance, seen: set[UUID]) -> Iterator[tuple[object, ...]]:
    for step in found.steps:
        for how in DEFINED:
            own = step.cases(how)
            of = f"{counted(len(own), 'case')} (n = {step.expected_on})"
            yield step.says, how, "together", of
        for each in step.departed:
            if each.life.case_id in seen:
                yield step.says, each.how, each.life.reference, each.says
            else:
                yield step.says, each.how, NOT_SHOWN, ""
