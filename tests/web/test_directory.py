"""The directory of bodies: where a request goes, since when, and who said so."""

from datetime import date

import pytest

from asbreview.domain.directory import ContactPoint
from desk import date_in, desk, filled_in, words
from journey import APPLIED_ON, BODIES

ASKED_ON = date(2026, 3, 10)
POLICE = BODIES[1]
MAILBOX = "asb.desk@constabulary.example"


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply()
        yield work.on(ASKED_ON)


def record(sam, body=POLICE, **typed):
    at = f"/directory/{body}"
    fields = filled_in(sam.browser.get(at)) | typed
    return sam.browser.post(at, data=fields, follow_redirects=True)


def test_a_body_with_no_address_is_said_to_have_none(sam):
    page = words(sam.browser.get("/directory"))
    assert page.count("It is not known how it is reached.") == 4
    asked = words(sam.get("/partners/ask"))
    assert asked.count("The directory of bodies has no email address for it") == 4
    assert "/directory" in sam.browser.get("/").text  # in the footer


def test_an_address_is_recorded_and_the_request_says_where_it_goes(sam):
    page = words(record(sam, team="ASB desk", email=MAILBOX, phone="01632 960140"))
    assert "It is recorded how the body is reached." in page
    assert f"ASB desk: {MAILBOX}, telephone 01632 960140" in page
    assert page.count("It is not known how it is reached.") == 3
    asked = words(sam.get("/partners/ask"))
    assert f"Cambridgeshire Constabulary {MAILBOX}" in asked
    assert asked.count("has no email address for it") == 3


def test_a_change_holds_from_its_day_and_the_history_says_what_was(sam):
    record(sam, email=MAILBOX)
    changed = {"email": "hub@constabulary.example"}
    record(sam, **changed, **date_in("from_on", date(2026, 4, 1)))
    assert MAILBOX in words(sam.get("/partners/ask"))
    page = words(sam.browser.get("/directory"))
    assert f"{MAILBOX} All that was recorded for Cambridgeshire" in page
    assert "From Wednesday 1 April 2026: hub@constabulary.example" in page
    assert page.count("Recorded by Sam Reed") == 2
    sam.on(date(2026, 4, 1))
    assert "hub@constabulary.example" in words(sam.get("/partners/ask"))


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(sam):
    for email, phone, says in (
        ("", "", "Enter an email address or a telephone number"),
        ("not an address", "", "Enter one email address"),
        ("a@b.example, c@d.example", "", "Enter one email address"),
    ):
        page = record(sam, team="ASB desk", email=email, phone=phone)
        assert page.status_code == 409
        assert f'<a href="#email">{says}' in page.text
        assert 'value="ASB desk"' in page.text
    assert sam.reviews.contact_point(POLICE) is None


def test_a_double_click_records_once(sam):
    at = f"/directory/{POLICE}"
    fields = filled_in(sam.browser.get(at)) | {"email": MAILBOX}
    for _ in range(2):
        sam.browser.post(at, data=fields, follow_redirects=True)
    assert sam.reviews.contact_point(POLICE).version == 1


def test_an_address_lies_nowhere_in_the_clear(sam, tmp_path):
    record(sam, email=MAILBOX, team="Inspector Larkspur")
    known = sam.reviews.contact_point(POLICE)
    (stored,) = sam.reviews.recorder.select_events(known.id)
    for secret in (MAILBOX, "constabulary.example", "Larkspur"):
        assert secret.encode() not in stored.state


def test_an_auditor_reads_it_as_it_was_and_changes_nothing(sam):
    record(sam, email=MAILBOX)
    ann = sam.as_auditor()
    page = ann.browser.get("/directory")
    assert MAILBOX in page.text
    assert f"/directory/{POLICE}" not in page.text
    assert ann.browser.get(f"/directory/{POLICE}").status_code == 403
    then = ann.browser.get("/directory", params={"as_of": str(APPLIED_ON)})
    assert MAILBOX not in then.text


def test_a_body_that_is_none_of_the_procedures_is_not_found(sam):
    nobody = ContactPoint.id_for(POLICE)
    assert sam.browser.get(f"/directory/{nobody}").status_code == 404
