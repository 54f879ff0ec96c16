"""The letter to who is recommended something and is no relevant body."""

from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from pdfminer.high_level import extract_text

from asbreview.domain.people import Channel
from desk import date_in, desk, filled_in, words

FOUND_ON = date(2026, 4, 2)
NOBODY = ("marigold", "MARKERNAME", "larkspur", "odile", "MARKERTEXT")


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        tale = at_desk.tale.apply().decide().ask().assess()
        tale.convene().choose().hold().find_for_outside()
        yield at_desk.on(FOUND_ON)


@pytest.fixture
def page(at_desk):
    (addressee,) = at_desk.case.outcome.from_outside
    return f"/outcome/addressees/{addressee}"


def printed(at_desk, page):
    pdf = at_desk.get(f"{page}/letter.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert "highways" not in pdf.headers["content-disposition"].casefold()
    return " ".join(extract_text(BytesIO(pdf.content)).split())


def test_the_outcome_says_that_no_letter_is_on_record_and_leads_to_it(at_desk, page):
    outcome = at_desk.get("/outcome")
    assert "No letter to them is on record" in words(outcome)
    assert page in outcome.text


def test_it_says_what_is_recommended_by_which_law_and_how_to_answer(at_desk, page):
    said = printed(at_desk, page)
    assert "Marshland highways" in said
    assert "Mend the lamp" in said
    assert "must have regard to a recommendation" in said
    assert "section 104(7)" in said
    assert "section 104(8)" in said
    assert at_desk.case.trigger.reference in said
    assert "Please answer in writing to asb-case-review@csp.example" in said
    assert "Thursday 2 April 2026" in said


def test_it_names_nobody_who_applied_and_tells_nothing_of_the_findings(at_desk, page):
    said = printed(at_desk, page).casefold()
    assert not [name for name in NOBODY if name.casefold() in said]


def test_that_it_was_sent_is_recorded_once_with_its_day(at_desk, page):
    form = filled_in(at_desk.get(page))
    told = at_desk.send(page, form | {"channel": "letter"})
    assert "It is recorded that the letter was sent" in words(told)
    assert "They were written to on Thursday 2 April 2026" in words(told)
    (sent,) = at_desk.case.outcome.written_to.values()
    assert (sent.sent_on, sent.channel) == (FOUND_ON, Channel.LETTER)
    again = words(at_desk.get(page))
    assert "Sent on Thursday 2 April 2026, by letter" in again
    assert "Record that it was sent" not in again
    history = words(at_desk.get("/history"))
    assert "Recommendation sent to another body" in history


@pytest.mark.parametrize("sent_on", [date(2026, 4, 1), date(2026, 4, 3)])
def test_it_went_neither_before_it_was_made_nor_on_a_day_to_come(
    at_desk, page, sent_on
):
    form = filled_in(at_desk.get(page)) | date_in("sent_on", sent_on)
    refused = at_desk.send(page, form | {"channel": "letter"})
    assert refused.status_code in {409, 422}
    assert not at_desk.case.outcome.written_to


def test_nobody_is_written_to_by_telephone(at_desk, page):
    form = filled_in(at_desk.get(page))
    refused = at_desk.send(page, form | {"channel": "phone"})
    assert "Select how it was sent" in words(refused)


def test_of_who_is_no_such_addressee_there_is_no_letter(at_desk):
    for body in (UUID(int=7), at_desk.case.procedure.lead_body.body_id):
        assert at_desk.get(f"/outcome/addressees/{body}").status_code == 404
