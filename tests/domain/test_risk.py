"""How great a risk is, by the example matrix."""

import pytest

from asbreview.domain.errors import Misrecorded
from asbreview.domain.risk import EXAMPLE_MATRIX, Band, Weighed

LEAST = {
    "frequency": "rarely",
    "worsening": "no",
    "targeted": "no",
    "violence": "no",
    "effect": "little",
    "support": "yes",
}
MOST = {
    "frequency": "daily",
    "worsening": "yes",
    "targeted": "yes",
    "violence": "violence",
    "effect": "severe",
    "support": "no",
}


@pytest.mark.parametrize(
    ("answers", "points", "band"),
    [
        (LEAST, 0, Band.STANDARD),
        ({**LEAST, "effect": "severe"}, 4, Band.STANDARD),
        ({**LEAST, "violence": "violence"}, 5, Band.MEDIUM),
        ({**LEAST, "violence": "violence", "effect": "severe"}, 9, Band.MEDIUM),
        (
            {**LEAST, "violence": "violence", "frequency": "daily", "support": "no"},
            10,
            Band.HIGH,
        ),
        (MOST, 18, Band.HIGH),
    ],
)
def test_the_answers_are_weighed_and_fall_in_a_band(answers, points, band):
    assert EXAMPLE_MATRIX.points(answers) == points
    assert EXAMPLE_MATRIX.band(points) is band


@pytest.mark.parametrize("question", LEAST)
def test_no_question_is_left_open(question):
    for answers in (
        {k: v for k, v in LEAST.items() if k != question},
        {**LEAST, question: "invented"},
    ):
        with pytest.raises(Misrecorded, match="Answer: ") as refused:
            EXAMPLE_MATRIX.points(answers)
        assert refused.value.field == f"risk-{question}"


@pytest.mark.parametrize(
    ("instead", "band", "overrides"),
    [
        (None, Band.MEDIUM, False),
        (Band.MEDIUM, Band.MEDIUM, False),  # the points' own: nothing is overridden
        (Band.HIGH, Band.HIGH, True),
        (Band.STANDARD, Band.STANDARD, True),
    ],
)
def test_a_band_may_be_given_instead_of_the_points(instead, band, overrides):
    answers = {**LEAST, "violence": "violence"}  # 5 points
    assert EXAMPLE_MATRIX.weigh(answers, instead=instead) == Weighed(
        matrix="example-1", points=5, band=band, overrides=overrides
    )
