"""A case of two areas has one panel, of the relevant bodies of both."""

from datetime import date

import pytest

from asbreview.domain.panel.facts import Disposal
from asbreview.domain.terms import Body
from asbreview.reviews.told import (
    ActionTold,
    FindingsTold,
    IssueTold,
    OfficialTold,
    OptionTold,
    RecommendationTold,
)
from desk import date_in, filled_in, words
from journey import BODIES, PROCEDURE, THERE
from web.test_cross_border import FENLAND, JOINT, figures, sam, works_for

__all__ = ["sam"]
THEIRS = Body.id_for("fenland-district-council")
FDC = "Fenland District Council"
POLICE = "Cambridgeshire Constabulary"
CONVENED_ON, MEETS_ON = date(2026, 3, 20), date(2026, 4, 1)
CONVENE = {
    "place": "Council offices, Ely",
    "chair_name": "Odile Fenwick",
    "chair_body": str(BODIES[1]),
    "chair_was_involved": "false",
    "independence": "Has had no part in the case.",
    "meets_at": "13:00",
    **date_in("meets_on", MEETS_ON),
}


@pytest.fixture
def joint(sam):
    """The case is joint with Fenland, and the threshold was met here."""
    sam.fill_in("/joint", **JOINT)
    sam.tale.decide(date(2026, 3, 17)).post(date(2026, 3, 18))
    return sam


def held(sam):
    sam.on(CONVENED_ON).fill_in("/panel/convene", **CONVENE)
    sam.tale.assess().choose().send_papers()
    sam.reviews.hold_panel(
        sam.tale.case_id,
        held_on=MEETS_ON,
        attended=[*THERE, OfficialTold(name="Wilf Marchbank", body_id=THEIRS)],
        issues=[IssueTold(issue="The yard is theirs", disposal=Disposal.UPHELD)],
        signed=sam.tale.signed(MEETS_ON),
    )
    return sam


def find(sam, also=None):
    on = date(2026, 4, 2)
    sam.reviews.decide_outcome(
        sam.tale.case_id,
        FindingsTold(
            made_on=on,
            made_by=[*BODIES, THEIRS],
            findings="The yard was looked after by nobody.",
            options=[OptionTold(option="A gate", chosen=True, reasons="It is shut")],
            not_consulted_because="She is away.",
        ),
        recommendations=[
            RecommendationTold(body_id=THEIRS, recommendation="Shut the yard")
        ],
        actions=[
            ActionTold(
                body_id=THEIRS,
                due_on=date(2026, 4, 30),
                action="Put up a gate",
                recommendation=1,
            ),
            *_visits(also),
        ],
        signed=sam.tale.signed(on),
    )
    sam.tale.post(date(2026, 4, 7))
    return sam.on(date(2026, 4, 8))


def _visits(body_id):
    """Yield an action of another body besides, if there is to be one."""
    if body_id is not None:
        due_on = date(2026, 5, 29)
        yield ActionTold(body_id=body_id, due_on=due_on, action="Visit weekly")


def test_the_bodies_of_both_are_asked_to_it_and_one_of_both_once(joint):
    page = joint.on(CONVENED_ON).get("/panel/convene")
    assert f"{FDC} (Fenland)" in words(page)
    assert words(page).count(f"{POLICE} ") == 1 + 1  # to be ticked, and for the chair
    ticked = set(filled_in(page)["bodies"])
    assert ticked == {str(id_) for id_ in (*BODIES, THEIRS)}


def test_who_came_from_the_other_area_stands_in_the_minutes_by_name(joint):
    held(joint)
    assert THEIRS in joint.case.panel.convened.bodies
    joint.on(date(2026, 4, 2))
    page = words(joint.get("/panel"))
    assert FDC in page
    assert "Wilf Marchbank" in page
    assert "another body" not in page


def test_what_comes_of_it_may_be_the_other_areas_to_do_and_both_read_it(joint):
    find(held(joint))
    letter = [x for x in joint.tale.all_letters() if x.kind == "outcome"][-1]
    said = words(joint.get(f"/letters/{letter.id}"))
    assert "Shut the yard" in said
    assert FDC in said
    assert "another body" not in said
    works_for(joint, FENLAND)
    page = words(joint.get("/outcome"))
    assert "Put up a gate" in page
    assert FDC in page
    assert joint.get("/panel/convene").status_code == 403
    queue = words(joint.browser.get("/?whose=all"))
    assert f"Get news of the action of {FDC}" in queue
    history = words(joint.get("/history"))
    assert FDC in history
    assert "another body" not in history


def test_a_review_of_both_counts_once_in_each_with_what_came_of_it(joint):
    find(held(joint))
    expected = {
        "applications": 1,
        "reviews": 1,
        "with_recommendations": 1,
        "joint": 1,
        "received": 1,
        "open_at_end": 1,
    }
    for area in (PROCEDURE, FENLAND):
        assert figures(joint, area) == expected, area


def test_without_it_the_other_areas_bodies_are_no_bodies_of_the_case(sam):
    sam.tale.decide(date(2026, 3, 17)).post(date(2026, 3, 18))
    page = sam.on(CONVENED_ON).get("/panel/convene")
    assert FDC not in words(page)
    fields = filled_in(page) | CONVENE
    fields["bodies"] = [*fields["bodies"], str(THEIRS)]
    refused = sam.send("/panel/convene", fields)
    assert refused.status_code in {409, 422}
    assert "Select from the relevant bodies" in words(refused)


def test_both_stay_named_where_it_turns_out_not_to_be_joint(joint):
    held(joint)
    joint.reviews.correct_fact(
        joint.tale.case_id,
        "trigger.case-made-joint",
        joint.tale.case_id,
        reason="The yard is ours after all",
        signed=joint.tale.signed(date(2026, 4, 2)),
    )
    page = words(joint.on(date(2026, 4, 2)).get("/panel"))
    assert "Wilf Marchbank" in page
    assert FDC in page
