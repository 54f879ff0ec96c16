"""The letters that are looked at on paper: each as it is, and in every other form.

What holds of each of them holds of the other forms too, and is looked at by
`make thorough`.
"""

import pytest

from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.letter.facts import LetterKind

FORMS = (
    None,
    pytest.param(LetterFormat.LARGE_PRINT, marks=pytest.mark.thorough),
    pytest.param(LetterFormat.EASY_READ, marks=pytest.mark.thorough),
)
each_letter = pytest.mark.parametrize("kind", LetterKind)
in_each_form = pytest.mark.parametrize("reads", FORMS)
