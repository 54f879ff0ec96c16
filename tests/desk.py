"""A caseworker's desk for tests: a real installation, one case on it, a browser.

The clock is set by hand; each step of the journey moves it to the step's day.
"""

from contextlib import contextmanager
from uuid import UUID

from litestar.testing import TestClient

from asbreview.access.accounts import Account, Role, open_account
from asbreview.installation import opened
from asbreview.serving import create
from asbreview.settings import Settings
from journey import APPLIED_ON, CASEWORKER, COUNCIL, HandClock, Journey
from visiting import PASSWORD, fields_of, sign_in

SAM = Account(CASEWORKER, "sam@ely.example", "Sam Reed", Role.CASEWORKER, COUNCIL)
ANN = Account(UUID(int=3), "ann@ely.example", "Ann Fen", Role.AUDITOR, COUNCIL)
ADDRESS = "https://testserver.local"  # httpx never sends Secure cookies over http


class Day(Journey):
    """A journey that takes the clock along."""

    def __init__(self, reviews, clock):
        super().__init__(reviews)
        self.clock = clock

    def signed(self, on):
        self.clock.set(on)
        return super().signed(on)


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

    def get(self, page="", **asked):
        return self.browser.get(f"{self.address}{page}", params=asked)

    def fill_in(self, page, **typed):
        """Open a form, fill it in, send it; dashes are written as two underscores."""
        shown = self.get(page)
        named = {name.replace("__", "-"): value for name, value in typed.items()}
        return self.send(page, fields_of(shown, ...) | named)

    def send(self, page, fields):
        return self.browser.post(
            f"{self.address}{page}", data=fields, follow_redirects=True
        )


@contextmanager
def desk(folder):
    settings = Settings(
        data=folder,
        keys=folder / "kek",
        secret=b"s" * 32,
        procedure="east-cambridgeshire",
        address="127.0.0.1",
        port=8000,
        hosts=("testserver.local",),
        https=True,
    )
    clock = HandClock(APPLIED_ON)
    with opened(settings, clock=clock) as installation:
        for account in (SAM, ANN):
            open_account(
                installation.office,
                account,
                password=PASSWORD,
                at=clock(),
                demonstration=False,
            )
        with TestClient(create(installation), base_url=ADDRESS) as browser:
            yield Desk(installation, clock, browser)


def date_in(name, day):
    """Return the three fields of a date."""
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }
