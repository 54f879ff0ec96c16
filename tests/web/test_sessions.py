"""Who is asking, and what they may ask."""

from uuid import UUID

from asbreview.access.accounts import disable_account
from asbreview.access.read_log import reads_of
from visiting import fields_of, sign_in, token_of

NOTE = "/cases/EF-26-7K3MQ/note"
CASE = UUID(int=5)


def test_an_auditor_reads_and_records_nothing(browser, installation):
    sign_in(browser, name="ann@ely.example")
    page = browser.get(NOTE)
    assert page.status_code == 200
    assert "Record an application" not in page.text

    typed = fields_of(page, None) | {"csrf_token": token_of(browser)}
    refused = browser.post(NOTE, data=typed)

    assert refused.status_code == 403
    assert "An auditor reads everything and records nothing" in refused.text
    assert "tell the caseworker of the case" in refused.text
    assert installation.reviews.recorded == []


def test_an_auditor_may_sign_out(browser):
    sign_in(browser, name="ann@ely.example")
    page = browser.post("/sign-out", data={"csrf_token": token_of(browser)})
    assert page.url.path == "/sign-in"


def test_an_unused_session_has_to_sign_in_again(browser, clock):
    sign_in(browser)
    clock.pass_(minutes=29)
    assert browser.get("/").url.path == "/"
    clock.pass_(minutes=29)
    assert browser.get("/").url.path == "/"
    clock.pass_(minutes=30)
    assert browser.get("/").url.path == "/sign-in"


def test_whoever_is_asked_stays_signed_in(browser, clock):
    """To ask is to use the session; its ten hours, though, are not made more."""
    sign_in(browser)
    clock.pass_(minutes=29)
    assert browser.get("/signed-in").json() == {"seconds": 30 * 60}
    for _ in range(19):
        clock.pass_(minutes=29)
        browser.get("/signed-in")
    clock.pass_(minutes=10)  # nine hours and fifty minutes
    assert browser.get("/signed-in").json() == {"seconds": 10 * 60}
    clock.pass_(minutes=10)
    assert browser.get("/signed-in").url.path == "/sign-in"


def test_a_disabled_account_is_out_at_once(browser, office, clock):
    sign_in(browser)
    disable_account(office, sign_in_name="sam@ely.example", at=clock())
    assert browser.get("/").url.path == "/sign-in"


def test_every_reading_of_a_case_is_noted(browser, office, clock):
    sign_in(browser)
    browser.get(f"{NOTE}?as_of=2026-03-01")
    (read,) = reads_of(office, CASE)
    assert (read.account_id, read.path, read.at) == (UUID(int=1), NOTE, clock())


def test_no_such_case_is_told_as_no_such_page(browser):
    sign_in(browser)
    page = browser.get("/cases/EF-26-XXXXX/note")
    assert page.status_code == 404
    assert "There is no such page or case" in page.text


def test_nothing_is_recorded_as_of_another_day(browser, installation):
    sign_in(browser)
    token = token_of(browser)
    refused = browser.post(f"{NOTE}?as_of=2026-03-01", data={"csrf_token": token})
    assert refused.status_code == 403
    assert "as it is now" in refused.text
    assert installation.reviews.recorded == []
