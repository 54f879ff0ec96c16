"""A form that comes again: the same words have one effect, other words are told so."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from asbreview.web.sent import forms_sent
from desk import desk, filled_in, words

TODAY = date(2026, 3, 4)
A_CALL = {"channel": "phone", "direction": "to us", "said": "She rang about Tuesday."}
CORRECTED = A_CALL | {"said": "She rang about Wednesday."}


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        sam.tale.apply()
        yield sam.on(TODAY)


@pytest.fixture
def form(sam):
    return filled_in(sam.get("/contacts/new"))


def said(sam):
    reveal = sam.reviews.keyring.reveal
    return {reveal(c.said.text) for c in sam.case.contact.contacts.values()}


def test_the_same_words_again_get_the_first_answer(sam, form):
    first = sam.send("/contacts/new", form | A_CALL)
    again = sam.send("/contacts/new", form | A_CALL)
    assert (again.status_code, again.url) == (first.status_code, first.url)
    assert said(sam) == {A_CALL["said"]}


def test_other_words_after_the_back_button_are_not_told_to_be_recorded(sam, form):
    sam.send("/contacts/new", form | A_CALL)
    page = sam.send("/contacts/new", form | CORRECTED)
    assert page.status_code == 409
    assert "This form was sent before, and then it held something else." in words(page)
    assert said(sam) == {A_CALL["said"]}


def test_they_are_kept_and_can_be_sent_as_a_thing_of_their_own(sam, form):
    sam.send("/contacts/new", form | A_CALL)
    page = sam.send("/contacts/new", form | CORRECTED)
    kept = filled_in(page)
    assert kept["said"] == [CORRECTED["said"]]
    assert kept["command_id"] != form["command_id"]
    sam.send("/contacts/new", kept)
    assert said(sam) == {A_CALL["said"], CORRECTED["said"]}


def test_what_was_put_right_after_a_refusal_is_recorded(sam, form):
    refused = sam.send("/contacts/new", form | A_CALL | {"said": ""})
    assert refused.status_code == 422
    sam.send("/contacts/new", form | CORRECTED)
    assert said(sam) == {CORRECTED["said"]}


def test_an_application_that_was_changed_and_sent_again_is_told_so(sam):
    new = "/applications/new"
    form = filled_in(sam.browser.get(new)) | {
        "applicant_name": "Juniper Blackwood",
        "address": "12 Heron Way\nSoham\nCB7 5ED",
        "safe": ["write"],
        "place": "Soham",
        "category": "noise",
        "account": "Shouting at night",
    }
    sam.browser.post(new, data=form)
    end = sam.reviews.end_of_log()
    page = sam.browser.post(new, data=form | {"account": "Shouting by day"})
    assert page.status_code == 409
    assert "nothing was recorded now" in words(page)
    assert sam.reviews.end_of_log() == end


def test_nothing_that_was_typed_is_kept_and_the_rest_no_longer_than_a_session(
    sam, form, tmp_path
):
    sam.send("/contacts/new", form | A_CALL)
    with sam.installation.office.reading() as db:
        rows = list(db.execute(select(forms_sent)))
    assert len(rows) == 1
    assert len(rows[0].digest) == 32
    for file in tmp_path.glob("office.sqlite*"):
        assert b"about Tuesday" not in file.read_bytes()
    sam.on(TODAY + timedelta(days=1))
    sam.send("/contacts/new", filled_in(sam.get("/contacts/new")) | CORRECTED)
    with sam.installation.office.reading() as db:
        left = list(db.execute(select(forms_sent)))
    assert [row.command_id for row in left] != [rows[0].command_id]
    assert len(left) == 1


def test_of_other_words_sent_at_once_none_is_told_to_be_recorded_that_is_not(sam, form):
    """Whoever is told "recorded" finds their words on file, however close the race."""
    words_of = [f"She rang at {hour}." for hour in range(12)]

    def send(said_then):
        fields = form | A_CALL | {"said": said_then}
        page = sam.browser.post(
            f"{sam.address}/contacts/new", data=fields, follow_redirects=False
        )
        return said_then if page.status_code == 303 else None

    with ThreadPoolExecutor(6) as pool:
        told_recorded = set(pool.map(send, words_of)) - {None}
    assert told_recorded == said(sam)


def test_more_complaints_than_a_form_takes_are_refused_with_what_to_do(sam):
    form = filled_in(sam.browser.get("/applications/new"))
    many = {f"complaints-{n}-account": "x" for n in range(51)}
    page = sam.browser.post("/applications/new", data=form | many)
    assert page.status_code == 400
    assert "a form takes 50 complaints" in words(page)
