"""The people of a case: what is safe, what was said, what was promised."""

from datetime import date

import pytest

from desk import date_in, desk, filled_in, words
from journey import MARIGOLD, PROCEDURE

A_CALL = {
    "channel": "phone",
    "direction": "to us",
    "said": "She asked when the panel meets.",
}
A_PROMISE = {
    "promised": "Ring her with the date",
    **date_in("promised_by", date(2026, 3, 6)),
}


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()
        yield at_desk.on(date(2026, 3, 4))


def test_what_is_safe_is_said_in_words(at_desk):
    told = words(at_desk.get("/contacts"))
    assert "It is safe to ring" in told
    assert "Do NOT leave a message: not safe" in told
    assert "Marigold MARKERNAME, applicant and victim" in told
    assert "No contact has been recorded yet." in told


def test_each_way_that_is_not_safe_stands_on_the_first_page_of_the_case(at_desk):
    person = at_desk.case.trigger.applicant_id
    assert "Not safe to leave a message" in words(at_desk.get())
    at_desk.fill_in(f"/contacts/{person}/details", safe=["write"])
    told = words(at_desk.get())
    for way in ("email", "ring", "leave a message"):
        assert f"Not safe to {way}" in told
    assert "Not safe to write" not in told


def test_a_call_and_its_promise_are_recorded_and_the_promise_goes_red(at_desk):
    page = at_desk.fill_in("/contacts/new", **A_CALL, **A_PROMISE)
    told = words(page)
    assert "The contact is recorded." in told
    assert "They rang: Wednesday 4 March 2026" in told
    assert "She asked when the panel meets." in told
    assert "By Friday 6 March 2026 (due in 2 days)" in told
    assert "Recorded by Sam Reed" in told
    late = words(at_desk.on(date(2026, 3, 9)).get("/contacts"))
    assert "Overdue by 3 days" in late


def test_the_only_person_of_a_case_is_chosen_already(at_desk):
    form = filled_in(at_desk.get("/contacts/new"))
    assert form["person_id"] == [str(at_desk.case.contact.applicant_id)]


HOW_IT_GOES = "they asked how it is going"


def the_figure(at_desk):
    """How often somebody asked how it is going, of the reviews of the year."""
    at_desk.installation.projector.catch_up()
    asked = date_in("from_on", date(2026, 1, 1)) | date_in("to_on", date(2026, 12, 31))
    page = at_desk.browser.get("/figures/again", params={"area": PROCEDURE, **asked})
    told = words(page)
    assert "Those of which nobody said what they were for are not counted" in told
    after = told.split("They asked how it is going ")[1]
    return after.split()[0], at_desk.case.trigger.reference in page.text


def go_on_to_the_outcome(at_desk):
    """Let the review take its course: nothing of it is done twice or taken back."""
    tale = at_desk.tale
    tale.post(date(2026, 3, 5)).decide().post(date(2026, 3, 9)).ask().answer()
    tale.assess().convene().choose().send_papers().hold().find().post(date(2026, 4, 7))
    at_desk.on(date(2026, 6, 1))


def test_who_rings_to_ask_how_it_is_going_is_counted_in_the_figures(at_desk):
    for was_for in (HOW_IT_GOES, HOW_IT_GOES, "they told us something", ""):
        page = at_desk.fill_in("/contacts/new", **A_CALL, was_for=was_for)
        assert "The contact is recorded." in words(page)
    assert words(page).count("What for: they asked how it is going") == 2
    history = words(at_desk.get("/history"))
    assert history.count(f"What for {HOW_IT_GOES}") == 2
    assert history.count("What for they told us something") == 1
    assert "Somebody asked us how it is going" in history
    go_on_to_the_outcome(at_desk)
    assert the_figure(at_desk) == ("2", True)


def test_a_call_recorded_in_error_is_a_chasing_call_no_longer(at_desk):
    at_desk.fill_in("/contacts/new", **A_CALL, was_for=HOW_IT_GOES)
    (contact,) = at_desk.case.contact.contacts
    go_on_to_the_outcome(at_desk)
    assert the_figure(at_desk)[0] == "1"
    at_desk.fill_in(f"/contacts/{contact}/in-error", reason="Another case.")
    assert the_figure(at_desk)[0] == "0"


def test_a_call_of_which_nobody_says_what_it_was_for_is_not_counted(at_desk):
    form = filled_in(at_desk.get("/contacts/new"))
    assert form["was_for"] in ("", [""])
    at_desk.fill_in("/contacts/new", **A_CALL)
    go_on_to_the_outcome(at_desk)
    assert the_figure(at_desk)[0] == "0"


def test_what_they_wanted_is_not_said_of_a_call_of_ours(at_desk):
    ours = A_CALL | {"direction": "from us"}
    page = at_desk.fill_in("/contacts/new", **ours, was_for=HOW_IT_GOES)
    assert page.status_code == 409
    assert "Select \u201cNot said\u201d where we got in touch" in words(page)
    assert 'href="#was_for"' in page.text
    again = filled_in(page)
    assert again["said"] == ["She asked when the panel meets."]
    assert again["was_for"] in (HOW_IT_GOES, [HOW_IT_GOES])
    page = at_desk.fill_in("/contacts/new", **ours, was_for="")
    assert "The contact is recorded." in words(page)


def test_a_promise_has_a_day(at_desk):
    page = at_desk.fill_in("/contacts/new", **A_CALL, promised="Ring her")
    assert page.status_code == 409
    assert "Enter the day by which it was promised" in words(page)
    assert 'href="#promised_by-day"' in page.text
    assert filled_in(page)["said"] == ["She asked when the panel meets."]
    page = at_desk.fill_in(
        "/contacts/new", **A_CALL, **date_in("promised_by", date(2026, 3, 6))
    )
    assert "Enter what was promised" in words(page)


def test_a_contact_yet_to_come_is_refused_at_its_day(at_desk):
    page = at_desk.fill_in(
        "/contacts/new", **A_CALL, **date_in("made_on", date(2026, 3, 5))
    )
    assert page.status_code == 409
    assert "cannot be in the future" in words(page)
    assert 'href="#made_on-day"' in page.text


def test_a_double_click_records_one_contact(at_desk):
    fields = filled_in(at_desk.get("/contacts/new")) | A_CALL
    at_desk.send("/contacts/new", fields)
    at_desk.send("/contacts/new", fields)
    assert len(at_desk.case.contact.contacts) == 1


def test_a_promise_is_kept_and_still_told(at_desk):
    at_desk.fill_in("/contacts/new", **A_CALL, **A_PROMISE)
    (promise,) = at_desk.case.contact.promises
    page = at_desk.fill_in(f"/contacts/promises/{promise}")
    assert "It is recorded that the promise was kept." in words(page)
    assert "Nothing that was promised is open." in words(page)
    assert "Kept on Wednesday 4 March 2026" in words(page)
    again = at_desk.fill_in(f"/contacts/promises/{promise}")
    assert again.status_code == 409
    assert "This promise is not open" in words(again)


def test_a_contact_recorded_in_error_is_shown_as_that(at_desk):
    at_desk.fill_in("/contacts/new", **A_CALL, **A_PROMISE)
    (contact,) = at_desk.case.contact.contacts
    page = at_desk.fill_in(f"/contacts/{contact}/in-error", reason="Another case.")
    told = words(page)
    assert "Recorded in error Another case." in told
    assert "She asked when the panel meets." in told
    assert "Nothing that was promised is open." in told


def test_the_details_are_all_filled_in(at_desk):
    person = at_desk.case.contact.applicant_id
    form = filled_in(at_desk.get(f"/contacts/{person}/details"))
    assert form["name"] == [MARIGOLD.name]
    assert form["address"] == [MARIGOLD.address]
    assert form["safe"] == ["write", "email", "ring"]
    assert form["prefers"] == ["letter"]


def test_what_is_not_ticked_is_not_safe_any_more(at_desk):
    person = at_desk.case.contact.applicant_id
    page = at_desk.fill_in(f"/contacts/{person}/details", safe=[])
    told = words(page)
    assert "The details are recorded." in told
    assert told.count("Do NOT") == 4
    assert "letters are held back" in told
    assert not at_desk.case.contact.applicant.safe.to_ring


def test_an_address_that_no_letter_can_go_to_is_told(at_desk):
    person = at_desk.case.contact.applicant_id
    page = at_desk.fill_in(f"/contacts/{person}/details", address="12 Heron Row, Ely")
    assert "Letters cannot be posted: The last line of the address" in words(page)


def test_a_case_that_ended_still_has_contacts(at_desk):
    at_desk.reviews.withdraw(
        at_desk.tale.case_id,
        withdrawn_on=date(2026, 3, 4),
        reason="Moved away",
        signed=at_desk.tale.signed(date(2026, 3, 4)),
    )
    at_desk.on(date(2026, 3, 5))
    assert "The contact is recorded." in words(
        at_desk.fill_in("/contacts/new", **A_CALL)
    )


def test_contacts_are_shown_as_they_were_and_to_an_auditor_without_actions(at_desk):
    at_desk.fill_in("/contacts/new", **A_CALL)
    at_desk.on(date(2026, 3, 9))
    then = at_desk.get("/contacts", as_of="2026-03-03")
    assert "No contact has been recorded yet." in words(then)
    assert "/contacts/new" not in then.text
    page = at_desk.as_auditor().get("/contacts")
    assert "She asked when the panel meets." in words(page)
    assert "/contacts/new" not in page.text
    assert at_desk.get("/contacts/new").status_code == 403


def test_somebody_who_is_not_on_the_case_has_no_page(at_desk):
    stranger = at_desk.tale.case_id
    assert at_desk.get(f"/contacts/{stranger}/details").status_code == 404


def test_a_form_that_was_mistyped_still_rests_on_what_it_was_first_shown_with(tmp_path):
    """Else whoever mistypes a field records over what a colleague learned meanwhile."""
    with desk(tmp_path) as work:
        work.tale.apply()
        work.on(date(2026, 3, 5))
        at = f"/contacts/{work.case.contact.applicant_id}/circumstances"
        opened = filled_in(work.get(at)) | {"vulnerability": "Deaf in one ear"}
        work.fill_in(at, language="Polish")
        misfilled = work.send(at, opened | {"tenure": "a boat"})
        assert misfilled.status_code == 422
        refused = work.send(at, filled_in(misfilled) | {"tenure": ""})
        assert refused.status_code == 409
        assert "Deaf in one ear" in refused.text
        assert filled_in(work.get(at))["language"] == ["Polish"]
        looked_at = filled_in(refused) | {"language": "Polish"}
        assert work.send(at, looked_at).status_code == 200
        known = filled_in(work.get(at))
        assert known["language"] == ["Polish"]
        assert known["vulnerability"] == ["Deaf in one ear"]


def test_of_a_person_of_whom_nothing_is_known_nothing_is_no_fact(at_desk):
    at = f"/contacts/{at_desk.case.contact.applicant_id}/circumstances"
    empty = at_desk.fill_in(at)
    assert empty.status_code == 409
    assert "Enter at least one thing, or go back" in empty.text
    at_desk.fill_in(at, language="Polish")
    assert at_desk.case.contact.circumstances
    assert "What is known of them is recorded." in words(
        at_desk.fill_in(at, language="")
    )
