"""The assessment of the procedures (Sch.4 para 4): its facts, and what is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.di import NamedDependency
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect, Response

from asbreview.access.policy import Action
from asbreview.domain.effectiveness.facts import Assessment
from asbreview.domain.effectiveness.record import Assessments
from asbreview.domain.reporting_period import Period
from asbreview.reports.document import Report
from asbreview.reports.periods import last_year
from asbreview.reviews.effectiveness import AssessmentTold
from asbreview.web.area_records import TakenBack, TakingBackPages
from asbreview.web.board import READS_FIGURES, put_up
from asbreview.web.forms import Day, Form, Line, Says, Text
from asbreview.web.given import (
    AsOfAsked,
    FormFields,
    Given,
    Seen,
    Signature,
    TypedFields,
    Who,
)
from asbreview.web.page import Page
from asbreview.web.period_asked import (
    AS_COUNTED,
    PeriodAsked,
    asked_in,
    back_to,
    beside,
)
from asbreview.web.reports import ReportBoard
from asbreview.web.sent import sent_once
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields

HERE: Final = "/figures/reports/effectiveness"
RECORDS: Final = {NEEDS: Action.WRITE}
NOT_NOW: Final = "Nothing is written as of a day that was."
DONE: Final = {
    "assessed": "It is recorded what you find. It stands in the report, for everybody.",
    "taken-back": "It is recorded that this was not your assessment.",
}


class AssessForm(Form, PeriodAsked):
    """What the partnership finds of a period, and what it means to revise."""

    SAYS: ClassVar[Mapping[str, Says]] = {
        **PeriodAsked.SAYS,
        "counted_as_of": Says.enter("as of when the facts were counted"),
        "assessed_on": Says.enter("the day the partnership assessed them"),
        "found": Says.enter("what you find"),
        "to_revise": Says.enter("what is to be revised, or why nothing is"),
    }

    counted_as_of: Line
    assessed_on: Day
    found: Text
    to_revise: Text


@dataclass(frozen=True)
class EffectivenessBoard(ReportBoard):
    """Where the assessment of an area's procedures is put up."""

    TEMPLATE: ClassVar[str] = "reports/effectiveness.html.jinja"
    UNTOLD: ClassVar = {
        "report": None,
        "same": "",
        "done": "",
        "made": None,
        "may_assess": False,
    }
    NAME: ClassVar[str] = "assessment-of-procedures"

    def page(self, asked: PeriodAsked, *, done: str = "") -> Page:
        """Show the facts, and what was written of them."""
        period, report = self.period_of(asked), self.report(asked)
        shown = Shown(self.asks_for(asked.area, period))
        made = self.made(asked.area, period)
        return self.framed(
            shown,
            report=report,
            same=self.same(shown.typed),
            done=done,
            made=made,
            may_assess=made is None and self.as_of.is_now and period.to < self.on,
        )

    def report(self, asked: PeriodAsked) -> Report:
        """Make what is asked for."""
        return self.making.effectiveness(asked.area, self.period_of(asked))

    def made(self, area_id: str, period: Period) -> Assessment | None:
        """Return what was written of a period, if it was."""
        reviews, position = self.given.reviews, self.as_of.position
        assessments = reviews.assessments_of(area_id, as_of=position)
        return assessments.of_period(*period) if assessments else None

    def typed_at_first(self) -> Fields:
        """Return what is asked where nothing was: the last year that is over."""
        area_id = next(iter(self.areas))
        reporting = self.procedure_of(area_id).reporting
        return self.asks_for(area_id, last_year(reporting, self.on))


OnBoard = NamedDependency[EffectivenessBoard]


class EffectivenessPages(Controller):
    """The assessment of the review procedures."""

    path = HERE
    opt: dict[str, Any] | None = READS_FIGURES
    dependencies = put_up(EffectivenessBoard)

    @get(sync_to_thread=True)
    def show(self, request: Request[Any, Any, Any], board: OnBoard) -> Response[Any]:
        """Show the assessment of the period asked for; at first, of the last year."""
        done = DONE.get(request.query_params.get("done", ""), "")
        return board.answered(lambda asked: board.page(asked, done=done))

    @get("/report.pdf", sync_to_thread=True)
    def save(self, board: OnBoard) -> Response[Any]:
        """Give the assessment as a PDF."""
        return board.answered(board.as_pdf)

    @get("/csv", sync_to_thread=True)
    def numbers(self, board: OnBoard) -> Response[Any]:
        """Give the numbers of the assessment as CSV."""
        return board.answered(board.as_csv)


class AssessingPages(Controller):
    """What is recorded of an assessment."""

    path = HERE

    @get("/assess", opt=RECORDS, sync_to_thread=True)
    def ask(  # noqa: PLR0913, PLR0917  what the page is made of
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        who: Who,
        seen: Seen,
        as_of: AsOfAsked,
        form_fields: FormFields,
    ) -> Response[Any]:
        """Ask what the partnership finds, and what is to be revised."""
        if not as_of.is_now:
            raise PermissionDeniedException(NOT_NOW)
        counted = installation.now().isoformat()
        board = EffectivenessBoard.back_then(installation, who, seen, counted)

        def ask(asked: PeriodAsked) -> Page:
            board.period_of(asked)
            shown = beside(form_fields, asked, counted, assessed_on=board.on)
            return _form(shown)

        return submitted(
            PeriodAsked,
            asked_in(request, PeriodAsked) or board.typed_at_first(),
            do=ask,
            show_again=board.ask_again,
        )

    @post("/assess", opt=RECORDS, sync_to_thread=True)
    def record(
        self, installation: Given, seen: Seen, signed: Signature, typed: TypedFields
    ) -> Response[Any]:
        """Record what they find, of the facts as of when the form was shown."""
        counted = (typed.get("counted_as_of") or [""])[-1]
        board = EffectivenessBoard.back_then(
            installation, signed.account, seen, counted
        )

        def do(form: AssessForm) -> Redirect:
            period = board.period_of(form)
            told = AssessmentTold(
                period=period,
                counted_as_of=board.counted_as_of,
                assessed_on=form.assessed_on,
                found=form.found,
                to_revise=form.to_revise,
            )
            with sent_once(installation, form.command_id, typed):
                installation.reviews.assess_effectiveness(
                    form.area, told=told, signed=signed.by_command(form.command_id)
                )
            there = back_to(HERE, form.area, period, "assessed")
            return Redirect(there, status_code=303)

        return submitted(AssessForm, typed, do=do, show_again=_form)


class AssessmentTakenBack(TakingBackPages):
    """That an assessment was not made, or not so."""

    path = HERE
    opt: dict[str, Any] | None = RECORDS
    OF = TakenBack(
        kind=Assessments,
        template="reports/assessment_in_error.html.jinja",
        back=lambda area_id, made: back_to(
            HERE, area_id, Period(made.from_on, made.to_on), "taken-back"
        ),
    )


def _form(shown: Shown) -> Page:
    return Page("reports/assess.html.jinja", shown=shown, hidden=AS_COUNTED)
