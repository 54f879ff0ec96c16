"""Whoever is overtaken by a colleague is told what the colleague recorded."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from asbreview.access.accounts import Account, Role, open_account
from asbreview.web.meanwhile import ago
from desk import desk, filled_in, words
from journey import AREAS, BODIES, COUNCIL
from visiting import PASSWORD, sign_in

EVE = Account(
    UUID(int=4), "eve@ely.example", "Eve Marsh", Role.CASEWORKER, COUNCIL, AREAS
)
DAY = date(2026, 3, 9)


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        open_account(
            at_desk.installation.office, EVE, password=PASSWORD, at=at_desk.clock()
        )
        at_desk.tale.apply().post(date(2026, 3, 3))
        yield at_desk.on(DAY)


def test_a_decision_taken_meanwhile_is_told_with_who_took_it(at_desk):
    sign_in(at_desk.browser, name="eve@ely.example")
    typed = filled_in(at_desk.get("/threshold"))
    at_desk.tale.decide(DAY)
    at_desk.clock.now += timedelta(minutes=2)
    page = at_desk.send(
        "/threshold",
        typed
        | {"met": "true", "reasons": "Three qualify", "command_id": str(uuid4())}
        | {"decided_by": [str(body) for body in BODIES]},
    )
    told = words(page)
    assert page.status_code == 409
    assert "What happened meanwhile" in told
    assert "Sam Reed recorded “Threshold decided: met” 2 minutes ago." in told
    assert filled_in(page)["reasons"] == ["Three qualify"]


@pytest.mark.parametrize(
    ("seconds", "says"),
    [(0, "just now"), (59, "just now"), (60, "1 minute ago"), (3599, "59 minutes ago")],
)
def test_how_long_ago_it_was(at_desk, seconds, says):
    now = at_desk.clock()
    assert ago(now - timedelta(seconds=seconds), now) == says
