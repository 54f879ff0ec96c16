"""An auditor's questions across cases and time, each with its definition and cases."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, NamedTuple

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.response import Response
from pydantic import Field

from asbreview.access.policy import Action
from asbreview.domain.errors import Misrecorded
from asbreview.domain.reporting_period import Period
from asbreview.web.audit_questions import QUESTIONS, Question, answers
from asbreview.web.board import Board, put_up
from asbreview.web.comma_separated import saved_as_csv
from asbreview.web.forms import Line, Says
from asbreview.web.page import Page
from asbreview.web.period_asked import PeriodAsked, filled
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown
from asbreview.web.typed import Fields
from projections.questions import Found, Within
from projections.scope import seen_among

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


@dataclass(frozen=True)
class QuestionBoard(Board):
    """Where questions are answered: of which areas, for whom, as of when."""

    TEMPLATE: ClassVar[str] = "audit/show.html.jinja"
    ASKS: ClassVar[type[PeriodAsked]] = QuestionAsked
    UNTOLD: ClassVar = {"answer": None}

    def typed_at_first(self) -> Fields:
        """Return what is asked at first: nothing yet, of this reporting period."""
        return {**self.this_period(), "days": [str(A_MONTH)]}

    def page(self, asked: QuestionAsked) -> Page:
        """Show the answer."""
        answer = self.answer(asked)
        typed = {
            **filled(asked.area, answer.period),
            "question": [asked.question],
            "days": [str(asked.days)],
        }
        return self.framed(Shown(typed), answer=answer)

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
        return super().framed(shown, questions=choices, **told)


OnBoard = NamedDependency[QuestionBoard]


class Audit(Controller):
    """Where an auditor begins, and what they ask across cases."""

    path = "/audit"
    opt: dict[str, Any] | None = FOR_AUDITORS
    dependencies = put_up(QuestionBoard)

    @get(sync_to_thread=True)
    def home(self, board: OnBoard) -> Response[Any]:
        """Show the questions there are; and the answer to the one that is asked."""
        if not board.typed:
            return board.framed(Shown(board.typed_at_first()))
        return board.answered(board.page)

    @get("/csv", sync_to_thread=True)
    def save(self, board: OnBoard) -> Response[Any]:
        """Give the answer as CSV."""
        return board.answered(board.saved)
