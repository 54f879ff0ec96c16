"""An application of another area, or of two: clocks and figures in both."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import change_areas
from asbreview.standing import make_ready
from desk import SAM, desk, pages_of, words
from journey import APPLIED_ON, COUNCIL, PROCEDURE
from projections.deadlines import deadlines_of
from projections.reporting import statutory

FENLAND = "fenland"
ANOTHER = UUID(int=4)  # a caseworker
MARCH_TO_MAY = {"from_": date(2026, 3, 1), "to": date(2026, 5, 31)}
TRANSFER = {
    "to_procedure": FENLAND,
    "reason": "The street is in March.",
    "to_whom": "The point of contact of Fenland",
    "handed_over": "The application, and each complaint. No files.",
}
JOINT = {"with_area": FENLAND, "reason": "The yard is across the border."}


@pytest.fixture
def sam(tmp_path):
    """Sam of East Cambridgeshire, in an installation that Fenland shares."""
    with desk(tmp_path) as sam:
        yield shares(sam)


def shares(sam):
    """Let Fenland share the installation in which a case was begun."""
    installation = sam.installation
    told = replace(installation.settings, other_procedures=(FENLAND,))
    shared = replace(installation, settings=told)
    make_ready(shared)
    sam.browser.app.state = pages_of(shared).state
    sam.tale.apply().post(date(2026, 3, 3))
    return sam.on(date(2026, 3, 16))  # a Monday, a fortnight later


def works_for(sam, *areas):
    office = sam.installation.office
    change_areas(office, sign_in_name=SAM.sign_in_name, areas=frozenset(areas))


def rows_of(sam, case_id):
    sam.installation.projector.catch_up()
    with sam.installation.views.connect() as db:
        return {row.timer_id: row for row in deadlines_of(db, case_id)}


def figures(sam, area_id):
    sam.installation.projector.catch_up()
    with sam.installation.views.connect() as db:
        found = statutory(db, area_id=area_id, **MARCH_TO_MAY)
    return {name: len(cases) for name, cases in found._asdict().items() if cases}


def test_a_transfer_opens_a_case_there_and_stops_the_clocks_here(sam):
    told = words(sam.fill_in("/transfer", **TRANSFER))
    opened = sam.case.trigger.ended.opened
    assert f"where its reference is {opened.reference}" in told
    assert "No files." in told
    assert not [row for row in rows_of(sam, sam.tale.case_id).values() if row.is_open]

    there = sam.reviews.case(opened.case_id)
    assert there.procedure.procedure_id == FENLAND
    assert there.trigger.application.applied_on == APPLIED_ON  # first received
    assert there.trigger.came.on == date(2026, 3, 16)  # received there
    assert len(there.evidence.complaints) == 4
    # Two working days in Fenland, from the day that it came there.
    assert rows_of(sam, opened.case_id)["acknowledge"].due_on == date(2026, 3, 18)


def test_the_page_says_what_goes_with_it_and_what_they_have_to_do_by_when(sam):
    page = words(sam.get("/transfer"))
    assert "with the day on which it was made: Monday 2 March 2026" in page
    assert "4 complaints" in page
    # Two working days after Monday 16 March.
    assert "Fenland: acknowledge the application, by Wednesday 18 March 2026" in page
    assert "What on file do you hand over besides?" not in page  # there is nothing


@pytest.fixture
def with_a_file(sam):
    """The bodies have answered, and the risk was assessed."""
    sam.tale.decide(date(2026, 3, 16)).post(date(2026, 3, 16))
    sam.tale.ask(date(2026, 3, 16)).answer(date(2026, 3, 16)).assess(date(2026, 3, 16))
    return sam.on(date(2026, 3, 17))


def test_what_is_on_file_is_handed_over_item_by_item_and_both_say_so(with_a_file):
    sam, evidence = with_a_file, with_a_file.case.evidence
    page = sam.get("/transfer")
    assert "The answer of Cambridgeshire Constabulary, of Monday 16" in words(page)
    items = [str(id_) for id_ in (*list(evidence.answers)[:2], *evidence.assessments)]
    told = words(sam.fill_in("/transfer", **TRANSFER, items=items))
    assert "Of what is on file here: 2 answers, 1 risk assessment." in told
    opened = sam.case.trigger.ended.opened
    assert {str(id_) for id_ in sam.case.trigger.ended.items} == set(items)
    assert not sam.reviews.case(opened.case_id).evidence.answers  # it comes by hand
    works_for(sam, FENLAND)
    page = words(sam.browser.get(f"/cases/{opened.reference}"))
    assert "Handed over beside it: 2 answers, 1 risk assessment." in page


def test_what_is_kept_to_some_or_is_not_there_is_not_handed_over(with_a_file):
    sam = with_a_file
    kept, *_ = sam.case.evidence.answers
    sam.reviews.keep_to_some(
        sam.tale.case_id,
        kept,
        bodies=(COUNCIL,),
        roles=(),
        reason="It names an informant",
        signed=sam.tale.signed(date(2026, 3, 17)),
    )
    page = sam.on(date(2026, 3, 17)).get("/transfer")
    assert str(kept) not in page.text
    for item in (kept, UUID(int=99)):
        page = sam.fill_in("/transfer", **TRANSFER, items=[str(item)])
        assert page.status_code in {409, 422}
        assert "Select from what is on file" in words(page)
        assert sam.case.trigger.ended is None


def test_the_complaints_count_there_as_on_the_day_it_was_first_made(sam):
    sam.on(date(2026, 8, 10))  # the six months of every complaint but one are over
    sam.fill_in("/transfer", **TRANSFER)
    works_for(sam, FENLAND)
    reference = sam.case.trigger.ended.opened.reference
    page = words(sam.browser.get(f"/cases/{reference}/threshold"))
    assert "3 qualifying complaints; 3 needed." in page


def test_the_applicant_is_told_by_both_and_each_area_sees_its_own(sam):
    sam.fill_in("/transfer", **TRANSFER)
    reference = sam.case.trigger.ended.opened.reference
    assert sam.tale.all_letters()[-1].kind == "closing"
    assert sam.browser.get(f"/cases/{reference}").status_code == 404
    works_for(sam, FENLAND)
    page = words(sam.browser.get(f"/cases/{reference}"))
    assert "first made to another area: East Cambridgeshire, on Monday 2 March" in page
    assert "It came here on Monday 16 March 2026" in page
    assert sam.get().status_code == 404
    letters = words(sam.browser.get(f"/cases/{reference}/letters"))
    assert "Acknowledgement" in letters


def test_each_area_counts_the_application_once_and_says_what_became_of_it(sam):
    sam.fill_in("/transfer", **TRANSFER)
    assert figures(sam, PROCEDURE) == {
        "applications": 1,
        "transferred": 1,
        "received": 1,
        "ended": 1,
    }
    assert figures(sam, FENLAND) == {
        "applications": 1,
        "undecided": 1,
        "came_from_elsewhere": 1,
        "received": 1,
        "open_at_end": 1,
    }


def test_a_restricted_case_is_restricted_there_too(sam):
    sam.reviews.restrict_case(
        sam.tale.case_id,
        [SAM.account_id],
        reason="Her name is in the papers",
        signed=sam.tale.signed(date(2026, 3, 16)),
    )
    sam.fill_in("/transfer", **TRANSFER)
    opened = sam.case.trigger.ended.opened
    works_for(sam, PROCEDURE, FENLAND)
    assert sam.browser.get(f"/cases/{opened.reference}").status_code == 404


def test_whoever_has_a_conflict_of_interest_in_it_has_it_there_too(sam):
    """An officer of both areas who is a cousin here is a cousin there."""
    sam.reviews.declare_conflict(
        sam.tale.case_id,
        ANOTHER,
        reason="They are cousins",
        signed=sam.tale.signed(date(2026, 3, 16)),
    )
    sam.fill_in("/transfer", **TRANSFER, stays_joint="true")
    there = sam.reviews.case(sam.case.trigger.ended.opened.case_id)
    assert there.known.conflicted == (ANOTHER,)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"to_whom": ""}, "Enter to whom there it was handed over"),
        ({"handed_over": ""}, "Enter what is handed over"),
        ({"to_procedure": ""}, "Enter the area it belongs to"),
        ({"to_procedure": "richmond"}, "Select the area it belongs to"),
        ({"to_procedure": PROCEDURE}, "Select the area it belongs to"),
        (
            {"to_procedure": "", "to_area": "Ipswich", "stays_joint": "true"},
            "A case is joint only with an area that is in this system",
        ),
    ],
)
def test_what_is_missing_is_told_and_nothing_typed_is_lost(sam, changes, says):
    page = sam.fill_in("/transfer", **TRANSFER | changes)
    assert page.status_code in {409, 422}
    assert says in words(page)
    assert "The street is in March." in page.text
    assert sam.case.trigger.ended is None


def test_what_is_joint_both_read_and_one_records(sam):
    told = words(sam.fill_in("/joint", **JOINT))
    assert "The case is joint. The letter that says so is drafted." in told
    assert "joint with Fenland since Monday 16 March 2026" in told
    assert sam.tale.all_letters()[-1].kind == "joint case"
    works_for(sam, FENLAND)
    page = words(sam.get())
    assert "East Cambridgeshire leads and records on it, Fenland reads it" in page
    assert sam.get("/joint").status_code == 403
    assert sam.case.trigger.reference in sam.browser.get("/?whose=all").text
    works_for(sam, "richmond")
    assert sam.get().status_code == 404


def test_what_is_joint_counts_once_in_each_area(sam):
    sam.fill_in("/joint", **JOINT)
    expected = {"applications": 1, "undecided": 1, "joint": 1}
    expected |= {"received": 1, "open_at_end": 1}
    assert figures(sam, PROCEDURE) == figures(sam, FENLAND) == expected


def test_a_restriction_shuts_out_whoever_is_not_named_in_either_area(sam):
    sam.fill_in("/joint", **JOINT)
    sam.reviews.restrict_case(
        sam.tale.case_id,
        [],
        reason="Her name is in the papers",
        signed=sam.tale.signed(date(2026, 3, 16)),
    )
    sam.reviews.assign(
        sam.tale.case_id,
        ANOTHER,
        signed=sam.tale.signed(date(2026, 3, 16)),
    )
    works_for(sam, FENLAND)
    sam.installation.projector.catch_up()
    assert sam.get().status_code == 404
    assert sam.case.trigger.reference not in sam.browser.get("/?whose=all").text


def test_that_it_is_joint_is_taken_back_and_nobody_else_reads_it(sam):
    sam.fill_in("/joint", **JOINT)
    sam.reviews.correct_fact(
        sam.tale.case_id,
        "trigger.case-made-joint",
        sam.tale.case_id,
        reason="Of another case",
        signed=sam.tale.signed(date(2026, 3, 16)),
    )
    works_for(sam, FENLAND)
    sam.installation.projector.catch_up()
    assert sam.get().status_code == 404


def test_a_case_is_joint_with_one_other_area(sam):
    sam.fill_in("/joint", **JOINT)
    assert "/joint" not in sam.get().text
    page = sam.fill_in("/joint", **JOINT)
    assert page.status_code == 409
    assert "It is joint already, with Fenland" in words(page)


def test_what_is_transferred_may_stay_joint_and_the_other_leads(sam):
    sam.fill_in("/transfer", **TRANSFER, stays_joint="true")
    opened = sam.case.trigger.ended.opened
    page = words(sam.browser.get(f"/cases/{opened.reference}"))
    assert "Fenland leads and records on it, East Cambridgeshire reads it" in page
