"""A caseworker's desk for tests: a real installation, one case on it, a browser.

The clock is set by hand; each step of the journey moves it to the step's day.
"""

import atexit
import shutil
from contextlib import ExitStack, contextmanager
from copy import copy
from dataclasses import replace
from functools import cache
from inspect import isroutine
from pathlib import Path
from tempfile import mkdtemp
from typing import get_type_hints
from uuid import UUID

from litestar.testing import TestClient

from asbreview.access.accounts import Account, Role, open_account
from asbreview.installation import opened
from asbreview.serving import as_given
from asbreview.settings import Settings
from asbreview.settings_of_sending import NOTHING_SET
from asbreview.web.app import PAGES, given_to, routes_to
from asbreview.web.sessions import COOKIE
from journey import APPLIED_ON, AREAS, CASEWORKER, COUNCIL, HandClock, Journey
from pages_shared import without_events
from postgres_server import on_a_server
from reached import Reached, Told, play, take_up
from visiting import PASSWORD, forms_of, parsed, sent_by

SAM = Account(
    CASEWORKER, "sam@ely.example", "Sam Reed", Role.CASEWORKER, COUNCIL, AREAS
)
ANN = Account(UUID(int=3), "ann@ely.example", "Ann Fen", Role.AUDITOR, COUNCIL, AREAS)
ODILE = Account(
    UUID(int=71), "odile@ely.example", "Odile Fenwick", Role.CHAIR, COUNCIL, AREAS
)
# What a case goes through before a test begins, each returning the tale itself.
STEPS = frozenset(
    name
    for name, step in vars(Journey).items()
    if isroutine(step) and get_type_hints(step).get("return") is Journey
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


def filled_in(page):
    """Return what the form that gives a command would send as it stands.

    Of several such forms on a page, the last.
    """
    forms = [sent_by(form) for form in forms_of(page)]
    given = [form for form in forms if "command_id" in form]
    assert given, page.text
    return given[-1]


def words(page):
    """Return what a page says, without its marks."""
    said = parsed(page.text).xpath("//text()[not(parent::script or parent::style)]")
    return " ".join(" ".join(said).split())


class Desk:
    """A case, the clock, and a browser in which somebody is signed in."""

    def __init__(self, opening):
        self._opening = opening
        self.tale = self._told = Told(STEPS, self._begin)

    def _begin(self, steps):
        """Open what is to be opened, and tell its case as far as was told."""
        self.installation, self.clock, tale, self.browser = self._opening(steps)
        self.reviews = self.installation.reviews
        return tale

    def __getattr__(self, name):
        if name not in {"installation", "clock", "browser", "reviews"}:
            raise AttributeError(name)
        self.begun()
        return vars(self)[name]

    def begun(self):
        """Have it opened, if it is not."""
        self._told.begun()

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
        return self.sits(SAM)

    def as_auditor(self):
        """Let the auditor look instead."""
        return self.sits(ANN)

    def sits(self, account):
        """Let somebody be signed in, without the forms by which they sign in."""
        sessions, cookies = self.browser.app.state.sessions, self.browser.cookies
        token = sessions.begin(
            account.account_id, instead_of=cookies.get(COOKIE, ""), at=self.clock()
        )
        cookies.set(COOKIE, token, domain="testserver.local")
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


@cache
def _pages():
    return without_events(routes_to(PAGES))


def pages_of(installation):
    """Return an installation's pages; what is alike for all of them is made once."""
    return given_to(copy(_pages()), as_given(installation))


@contextmanager
def desk(folder, *, on_server=False, sending=NOTHING_SET):
    """Open the copy of an installation on which everything stands but a case.

    It is opened when something is first asked of it but to tell its case further.
    One on the tests' PostgreSQL server is made anew.
    """
    told = replace(_settings(folder), sending=sending)
    if on_server:
        told = on_a_server(told)
        _make_ready(told)
    with ExitStack() as until_the_end:

        def opening(steps):
            reached = None if on_server else _reached().after(steps)
            if not on_server:
                begun = reached[0] if reached else _ready_made()
                shutil.copytree(begun, folder, dirs_exist_ok=True)
            return _opened(told, steps, reached, until_the_end.enter_context)

        made = Desk(opening)
        yield made
        made.begun()  # whatever was told, though nobody looked at it


def _opened(told, steps, reached, enter):
    clock = HandClock(APPLIED_ON)
    installation = enter(opened(told, clock=clock))
    browser = enter(TestClient(pages_of(installation), base_url=ADDRESS))
    tale = Day(installation.reviews, clock)
    if reached:
        _, state, clock.now = reached
        take_up(tale, state)
    else:
        play(tale.stand(), steps)
    return installation, clock, tale, browser


@cache
def _reached():
    return Reached(_told_in)


def _told_in(folder, steps):
    """Tell a case in an installation that nobody looks at; its views stand level."""
    shutil.copytree(_ready_made(), folder, dirs_exist_ok=True)
    clock = HandClock(APPLIED_ON)
    with opened(_settings(folder), clock=clock) as installation:
        tale = Day(installation.reviews, clock).stand()
        play(tale, steps)
        installation.projector.catch_up()
    return tale, clock


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
