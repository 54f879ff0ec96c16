"""An application that another area hands over, which is not in this system.

Juniper applied to Breckland on Monday 2 March 2026, and her application came to East
Cambridgeshire on Monday 16 March: the days of both count, each for something else.
"""

from datetime import date

import pytest

from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.terms import Body, BodyKind
from desk import date_in, desk, filled_in, words
from journey import EAST_CAMBRIDGESHIRE, PROCEDURE
from projections.deadlines import deadlines_of
from projections.reporting import statutory
from web.test_applications import NEW, a_call, complaint, send, the_case

APPLIED, CAME = date(2026, 3, 2), date(2026, 3, 16)
THREE = {
    # Made on 2 September 2025: its six months end on 1 March, on the day before.
    **complaint(0, date(2025, 9, 1), date(2025, 9, 2)),
    # Made on 3 September: its six months end on Monday 2 March, the last day.
    **complaint(1, date(2025, 9, 3), date(2025, 9, 3)),
    **complaint(2, date(2026, 2, 9), date(2026, 2, 10)),
}
HANDED_OVER = {
    **date_in("applied_on", APPLIED),
    **date_in("came_on", CAME),
    "came_from": "Breckland",
    "came_reference": "ACT/26/0117",
}


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        yield sam.on(CAME)


def record(sam, **typed):
    return send(sam, filled_in(sam.browser.get(NEW)) | a_call(**typed))


def figures(sam, from_, to):
    sam.installation.projector.catch_up()
    with sam.installation.views.connect() as db:
        found = statutory(db, area_id=PROCEDURE, from_=from_, to=to)
    return {name: len(cases) for name, cases in found._asdict().items() if cases}


def test_its_own_day_stays_and_what_is_due_is_counted_from_the_day_it_came(sam):
    page = record(sam, **HANDED_OVER, **THREE)
    case = the_case(sam, page)
    assert case.trigger.application.applied_on == APPLIED
    assert case.trigger.came.on == CAME
    assert case.trigger.came.case_id is None
    said = words(page)
    assert (
        "The application was first made to another area: Breckland, on Monday 2 March"
        " 2026 (their reference ACT/26/0117). It came here on Monday 16 March 2026."
    ) in said
    with sam.installation.views.connect() as db:
        rows = {row.timer_id: row for row in deadlines_of(db, case.case_id)}
    assert rows["acknowledge"].due_on == date(2026, 3, 23)  # five working days
    assert rows["decide-threshold"].started_on == CAME


def test_the_windows_of_the_act_end_with_the_day_it_was_first_applied_for(sam):
    case = the_case(sam, record(sam, **HANDED_OVER, **THREE))
    address = f"/cases/{case.trigger.reference}/threshold"
    assert "2 qualifying complaints; 3 needed." in words(sam.browser.get(address))


def test_had_it_been_applied_for_when_it_came_fewer_would_count(sam):
    """Else the story before would prove nothing."""
    case = the_case(sam, record(sam, **date_in("applied_on", CAME), **THREE))
    address = f"/cases/{case.trigger.reference}/threshold"
    assert "1 qualifying complaint; 3 needed." in words(sam.browser.get(address))


def test_it_counts_in_the_period_in_which_it_came_and_is_shown_as_come(sam):
    record(sam, **HANDED_OVER)
    assert figures(sam, date(2026, 3, 1), date(2026, 3, 15)) == {}
    assert figures(sam, date(2026, 3, 16), date(2026, 5, 31)) == {
        "applications": 1,
        "undecided": 1,
        "came_from_elsewhere": 1,
        "received": 1,
        "open_at_end": 1,
    }


def test_the_acknowledgement_tells_both_days_and_where_it_was_first_applied_for(sam):
    case = the_case(sam, record(sam, **HANDED_OVER, **THREE))
    sam.tale.case_id = case.case_id
    letters = [
        x for x in sam.tale.all_letters() if x.kind is LetterKind.ACKNOWLEDGEMENT
    ]
    said = words(sam.get(f"/letters/{letters[-1].id}"))
    assert "You applied to another area, Breckland, on Monday 2 March 2026." in said
    assert "It came to us on Monday 16 March 2026 , because it belongs here." in said
    assert "We received your application on" not in said


def test_whoever_is_a_relevant_body_on_the_day_it_came_is_told(sam):
    """One that was co-opted between the two days; not one that had left by then."""
    joined = Body(
        body_id=Body.id_for("heron-homes"),
        slug="heron-homes",
        kind=BodyKind.HOUSING,
        name="Heron Homes",
        short_name="Heron Homes",
        from_day=date(2026, 3, 9),
    )
    [gone] = [
        body
        for body in EAST_CAMBRIDGESHIRE.relevant_bodies
        if body.kind is BodyKind.HOUSING
    ]
    left = gone.model_copy(update={"to_day": date(2026, 3, 8)})
    others = [body for body in EAST_CAMBRIDGESHIRE.relevant_bodies if body != gone]
    told = {"version": 2, "relevant_bodies": (*others, left, joined)}
    sam.reviews.record_procedure(
        EAST_CAMBRIDGESHIRE.model_copy(update=told),
        in_force_from=date(2026, 3, 9),
        signed=sam.tale.signed(CAME),
    )
    case = the_case(sam.on(CAME), record(sam, **HANDED_OVER))
    assert case.procedure.version == 2  # in force on the day that it came
    assert set(case.trigger.passed_to) == {b.body_id for b in (*others, joined)}
    page = words(sam.browser.get(f"/cases/{case.trigger.reference}/pass-on"))
    assert "Heron Homes" in page
    assert gone.name not in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"came_from": ""}, "Enter which area it came from"),
        (
            dict.fromkeys(date_in("came_on", CAME), ""),
            "Enter the date on which it came here",
        ),
        (
            date_in("came_on", date(2026, 3, 1)),
            "The day it came cannot be before Monday 2 March 2026",
        ),
        (
            date_in("came_on", date(2026, 3, 17)),
            "The day it came cannot be in the future",
        ),
    ],
)
def test_what_is_missing_or_cannot_be_is_told_and_nothing_typed_is_lost(
    sam, changes, says
):
    page = record(sam, **HANDED_OVER | changes)
    assert page.status_code == 422
    assert says in words(page)
    assert "ACT/26/0117" in page.text
    assert "Juniper Blackwood" in page.text
    assert '<details class="govuk-details" open>' in page.text
    assert not figures(sam, date(2026, 3, 1), date(2026, 5, 31))
