"""A letter says of each day that it prints how it was counted, in a sentence.

The days off are those of GOV.UK's list for England and Wales in 2026; the days were
counted on a calendar by hand.
"""

import pytest

from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.letter.facts import LetterKind
from letters.test_composing import lines

HEADING = "How we counted the dates"
SPRING = (
    "We do not count weekends, Good Friday (3 April), Easter Monday (6 April), Early"
    " May bank holiday (4 May) and Spring bank holiday (25 May)."
)


def said(papers, kind, reads=None):
    told = list(lines(papers(kind, reads).document))
    if HEADING not in told:
        return []
    after = told[told.index(HEADING) + 1 :]
    return after[: next(n for n, line in enumerate(after) if ": " not in line)]


def test_a_day_is_counted_from_the_application_past_each_day_off_by_its_name(papers):
    threshold, outcome = said(papers, LetterKind.ACKNOWLEDGEMENT)
    assert threshold == (
        "Monday 30 March 2026: We count 20 working days from the application, Monday"
        " 2 March 2026. We do not count weekends."
    )
    assert outcome == (
        "Friday 29 May 2026: We count 60 working days from the application, Monday"
        f" 2 March 2026. {SPRING}"
    )


def test_a_window_is_counted_from_the_date_of_the_letter_that_opens_it(papers):
    (challenge,) = said(papers, LetterKind.THRESHOLD_NOT_MET)
    assert challenge == (
        "Monday 6 April 2026: We count 4 weeks from the date of this letter, Monday"
        " 9 March 2026."
    )


@pytest.mark.parametrize(
    "kind", [LetterKind.CONSENT, LetterKind.DELAY, LetterKind.PLAN_UPDATE]
)
def test_a_letter_that_counts_no_day_says_nothing_of_counting(papers, kind):
    assert said(papers, kind) == []


def test_easy_read_leaves_the_counting_out(papers):
    assert said(papers, LetterKind.ACKNOWLEDGEMENT, LetterFormat.EASY_READ) == []
