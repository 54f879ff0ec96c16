"""Every page that tells of a period asks for it alike, and refuses it alike."""

from datetime import date

import pytest

from desk import date_in, desk, words
from journey import BODIES, PROCEDURE
from visiting import forms_of, sent_by

TODAY = date(2026, 6, 15)
THEN = "2026-06-01T09:30:00+00:00"
BACKWARDS = {
    "area": PROCEDURE,
    **date_in("from_on", date(2026, 5, 31)),
    **date_in("to_on", date(2026, 5, 1)),
}
BESIDES = {
    "/figures/what-if": {"which": "all", "answering": "as long"},
    "/audit": {"question": "told-late"},
}
PAGES = (
    "/figures",
    "/figures/return",
    "/figures/conformance",
    "/figures/reports/committee",
    "/figures/reports/effectiveness",
    "/figures/what-if",
    f"/figures/bodies/{BODIES[1]}",
    "/figures/time/cases",
    "/figures/open/months/cases",
    "/figures/time/by",
    "/figures/again/by",
    "/figures/again/cases",
    "/figures/bodies/by",
    "/figures/bodies/cases",
    "/audit",
)


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("board")) as at_desk:
        at_desk.tale.apply()
        yield at_desk.on(TODAY).as_auditor()


@pytest.fixture(params=[*PAGES, *(f"{page}/csv" for page in PAGES)])
def asked(board, request):
    """Ask for a page, or for its table."""
    besides = BESIDES.get(request.param.removesuffix("/csv"), {})

    def ask(**typed):
        return board.browser.get(request.param, params=BACKWARDS | besides | typed)

    return ask


def asked_again(page):
    """Return what the page's form would ask, as it stands."""
    return next(
        sent for form in forms_of(page) if "from_on-day" in (sent := sent_by(form))
    )


def test_a_last_day_before_the_first_is_refused_and_stays_typed(asked):
    page = asked()
    assert page.status_code == 409
    assert "The last day must not be before the first" in words(page)
    typed = asked_again(page)
    assert (typed["from_on-day"], typed["to_on-day"]) == (["31"], ["1"])


def test_an_area_that_is_not_theirs_is_refused_like_one_that_there_is_not(asked):
    page = asked(**date_in("to_on", date(2026, 6, 1)), area="fenland")
    assert page.status_code == 409
    assert "Select the area" in words(page)


def test_a_day_that_is_none_is_refused_and_stays_typed(asked):
    page = asked(**{"from_on-day": "32"})
    assert page.status_code == 422
    assert "The first day of the period must be a real date" in words(page)
    assert asked_again(page)["from_on-day"] == ["32"]


def test_the_instant_that_is_looked_at_is_asked_for_again(asked):
    page = asked(as_of=THEN)
    assert page.status_code == 409
    assert asked_again(page)["as_of"] == [THEN]
