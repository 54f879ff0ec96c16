"""An installation with two accounts, and a few pages to try the frame with."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import sample
from jinja2 import ChoiceLoader, DictLoader
from litestar.testing import TestClient
from sqlalchemy import create_engine

from asbreview.access.accounts import Account, Role, open_account
from asbreview.access.office import Office
from asbreview.web.app import PAGES, create_app
from asbreview.web.given import Installation, Settings

PASSWORD = "heron over the washes"
SAM = Account(UUID(int=1), "sam@ely.example", "Sam Reed", Role.CASEWORKER, UUID(int=9))
ANN = Account(UUID(int=2), "ann@ely.example", "Ann Fen", Role.AUDITOR, UUID(int=9))
CASE = UUID(int=5)


class Clock:
    """A clock that is told the time."""

    def __init__(self):
        self.at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

    def __call__(self):
        return self.at

    def pass_(self, **time):
        self.at += timedelta(**time)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def office(tmp_path, clock):
    office = Office(tmp_path / "office.sqlite")
    for account in (SAM, ANN):
        open_account(office, account, password=PASSWORD, at=clock())
    yield office
    office.close()


@pytest.fixture
def settings():
    return Settings(
        partnership="East Fen partnership",
        secret=b"s" * 32,
        https=True,
        allowed_hosts=("testserver.local", "127.0.0.1"),
    )


@pytest.fixture
def installation(office, clock, settings):
    views = create_engine("sqlite://")
    yield Installation(
        reviews=sample.Notes(),
        keyring=None,
        views=views,
        projector=None,
        office=office,
        now=clock,
        find_case={"EF-26-7K3MQ": CASE}.get,
        position_as_of=lambda instant: instant.day,
        settings=settings,
    )
    views.dispose()


@pytest.fixture
def app(installation):
    app = create_app(installation, pages=(*PAGES, sample.SamplePages))
    engine = app.template_engine.engine
    engine.loader = ChoiceLoader([engine.loader, DictLoader(sample.TEMPLATES)])
    return app


@pytest.fixture
def browser(app):
    address = "https://testserver.local"  # httpx never sends Secure cookies over http
    with TestClient(app, base_url=address) as browser:
        yield browser
