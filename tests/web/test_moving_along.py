"""Moving along the time line of a case, event by event, on any of its pages."""

import re
from datetime import date, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from desk import desk, words
from projections.timeline import timeline_of
from visiting import sign_in

LATER = date(2026, 3, 12)
A_MOMENT = timedelta(microseconds=1)


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("along")) as at_desk:
        tale = at_desk.tale
        tale.apply().post(date(2026, 3, 3)).decide(date(2026, 3, 9))
        at_desk.on(LATER)
        yield at_desk


def lines(at_desk):
    with at_desk.installation.views.connect() as db:
        return timeline_of(db, at_desk.tale.case_id)[::-1]


def decision(at_desk):
    found = lines(at_desk)
    return next(line for line in found if line.title.startswith("Threshold decided"))


def instants(at_desk):
    return sorted({line.recorded_at for line in lines(at_desk)})


def ways(page):
    """The ways along the time line that a page offers: where each leads."""
    _, _, banner = page.text.partition('class="asbreview-along"')
    nav, _, _ = banner.partition("</nav>")
    found = re.findall(r'<a class="govuk-link" href="([^"]*)"[^>]*>(\w+)</a>', nav)
    return {name: unescape(href) for href, name in found}


def instant_of(address):
    return parse_qs(urlsplit(address).query)["as_of"][0]


def test_later_and_later_goes_past_everything_that_was_recorded(at_desk):
    at = instants(at_desk)
    page = at_desk.get("/history", as_of=at[0].isoformat())
    visited = [at[0].isoformat()]
    while "Later" in (offered := ways(page)):
        visited.append(instant_of(offered["Later"]))
        page = at_desk.browser.get(offered["Later"])
        assert page.status_code == 200
    assert visited == [instant.isoformat() for instant in at]
    assert "Later: nothing was recorded after this" in words(page)


def test_earlier_and_earlier_goes_back_to_the_first(at_desk):
    at = instants(at_desk)
    page = at_desk.get("/history", as_of=at[-1].isoformat())
    visited = []
    while "Earlier" in (offered := ways(page)):
        visited.append(instant_of(offered["Earlier"]))
        page = at_desk.browser.get(offered["Earlier"])
        assert page.status_code == 200
    before = [(instant - A_MOMENT).isoformat() for instant in at[:0:-1]]
    assert visited == before
    assert "nothing of the case was recorded before this" in words(page)


def test_the_page_says_what_it_moves_past_and_when(at_desk):
    decided = decision(at_desk)
    before = (decided.recorded_at - A_MOMENT).isoformat()
    told = words(at_desk.get("/threshold", as_of=before))
    assert re.search(
        r"Later ?: just after “Threshold decided[^”]*”, and \d more lines?, 9 March",
        told,
    )
    assert "Decide the threshold" not in told  # as of then there is nothing to do
    after = words(at_desk.browser.get(ways(at_desk.get(as_of=before))["Later"]))
    assert f"just before “{decided.title}”" in after


def test_the_same_page_and_what_was_asked_of_it_are_kept(at_desk):
    at = instants(at_desk)[-1].isoformat()
    page = at_desk.get("/history", detail="yes", as_of=at)
    address = urlsplit(ways(page)["Earlier"])
    assert address.path == f"{at_desk.address}/history"
    assert parse_qs(address.query)["detail"] == ["yes"]
    assert f'href="{at_desk.address}/history?detail=yes"' in page.text  # as it is now


def test_before_the_case_there_is_a_way_to_its_first_instant(at_desk):
    first = instants(at_desk)[0]
    page = at_desk.get(as_of=(first - A_MOMENT).isoformat())
    assert page.status_code == 404
    assert instant_of(ways(page)["Later"]) == first.isoformat()
    assert "Earlier" not in ways(page)


def test_who_may_not_see_the_case_is_offered_no_way_along_it(at_desk):
    at = instants(at_desk)[-1].isoformat()
    at_desk.on(LATER)
    assert ways(at_desk.get(as_of=at))
    try:
        at_desk.browser.cookies.clear()
        sign_in(at_desk.browser, name="odile@ely.example")
        page = at_desk.get(as_of=at)  # nobody let her in to read it
        assert page.status_code == 404
        assert not ways(page)
        assert "Threshold decided" not in page.text
    finally:
        at_desk.browser.cookies.clear()
        at_desk.on(LATER)


def test_a_day_is_told_as_a_day_and_an_instant_with_its_time(at_desk):
    assert "as it was on Monday 9 March 2026. Nothing" in words(
        at_desk.get(as_of="2026-03-09")
    )
    said = words(at_desk.get(as_of="2026-03-10T14:05:00Z"))
    assert "as it was on Tuesday 10 March 2026 at 2:05pm. Nothing" in said


def test_the_history_leads_to_just_before_each_line_and_just_after(at_desk):
    page = at_desk.get("/history").text
    decided = decision(at_desk)
    _, _, line = page.partition(f'id="event-{decided.position}"')
    links = [unescape(x) for x in re.findall(r'href="([^"]*as_of=[^"]*)"', line)][:2]
    at = decided.recorded_at
    assert [instant_of(link) for link in links] == [
        (at - A_MOMENT).isoformat(),
        at.isoformat(),
    ]
    assert "Threshold decided" not in words(
        at_desk.browser.get(links[0].replace("?", "/history?"))
    ).replace(f"just after “{decided.title}”", "")


def test_a_list_as_it_was_has_no_time_line_of_a_case(at_desk):
    page = at_desk.browser.get("/", params={"as_of": "2026-03-09", "whose": "all"})
    assert "looking at this page as it was on Monday 9 March 2026" in words(page)
    assert not ways(page)
