"""A caseworker's desk for tests: a real installation, one case on it, a browser.

The clock is set by hand; each step of the journey moves it to the step's day.
"""

import atexit
import shutil
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID

from litestar.events import BaseEventEmitterBackend
from litestar.testing import TestClient

from asbreview.access.accounts import Account, Role, open_account
from asbreview.installation import opened
from asbreview.serving import as_given
from asbreview.settings import Settings
from asbreview.settings_of_sending import NOTHING_SET
from asbreview.web.app import PAGES, given_to, routes_to
from journey import APPLIED_ON, AREAS, CASEWORKER, COUNCIL, HandClock, Journey
from postgres_server import on_a_server
from visiting import PASSWORD, sign_in

SAM = Account(
    CASEWORKER, "sam@ely.example", "Sam Reed", Role.CASEWORKER, COUNCIL, AREAS
)
ANN = Account(UUID(int=3), "ann@ely.example", "Ann Fen", Role.AUDITOR, COUNCIL, AREAS)
ODILE = Account(
    UUID(int=71), "odile@ely.example", "Odile Fenwick", Role.CHAIR, COUNCIL, AREAS
)
ADDRESS = "https://testserver.local"  # httpx never sends Secure cookies over http


class Day(Journey):
    """A journey that takes the clock along."""

    def __init__(self, reviews, clock):
        super().__init__(reviews)
        self.clock = clock

    def signed(self, on):
        self.clock.set(on)
        return super().signed(on)


class _Form(HTMLParser):
    """Reads what a browser would send with the form that gives a command."""

    def __init__(self):
        super().__init__()
        self.found, self.here, self.of, self.text = {}, {}, None, None
        self.option = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name")
        if tag == "form":
            self.here = {}
        elif tag == "input" and name:
            ticked = given.get("type") not in {"radio", "checkbox"}
            if ticked or "checked" in given:
                self.here.setdefault(name, []).append(given.get("value", ""))
        elif tag == "select":
            self.of = name
            self.here[name] = []
        elif tag == "option" and (not self.here[self.of] or "selected" in given):
            self.here[self.of] = [given.get("value", "")]
        elif tag == "textarea":
            self.text, self.here[name] = name, [""]

    def handle_data(self, data):
        if self.text:
            self.here[self.text][0] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.here[self.text][0] = self.here[self.text][0].removeprefix("\n")
            self.text = None
        elif tag == "form" and "command_id" in self.here:
            self.found = self.here


def filled_in(page):
    """Return what the form on a page would send as it stands."""
    reader = _Form()
    reader.feed(page.text)
    assert reader.found, page.text
    return reader.found


def words(page):
    """Return what a page says, without its marks."""
    reader = _Words()
    reader.feed(page.text)
    return " ".join(" ".join(reader.said).split())


class _Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.said, self.skip = [], False

    def handle_starttag(self, tag, attrs):
        self.skip = tag in {"script", "style"}

    def handle_data(self, data):
        if not self.skip:
            self.said.append(data)


class Desk:
    """A case, the clock, and a browser in which somebody is signed in."""

    def __init__(self, installation, clock, browser):
        self.installation, self.clock, self.browser = installation, clock, browser
        self.reviews = installation.reviews
        self.tale = Day(installation.reviews, clock).stand()

    @property
    def case(self):
        return self.reviews.case(self.tale.case_id)

    @property
    def address(self):
        return f"/cases/{self.case.trigger.reference}"

    def on(self, day):
        """Begin the day on which the pages are looked at."""
        self.clock.set(day)
        self.installation.projector.catch_up()
        sign_in(self.browser)
        return self

    def as_auditor(self):
        """Let the auditor look instead."""
        sign_in(self.browser, name="ann@ely.example")
        return self

    def get(self, page="", **asked):
        return self.browser.get(f"{self.address}{page}", params=asked)

    def fill_in(self, page, **typed):
        """Open a form, fill it in, send it; dashes are written as two underscores."""
        shown = self.get(page)
        named = {name.replace("__", "-"): value for name, value in typed.items()}
        return self.send(page, filled_in(shown) | named)

    def send(self, page, fields):
        return self.browser.post(
            f"{self.address}{page}", data=fields, follow_redirects=True
        )


class NoEvents(BaseEventEmitterBackend):
    """The pages emit none; Litestar's own backend is for one server at a time."""

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        """Nothing was begun."""

    def emit(self, event_id, *args, **kwargs):
        raise NotImplementedError(event_id)


@cache
def _pages():
    pages = routes_to(PAGES)
    pages.event_emitter = NoEvents([])
    return pages


def pages_of(installation):
    """Return an installation's pages; what is alike for all of them is made once."""
    return given_to(copy(_pages()), as_given(installation))


@contextmanager
def desk(folder, *, on_server=False, sending=NOTHING_SET):
    """Open the copy of an installation on which everything stands but a case.

    One on the tests' PostgreSQL server is made anew.
    """
    told = replace(_settings(folder), sending=sending)
    if on_server:
        told = on_a_server(told)
        _make_ready(told)
    else:
        shutil.copytree(_ready_made(), folder, dirs_exist_ok=True)
    clock = HandClock(APPLIED_ON)
    with (
        opened(told, clock=clock) as installation,
        TestClient(pages_of(installation), base_url=ADDRESS) as browser,
    ):
        yield Desk(installation, clock, browser)


@cache
def _ready_made():
    folder = Path(mkdtemp(prefix="desk-"))
    atexit.register(shutil.rmtree, folder)
    _make_ready(_settings(folder))
    return folder


def _make_ready(settings):
    clock = HandClock(APPLIED_ON)
    with opened(settings, clock=clock) as installation:
        for account in (SAM, ANN, ODILE):
            open_account(
                installation.office,
                account,
                password=PASSWORD,
                at=clock(),
                demonstration=False,
            )
        Journey(installation.reviews).stand()
        installation.projector.catch_up()


def _settings(folder):
    return Settings(
        data=folder,
        keys=folder / "kek",
        secret=b"s" * 32,
        procedure="east-cambridgeshire",
        address="127.0.0.1",
        port=8000,
        hosts=("testserver.local",),
        https=True,
    )


def date_in(name, day):
    """Return the three fields of a date."""
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }
