"""Which steps were late most often, and which not taken: each is said of its own."""

from datetime import date
from types import SimpleNamespace

from asbreview.domain.reporting_period import Period
from asbreview.reports.kept_promises import promises_told
from projections.promises import Kept

HEARD = "Let the applicant hear"
PAPERS = "Send the papers to the panel"
DECIDE = "Decide on the threshold"
QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))


def step(says, *, in_time=0, late=0, not_taken=0):
    return Kept(says, says, "5 days", in_time, late, not_taken)


def told(*kept):
    facts = SimpleNamespace(promises=kept, period=QUARTER)
    return next(promises_told(facts)).text


def test_what_was_late_and_what_was_not_taken_are_said_apart():
    """A step that was late often was taken; one that was not is seldom among many."""
    assert told(step(HEARD, in_time=32, late=8), step(PAPERS, not_taken=3)) == (
        "43 steps fell due, and 32 were taken in time."
        " Most often late: \u201cLet the applicant hear\u201d (8 of 40)."
        " Most often not taken: \u201cSend the papers to the panel\u201d (3 of 3)."
    )


def test_late_and_not_taken_are_not_added_up():
    """Two late and two not taken are not four of anything."""
    said = told(step(HEARD, late=2, not_taken=2), step(PAPERS, late=3))
    assert "Most often late: \u201cSend the papers to the panel\u201d (3 of 3)." in said
    assert "Most often not taken: \u201cLet the applicant hear\u201d (2 of 4)." in said


def test_where_none_was_late_nothing_is_said_of_late():
    said = told(step(HEARD, in_time=1), step(PAPERS, not_taken=1))
    assert "late" not in said
    assert said.endswith(
        "Most often not taken: \u201cSend the papers to the panel\u201d (1 of 1)."
    )


def test_where_all_were_taken_nothing_is_said_of_not_taken():
    said = told(step(HEARD, in_time=3, late=1), step(PAPERS, in_time=1))
    assert "not taken" not in said
    assert said.endswith(
        "Most often late: \u201cLet the applicant hear\u201d (1 of 4)."
    )


def test_steps_late_as_often_are_each_said_of_how_many():
    said = told(step(HEARD, late=1, in_time=1), step(PAPERS, late=1), step(DECIDE))
    assert (
        "Most often late: \u201cLet the applicant hear\u201d (1 of 2) and"
        " \u201cSend the papers to the panel\u201d (1 of 1)." in said
    )


def test_where_many_were_late_as_often_the_table_names_them():
    said = told(*(step(f"Step {n}", late=1) for n in range(4)))
    assert said.endswith("4 steps were late as often as each other: 1 each.")


def test_where_all_were_in_time_nothing_more_is_said():
    said = told(step(HEARD, in_time=2))
    assert said == "2 steps fell due, and 2 were taken in time."
