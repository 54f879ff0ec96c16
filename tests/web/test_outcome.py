"""The outcome's pages: decided, answered, the plan followed, the case closed."""

from datetime import date

import pytest

from desk import date_in, desk, filled_in, words
from journey import BODIES, COUNCIL

AN_OUTCOME = {
    "findings": "The visits should have been followed up.",
    "options-0-option": "Noise equipment",
    "options-0-chosen": "true",
    "options-0-reasons": "It gives evidence.",
}
RECOMMENDED = {
    "recommendations-1-body_id": str(COUNCIL),
    "recommendations-1-recommendation": "Follow visits up",
}
AN_ACTION = {
    "not_consulted_because": "She is away.",
    "actions-0-body_id": str(COUNCIL),
    "actions-0-action": "Install noise equipment",
    **date_in("actions-0-due_on", date(2026, 4, 30)),
}


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        at_desk.tale.ask().convene().choose()
        yield at_desk


@pytest.fixture
def held(at_desk):
    at_desk.tale.assess().hold()
    return at_desk.on(date(2026, 4, 2))


@pytest.fixture
def found(held):
    held.tale.find()
    return held


def test_what_the_decision_rests_on_stands_beside_it(held):
    told = words(held.get("/outcome/decide"))
    assert "Three complaints qualify. MARKERTEXT" in told
    assert "Visits were not followed up: more should have been done" in told
    assert (
        "assessed on Friday 20 March 2026: 13 days ago" in told
    )  # 20 March to 2 April
    assert told.count("has not answered") == len(BODIES)


def test_the_outcome_is_recorded_with_rows_left_empty(held):
    page = held.fill_in(
        "/outcome/decide",
        **AN_OUTCOME,
        **RECOMMENDED,
        **AN_ACTION,
        **{"actions-0-recommendation": "2"},
    )
    told = words(page)
    assert page.status_code == 200
    assert "The outcome is recorded." in told
    assert "Noise equipment Chosen It gives evidence." in told
    assert "Follow visits up Not answered yet" in told
    assert "Due in 28 days" in told  # from 2 to 30 April
    (action,) = held.case.outcome.actions.values()
    assert action.recommendation_id in held.case.outcome.recommendations


def test_an_action_for_a_recommendation_left_empty_is_refused_at_its_row(held):
    page = held.fill_in(
        "/outcome/decide",
        **AN_OUTCOME,
        **RECOMMENDED,
        **AN_ACTION,
        **{"actions-0-recommendation": "1"},
    )
    assert page.status_code == 409
    assert "Action 1: recommendation 1 is empty" in words(page)
    assert 'href="#actions-0-recommendation"' in page.text


def test_an_action_due_in_the_past_is_refused_at_the_row_it_was_typed_in(held):
    late = date_in("actions-1-due_on", date(2026, 4, 1))
    page = held.fill_in(
        "/outcome/decide",
        **AN_OUTCOME,
        **late,
        **{"actions-1-body_id": str(COUNCIL), "actions-1-action": "Visit"},
        not_consulted_because="She is away.",
    )
    assert page.status_code == 409
    assert "Action 2: the action must be due today or later" in words(page)
    assert 'href="#actions-1-due_on-day"' in page.text
    assert filled_in(page)["findings"] == [AN_OUTCOME["findings"]]


@pytest.mark.parametrize(
    ("without", "status", "told"),
    [
        ("findings", 422, "Enter the findings, with reasons"),
        ("options-0-reasons", 422, "Option 1: enter why it was, or was not, chosen"),
        ("decided_by", 422, "Select the bodies that decided"),
    ],
)
def test_what_is_missing_is_told(held, without, status, told):
    page = held.fill_in("/outcome/decide", **{**AN_OUTCOME, without: []})
    assert page.status_code == status
    assert told in words(page)


def test_a_decision_that_is_not_every_body_s_is_contrary_to_law(held):
    page = held.fill_in("/outcome/decide", **AN_OUTCOME, decided_by=[str(COUNCIL)])
    assert page.status_code == 409
    assert "The relevant bodies decide together: still to agree" in words(page)
    assert 'href="#decided_by"' in page.text


def test_no_option_considered_is_no_outcome(held):
    page = held.fill_in("/outcome/decide", findings="Nothing more can be done.")
    assert page.status_code == 409
    assert "Enter each option considered" in words(page)
    assert 'href="#options-0-option"' in page.text


def test_without_an_assessment_of_the_risk_the_page_says_so_beside_the_form(at_desk):
    at_desk.tale.hold()
    at_desk.on(date(2026, 4, 2))
    page = at_desk.fill_in("/outcome/decide", **AN_OUTCOME)
    assert page.status_code == 409
    assert "Assess the risk first" in words(page)
    assert "The risk has not been assessed." in words(page)


def test_the_letter_can_be_read_before_the_outcome_is_recorded(held):
    page = held.fill_in("/outcome/decide", **AN_OUTCOME, preview="yes")
    assert page.status_code == 200
    assert "The visits should have been followed up." in words(page)
    assert "Dear Marigold MARKERNAME" in words(page)
    assert held.case.outcome.findings is None


def test_a_double_click_decides_once(held):
    fields = filled_in(held.get("/outcome/decide")) | AN_OUTCOME | RECOMMENDED
    held.send("/outcome/decide", fields)
    page = held.send("/outcome/decide", fields)
    assert page.status_code == 200
    assert len(held.case.outcome.recommendations) == 1


def test_answers_left_empty_stay_open(found):
    page = found.fill_in(
        "/outcome/answers",
        **{"answers-1-response": "rejected", "answers-1-reasons": "No staff"},
    )
    told = words(page)
    assert "The answers are recorded." in told
    assert "Rejected on Thursday 2 April 2026: No staff" in told
    assert told.count("Not answered yet") == 1
    left = filled_in(found.get("/outcome/answers"))
    assert "answers-1-recommendation_id" not in left


@pytest.mark.parametrize("response", ["rejected", "accepted in part"])
def test_who_does_not_accept_all_of_it_gives_reasons(found, response):
    """Who is asked must have regard to the recommendation (s.104(7))."""
    page = found.fill_in("/outcome/answers", **{"answers-0-response": response})
    assert page.status_code == 409
    assert 'href="#answers-0-reasons"' in page.text
    assert "must have regard to the recommendation" in words(page)
    assert not found.case.outcome.responses
    bare = found.fill_in("/outcome/answers", **{"answers-0-response": "accepted"})
    assert "The answers are recorded." in words(bare)


def test_no_answer_at_all_is_told(found):
    page = found.fill_in("/outcome/answers")
    assert page.status_code == 409
    assert "Enter an answer to at least one recommendation" in words(page)


def test_actions_are_reported_on_in_one_form(found):
    found.on(date(2026, 4, 20))
    assert "Overdue by 4 days" in words(found.get("/outcome"))  # due on 16 April
    page = found.fill_in(
        "/outcome/actions",
        **{
            "reports-0-became": "progress was made",
            "reports-0-says": "Visited twice",
            "reports-1-became": "done",
            "reports-1-says": "Installed",
        },
    )
    told = words(page)
    assert "Progress on Monday 20 April 2026 Visited twice" in told
    assert "Done on Monday 20 April 2026: Installed" in told
    assert len(found.case.outcome.open_actions) == 2


def test_an_action_is_not_cancelled_without_a_reason(found):
    page = found.fill_in("/outcome/actions", **{"reports-2-became": "cancelled"})
    assert page.status_code == 409
    assert "Action 3: enter why it is cancelled: the applicant is told" in words(page)
    assert 'href="#reports-2-says"' in page.text
    assert filled_in(page)["reports-2-became"] == ["cancelled"]


def test_an_action_is_added_to_the_plan(found):
    page = found.fill_in(
        "/outcome/actions/new",
        action="Ask the landlord",
        body_id=str(BODIES[0]),
        recommendation="2",
        **date_in("due_on", date(2026, 5, 1)),
    )
    assert "The action is added to the plan." in words(page)
    assert "Ask the landlord" in words(page)


def test_a_recommendation_recorded_in_error_is_left_out(found):
    item = next(iter(found.case.outcome.recommendations))
    page = found.fill_in(f"/outcome/{item}/in-error", reason="It was not made.")
    assert "It is recorded that this was recorded in error." in words(page)
    assert len(found.case.outcome.recommendations) == 1
    assert found.get(f"/outcome/{item}/in-error").status_code == 404


def test_an_auditor_sees_the_outcome_and_can_change_nothing(found):
    found.as_auditor()
    page = found.get("/outcome")
    assert "Follow up visits" in words(page)
    for action in ("/outcome/answers", "/outcome/actions", "/outcome/actions/new"):
        assert action not in page.text
        assert found.get(action).status_code == 403
    assert "Close the case" in words(found.get("/close"))


def test_the_outcome_is_shown_as_it_was(found):
    found.tale.respond()
    found.on(date(2026, 4, 21))
    then = words(found.get("/outcome", as_of="2026-04-03"))
    assert then.count("Not answered yet") == 2
    assert "Due in 13 days" in then  # 3 to 16 April


def test_what_a_closing_still_needs_is_listed_with_the_way_to_it(found):
    page = found.get("/close")
    told = words(page)
    assert "The case cannot be closed yet." in told
    assert "3 actions open" in told
    assert "2 not answered" in told
    assert f'href="{found.address}/outcome/actions"' in page.text


@pytest.fixture
def ready(found):
    found.tale.post(date(2026, 4, 7)).respond().do_actions()
    return found.on(date(2026, 5, 13))


def test_closing_asks_whether_it_is_meant(ready):
    page = ready.fill_in("/close")
    assert page.status_code == 422
    assert "Confirm that the case is to be closed" in words(page)
    page = ready.fill_in("/close", preview="yes")
    assert "sure" not in filled_in(page)  # looking is not confirming
    assert "The letter that recording this would draft" in words(page)
    assert ready.case.outcome.closed_on is None
    page = ready.fill_in("/close", sure="yes")
    assert "The case is closed." in words(page)
    assert ready.case.outcome.closed_on == date(2026, 5, 13)
    assert "/outcome/actions/new" not in page.text
    assert ready.get("/outcome/actions/new").status_code == 403


def test_a_closing_before_the_applicant_was_told_is_refused_at_the_day(ready):
    early = date_in("closed_on", date(2026, 4, 6))
    page = ready.fill_in("/close", sure="yes", **early)
    assert page.status_code == 409
    assert "cannot be before Tuesday 7 April 2026" in words(page)
    assert 'href="#closed_on-day"' in page.text


def test_a_case_whose_threshold_is_not_met_is_closed_once_the_applicant_is_told(
    tmp_path,
):
    from journey import complaint  # noqa: PLC0415

    with desk(tmp_path) as at_desk:
        one = (complaint(date(2026, 2, 10), date(2026, 2, 12)),)
        at_desk.tale.apply(complaints=one).decide(met=False)
        at_desk.on(date(2026, 3, 10))
        assert "The case cannot be closed yet." in words(at_desk.get("/close"))
        at_desk.tale.post(date(2026, 3, 10))
        at_desk.on(date(2026, 3, 11))
        page = at_desk.fill_in("/close", sure="yes")
        assert "The case is closed." in words(page)


def test_the_letter_about_an_action_is_previewed_and_of_mere_progress_there_is_none(
    found,
):
    told = {"reports-0-became": "done", "reports-0-says": "Installed"}

    page = words(found.fill_in("/outcome/actions", **told, preview="yes"))
    progress = told | {"reports-0-became": "progress was made"}
    none = words(found.fill_in("/outcome/actions", **progress, preview="yes"))

    assert "There is news of one action." in page
    assert "Done on Thursday 2 April 2026: Installed" in page
    assert "No letter is drafted" in none
    assert len(found.case.outcome.open_actions) == 3


def test_a_recommendation_shows_by_when_it_is_to_be_answered_and_when_it_is_late(
    tmp_path,
):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().decide().assess().convene().choose().hold().find()
        told = words(at_desk.on(date(2026, 5, 5)).get("/outcome"))
        assert "Not answered yet , due by Tuesday 5 May 2026" in told
        told = words(at_desk.on(date(2026, 5, 6)).get("/outcome"))
        assert "Overdue The answer was due by Tuesday 5 May 2026" in told
        at_desk.tale.respond(date(2026, 5, 6))
        assert "was due by Tuesday 5 May" not in words(at_desk.get("/outcome"))


TO_ANOTHER = {
    "recommendations-0-body_id": "00000000-0000-0000-0000-000000000000",
    "recommendations-0-to_outside": "Marshland highways",
    "recommendations-0-recommendation": "Mend the lamp",
}


def test_whoever_has_public_functions_may_be_recommended_something(held):
    page = held.fill_in("/outcome/decide", **AN_OUTCOME, **TO_ANOTHER)
    assert "The outcome is recorded." in words(page)
    assert "Marshland highways" in words(page)
    assert "Mend the lamp Not answered yet" in words(page)
    assert "Marshland highways" in words(held.get("/outcome/answers"))
    page = held.fill_in(
        "/outcome/answers",
        **{
            "answers-0-response": "rejected",
            "answers-0-reasons": "There is no money for it.",
        },
    )
    assert "There is no money for it." in words(page)
    assert "Not answered yet" not in words(page)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            {"recommendations-0-to_outside": ""},
            "enter who it is made to: somebody who carries out public functions",
        ),
        ({"recommendations-0-body_id": str(COUNCIL)}, "not both"),
    ],
)
def test_to_whom_something_is_recommended_is_said_once(held, typed, says):
    page = held.fill_in("/outcome/decide", **AN_OUTCOME, **{**TO_ANOTHER, **typed})
    assert says in words(page)
    assert "Mend the lamp" in page.text
    assert 'href="#recommendations-0-to_outside"' in page.text
    assert held.case.outcome.findings is None
