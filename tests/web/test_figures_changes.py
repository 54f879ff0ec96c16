"""Naming what an area changed on a day, so that charts begin anew with it."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, open_account
from desk import desk, filled_in, words
from journey import AREAS, COUNCIL, PROCEDURE
from visiting import PASSWORD, sign_in

SUMMER = date(2026, 6, 15)
HERE = "/figures/changes"
NAMED = {
    "says": "A second caseworker",
    "on-day": "1",
    "on-month": "5",
    "on-year": "2026",
    "why": "Twice the time for each case",
}
MO = Account(UUID(int=72), "mo@ely.example", "Mo", Role.MANAGER, COUNCIL, AREAS)


@pytest.fixture
def mo(tmp_path):
    """The manager, who reads no case."""
    with desk(tmp_path) as at_desk:
        at_desk.tale.go()
        at_desk.on(SUMMER)
        open_account(
            at_desk.installation.office, MO, password=PASSWORD, at=at_desk.clock()
        )
        at_desk.browser.cookies.clear()
        sign_in(at_desk.browser, name=MO.sign_in_name)
        yield at_desk


def name(at_desk, **typed):
    form = filled_in(at_desk.browser.get(HERE)) | NAMED | typed
    return at_desk.browser.post(HERE, data=form, follow_redirects=True)


def changes(at_desk):
    return at_desk.reviews.dated_changes(PROCEDURE)


def test_a_manager_names_what_changed_with_who_and_why(mo):
    assert "No change is named." in words(mo.browser.get(HERE))
    told = words(name(mo))
    assert "Charts show what is usual from that day on apart, and say so." in told
    assert "A second caseworker , from Friday 1 May 2026" in told
    assert "Twice the time for each case" in told
    assert "Named by Mo" in told
    (change,) = changes(mo)
    assert (change.says, change.on) == ("A second caseworker", date(2026, 5, 1))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"says": ""}, "Enter what changed"),
        ({"why": ""}, "Enter why charts are to begin anew with it"),
        ({"on-year": "2027"}, "future"),
        ({"on-day": "31", "on-month": "2"}, "must be a real date"),
    ],
)
def test_what_is_missing_or_yet_to_come_is_said_and_nothing_is_lost(mo, wrong, says):
    page = name(mo, **wrong)
    assert page.status_code in {409, 422}
    assert says in words(page)
    assert not changes(mo)
    assert "A second caseworker" in page.text or "says" in wrong


def test_it_is_taken_back_with_the_reason_and_stays_in_the_list(mo):
    name(mo)
    (change,) = changes(mo)
    here = f"{HERE}/{change.change_id}/in-error"
    form = filled_in(mo.browser.get(here)) | {"reason": "They came in June"}
    told = words(mo.browser.post(here, data=form, follow_redirects=True))
    assert "No chart begins anew there." in told
    assert "Recorded in error" in told
    assert "In error: They came in June" in told
    assert not changes(mo)
    assert mo.browser.get(here).status_code == 404  # it is taken back once
    assert "A second caseworker" in words(name(mo, says="A second caseworker at last"))


def test_as_of_a_day_before_it_was_named_it_is_not_there(mo):
    then = mo.clock().isoformat()
    name(mo)
    page = words(mo.browser.get(HERE, params={"as_of": then}))
    assert "No change is named." in page
    assert "Name this change" not in page
    assert len(changes(mo)) == 1
    assert not mo.reviews.dated_changes(PROCEDURE, as_of=1)


def test_it_is_named_in_an_area_of_theirs_alone(mo):
    page = name(mo, area="fenland")
    assert "Select the area" in words(page)
    assert not mo.reviews.dated_changes("fenland")
    assert mo.browser.get(f"{HERE}/{UUID(int=5)}/in-error").status_code == 404
