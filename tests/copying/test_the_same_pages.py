"""The demonstration, copied up and back: the same pages, as of fifty instants.

Some of its cases here, all of them in `make soak`.
"""

import re
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from litestar.testing import TestClient
from sqlalchemy import select

from asbreview.copying import copied
from asbreview.copying.in_folder import Folder
from asbreview.copying.on_server import Server
from asbreview.demonstration import make
from asbreview.demonstration.accounts import SIGN_INS
from asbreview.demonstration.calendar_of_cases import CASES
from asbreview.installation import opened
from asbreview.settings import Settings
from desk import ADDRESS, pages_of
from postgres_server import shared_server
from projections.caseload import caseload
from visiting import sign_in

pytestmark = [pytest.mark.postgres, pytest.mark.thorough]
TODAY = date(2026, 11, 23)  # a Monday
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
INSTANTS = 50
# Made anew for each page that is asked for, wherever it is kept.
OF_THE_SESSION = re.compile(r'(?:name="csrf_token" value|nonce)="[^"]*"')


def settings(folder, **others):
    told = {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": "x" * 40}
    told["ASBREVIEW_HOSTS"] = "testserver.local"
    return replace(Settings.read(told, demonstration=True), https=True, **others)


def the_three(folder):
    server = shared_server()
    log, keys = (server.address(server.new_database()) for _ in range(2))
    return (
        Folder(settings(folder / "first")),
        Server(settings(folder / "up", database=log, keys_database=keys)),
        Folder(settings(folder / "back")),
    )


def instants(installation):
    """Fifty instants over the whole log, the last that of its last event."""
    lines = installation.reviews.recorder.lines(0, limit=10**6)
    step = (len(lines) - 1) / (INSTANTS - 1)
    return [lines[round(step * n)].recorded_at for n in range(INSTANTS)]


def addresses(installation, number):
    """The pages looked at as of one instant: the queue, figures, and a case's."""
    query = select(caseload.c.reference).distinct().order_by(caseload.c.reference)
    with installation.views.connect() as db:
        references = db.scalars(query).all()
    case = f"/cases/{references[number % len(references)]}"
    return ["/", "/figures", case, f"{case}/history"]


def page(browser, address, instant):
    shown = browser.get(address, params={"as_of": instant.isoformat()})
    return shown.status_code, OF_THE_SESSION.sub("", shown.text)


@pytest.mark.parametrize(
    "cases",
    [
        pytest.param(CASES[3::20], id="some"),
        pytest.param(CASES, id="all", marks=[pytest.mark.soak, pytest.mark.timeout(0)]),
    ],
)
def test_as_of_fifty_instants_all_pages_are_the_same_byte_for_byte(tmp_path, cases):
    first, up, back = the_three(tmp_path)
    make(first.settings, today=TODAY, cases=cases)
    copied(first, up, progress=lambda *_: None)
    copied(up, back, progress=lambda *_: None)
    asked, seen = [], []
    for end in (first, up, back):
        with ExitStack() as stack:
            it = stack.enter_context(opened(end.settings, clock=lambda: NOW))
            it.projector.catch_up()
            browser = stack.enter_context(TestClient(pages_of(it), base_url=ADDRESS))
            who = next(who for who in SIGN_INS if who.password)
            sign_in(browser, name=who.sign_in_name, password=who.password)
            asked = asked or [
                (address, instant)
                for number, instant in enumerate(instants(it))
                for address in addresses(it, number)
            ]
            seen.append([page(browser, *which) for which in asked])
    # A case that was not opened yet is said not to be there: a page too.
    statuses = Counter(
        (address, status)
        for (address, _), (status, _) in zip(asked, seen[0], strict=True)
    )
    assert statuses["/", 200] == statuses["/figures", 200] == INSTANTS
    of_cases = sum(n for (_, status), n in statuses.items() if status == 200)
    assert of_cases > 2.5 * INSTANTS, statuses
    for which, *pages in zip(asked, *seen, strict=True):
        assert pages[0] == pages[1] == pages[2], which
