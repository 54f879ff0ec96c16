"""How soon a body answered: shared with its own people, and with nobody else's."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, open_account
from desk import desk, words
from journey import AREAS, BODIES, COUNCIL
from visiting import PASSWORD, sign_in

POLICE = next(body for body in BODIES if body != COUNCIL)
LATER = date(2026, 4, 15)
OURS, NOT_ASKED = (
    Account(
        UUID(int=number),
        f"p{number}@partner.example",
        f"Partner {number}",
        Role.PARTNER,
        body,
        AREAS,
    )
    for number, body in ((81, POLICE), (82, UUID(int=5)))
)
SPRING = {
    "area": "east-cambridgeshire",
    "from_on-day": "1",
    "from_on-month": "3",
    "from_on-year": "2026",
    "to_on-day": "30",
    "to_on-month": "4",
    "to_on-year": "2026",
}


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    """Asked on 10 March, due ten working days on, the 24th; answered on the 27th."""
    with desk(tmp_path_factory.mktemp("times")) as at_desk:
        for account in (OURS, NOT_ASKED):
            open_account(
                at_desk.installation.office,
                account,
                password=PASSWORD,
                at=at_desk.clock(),
            )
        at_desk.tale.apply().decide().ask().answer(date(2026, 3, 27))
        yield at_desk.on(LATER)


def shown_to(at_desk, account, page="/requests/times"):
    at_desk.on(LATER)
    at_desk.browser.cookies.clear()
    sign_in(at_desk.browser, name=account.sign_in_name)
    return at_desk.browser.get(page)


def test_a_partner_is_shown_its_own_figures_and_no_others(at_desk):
    page = shown_to(at_desk, OURS)
    told = words(page)
    assert "was asked 1 time and answered 1: 1 late. 0 overdue now" in told
    assert "took 17 days" in told
    assert "Friday 27 March 2026, late" in told
    assert "/cases/" not in page.text
    assert "MARKER" not in page.text
    assert "was asked nothing" in words(shown_to(at_desk, NOT_ASKED))


def test_a_partner_is_not_shown_those_of_another_body(at_desk):
    page = shown_to(at_desk, OURS, f"/figures/bodies/{COUNCIL}")
    assert page.status_code == 403


def test_a_partner_saves_its_own_as_csv(at_desk):
    heads, row = shown_to(at_desk, OURS, "/requests/times/csv").text.splitlines()
    assert heads == "case,asked_on,due_on,answered_on,days,late"
    assert row.endswith("2026-03-10,2026-03-24,2026-03-27,17,late")


def test_a_caseworker_is_shown_them_body_by_body(at_desk):
    browser = at_desk.on(LATER).browser
    address = f"/figures/bodies/{POLICE}"
    told = words(browser.get(address, params=SPRING))
    assert "was asked 1 time and answered 1: 1 late" in told
    assert at_desk.case.trigger.reference in told
    assert address in browser.get("/figures/bodies", params=SPRING).text
    lines = browser.get(f"{address}/csv", params=SPRING).text.splitlines()
    assert len(lines) == 2
    assert browser.get(f"/figures/bodies/{UUID(int=5)}").status_code == 404
    wrong = browser.get(address, params=SPRING | {"to_on-year": "2025"})
    assert wrong.status_code == 409
