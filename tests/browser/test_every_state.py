"""Pages in the states that only some deed brings about, looked at like all others.

What was overtaken, refused or done; what is found, or not; who was forgotten; a letter
before it is drafted; and the pages that say what went wrong.
"""

from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from sqlalchemy.exc import OperationalError

from asbreview.domain.erasure import Basis
from asbreview.domain.model import Signed
from browser.every_page import (
    BODY,
    CASE,
    FORMS,
    MEETS,
    NOT_OF_A_CASE,
    SHOWS,
    TODAY,
    case_of,
    typed_in,
)
from browser.in_chromium import fill_in, follow, send, sign_in
from browser.looking import Look
from browser.premises import ANN, PASSWORD, SAM, WREN, premises
from browser.stages import Stages
from browser.story_of_a_case import APPLICATION
from browser.visitor import Visitor, as_fields, errors
from desk import filled_in
from unprinted import nothing_printed

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]
# A form for each page on which it is told that something was recorded.
TOLD_ON = (
    f"{CASE}/assign",
    f"{CASE}/complaints/new",
    f"{CASE}/partners/ask",
    f"{CASE}/risk/new",
    f"{CASE}/threshold",
    f"{CASE}/panel/convene",
    f"{CASE}/outcome/decide",
    f"{CASE}/close",
    f"{CASE}/contacts/new",
    f"{CASE}/deadlines/{{timer_id:str}}/extend",
    f"{CASE}/letters/{{letter_id:uuid}}/told",
    "/letters",
)
PREVIEWED = (
    f"{CASE}/deadlines/{{timer_id:str}}/extend",
    f"{CASE}/threshold",
    f"{CASE}/panel/convene",
    f"{CASE}/panel/postpone",
    f"{CASE}/outcome/decide",
    f"{CASE}/close",
)
# Forms that rest on what they were shown with, by the button that sends them.
RESTING = {
    f"{CASE}/application/put-right": "Put the application right",
    f"{CASE}/assign": "Give the case to them",
    f"{CASE}/panel/attendance/put-right": "Put right who was there",
    f"{CASE}/panel/participation": "Record how the victim takes part",
    f"{CASE}/panel/postpone": "Put the meeting off",
    f"{CASE}/challenges/{{challenge_id:uuid}}/hearing": "Record who hears it",
    f"{CASE}/earlier": "Record what I know",
    f"{CASE}/deadlines/{{timer_id:str}}/extend": "Give more time",
    f"/directory/{BODY}": "Record how it is reached",
    f"/meetings/{MEETS}/move": "Change the meeting",
}
PREVIEW = "Preview the letter"
LONG = "x" * 1_100_000


def _cases(installation, clock):
    stages = Stages(installation, clock)
    closed = stages.until("close")
    forgotten = stages.until("find")
    person_id = installation.reviews.case(forgotten.case_id).contact.applicant_id
    made = {
        "closed": closed.case_id,
        "forgotten": forgotten.case_id,
        "decided": stages.until("apply").case_id,
        "ask": stages.until("apply").case_id,
    }
    made |= {("told", r): FORMS[r].stage(stages).case_id for r in TOLD_ON}
    made |= {("previewed", r): FORMS[r].stage(stages).case_id for r in PREVIEWED}
    made |= {("resting", r): FORMS[r].stage(stages).case_id for r in RESTING}
    signed = forgotten.signed(TODAY)
    installation.reviews.decide_erasure(
        forgotten.case_id,
        person_id,
        basis=Basis.RETENTION,
        texts=[],
        instead={},
        remains="Dates and decisions.",
        signed=signed,
    )
    return made


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    folder = tmp_path_factory.mktemp("states")
    with nothing_printed(), premises(folder, TODAY, _cases) as there:
        there.settled()
        yield there


@pytest.fixture(scope="module")
def sam(there, chrome):
    sam = Look(there, chrome)
    sign_in(sam.tab)
    yield sam
    sam.tab.context.close()


@pytest.fixture
def look(there, sam):
    there.clock.set(TODAY)
    sam.wrong, sam.seen = [], 0
    return sam


def _press_the_last(look):
    follow(look.tab, look.tab.locator("main form button").last)


def _case(there, what):
    return case_of(there.installation, there.made[what])


def test_what_a_colleague_overtook_was_refused_or_was_sent_before(look, there, capsys):
    address = f"{_case(there, 'decided').address}/threshold"
    look.tab.goto(address)
    fill_in(look.tab, {"met": "false", "reasons": "They do not count."})
    send(look.tab, "Record the decision")
    look.says("refused", "There is a problem")
    wren = Visitor(there.address, WREN)
    wren.give(address, {"met": "true", "reasons": "They count."})
    fill_in(look.tab, {"met": "true", "reasons": "All three count."})
    send(look.tab, "Record the decision")
    assert "What happened meanwhile" in look.tab.locator("main").inner_text()
    look.says("overtaken", "Wren Toll recorded “Threshold")
    assert look.tab.locator("main [name=reasons]").input_value() == "All three count."
    look.tab.goto(f"{_case(there, 'decided').address}/contacts/new")
    kept = look.tab.locator("main [name=command_id]").get_attribute("value")
    for said in ("She rang.", "She rang again."):
        fill_in(look.tab, {"channel": "phone", "direction": "to us", "said": said})
        command_id = look.tab.locator("main [name=command_id]")
        command_id.evaluate("(field, kept) => field.value = kept", kept)
        _press_the_last(look)
        if said == "She rang.":
            look.tab.go_back()
    look.says("sent before", "This form was sent before")
    look.done(capsys, "overtaken, refused, sent before")


def test_what_was_recorded_since_a_form_was_opened_is_shown_beside_it(
    look, there, capsys
):
    wren = Visitor(there.address, WREN)
    for route, button in RESTING.items():
        form, case = FORMS[route], _case(there, ("resting", route))
        if route in NOT_OF_A_CASE:
            case = case._replace(address=NOT_OF_A_CASE[route])
        look.tab.goto(form.shown(case))
        typed = typed_in(form, filled_in(wren.get(form.shown(case))), case)
        wren.give(form.shown(case), typed, to=form.address(case))
        fill_in(look.tab, typed)
        send(look.tab, button)
        look.says(route, "since you opened this page")
    look.done(capsys, "overtaken, with what is on record now")


def test_every_page_that_says_what_was_recorded(look, there, capsys):
    visitor = Visitor(there.address, SAM)
    for route in TOLD_ON:
        form, case = FORMS[route], _case(there, ("told", route))
        if route in NOT_OF_A_CASE:
            case = case._replace(address=NOT_OF_A_CASE[route])
        shown = filled_in(visitor.get(form.shown(case)))
        fields = shown | as_fields(typed_in(form, shown, case))
        answer = visitor.post(form.address(case), fields)
        assert answer.status_code == 303, (route, errors(answer))
        look.tab.goto(answer.headers["location"])
        look.says(route, "Success")
    look.done(capsys, "success banners")


def test_every_letter_before_it_is_drafted(look, there, capsys):
    for route in PREVIEWED:
        form, case = FORMS[route], _case(there, ("previewed", route))
        look.tab.goto(form.shown(case))
        fill_in(look.tab, typed_in(form, {}, case))
        send(look.tab, PREVIEW)
        look.says(f"{route} previewed", "The letter that recording this would draft")
    look.done(capsys, "letters before they are drafted")


def test_every_page_of_a_case_whose_applicant_was_forgotten(look, there, capsys):
    case = _case(there, "forgotten")
    person_id = case.records.contact.applicant_id
    done = Signed(
        by=SAM.account_id, for_body=SAM.body_id, at=there.clock(), command_id=uuid4()
    )
    there.installation.reviews.finish_erasure(person_id, signed=done)
    there.settled()
    for page in (*SHOWS, f"{case.applicant}/erase", case.letter):
        look.open(case.address + page)
    look.open(f"{case.address}/history?detail=yes")
    assert "Marigold" not in look.tab.locator("main").inner_text()
    look.done(capsys, "after an erasure")


def test_cases_that_are_found_and_that_are_not_and_that_may_be_the_same(look, capsys):
    for query, says in (("Larkspur", "cases for"), ("Nobody at all", "No case was")):
        look.tab.goto("/find")
        look.tab.locator("[name=query]").fill(query)
        with look.tab.expect_navigation():
            look.tab.locator("[name=query]").press("Enter")
        look.tab.wait_for_selector("#result")
        look.says(f"looked for {query}", says)
    look.tab.goto("/applications/new")
    again = {"applicant_name": "Marigold MARKERNAME"}
    fill_in(look.tab, APPLICATION | again)
    send(look.tab, "Record the application")
    look.says("an application like another", "as another case")
    look.done(capsys, "found, not found, alike")


def test_what_is_shown_as_it_was(look, there, capsys):
    case = _case(there, "closed")
    pages = ("/letters", case.letter, "/history")
    for address in ("/", "/figures", "/letters", *(case.address + p for p in pages)):
        look.open(f"{address}?as_of=2026-05-20")
    look.open("/find?as_of=2026-05-20")
    look.tab.locator("[name=query]").fill("Larkspur")
    with look.tab.expect_navigation():
        look.tab.locator("[name=query]").press("Enter")
    look.tab.wait_for_selector("#result")
    look.says("found as of then", "cases for")
    look.done(capsys, "as it was")


def test_every_page_that_says_what_went_wrong(look, there, capsys):
    case = _case(there, "ask")
    look.open("/cases/EC-26-00000", status=404)
    look.open("/?as_of=never", status=400)
    look.open("/?as_of=2099-01-01", status=400)
    look.open(f"{case.address}?as_of=2026-01-06", status=404)
    look.says("before the case", "Nothing was recorded of this case then")
    with patch("asbreview.web.queue._told", side_effect=ZeroDivisionError):
        look.open("/", status=500)
    away = OperationalError("", {}, Exception("away"))
    with patch("asbreview.web.queue._told", side_effect=away):
        look.open("/", status=503)
    look.tab.goto(f"{case.address}/contacts/new")
    fill_in(look.tab, {"channel": "phone", "direction": "to us"})
    said = look.tab.locator("main [name=said]")
    said.evaluate("(field, long) => field.value = long", LONG)
    _press_the_last(look)
    look.says("too much", "That is too much to send at once")
    look.tab.locator("body").evaluate(
        """body => { body.innerHTML = '<form method=post action="/figures">' +
        '<button>Send</button></form>'; document.forms[0].submit() }"""
    )
    look.tab.wait_for_url("**/figures")
    look.says("sent to a page", "Nothing can be sent to this page")
    look.done(capsys, "what went wrong")


def test_a_session_that_ended_while_somebody_typed(look, there, capsys):
    case = _case(there, "ask")
    look.tab.goto(f"{case.address}/contacts/new")
    fill_in(look.tab, {"channel": "phone", "direction": "to us", "said": "She rang."})
    there.clock.set(TODAY + timedelta(days=1))
    _press_the_last(look)
    look.says("session ended", "Your session has ended. What you typed is kept")
    look.tab.locator("[name=sign_in_name]").fill(SAM.sign_in_name)
    look.tab.locator("[name=password]").fill("wrong")
    send(look.tab, "Sign in")
    look.says("session ended, wrong password", "or the password is wrong")
    look.tab.locator("[name=password]").fill(PASSWORD)
    send(look.tab, "Sign in")
    look.says("signed in again", "What you typed has not been sent yet")
    send(look.tab, "Send again")
    look.says("sent again", "The contact is recorded")
    look.done(capsys, "a session that ended")
    there.clock.set(TODAY)


def test_signing_in_after_failures(there, chrome, capsys):
    look = Look(there, chrome)
    look.tab.goto("/sign-in")
    send(look.tab, "Sign in")
    look.says("nothing typed", "Enter your email address")
    for _ in range(6):
        look.tab.locator("[name=sign_in_name]").fill(ANN.sign_in_name)
        look.tab.locator("[name=password]").fill("wrong")
        send(look.tab, "Sign in")
    look.says("too many tries", "There were too many tries")
    look.tab.context.close()
    look.done(capsys, "signing in after failures")


def test_the_victim_is_asked_about_by_choice_with_and_without_scripts(there, chrome):
    for scripts in (True, False):
        context = chrome.new_context(
            base_url=there.address, java_script_enabled=scripts
        )
        tab = context.new_page()
        sign_in(tab)
        tab.goto("/applications/new")
        name = tab.locator("[name=victim_name]")
        assert not name.is_visible()
        tab.locator("[value='somebody on the victim\\'s behalf']").check()
        assert name.is_visible()
        context.close()
