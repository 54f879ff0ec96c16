"""A form can be sent only from the session it was shown to."""

import pytest

from visiting import sign_in, token_of


@pytest.mark.parametrize(
    "planted", ["", "0" * 64, "ünïcode"], ids=["none", "made up", "not ascii"]
)
def test_a_planted_token_is_refused(browser, planted):
    sign_in(browser)
    browser.cookies.set("csrftoken", planted.encode().hex())  # no such cookie counts
    page = browser.post("/forgetful", data={"csrf_token": planted})
    assert page.status_code == 403
    assert "This form was not shown to you" in page.text


def test_the_token_of_another_session_is_refused(browser):
    sign_in(browser)
    theirs = token_of(browser)
    browser.cookies.clear()
    sign_in(browser)
    assert browser.post("/forgetful", data={"csrf_token": theirs}).status_code == 403


def test_a_page_that_forgets_is_guarded_all_the_same(browser):
    sign_in(browser)
    assert browser.post("/forgetful", data={}).status_code == 403
    own = {"csrf_token": token_of(browser)}
    assert browser.post("/forgetful", data=own).status_code == 201


def test_no_session_is_no_licence(browser):
    assert browser.post("/forgetful", data={"csrf_token": ""}).status_code == 403


def test_a_token_sent_as_json_is_no_form(browser):
    sign_in(browser)
    own = {"csrf_token": token_of(browser)}
    assert browser.post("/forgetful", json=own).status_code == 403
