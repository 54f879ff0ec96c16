"""The panel's pages: convened, put off, the victim's part, held."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, disable_account, open_account
from desk import ODILE, SAM, date_in, desk, filled_in, words
from journey import AREAS, BODIES, COUNCIL, MARIGOLD
from visiting import PASSWORD, sign_in

A_PANEL = {
    **date_in("meets_on", date(2026, 4, 1)),
    "meets_at": "1:30pm",
    "place": "Council offices, Ely",
    "chair_name": "Odile Fenwick",
    "chair_body": str(BODIES[1]),
    "chair_was_involved": "false",
    "independence": "Has had no part in the case.",
}


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        yield at_desk


def test_before_the_threshold_there_is_nothing_to_convene(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()
        page = at_desk.on(date(2026, 3, 4)).get("/panel")
        assert "The threshold is to be decided first" in words(page)
        assert "/panel/convene" not in page.text


def test_one_form_convenes_the_panel_and_records_how_the_victim_takes_part(at_desk):
    at_desk.on(date(2026, 3, 20))
    form = filled_in(at_desk.get("/panel/convene"))
    assert set(form["bodies"]) == {str(body) for body in BODIES}
    assert form["participation"] == ["attends the meeting"]  # the wish on applying
    page = at_desk.fill_in("/panel/convene", **A_PANEL)
    told = words(page)
    assert "The panel is convened" in told
    # 1 April is in summer time, so half past one is 12:30 by UTC
    assert at_desk.case.panel.meets_at.isoformat() == "2026-04-01T13:30:00+01:00"
    assert "Wednesday 1 April 2026 at 1:30pm" in told
    assert "Chose to take part: attends the meeting" in told
    assert "Odile Fenwick, " in told


def test_a_chair_who_had_a_part_in_the_case_is_refused_and_nothing_typed_is_lost(
    at_desk,
):
    at_desk.on(date(2026, 3, 20))
    page = at_desk.fill_in(
        "/panel/convene", **{**A_PANEL, "chair_was_involved": "true"}
    )
    assert page.status_code == 409
    assert "The chair must not have been involved" in words(page)
    assert 'href="#chair_was_involved"' in page.text
    again = filled_in(page)
    assert again["independence"] == ["Has had no part in the case."]
    assert again["meets_at"] == ["1:30pm"]
    assert at_desk.case.panel.convened is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("half one", "The time of the meeting must be a time, like 10:30am or 2pm"),
        ("2", "The time of the meeting must say whether it is am or pm"),
        ("14:75", "The time of the meeting must be a real time"),
        ("", "Enter the time of the meeting"),
    ],
)
def test_a_time_that_cannot_be_read_is_told(at_desk, typed, told):
    at_desk.on(date(2026, 3, 20))
    page = at_desk.fill_in("/panel/convene", **{**A_PANEL, "meets_at": typed})
    assert page.status_code == 422
    assert told in words(page)
    assert filled_in(page)["meets_at"] == [typed]


@pytest.mark.parametrize(
    ("changed", "told", "field"),
    [
        (
            date_in("meets_on", date(2026, 3, 19)),
            "must be today or later",
            "meets_on-day",
        ),
        ({"bodies": [str(BODIES[0])]}, "Select at least 3 bodies", "bodies"),
        (
            {"participation": "not invited"},
            "Enter why the victim is not invited",
            "not_invited_because",
        ),
    ],
)
def test_each_refusal_of_convening_leads_to_its_field(at_desk, changed, told, field):
    at_desk.on(date(2026, 3, 20))
    page = at_desk.fill_in("/panel/convene", **{**A_PANEL, **changed})
    assert page.status_code == 409
    assert told in words(page)
    assert f'href="#{field}"' in page.text
    assert f'id="{field}"' in page.text


def test_the_invitation_can_be_read_before_anything_is_recorded(at_desk):
    at_desk.on(date(2026, 3, 20))
    page = at_desk.fill_in("/panel/convene", **A_PANEL, preview="yes")
    told = words(page)
    assert page.status_code == 200
    assert "The letter that recording this would draft" in told
    assert "Wednesday 1 April 2026" in told
    assert "Dear Marigold MARKERNAME" in told
    assert at_desk.case.panel.convened is None
    assert filled_in(page)["place"] == ["Council offices, Ely"]


def test_a_double_click_convenes_once(at_desk):
    at_desk.on(date(2026, 3, 20))
    fields = filled_in(at_desk.get("/panel/convene")) | A_PANEL
    first = at_desk.send("/panel/convene", fields)
    second = at_desk.send("/panel/convene", fields)
    assert first.status_code == second.status_code == 200
    assert "The panel is convened" in words(second)
    assert len(at_desk.tale.letters()) == 1


def test_a_panel_that_somebody_else_convened_is_not_convened_again(at_desk):
    at_desk.on(date(2026, 3, 20))
    fields = filled_in(at_desk.get("/panel/convene")) | A_PANEL
    at_desk.tale.convene()
    page = at_desk.send("/panel/convene", fields)
    assert page.status_code == 409
    assert "A panel has been convened" in words(page)
    assert filled_in(page)["independence"] == ["Has had no part in the case."]


def test_no_meeting_is_recorded_before_it_is_known_how_the_victim_takes_part(at_desk):
    at_desk.tale.convene()
    page = at_desk.on(date(2026, 4, 1)).get("/panel")
    assert "It is not known yet how the victim takes part" in words(page)
    assert "/panel/held" not in page.text
    page = at_desk.fill_in(
        "/panel/held",
        attended__0__name="Odile Fenwick",
        issues__0__issue="Visits",
        issues__0__disposal="more should have been done",
    )
    assert page.status_code == 409
    assert "Record first how the victim takes part" in words(page)


def test_a_victim_whose_part_is_not_known_yet_is_asked_by_the_invitation(at_desk):
    at_desk.on(date(2026, 3, 20))
    page = at_desk.fill_in("/panel/convene", **A_PANEL, participation="")
    assert "It is not known yet how the victim takes part" in words(page)
    assert at_desk.case.panel.participation is None


def test_reasons_for_not_inviting_the_victim_are_shown(at_desk):
    at_desk.tale.convene()
    at_desk.on(date(2026, 3, 23))
    page = at_desk.fill_in(
        "/panel/participation",
        participation="not invited",
        not_invited_because="Both sides live on one landing.",
    )
    assert "Not invited, because: Both sides live on one landing." in words(page)


def test_a_meeting_put_off_says_why_and_keeps_its_time_of_day(at_desk):
    at_desk.tale.convene().choose()
    at_desk.on(date(2026, 3, 25))
    assert filled_in(at_desk.get("/panel/postpone"))["meets_at"] == ["2:00pm"]
    page = at_desk.fill_in(
        "/panel/postpone",
        **date_in("meets_on", date(2026, 4, 8)),
        reason="The police cannot come.",
    )
    assert "Wednesday 8 April 2026 at 2:00pm" in words(page)
    assert "The police cannot come." in words(page)


def test_the_meeting_form_knows_who_was_expected(at_desk):
    at_desk.tale.convene().choose()
    form = filled_in(at_desk.on(date(2026, 4, 1)).get("/panel/held"))
    rows = [form[f"attended-{n}-body_id"][0] for n in range(len(BODIES))]
    assert rows[0] == str(BODIES[1])  # the chair's
    assert form["attended-0-name"] == ["Odile Fenwick"]
    assert set(rows) == {str(body) for body in BODIES}
    assert (form["held_on-day"], form["held_on-month"]) == (["1"], ["4"])


def test_another_row_is_added_and_nothing_is_saved_or_lost(at_desk):
    at_desk.tale.convene().choose()
    at_desk.on(date(2026, 4, 1))
    page = at_desk.fill_in("/panel/held", issues__0__issue="Visits", add="issues")
    form = filled_in(page)
    assert page.status_code == 200
    assert form["issues-0-issue"] == ["Visits"]
    assert "issues-3-issue" in form  # there were three
    assert "issues-4-issue" not in form
    assert at_desk.case.panel.held is None


def test_a_meeting_shows_who_was_there_who_was_not_and_what_it_had(at_desk):
    at_desk.tale.convene().choose()
    at_desk.on(date(2026, 4, 1))
    page = at_desk.fill_in(
        "/panel/held",
        issues__1__issue="Visits were not followed up",
        issues__1__disposal="more should have been done",
        went_on_because="The victim wished it",
        victim_came="came to the meeting",
    )
    told = words(page)
    assert "fewer bodies than the procedure asks for: The victim wished it" in told
    assert "Held on Wednesday 1 April 2026" in told
    assert "Visits were not followed up More should have been done" in told
    assert "Invited, and nobody there:" in told
    assert "The risk has not been assessed." in told
    at_desk.tale.assess(date(2026, 4, 2))
    later = words(at_desk.on(date(2026, 4, 2)).get("/panel"))
    assert "The risk has not been assessed." in later  # the panel did not have it


def test_an_issue_that_is_not_disposed_of_is_asked_for(at_desk):
    at_desk.tale.convene().choose()
    at_desk.on(date(2026, 4, 1))
    page = at_desk.fill_in("/panel/held", issues__2__issue="The landlord did nothing")
    assert page.status_code == 422
    assert "Issue 3: select what the panel found" in words(page)
    assert 'href="#issues-2-disposal"' in page.text
    page = at_desk.fill_in("/panel/held", victim_came="came to the meeting")
    assert "Enter each issue considered" in words(page)
    assert 'href="#issues-0-issue"' in page.text


A_MEETING = {
    "issues__0__issue": "Visits were not followed up",
    "issues__0__disposal": "more should have been done",
    "went_on_because": "The victim wished it",
}


def test_that_the_victim_chose_to_come_does_not_say_that_they_came(at_desk):
    """They chose to attend, and did not: both are on record, and each is shown."""
    at_desk.tale.convene().choose()
    at_desk.on(date(2026, 4, 1))
    asked = at_desk.get("/panel/held")
    assert "They had chosen: the victim attends the meeting." in words(asked)
    assert "victim_came" not in filled_in(asked)
    unsaid = at_desk.fill_in("/panel/held", **A_MEETING)
    assert unsaid.status_code == 422
    assert '<a href="#victim_came">Select whether the victim came</a>' in unsaid.text
    nobody = "did not come, and nobody came for them"
    told = words(at_desk.fill_in("/panel/held", **A_MEETING, victim_came=nobody))
    assert f"The victim {nobody}." in told
    assert "attends the meeting" in told
    assert f"The victim {nobody}" in words(at_desk.get("/history"))


def test_whoever_was_not_to_come_is_down_as_not_having_come(at_desk):
    at_desk.tale.convene()
    at_desk.on(date(2026, 3, 24))
    at_desk.fill_in("/panel/participation", participation="sends a statement")
    form = filled_in(at_desk.on(date(2026, 4, 1)).get("/panel/held"))
    assert form["victim_came"] == ["did not come, and nobody came for them"]


def test_of_a_meeting_recorded_before_this_was_asked_nothing_is_made_up(at_desk):
    at_desk.tale.convene().choose().hold()
    page = words(at_desk.on(date(2026, 4, 2)).get("/panel"))
    assert "It is not on record whether the victim came." in page
    assert "The victim came" not in words(at_desk.get("/history"))


def test_whether_the_victim_came_is_put_right_with_who_was_there(at_desk):
    at_desk.tale.convene().choose().hold()
    at_desk.on(date(2026, 4, 2))
    came = "did not come, and somebody came for them"
    page = at_desk.fill_in(
        "/panel/attendance/put-right",
        went_on_because="The victim wished it",
        victim_came=came,
        reason="Her sister came for her",
    )
    assert f"The victim {came}." in words(page)
    assert f"The victim {came}" in words(at_desk.get("/history"))


def test_whoever_has_not_answered_is_named_beside_the_form(at_desk):
    at_desk.tale.ask().convene().choose()
    told = words(at_desk.on(date(2026, 4, 1)).get("/panel/held"))
    assert told.count("has not answered") == len(BODIES)


def test_the_panel_is_shown_as_it_was(at_desk):
    at_desk.tale.convene().choose().hold()
    at_desk.on(date(2026, 4, 2))
    then = at_desk.get("/panel", as_of="2026-03-20")
    assert "It is not known yet how the victim takes part" in words(then)
    assert "Held on" not in words(then)
    assert "/panel/participation" not in then.text
    assert at_desk.get("/panel/participation", as_of="2026-03-20").status_code == 403


def test_an_auditor_reads_and_is_offered_nothing(at_desk):
    at_desk.tale.convene()
    at_desk.on(date(2026, 3, 21)).as_auditor()
    page = at_desk.get("/panel")
    assert "Council offices, Ely" in words(page)
    for action in ("/panel/postpone", "/panel/participation", "/panel/held"):
        assert action not in page.text
        assert at_desk.get(action).status_code == 403


def test_the_papers_are_recorded_as_sent_once(at_desk):
    at_desk.tale.convene().choose()
    at_desk.on(date(2026, 3, 30))
    page = at_desk.fill_in("/panel/papers")
    assert "It is recorded that the papers were sent." in words(page)
    assert "Papers sent Monday 30 March 2026" in words(page)
    assert "/panel/papers" not in page.text
    again = at_desk.fill_in("/panel/papers")
    assert again.status_code == 409
    assert "The papers have been sent" in words(again)


def test_who_had_a_part_in_the_case_stands_beside_the_choice_of_a_chair(at_desk):
    at_desk.tale.assess()
    told = words(at_desk.on(date(2026, 3, 20)).get("/panel/convene"))
    assert "Who has had a part in the case" in told
    assert "Sam Reed recorded " in told
    assert "Ines Calloway assessed the risk" in told


@pytest.mark.parametrize(
    ("name", "because"),
    [
        ("Sam Reed, Community safety", "is its caseworker and recorded something"),
        ("INES CALLOWAY", "assessed the risk"),
        ("Marigold Markername", "is somebody whom the case is about"),
    ],
)
def test_a_chair_who_touched_the_case_is_refused_by_name(at_desk, name, because):
    at_desk.tale.assess()
    at_desk.on(date(2026, 3, 20))
    page = at_desk.fill_in("/panel/convene", **{**A_PANEL, "chair_name": name})
    assert page.status_code == 409
    assert because in words(page)
    assert 'href="#chair_name"' in page.text
    assert "Was it somebody else of the same name?" in words(page)
    assert at_desk.case.panel.convened is None
    again = filled_in(page) | {"chair_is_another": "true"}
    told = words(at_desk.send("/panel/convene", again))
    assert "It was said that this is somebody else." in told
    assert because.split(" and ")[0] in told


def test_nor_one_who_has_left_since_and_comes_back_from_elsewhere(at_desk):
    """An account that is closed takes nobody's part in the case away."""
    at_desk.on(date(2026, 3, 20))
    office, now = at_desk.installation.office, at_desk.clock()
    lee = Account(
        UUID(int=52), "lee@ely.example", "Lee Marsh", Role.LEAD, COUNCIL, AREAS
    )
    open_account(office, lee, password=PASSWORD, at=now)
    disable_account(office, sign_in_name=SAM.sign_in_name, at=now)
    at_desk.browser.cookies.clear()
    sign_in(at_desk.browser, name=lee.sign_in_name)
    assert "Sam Reed (has left) recorded " in words(at_desk.get("/panel/convene"))
    page = at_desk.fill_in("/panel/convene", **{**A_PANEL, "chair_name": "Sam Reed"})
    assert page.status_code == 409
    assert "is its caseworker and recorded something" in words(page)
    assert at_desk.case.panel.convened is None


def test_a_chair_with_a_conflict_of_interest_is_refused(at_desk):
    at_desk.reviews.declare_conflict(
        at_desk.case.case_id,
        ODILE.account_id,
        reason="They are cousins",
        signed=at_desk.tale.signed(date(2026, 3, 19)),
    )
    at_desk.on(date(2026, 3, 20))
    page = at_desk.fill_in("/panel/convene", **A_PANEL)
    assert "Somebody of this name has a conflict of interest" in words(page)
    assert at_desk.case.panel.convened is None


def test_a_chair_nobody_knows_is_said_to_have_been_checked(at_desk):
    at_desk.on(date(2026, 3, 20))
    page = at_desk.fill_in("/panel/convene", **A_PANEL)
    assert "Checked by name against who has had a part in the case" in words(page)


def test_the_bodies_calendar_file_is_saved_under_the_reference(at_desk):
    assert at_desk.on(date(2026, 3, 19)).get("/panel/meeting.ics").status_code == 404
    at_desk.tale.convene()
    at_desk.on(date(2026, 3, 20))
    assert "/panel/meeting.ics" in at_desk.get("/panel").text
    file = at_desk.get("/panel/meeting.ics")
    assert file.headers["content-type"].startswith("text/calendar")
    assert at_desk.case.trigger.reference in file.headers["content-disposition"]
    assert "BEGIN:VCALENDAR" in file.text


FROM_OUTSIDE = {
    **A_PANEL,
    "chair_body": "00000000-0000-0000-0000-000000000000",
    "chair_from": "Marshland partnership",
}


def test_a_chair_may_come_from_another_partnership_and_is_told_so(at_desk):
    at_desk.on(date(2026, 3, 20))
    assert "None of these: another partnership, or independent" in words(
        at_desk.get("/panel/convene")
    )
    page = at_desk.fill_in("/panel/convene", **FROM_OUTSIDE)
    assert "Odile Fenwick, Marshland partnership" in words(page)
    assert "Marshland partnership" in words(at_desk.get("/panel/held"))
    at_desk.on(date(2026, 4, 1))
    form = filled_in(at_desk.get("/panel/held"))
    (there,) = form["attended-0-body_id"]
    page = at_desk.fill_in(
        "/panel/held",
        victim_came="came to the meeting",
        **{
            "attended-0-name": "Odile Fenwick",
            "attended-0-body_id": there,
            **{
                f"attended-{number}-name": f"Member {number}"
                for number in range(1, len(BODIES) + 1)
            },
            "issues-0-issue": "Whether the reports were taken together.",
            "issues-0-disposal": "the response was adequate",
        },
    )
    assert "The meeting is recorded" in words(page)
    assert words(page).count("Odile Fenwick, Marshland partnership") >= 2


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            {**FROM_OUTSIDE, "chair_from": ""},
            "Enter the organisation the chair comes from, or that they act for none",
        ),
        (
            {**A_PANEL, "chair_from": "Marshland partnership"},
            "Leave this empty, or choose that the chair comes from none of the bodies",
        ),
    ],
)
def test_where_a_chair_comes_from_is_said_once(at_desk, typed, says):
    at_desk.on(date(2026, 3, 20))
    page = at_desk.fill_in("/panel/convene", **typed)
    assert says in words(page)
    assert at_desk.case.panel.convened is None
    assert 'href="#chair_from"' in page.text


def test_a_chair_from_outside_is_checked_as_any_other_is(at_desk):
    at_desk.on(date(2026, 3, 20))
    page = at_desk.fill_in(
        "/panel/convene", **{**FROM_OUTSIDE, "chair_name": MARIGOLD.name}
    )
    assert page.status_code == 409
    assert "choose another" in words(page)
    assert "Marshland partnership" in page.text
