"""Asking the applicant for something, and recording their answer, on the pages."""

from datetime import date

import pytest

from asbreview.domain.letter.facts import LetterKind, Status
from desk import date_in, desk, filled_in, words
from projections.letters import letters_of

ON = date(2026, 3, 12)
AT = "/contacts/ask"
NOTES = "Your notes of when the noise was"


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().post(date(2026, 3, 3))
        at_desk.on(ON)
        yield at_desk


def send(at_desk, by=date(2026, 3, 26), **typed):
    asked = filled_in(at_desk.get(AT)) | {"asks": [NOTES]}
    return at_desk.send(AT, asked | date_in("answer_by", by) | typed)


def asked(at_desk):
    return at_desk.case.contact.unanswered


def letter(at_desk):
    at_desk.installation.projector.catch_up()
    with at_desk.installation.views.connect() as db:
        rows = letters_of(db, at_desk.tale.case_id)
    return next((row for row in rows if row.kind is LetterKind.REQUEST), None)


def test_it_is_looked_at_first(at_desk):
    told = words(send(at_desk, preview=["yes"]))
    assert "We need something from you for your case" in told
    assert "Please answer by Thursday 26 March 2026" in told
    assert asked(at_desk) is None


def test_it_is_asked_by_a_letter_and_stands_among_the_contacts(at_desk):
    answer = send(at_desk)
    told = words(answer)
    assert "Once it has gone, the case waits for the applicant" in told
    assert "to be answered by Thursday 26 March 2026" in told
    assert NOTES in told
    assert letter(at_desk).status is Status.DRAFTED


def test_a_day_on_which_nobody_works_is_asked_about(at_desk):
    answer = send(at_desk, by=date(2026, 3, 28))
    assert "Saturday 28 March 2026: this day is meant" in words(answer)
    assert asked(at_desk) is None


def test_a_day_that_has_passed_is_told_at_its_field(at_desk):
    answer = send(at_desk, by=ON)
    assert '<a href="#answer_by-day">The day must be after today' in answer.text
    assert filled_in(answer)["asks"] == [NOTES]


def test_of_a_second_thing_it_is_said_what_to_do_first(at_desk):
    send(at_desk)
    told = words(at_desk.get(AT))
    assert "They have not answered what they were asked on Thursday 12 March" in told
    assert "record their answer first" in words(send(at_desk))


def answered(at_desk, **typed):
    page = f"/contacts/asked/{asked(at_desk).asked_id}"
    return at_desk.send(page, filled_in(at_desk.get(page)) | typed)


def test_the_answer_is_recorded_beside_what_was_asked(at_desk):
    send(at_desk)
    told = words(answered(at_desk, answer=["She kept none."]))
    assert "The answer is recorded" in told
    assert "answered on Thursday 12 March 2026" in told
    assert "She kept none." in told
    assert "Record their answer" not in told


def test_what_was_not_answered_in_time_is_a_task_that_is_overdue(at_desk):
    send(at_desk)
    at_desk.on(date(2026, 3, 30))
    assert "No answer yet" in words(at_desk.get("/contacts"))
    told = words(at_desk.get("/deadlines"))
    assert "See whether the applicant has answered" in told
    assert NOTES in told


def test_the_history_leads_to_taking_it_back(at_desk):
    send(at_desk)
    told = words(at_desk.get("/history", detail="yes"))
    assert "Applicant asked for something" in told
