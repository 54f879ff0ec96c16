"""The complaints of a case, on its pages."""

from datetime import date

import pytest

from desk import date_in, desk, filled_in, words
from journey import complaint

TODAY = date(2026, 3, 13)  # a Friday


@pytest.fixture
def work(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply()
        yield work.on(TODAY)


def typed(**changed):
    return {
        "made_to": "police",
        "their_reference": "35/1234/26",
        "account": "A firework through the letter box",
        "hate": "false",
        "incident": "another",
        **date_in("behaviour_on", date(2026, 2, 28)),
        **date_in("made_on", date(2026, 3, 1)),
        **changed,
    }


def logged(work):
    return list(work.case.evidence.logged.values())


def test_each_complaint_says_whether_it_qualifies_and_why_not(work):
    page = work.get("/complaints").text
    assert page.count("Does not qualify") == 1
    assert page.count(">Qualifies<") == 3
    # the six months beginning with 2 July 2025 end on 1 January 2026
    assert (
        "the application was made on Monday 2 March 2026, 60 days too late: the six"
        " months that began with the report ended on Thursday 1 January 2026" in page
    )
    assert "https://www.legislation.gov.uk/ukpga/2014/12/section/104" in page
    assert "3 qualifying complaints; 3 needed." in page


def test_a_complaint_is_logged_once_in_its_place_with_all_that_was_told(work):
    fields = filled_in(work.get("/complaints/new")) | typed()
    work.send("/complaints/new", fields)
    page = work.send("/complaints/new", fields).text  # a double click
    assert "The complaint is on file." in page
    assert "A firework through the letter box" in page
    assert "35/1234/26" in page
    assert "5. Made on Sunday 1 March 2026 to the police" in page
    assert len(logged(work)) == 5


def test_a_complaint_may_be_about_an_incident_known_already(work):
    work.fill_in("/complaints/new", **typed())
    incident = logged(work)[-1].complaint.incident
    assert "firework" not in incident
    assert incident in work.get("/complaints/new").text
    work.fill_in("/complaints/new", **typed(incident=incident, made_to="council"))
    assert logged(work)[-1].complaint.incident == incident


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(work):
    for changed, says, goes_to in (
        (date_in("made_on", date(2026, 2, 27)), "The complaint", "made_on-day"),
        (date_in("made_on", date(2026, 3, 14)), "The complaint", "made_on-day"),
        ({"account": ""}, "Enter what the complaint was about", "account"),
        ({"made_to": ""}, "Select to whom the complaint was made", "made_to"),
    ):
        page = work.fill_in("/complaints/new", **typed(**changed))
        assert page.status_code in {409, 422}
        assert f'<a href="#{goes_to}">{says}' in page.text
        assert "35/1234/26" in page.text
    assert len(logged(work)) == 4


def test_a_complaint_recorded_in_error_is_struck_through_in_words(work):
    (first, *_) = logged(work)
    at = f"/complaints/{first.complaint.complaint_id}/in-error"
    page = work.fill_in(at, reason="It belongs to another case").text
    assert "put on file in error" in page
    assert "on 13 March 2026 at 9:30am by Sam Reed, because:" in page
    assert "It belongs to another case" in page
    assert "Does not qualify" not in page
    assert len(logged(work)) == 3


def test_a_correction_needs_a_reason_and_has_one_effect(work):
    (first, *_) = logged(work)
    at = f"/complaints/{first.complaint.complaint_id}/in-error"
    assert "Enter what was wrong" in work.fill_in(at, reason=" ").text
    fields = filled_in(work.get(at)) | {"reason": "Another case"}
    work.send(at, fields)
    assert work.send(at, fields).status_code == 200
    again = work.get(at)
    assert "because:" in again.text
    assert "<textarea" not in again.text


def test_a_complaint_logged_after_the_decision_says_so(work):
    work.tale.decide(TODAY)
    work.on(TODAY)
    assert "After the decision" not in work.get("/complaints").text
    work.fill_in("/complaints/new", **typed())
    assert work.get("/complaints").text.count("After the decision") == 1


def test_as_of_a_day_before_it_was_logged_a_complaint_is_not_there(work):
    work.fill_in("/complaints/new", **typed())
    then = work.get("/complaints", as_of="2026-03-12").text
    assert "firework" not in then
    assert "/complaints/new" not in then
    assert "in-error" not in then


def test_an_auditor_reads_and_is_offered_nothing(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply(complaints=())
        page = work.on(TODAY).as_auditor().get("/complaints")
        assert "No complaint is on file yet." in page.text
        assert "/complaints/new" not in page.text
        assert work.get("/complaints/new").status_code == 403


def test_another_cases_complaint_is_not_found(work):
    other = complaint(date(2026, 1, 5), date(2026, 1, 6))
    mine = work.tale.case_id
    work.tale.apply(complaints=(other,))
    theirs = logged(work)[0].complaint.complaint_id
    work.tale.case_id = mine
    work.on(TODAY)
    assert work.get(f"/complaints/{theirs}/in-error").status_code == 404


def test_a_strange_incident_is_told_with_all_that_is_wrong(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()
        sam = at_desk.on(date(2026, 3, 9))
        wrong = sam.fill_in("/complaints/new", incident="of-another-case")
    assert wrong.status_code == 422
    assert "Select which incident it is about" in words(wrong)
    assert "Enter what the complaint was about" in words(wrong)


def test_a_strange_answer_to_a_caveat_is_told_with_all_that_is_wrong(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()
        sam = at_desk.on(date(2026, 3, 9))
        page = "/threshold"
        typed = filled_in(sam.get(page)) | {"caveats-0-answer": "x", "met": "true"}
        wrong = sam.send(page, typed | {"decided_on-year": "20"})
    assert wrong.status_code == 422
    assert "Question 1: select yes or no" in words(wrong)
    assert "must have a year of 4 numbers" in words(wrong)
