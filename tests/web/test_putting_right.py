"""A slip is put right from the line of the history that tells it."""

import re
from datetime import date

import pytest

from desk import date_in, desk, filled_in, words

ON = date(2026, 3, 9)


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("putting-right")) as at_desk:
        at_desk.tale.apply()
        yield at_desk


@pytest.fixture
def sam(at_desk):
    return at_desk.on(ON)


def put_right_links(page):
    return re.findall(r'href="/cases/[^/"]+(/history/[0-9]+/in-error)"', page.text)


def test_a_fact_is_recorded_in_error_from_its_line(sam):
    link, *others = put_right_links(sam.get("/history"))
    empty = sam.fill_in(link)
    assert empty.status_code == 422
    assert "Enter what was wrong" in words(empty)
    page = sam.fill_in(link, reason="It was on 4 March")
    assert "It is recorded that this was in error" in words(page)
    assert "Recorded in error: passing the application on" in words(page)
    assert "It was on 4 March" in words(page)
    assert put_right_links(page) == others
    assert "It is recorded already" in words(sam.get(link))


def test_the_application_is_put_right_with_what_was_recorded_filled_in(sam):
    page = "/application/put-right"
    typed = filled_in(sam.get(page)) | {
        **date_in("applied_on", date(2026, 3, 20)),
        "place": "Littleport",
        "reason": "Misheard",
    }
    refused = sam.send(page, typed)
    assert refused.status_code == 409
    assert "cannot be in the future" in words(refused)
    assert 'href="#applied_on-day"' in refused.text
    kept = filled_in(refused)
    assert (kept["place"], kept["reason"]) == (["Littleport"], ["Misheard"])
    done = sam.send(page, kept | date_in("applied_on", date(2026, 2, 27)))
    assert "The application is put right" in words(done)
    assert "Corrected on Monday 9 March 2026" in words(sam.get("/deadlines"))
    assert "27 February 2026" in words(sam.get())


def test_what_is_no_fact_of_this_case_is_not_found(sam):
    assert sam.get("/history/1/in-error").status_code == 404


def test_an_auditor_is_not_offered_to_put_anything_right(sam):
    assert "Put it right" in words(sam.get("/history"))
    assert "Put it right" not in words(sam.get("/history", as_of="2026-03-05"))
    assert "Put it right" not in words(sam.as_auditor().get("/history"))
