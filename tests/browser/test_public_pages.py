"""The public pages: looked at one by one, and gone through by keyboard, no scripts."""

from datetime import date

import pytest

from applying import REST, THREE, WHO
from asbreview.access.status_codes import code_of
from browser.in_chromium import fill_in, follow, send
from browser.looking import Look
from browser.premises import premises
from browser.stages import Stages

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]
TODAY = date(2026, 3, 2)  # a Monday
ON = "Save and continue"
MAY_BE_EMPTY = {"contact", "reading", "home", "harm", "hate", "wanted", "evidence"}


def _followed(installation, clock):
    """A case that is closed, and one whose plan is proposed, before any worker runs."""
    stages = Stages(installation, clock)
    closed = stages.until("close").case_id  # first: the log's clock never goes back
    proposed = stages.until("hold").propose(answer_by=date(2026, 4, 20)).case_id
    return {"closed": closed, "proposed": proposed}


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    with premises(tmp_path_factory.mktemp("public"), TODAY, _followed) as there:
        yield there


def _begin(tab):
    tab.goto("/apply")
    follow(tab, tab.get_by_role("button", name="Start now"))
    send(tab, "Continue")


def _each(look, answers):
    """Look at each page, at what it says when it is sent empty, and fill it in."""
    for step, typed in answers.items():
        address = f"/apply/{step}"
        look.open(address)
        if step not in MAY_BE_EMPTY:
            look.emptied(address)
        fill_in(look.tab, typed)
        send(look.tab, ON)


def test_every_page_of_an_application_and_its_mistakes(there, chrome, capsys):
    look = Look(there, chrome)
    tab = look.tab
    for address in ("/apply", "/apply/about", "/apply/exit-this-page"):
        look.open(address)
    look.open("/apply/no/where", status=404)
    look.open("/apply/who", status=410)
    _begin(tab)
    _each(look, WHO)
    look.open("/apply/complaints")
    look.emptied("/apply/complaints")
    look.open("/apply/complaints/new")
    look.emptied("/apply/complaints/new")
    fill_in(tab, THREE[0])
    send(tab, ON)
    look.says("/apply/complaints", "Seems to count")
    look.open("/apply/complaints/1/remove")
    tab.goto("/apply/complaints")
    fill_in(tab, {"another": "false"})
    send(tab, "Continue")
    _each(look, REST)
    look.says("/apply/check", "Check your answers")
    send(tab, "Send the application")
    look.says("/apply/sent", "Application sent")
    look.done(capsys, "of an application on the public pages")
    tab.context.close()


def test_every_page_for_following_an_application(there, chrome, capsys):
    look = Look(there, chrome)
    tab = look.tab
    look.open("/status/exit-this-page")
    look.open("/status")
    look.emptied("/status")
    there.settled()
    case = there.installation.reviews.case(there.made["proposed"])
    code = code_of(case.contact, there.installation.keyring)
    fill_in(tab, {"reference": case.trigger.reference, "code": "AAAAA-AAAAA"})
    send(tab, "Continue")
    look.says("a wrong code", "There is no application with this reference and code")
    fill_in(tab, {"code": code})
    send(tab, "Continue")
    look.says("/status/case", "How far it is")
    for name in ("statement", "reaching-me", "help", "plan", "adjustment"):
        address = f"/status/{name}"
        look.open(address)
        look.emptied(address)
    _follow_closed(there, tab, look)
    look.done(capsys, "for following an application")
    tab.context.close()


def _follow_closed(there, tab, look):
    """Follow a case that is closed: how it was is asked."""
    case = there.installation.reviews.case(there.made["closed"])
    code = code_of(case.contact, there.installation.keyring)
    tab.goto("/status")
    fill_in(tab, {"reference": case.trigger.reference, "code": code})
    send(tab, "Continue")
    look.says("a closed case", "Tell us how it was")
    look.open("/status/how-it-was")
    look.emptied("/status/how-it-was")
    look.open("/status/challenge")
    look.emptied("/status/challenge")


def _press(tab, *keys):
    for key in keys:
        tab.keyboard.press(key)


def _tab_to(tab, name):
    """Go with the tabulator to the field of a name, wherever it is on the page."""
    for _ in range(60):
        _press(tab, "Tab")
        if tab.locator(":focus").get_attribute("name") == name:
            return tab.locator(":focus")
    raise AssertionError(f"{name} cannot be reached by the tabulator")


def _type(tab, typed):
    """Fill in a page by its keyboard alone, and send it with Enter on its button."""
    for name, value in typed.items():
        focus = _tab_to(tab, name)
        values = value if isinstance(value, list) else [value]
        kind = focus.get_attribute("type") or "text"
        if kind == "radio":
            while focus.get_attribute("value") != value or not focus.is_checked():
                _press(
                    tab,
                    "Space" if focus.get_attribute("value") == value else "ArrowDown",
                )
                focus = tab.locator(":focus")
        elif kind == "checkbox":
            while values:
                if focus.get_attribute("value") in values:
                    values.remove(focus.get_attribute("value"))
                    _press(tab, "Space")
                if values:
                    focus = _tab_to(tab, name)
        else:
            tab.keyboard.type(value)
    _enter_on_button(tab)


def _enter_on_button(tab):
    for _ in range(60):
        focus = tab.locator(":focus")
        if focus.count() and focus.evaluate("e => e.matches('main form button')"):
            break
        _press(tab, "Tab")
    with tab.expect_navigation():
        _press(tab, "Enter")


def test_by_keyboard_without_scripts_from_applying_to_a_statement(there, chrome):
    context = chrome.new_context(base_url=there.address, java_script_enabled=False)
    tab = context.new_page()
    tab.goto("/apply")
    for _ in range(40):
        _press(tab, "Tab")
        if "Start now" in tab.locator(":focus").inner_text():
            break
    with tab.expect_navigation():
        _press(tab, "Enter")
    _enter_on_button(tab)
    for typed in WHO.values():
        _type(tab, {n: list(v) if isinstance(v, list) else v for n, v in typed.items()})
    _type(tab, {"another": "true"})
    _type(tab, THREE[0])
    _type(tab, {"another": "false"})
    for typed in REST.values():
        _type(tab, {n: list(v) if isinstance(v, list) else v for n, v in typed.items()})
    assert "Check your answers" in tab.title()
    _enter_on_button(tab)
    assert "Application sent" in tab.title()
    reference, code = tab.locator(".govuk-panel strong").all_inner_texts()
    assert any(code in letter for letter in there.letters_ready())
    tab.goto(f"/status?reference={reference}")
    with tab.expect_navigation():
        tab.get_by_role("button", name="Continue").press("Enter")
    assert "/status?reference=" in tab.url
    _type(tab, {"code": code})
    assert "How far it is" in tab.locator("main").inner_text()
    tab.goto("/status/statement")
    _type(tab, {"statement": "It is worst at night"})
    assert "Your statement is on file" in tab.locator("main").inner_text()
    context.close()
