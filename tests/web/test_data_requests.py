"""What somebody asks about their data: recorded, due in a month, and told."""

from datetime import date

import pytest

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.rights.in_error import RightsFact
from asbreview.domain.working_days import Holiday
from desk import date_in, desk, filled_in, words
from projections.case.runs import DATA_REQUEST, Moot
from projections.deadlines import deadlines_of
from projections.letters import letters_of

ASKED_ON = date(2026, 3, 3)  # a Tuesday; 3 April is Good Friday
BY = date(2026, 4, 7)  # the Tuesday after Easter
REQUEST = {
    "right": "to have something erased",
    "asked": "MARKERASKED: erase what I said of my illness",
    "heard_by": "by letter",
    "identity": "they are known to us from this case",
    **date_in("received_on", ASKED_ON),
}


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()
        yield at_desk.on(ASKED_ON)


def ask(at_desk, **changes):
    page = "/data-requests/new"
    who = {"person_id": str(at_desk.case.contact.applicant_id)}
    fields = filled_in(at_desk.get(page)) | who | REQUEST | changes
    return at_desk.send(page, fields)


def fill_in(at_desk, what, **typed):
    (request_id,) = at_desk.case.rights.requests
    page = f"/data-requests/{request_id}/{what}"
    return at_desk.send(page, filled_in(at_desk.get(page)) | typed)


def due(at_desk):
    with at_desk.installation.views.connect() as db:
        rows = deadlines_of(db, at_desk.tale.case_id)
    return next(row for row in rows if row.timer_id == DATA_REQUEST)


def letters(at_desk, kind):
    with at_desk.installation.views.connect() as db:
        rows = letters_of(db, at_desk.tale.case_id)
    return [row for row in rows if row.kind is kind]


def test_a_request_is_due_in_a_month_and_the_day_is_explained(sam, tmp_path):
    told = words(ask(sam))
    assert "The letter that it has come is drafted." in told
    assert "asks to have something erased To be answered" in told
    assert "UK GDPR, Art. 17. Received on Tuesday 3 March 2026, by letter" in told
    assert "To be answered by Tuesday 7 April 2026 ." in told
    assert "Friday 3 April 2026 is no working day: Good Friday." in told
    (letter,) = letters(sam, LetterKind.DATA_REQUEST_RECEIVED)
    written = words(sam.get(f"/letters/{letter.letter_id}"))
    assert "We will answer by Tuesday 7 April 2026" in written
    deadlines = words(sam.get("/deadlines"))
    assert "Answer the request to have something erased" in deadlines
    assert "One month from the request (UK GDPR, Art. 12(3))" in deadlines
    assert "So it is the next working day, Tuesday 7 April 2026." in deadlines
    assert "1 to answer" in words(sam.get("/contacts"))
    history = words(sam.get("/history", detail="yes"))
    assert "A request about their data received" in history
    every = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert b"MARKERASKED" not in every


def test_a_day_on_which_only_the_office_is_shut_gives_no_time(sam):
    shut = Holiday(on=BY, name="The offices are shut")
    sam.reviews.add_closures((shut,), moved=(), signed=sam.tale.signed(ASKED_ON))
    assert "To be answered by Tuesday 7 April 2026 ." in words(ask(sam))


def test_the_letter_can_be_looked_at_before_it_is_recorded(sam):
    end = sam.reviews.end_of_log()
    told = words(ask(sam, preview="yes"))
    assert "We will answer by Tuesday 7 April 2026" in told
    assert sam.reviews.end_of_log() == end


def test_whoever_was_asked_who_they_are_is_answered_a_month_after_they_showed_it(sam):
    told = words(ask(sam, identity="not yet: they were asked to show who they are"))
    assert "They have still to show who they are." in told
    assert due(sam).due_on == BY  # to wait gives no time
    sam.on(date(2026, 3, 10))
    told = words(fill_in(sam, "identity", identity="they showed a document"))
    assert "To be answered by Friday 10 April 2026 ." in told
    assert "A month from the day they showed who they are" in told
    assert due(sam).due_on == date(2026, 4, 10)
    second, first = letters(sam, LetterKind.DATA_REQUEST_RECEIVED)
    assert "The time to answer you begins" in words(
        sam.get(f"/letters/{first.letter_id}")
    )
    assert "Thank you for showing us who you are." in words(
        sam.get(f"/letters/{second.letter_id}")
    )


def test_more_time_is_told_with_its_reasons_and_keeps_the_first_day_on_view(sam):
    ask(sam)
    sam.on(BY)
    told = words(
        fill_in(
            sam,
            "longer",
            because="what they ask is complex",
            reason="MARKERWHY: four bodies have to look",
        )
    )
    assert "To be answered by Wednesday 3 June 2026 ." in told
    assert "It was to be answered by Tuesday 7 April 2026." in told
    row = due(sam)
    assert (row.was_due_on, row.due_on) == (BY, date(2026, 6, 3))
    (letter,) = letters(sam, LetterKind.DATA_REQUEST_LONGER)
    written = words(sam.get(f"/letters/{letter.letter_id}"))
    assert "MARKERWHY: four bodies have to look" in written
    assert "Three months from the day it came" in words(sam.get("/data-requests"))


def test_once_the_month_is_over_no_more_time_is_taken_and_nothing_typed_is_lost(sam):
    ask(sam)
    sam.on(date(2026, 4, 8))
    assert "Overdue" in words(sam.get("/data-requests"))
    end = sam.reviews.end_of_log()
    refused = fill_in(
        sam, "longer", because="what they ask is complex", reason="Four bodies"
    )
    assert refused.status_code == 409
    assert "The month ended on Tuesday 7 April 2026." in words(refused)
    assert filled_in(refused)["reason"] == ["Four bodies"]
    assert sam.reviews.end_of_log() == end


def test_what_was_withdrawn_is_not_due_any_more(sam):
    ask(sam)
    told = words(fill_in(sam, "withdrawn", said="She has read it with us"))
    assert "Withdrawn on Tuesday 3 March 2026: She has read it with us" in told
    assert due(sam).moot is Moot.WITHDRAWN


def test_the_end_of_the_case_ends_no_request(sam):
    ask(sam)
    sam.tale.post(ASKED_ON)
    sam.reviews.withdraw(
        sam.tale.case_id,
        withdrawn_on=ASKED_ON,
        reason="She moved",
        signed=sam.tale.signed(ASKED_ON),
    )
    sam.on(ASKED_ON)
    assert due(sam).is_open
    sam.tale.post(ASKED_ON)
    sam.on(ASKED_ON)
    assert "Answer what they ask about their data" in words(sam.get())


def test_a_request_recorded_in_error_is_left_out_and_its_letter_held_back(sam):
    ask(sam)
    (request_id,) = sam.case.rights.requests
    signed = sam.tale.signed
    sam.reviews.correct_fact(
        sam.tale.case_id,
        RightsFact.RECEIVED,
        request_id,
        reason="Of another case",
        signed=signed(ASKED_ON),
    )
    sam.on(ASKED_ON)
    assert "Nobody has asked anything." in words(sam.get("/data-requests"))
    (letter,) = letters(sam, LetterKind.DATA_REQUEST_RECEIVED)
    assert letter.held_because is HeldBecause.CORRECTED
    assert due(sam).moot is Moot.NO_LONGER_RUNS


def test_what_something_else_rests_on_is_taken_back_last(sam):
    ask(sam)
    fill_in(sam, "withdrawn", said="She has read it with us")
    (request_id,) = sam.case.rights.requests
    with pytest.raises(NotPermittedYet, match="record first"):
        sam.reviews.correct_fact(
            sam.tale.case_id,
            RightsFact.RECEIVED,
            request_id,
            reason="Of another case",
            signed=sam.tale.signed(ASKED_ON),
        )


def test_all_that_is_missing_is_told_at_once(sam):
    page = "/data-requests/new"
    refused = sam.send(page, filled_in(sam.get(page)))
    assert refused.status_code == 422
    told = words(refused)
    for missing in (
        "Select whose data it is about",
        "Select what they ask",
        "Enter what they ask",
        "Select how they asked",
        "Select how it was made sure who they are",
    ):
        assert missing in told


def test_a_request_of_another_case_is_not_found(sam):
    page = f"/data-requests/{sam.case.contact.applicant_id}/longer"
    assert sam.get(page).status_code == 404
