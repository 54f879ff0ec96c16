"""What an applicant may tell us on the pages for following their application."""

import sqlite3
from datetime import date, timedelta

import pytest

from asbreview.access.flooding import TO_TELL, take
from asbreview.access.read_log import reads_of
from asbreview.domain.letter.facts import HeldBecause, Status
from asbreview.domain.people import Channel
from asbreview.signing import APPLICANT
from asbreview.working import sender_of
from browser.stages import Stages
from desk import desk, filled_in, words
from projections.letters import letters_of
from web.test_status import follow, known, no_waiting

__all__ = ["no_waiting"]
ON = date(2026, 6, 1)
WORDS = "MARKER it is worst at night"


@pytest.fixture(scope="module")
def sam(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("changes")) as sam:
        stages = Stages(sam.installation, sam.clock)
        sam.closed = stages.until("close").case_id
        sam.received = stages.until("apply").case_id
        sam.held = stages.until("hold").case_id
        sam.installation.projector.catch_up()
        yield sam


def follower(sam, case_id):
    sam.browser.cookies.clear()
    sam.clock.set(ON)
    page = follow(sam.browser, *known(sam, case_id))
    assert str(page.url).endswith("/status/case")
    return sam.browser


def fill_in(browser, page, **typed):
    fields = filled_in(browser.get(page)) | typed
    return browser.post(page, data=fields), fields


def letters_to(sam, person_id):
    sam.installation.projector.catch_up()
    with sam.installation.views.connect() as db:
        return [row for row in letters_of(db, sam.received) if row.to == person_id]


def last_event(sam):
    end = sam.reviews.end_of_log()
    return sam.reviews.mapper.to_domain_event(
        sam.reviews.recorder.select_notifications(end, 1)[0]
    )


def test_a_statement_is_on_file_for_the_panel_in_the_applicants_words(sam):
    browser = follower(sam, sam.received)
    page, fields = fill_in(browser, "/status/statement", statement=WORDS)
    assert "Your statement is on file" in page.text
    assert "MARKER" not in page.text
    case = sam.reviews.case(sam.received)
    (received,) = case.evidence.statements.values()
    assert received.received_on == ON
    assert received.recorded_by == APPLICANT
    assert received.person_id == case.contact.applicant_id
    assert sam.installation.keyring.reveal(received.statement.text) == WORDS
    end = sam.reviews.end_of_log()
    again = browser.post("/status/statement", data=fields)  # a double click
    assert again.url == page.url
    assert sam.reviews.end_of_log() == end
    sam.on(ON)
    assert WORDS in browser.get(f"/cases/{case.trigger.reference}/panel").text
    told = words(browser.get(f"/cases/{case.trigger.reference}/history"))
    assert "A statement for the panel received" in told


def test_more_than_anybody_has_to_tell_is_not_taken_and_kept_to_be_sent_later(sam):
    tale = Stages(sam.installation, sam.clock)
    tale.number = 81
    case_id = tale.until("apply").case_id
    browser, end = follower(sam, case_id), sam.reviews.end_of_log()
    for _ in range(TO_TELL.holds):
        take(sam.installation.office, TO_TELL, str(case_id), at=sam.clock())
    page, _ = fill_in(browser, "/status/statement", statement=WORDS)
    assert page.status_code == 429
    assert "Ring 01632 960123" in words(page)
    assert sam.reviews.end_of_log() == end


def test_what_was_typed_is_given_back_when_the_database_is_away(sam, monkeypatch):
    browser = follower(sam, sam.received)

    def away(*_, **__):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(type(sam.reviews), "receive_statement", away)
    page, _ = fill_in(browser, "/status/statement", statement=WORDS)
    assert page.status_code >= 500
    assert WORDS in page.text


def test_that_it_was_followed_is_in_the_log_of_who_read_the_case(sam):
    follower(sam, sam.held)
    reads = reads_of(sam.installation.office, sam.held)
    assert (reads[0].account_id, reads[0].path) == (APPLICANT, "/status/case")


def test_an_empty_statement_is_none(sam):
    page, _ = fill_in(follower(sam, sam.received), "/status/statement", statement=" ")
    assert page.status_code == 422
    assert page.text.count("Enter your statement") == 2


def test_after_the_meeting_a_statement_is_said_to_be_late(sam):
    browser = follower(sam, sam.held)
    assert "The panel has met already" in browser.get("/status/statement").text
    page, _ = fill_in(browser, "/status/statement", statement=WORDS)
    assert "Your statement is on file" in page.text
    sam.on(ON)
    reference, _ = known(sam, sam.held)
    shown = browser.get(f"/cases/{reference}/panel")
    assert WORDS not in shown.text  # the panel did not have it
    assert "Nobody has sent a statement" in shown.text


def test_a_case_that_has_ended_takes_no_statement(sam):
    browser = follower(sam, sam.closed)
    page = browser.get("/status/statement")
    assert "Your case has ended" in page.text
    assert "<textarea" not in page.text


def test_a_way_that_is_not_safe_any_longer_stops_and_none_begins(sam):
    browser = follower(sam, sam.received)
    before = sam.reviews.case(sam.received).contact.applicant
    assert before.safe.to_write
    assert not before.safe.to_leave_a_message
    sender_of(sam.installation).run_once(sam.clock())
    (letter,) = letters_to(sam, before.person_id)
    assert letter.status is Status.HANDED_OVER
    page, _ = fill_in(browser, "/status/reaching-me", prefers="phone", stop=["write"])
    (letter,) = letters_to(sam, before.person_id)
    assert letter.held_because is HeldBecause.NOT_SAFE_TO_WRITE
    assert "It is recorded how to reach you" in page.text
    now = sam.reviews.case(sam.received).contact.applicant
    reveal = sam.installation.keyring.reveal
    assert not now.safe.to_write
    assert not now.safe.to_leave_a_message
    assert now.safe.to_email
    assert now.safe.to_ring == before.safe.to_ring
    assert now.prefers is Channel.PHONE
    for field in ("name", "address", "email", "phone"):
        assert reveal(getattr(now, field)) == reveal(getattr(before, field))
    fill_in(browser, "/status/reaching-me", prefers="letter", stop=[])
    assert not sam.reviews.case(sam.received).contact.applicant.safe.to_write
    assert last_event(sam).recorded_by == APPLICANT


def test_how_they_are_reached_is_never_shown(sam):
    browser = follower(sam, sam.received)
    person = sam.reviews.case(sam.received).contact.applicant
    for page in ("/status/case", "/status/reaching-me", "/status/statement"):
        told = browser.get(page).text
        for field in ("name", "address"):
            known_ = sam.installation.keyring.reveal(getattr(person, field))
            assert known_
            assert known_.splitlines()[0] not in told, (page, field)


@pytest.mark.parametrize("page", ["statement", "reaching-me"])
def test_without_the_code_there_is_nothing_to_tell(sam, page):
    fields = filled_in(follower(sam, sam.received).get(f"/status/{page}"))
    sam.browser.cookies.clear()
    end = sam.reviews.end_of_log()
    for answer in (
        sam.browser.get(f"/status/{page}"),
        sam.browser.post(f"/status/{page}", data=fields),
    ):
        assert "Your application" not in answer.text
        assert str(answer.url).split("?")[0].endswith(("/status", "/exit-this-page"))
    assert sam.reviews.end_of_log() == end


def test_a_statement_typed_for_too_long_is_given_back(sam):
    browser = follower(sam, sam.received)
    fields = filled_in(browser.get("/status/statement")) | {"statement": WORDS}
    sam.clock.now += timedelta(minutes=31)
    end = sam.reviews.end_of_log()
    page = browser.post("/status/statement", data=fields)
    assert page.status_code == 410
    assert WORDS in page.text
    assert sam.reviews.end_of_log() == end


def test_a_caseworker_gives_another_code_and_is_shown_it_for_an_hour(sam):
    browser = follower(sam, sam.received)
    reference, old = known(sam, sam.received)
    page = f"/cases/{reference}/contacts/status-code"
    sam.on(ON)
    assert "No other code has been given yet" in browser.get(page).text
    given, _ = fill_in(browser, page, sure="yes")
    _, new = known(sam, sam.received)
    assert new != old
    assert f"The new code is {new} . Read it to the applicant now" in words(given)
    assert old not in given.text
    sam.clock.now += timedelta(minutes=61)
    sam.on(ON + timedelta(days=1))
    later = browser.get(page)
    assert new not in later.text
    assert "given on 1 June 2026" in words(later)
    event = last_event(sam)
    assert new not in repr(event)
    assert new.replace("-", "") not in repr(event)


def test_a_form_that_was_open_makes_no_way_safe_again_that_they_said_is_not(sam):
    tale = Stages(sam.installation, sam.clock)
    tale.number = 82
    case_id = tale.until("apply").case_id
    contact = sam.reviews.case(case_id).contact
    page = f"/cases/{sam.reviews.case(case_id).trigger.reference}/contacts"
    page += f"/{contact.applicant_id}/details"
    opened = filled_in(sam.on(ON).browser.get(page))
    assert "write" in opened["safe"]
    session = dict(sam.browser.cookies)
    fill_in(follower(sam, case_id), "/status/reaching-me", stop=["write"])
    sam.browser.cookies.clear()
    sam.browser.cookies.update(session)
    refused = sam.browser.post(page, data=opened | {"phone": "01632 960999"})
    assert refused.status_code == 409
    assert "Their details were changed since you opened this page" in words(refused)
    assert "01632 960999" in refused.text
    assert not sam.reviews.case(case_id).contact.applicant.safe.to_write
    looked_at = filled_in(refused) | {"safe": ["ring"]}
    assert sam.browser.post(page, data=looked_at).status_code == 200
    assert not sam.reviews.case(case_id).contact.applicant.safe.to_write
