"""How great the risk to a victim is: a short matrix of questions, as data.

The matrix here is an example of our own, to be replaced by the partnership's: no
national one is published in full.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from asbreview.domain.errors import Misrecorded
from asbreview.domain.model import Value


class Band(StrEnum):
    """How great a risk is."""

    STANDARD = "standard"
    MEDIUM = "medium"
    HIGH = "high"


class Choice(Value):
    """An answer that may be given, and what it weighs."""

    choice_id: str
    says: str
    points: int


class Question(Value):
    """A question of the matrix."""

    question_id: str
    asks: str
    choices: tuple[Choice, ...]


class Weighed(Value):
    """What the answers weigh, by a version of the matrix, and the band of the risk."""

    matrix: str
    points: int
    band: Band
    overrides: bool


class Matrix(Value):
    """A version of the matrix; a band begins at its points."""

    version: str
    questions: tuple[Question, ...]
    medium_from: int
    high_from: int

    def points(self, answers: Mapping[str, str]) -> int:
        """Weigh the answers; a question left open is refused (`Misrecorded`)."""
        return sum(self._choice(q, answers).points for q in self.questions)

    def band(self, points: int) -> Band:
        """Return the band that so many points fall in."""
        if points >= self.high_from:
            return Band.HIGH
        return Band.MEDIUM if points >= self.medium_from else Band.STANDARD

    def weigh(
        self, answers: Mapping[str, str], *, instead: Band | None = None
    ) -> Weighed:
        """Weigh the answers; a band given *instead* overrides the points'."""
        points = self.points(answers)
        band = self.band(points)
        return Weighed(
            matrix=self.version,
            points=points,
            band=instead or band,
            overrides=instead not in {None, band},
        )

    @staticmethod
    def _choice(question: Question, answers: Mapping[str, str]) -> Choice:
        for choice in question.choices:
            if choice.choice_id == answers.get(question.question_id):
                return choice
        raise Misrecorded(
            f"Answer: {question.asks}", field=f"risk-{question.question_id}"
        )


def _question(question_id: str, asks: str, *choices: tuple[str, str, int]) -> Question:
    return Question(
        question_id=question_id,
        asks=asks,
        choices=tuple(
            Choice(choice_id=id_, says=says, points=points)
            for id_, says, points in choices
        ),
    )


EXAMPLE_MATRIX: Final = Matrix(
    version="example-1",
    questions=(
        _question(
            "frequency",
            "How often does it happen?",
            ("rarely", "Less than once a month", 0),
            ("monthly", "Most months", 1),
            ("weekly", "Most weeks", 2),
            ("daily", "Most days", 3),
        ),
        _question(
            "worsening",
            "Is it getting worse?",
            ("no", "No", 0),
            ("yes", "Yes", 2),
        ),
        _question(
            "targeted",
            "Is the victim singled out?",
            ("no", "No", 0),
            ("yes", "Yes, or they believe so", 2),
        ),
        _question(
            "violence",
            "Has there been violence or a threat of it?",
            ("no", "No", 0),
            ("threat", "A threat", 3),
            ("violence", "Violence", 5),
        ),
        _question(
            "effect",
            "How are the victim and the household affected?",
            ("little", "Annoyed, but they manage", 0),
            ("some", "Sleep, work or health suffer", 2),
            ("severe", "They are afraid at home, or unwell because of it", 4),
        ),
        _question(
            "support",
            "Is there somebody who supports the victim?",
            ("yes", "Yes", 0),
            ("no", "No", 2),
        ),
    ),
    medium_from=5,
    high_from=10,
)
