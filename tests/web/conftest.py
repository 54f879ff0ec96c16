"""The frame of the pages, to be tried by whoever asks for a browser."""

from datetime import UTC, datetime, timedelta

import pytest
from litestar.testing import TestClient

import framed
from asbreview.web.given import Settings


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
    office = framed.open_office(tmp_path, at=clock())
    yield office
    office.close()


@pytest.fixture
def installation(office, clock):
    settings = Settings(
        partnership="East Fen partnership",
        secret=b"s" * 32,
        https=True,
        allowed_hosts=("testserver.local",),
    )
    installation = framed.install(office, clock, settings)
    yield installation
    installation.views.dispose()


@pytest.fixture
def app(installation):
    return framed.framed(installation)


@pytest.fixture
def browser(app):
    address = "https://testserver.local"  # httpx never sends Secure cookies over http
    with TestClient(app, base_url=address) as browser:
        yield browser
