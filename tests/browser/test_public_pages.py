"""The public pages: looked at one by one, and gone through by keyboard, no scripts."""

from datetime import date

import pytest

from applying import REST, THREE, WHO
from asbreview.access.status_codes import code_of
from browser.in_chromium import fill_in, send
from browser.looking import Look
from browser.premises import premises
from browser.stages import Stages

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TODAY = date(2026, 3, 2)  # a Monday
ON = "Save and continue"
MAY_BE_EMPTY = {"contact", "reading", "home", "harm", "hate", "wanted", "evidence"}


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    with premises(tmp_path_factory.mktemp("public"), TODAY) as there:
        yield there


def _begin(tab):
    tab.goto("/apply")
    tab.get_by_role("button", name="Start now").click()
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
    case_id = Stages(there.installation, there.clock).until("find").case_id
    there.settled()
    case = there.installation.reviews.case(case_id)
    code = code_of(case.contact, there.installation.keyring)
    fill_in(tab, {"reference": case.trigger.reference, "code": "AAAAA-AAAAA"})
    send(tab, "Continue")
    look.says("a wrong code", "There is no application with this reference and code")
    fill_in(tab, {"code": code})
    send(tab, "Continue")
    look.says("/status/case", "How far it is")
    look.done(capsys, "for following an application")
    tab.context.close()
