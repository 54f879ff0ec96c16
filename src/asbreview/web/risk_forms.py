"""The questions of the risk matrix, and who answered them."""

from typing import Any, ClassVar, Final, Literal
from uuid import UUID

from pydantic import create_model

from asbreview.domain.risk import EXAMPLE_MATRIX, Band
from asbreview.web.forms import Day, Form, Line, Says, Text

BY_POINTS: Final = "by points"


def name_of(question_id: str) -> str:
    """Return the name of the field that asks a question of the matrix."""
    return f"risk-{question_id}"


class Assessed(Form):
    """Who assessed the risk, when, and what they add to the points."""

    SAYS: ClassVar = {
        **{
            name_of(question.question_id): Says(
                f"Answer: {question.asks}", question.asks
            )
            for question in EXAMPLE_MATRIX.questions
        },
        "assessed_on": Says.enter("the date of the assessment"),
        "assessor_name": Says.enter("the name of the assessor"),
        "assessor_body": Says.select("the body the assessor comes from"),
        "band": Says.select("the band"),
        "remarks": Says.enter("the remarks"),
    }

    assessed_on: Day
    assessor_name: Line
    assessor_body: UUID
    band: Literal["by points"] | Band
    remarks: Text = ""

    @property
    def chosen(self) -> Band | None:
        """The band that was chosen instead of the points'."""
        return self.band if isinstance(self.band, Band) else None

    @property
    def answers(self) -> dict[str, str]:
        """What was answered to each question of the matrix."""
        return {
            question.question_id: getattr(self, name_of(question.question_id))
            for question in EXAMPLE_MATRIX.questions
        }


# The matrix is data: its questions become fields, each with its own choices.
_QUESTIONS: Final[dict[str, Any]] = {
    name_of(question.question_id): (
        Literal[tuple(choice.choice_id for choice in question.choices)],
        ...,
    )
    for question in EXAMPLE_MATRIX.questions
}
AssessmentForm: Final[type[Assessed]] = create_model(
    "AssessmentForm", __base__=Assessed, **_QUESTIONS
)
