"""An auditor's questions across cases and time, each with its definition and cases."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, NamedTuple
from urllib.parse import urlencode

from litestar import Controller, get
from litestar.connection import Request
from litestar.response import Response
from pydantic import Field

from asbreview.access.policy import Action
from asbreview.domain.errors import Misrecorded
from asbreview.domain.reporting_period import Period
from asbreview.web.areas import own_areas
from asbreview.web.audit_questions import QUESTIONS, Question, answers
from asbreview.web.comma_separated import saved_as_csv
from asbreview.web.figures import Board, PeriodAsked, filled
from asbreview.web.forms import Line, Says
from asbreview.web.given import AsOfAsked, Given, Installation, Seen, Today, Who
from asbreview.web.page import Page
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields
from projections.questions import Found, Within
from projections.scope import Scope, seen_among

ASKED: Final = ("question", "area", "from_on", "to_on", "days")
FOR_AUDITORS: Final = {NEEDS: Action.ASK_ACROSS}
A_MONTH: Final = 28  # days
MOST_DAYS: Final = 3_650
WHICH: Final = "Select a question"
Days = Annotated[int, Field(ge=1, le=MOST_DAYS)]


class QuestionAsked(PeriodAsked):
    """A question about an area and a period, and about how many days."""

    SAYS: ClassVar = {
        **PeriodAsked.SAYS,
        "question": Says.select("a question"),
        "days": Says("Enter a number of days from 1 to 3,650", "The number of days"),
    }

    question: Line
    days: Days = A_MONTH


class Answer(NamedTuple):
    """What was asked, the cases that answer it, and how many more are not named."""

    question: Question
    question_id: str
    period: Period
    days: int
    found: list[Found]
    hidden: int

    @property
    def cases(self) -> int:
        """How many cases that is, of those that are named."""
        return len({each.case_id for each in self.found})


class Audit(Controller):
    """Where an auditor begins, and what they ask across cases."""

    path = "/audit"
    opt: dict[str, Any] | None = FOR_AUDITORS

    @get(sync_to_thread=True)
    def home(  # noqa: PLR0913, PLR0917  what the questions are asked of
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        who: Who,
        seen: Seen,
        as_of: AsOfAsked,
        today: Today,
    ) -> Response[Any]:
        """Show the questions there are; and the answer to the one that is asked."""
        board = _board(installation, who, seen, as_of, today)
        typed = _typed(request)
        if not typed:
            return board.framed(Shown(board.first()), answer=None)
        return submitted(
            QuestionAsked,
            typed,
            do=board.answered,
            show_again=lambda shown: board.framed(shown, answer=None),
        )

    @get("/csv", sync_to_thread=True)
    def save(  # noqa: PLR0913, PLR0917  what the questions are asked of
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        who: Who,
        seen: Seen,
        as_of: AsOfAsked,
        today: Today,
    ) -> Response[Any]:
        """Give the answer as CSV."""
        board = _board(installation, who, seen, as_of, today)
        return submitted(
            QuestionAsked,
            _typed(request),
            do=board.saved,
            show_again=lambda shown: board.framed(shown, answer=None),
        )


@dataclass(frozen=True)
class QuestionBoard(Board):
    """Where questions are answered: of which areas, for whom, as of when."""

    TEMPLATE: ClassVar[str] = "audit/show.html.jinja"

    def first(self) -> Fields:
        """Return what is asked at first: nothing yet, of this reporting period."""
        return {**self.this_period(), "days": [str(A_MONTH)]}

    def answered(self, asked: QuestionAsked) -> Page:
        """Show the answer."""
        answer = self.answer(asked)
        typed = {
            **filled(asked.area, answer.period),
            "question": [asked.question],
            "days": [str(asked.days)],
        }
        address = {name: values[0] for name, values in typed.items()}
        if self.as_of.instant is not None:
            address["as_of"] = self.as_of.instant.isoformat()
        return self.framed(Shown(typed), answer=answer, query=urlencode(address))

    def saved(self, asked: QuestionAsked) -> Response[Any]:
        """Return the answer as a file to be saved."""
        answer = self.answer(asked)
        question = answer.question
        period, area = answer.period, self.areas[asked.area]
        about = (question.title, area, period.from_, period.to, self.on)
        return saved_as_csv(
            f"asb-case-reviews-{asked.question}-{period.from_}-{period.to}",
            ("question", "area", "from", "to", "as of", "case", "on", "what", "days"),
            (
                (*about, each.reference, each.on, each.what, each.days)
                for each in answer.found
            ),
        )

    def answer(self, asked: QuestionAsked) -> Answer:
        """Answer a question; `Misrecorded` for one that there is not."""
        if asked.question not in QUESTIONS:
            raise Misrecorded(WHICH, field="question")
        period = self.period_of(asked)
        within = Within(
            asked.area, period.from_, period.to, asked.days, self.as_of.position
        )
        procedure = self.procedure_of(asked.area)
        with self.given.views.connect() as db:
            found = answers(db, asked.question, within, self.given.reviews, procedure)
            seen = seen_among(db, {each.case_id for each in found}, self.seen)
        named = [each for each in found if each.case_id in seen]
        return Answer(
            QUESTIONS[asked.question],
            asked.question,
            period,
            asked.days,
            named,
            len(found) - len(named),
        )

    def framed(self, shown: Shown, **told: Any) -> Page:
        """Show the form with the questions, and whatever is told of one."""
        choices = [
            {
                "value": id_,
                "text": question.title,
                "hint": {"text": question.definition},
            }
            for id_, question in QUESTIONS.items()
        ]
        return super().framed(shown, questions=choices, **{"query": "", **told})


def _board(
    given: Installation, who: Who, seen: Scope, as_of: AsOfAsked, today: Today
) -> QuestionBoard:
    on = as_of.on if as_of.instant else today
    return QuestionBoard(given, own_areas(given, who), seen, as_of, on)


def _typed(request: Request[Any, Any, Any]) -> Fields:
    params = request.query_params
    return {name: params.getall(name) for name in params if name.startswith(ASKED)}
