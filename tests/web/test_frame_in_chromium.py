"""The frame in a real browser: signing in, and every page that stands in it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from browser.in_chromium import follow
from framed import PASSWORD
from requirements_of_the_machine import chromium

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NOTE = "/cases/EF-26-7K3MQ/note"
PAGES = ["/", NOTE, f"{NOTE}?as_of=2026-03-01", "/nowhere", "/accessibility"]
SHOTS = os.environ.get("ASBREVIEW_SHOTS", "")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    tests = Path(__file__).parent.parent
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory"]
    server = subprocess.Popen(  # noqa: S603  our own server
        [*command, "--port", str(port), "framed:served"],
        cwd=tests,
        env={**os.environ, "FRAMED_FOLDER": str(tmp_path_factory.mktemp("served"))},
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    _wait_for(f"{address}/sign-in")
    yield address
    server.terminate()
    server.wait(200)


def _wait_for(address):
    for _ in range(1000):
        try:
            with urllib.request.urlopen(address):  # noqa: S310  our own server
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("The server did not answer")


@pytest.fixture(scope="module")
def chrome():
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield chrome
        chrome.close()


@pytest.fixture
def tab(chrome, address):
    context = chrome.new_context(base_url=address)
    tab = context.new_page()
    tab.complaints = []
    tab.on("console", lambda said: tab.complaints.append(said.text))
    tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
    yield tab
    context.close()


def sign_in(tab):
    tab.goto("/sign-in")
    tab.get_by_label("Email address").fill("sam@ely.example")
    tab.get_by_label("Password", exact=True).fill(PASSWORD)
    follow(tab, tab.get_by_role("button", name="Sign in"))


def violations(tab):
    found = Axe().run(tab).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def spills(tab):
    """Say what is wider than the page, if anything is."""
    return tab.evaluate(
        "() => document.documentElement.scrollWidth > innerWidth ?"
        " [...document.querySelectorAll('*')]"
        ".filter(e => e.getBoundingClientRect().right > innerWidth)"
        ".map(e => e.outerHTML.slice(0, 80)) : []"
    )


def shot(tab, name):
    if SHOTS:
        tab.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def test_the_cookie_is_kept_on_an_address_of_this_machine(tab):
    sign_in(tab)
    assert tab.get_by_text("Signed in as Sam Reed").is_visible()
    (cookie,) = [c for c in tab.context.cookies() if c["name"] == "__Host-session"]
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (
        True,
        True,
        "Lax",
    )
    follow(tab, tab.get_by_role("button", name="Sign out"))
    assert tab.url.endswith("/sign-in")
    tab.goto("/")
    assert tab.url.endswith("/sign-in")


def test_before_a_session_ends_one_is_asked_whether_to_stay(tab):
    tab.clock.install()
    sign_in(tab)
    tab.goto(NOTE)
    tab.get_by_label("Reasons").fill("Half written")
    warning = tab.get_by_role("dialog", name="You will be signed out soon")
    tab.clock.fast_forward("27:00")
    assert not warning.is_visible()
    tab.clock.fast_forward("01:10")
    assert warning.is_visible()
    assert violations(tab) == []
    shot(tab, "signed-out-soon")
    tab.keyboard.press("Enter")  # the button has the focus
    warning.wait_for(state="hidden")
    tab.clock.fast_forward("27:00")
    assert not warning.is_visible()
    tab.clock.fast_forward("03:10")
    over = tab.get_by_role("dialog", name="You are signed out")
    assert over.is_visible()
    assert violations(tab) == []
    tab.keyboard.press("Enter")
    assert tab.get_by_label("Reasons").input_value() == "Half written"


def test_no_page_has_a_barrier_or_breaks_its_own_policy(tab):
    tab.goto("/sign-in")
    shot(tab, "sign-in")
    assert violations(tab) == []
    sign_in(tab)
    for number, page in enumerate(PAGES):
        tab.goto(page)
        assert violations(tab) == [], page
        shot(tab, f"page-{number}")
    assert [said for said in tab.complaints if "404" not in said] == []


def test_the_scripts_of_the_pages_run(tab):
    tab.goto("/sign-in")
    tab.get_by_role("button", name="Show").click()  # made by a script
    assert tab.get_by_label("Password", exact=True).get_attribute("type") == "text"


def test_a_form_with_every_field_wrong_leads_to_each(tab):
    sign_in(tab)
    tab.goto(NOTE)
    tab.get_by_label("Reasons").fill("")
    follow(tab, tab.get_by_role("button", name="Record the note"))
    summary = tab.get_by_role("alert")
    assert summary.is_visible()
    assert tab.evaluate("document.activeElement.className") == "govuk-error-summary"
    for link in summary.get_by_role("link").all():
        target = link.get_attribute("href").removeprefix("#")
        assert tab.locator(f"[id='{target}']").count() == 1, target
    assert violations(tab) == []
    shot(tab, "faults")


@pytest.mark.parametrize("scripts", [True, False])
def test_nothing_is_wider_than_a_narrow_screen(chrome, address, scripts):
    context = chrome.new_context(
        base_url=address,
        viewport={"width": 320, "height": 640},
        java_script_enabled=True,
    )
    if not scripts:
        context.route("**/*.js", lambda route: route.abort())
    tab = context.new_page()
    sign_in(tab)
    for number, page in enumerate(PAGES):
        tab.goto(page)
        assert spills(tab) == [], page
        shot(tab, f"narrow-{number}-{'with' if scripts else 'without'}-scripts")
    context.close()


def test_words_for_readers_alone_in_a_wide_table_widen_no_page(chrome, address):
    """They stand where the table has scrolled out of sight, but not outside its box."""
    context = chrome.new_context(
        base_url=address, viewport={"width": 320, "height": 640}
    )
    tab = context.new_page()
    sign_in(tab)
    cells = "".join(
        f"<td>Cambridgeshire<a href='#'>{n}"
        "<span class='govuk-visually-hidden'>Constabulary</span></a></td>"
        for n in range(9)
    )
    table = f"<div class='asbreview-scroll'><table><tr>{cells}</tr></table></div>"
    tab.evaluate("(wide) => document.querySelector('main').innerHTML = wide", table)
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    context.close()


def test_signing_in_works_with_scripts_switched_off(chrome, address):
    context = chrome.new_context(base_url=address, java_script_enabled=False)
    tab = context.new_page()
    sign_in(tab)
    assert tab.get_by_text("Signed in as Sam Reed").is_visible()
    tab.goto(NOTE)
    follow(tab, tab.get_by_role("button", name="Record the note"))
    assert tab.get_by_text("There is a problem").is_visible()
    shot(tab, "no-scripts")
    context.close()


def test_the_first_key_leads_past_the_navigation(tab):
    sign_in(tab)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to main content"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main-content"
