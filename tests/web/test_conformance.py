"""The page that puts the procedure beside what happened."""

from datetime import date

import pytest

from asbreview.web import listed
from desk import desk, words
from visiting import parsed

HERE = "/figures/conformance"
SUMMER = date(2026, 6, 15)
SPRING = {
    "area": "east-cambridgeshire",
    "from_on-day": "1",
    "from_on-month": "1",
    "from_on-year": "2026",
    "to_on-day": "30",
    "to_on-month": "6",
    "to_on-year": "2026",
}


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    """A case whose bodies were asked on the day after the decision."""
    with desk(tmp_path_factory.mktemp("conformance")) as at_desk:
        at_desk.tale.go()
        yield at_desk.on(SUMMER)


@pytest.fixture
def browser(at_desk):
    return at_desk.on(SUMMER).browser


def test_the_page_says_where_the_case_departed_and_what_is_expected(browser, at_desk):
    told = words(browser.get(HERE, params=SPRING))
    assert "0 of 1 case went as expected" in told
    assert "out of order, 1 of 1" in told
    said = f"{at_desk.case.trigger.reference} : taken on Monday 9 March 2026, before"
    assert said in told
    assert "10 working days from request" in told  # of the procedure


def test_of_many_cases_the_first_are_named_and_all_where_that_is_asked(
    browser, at_desk, monkeypatch
):
    reference = at_desk.case.trigger.reference
    monkeypatch.setattr(listed, "AT_FIRST", 0)
    page = browser.get(HERE, params=SPRING)
    assert reference not in words(page)
    assert "0 of 1 case went as expected" in words(page)
    there = parsed(page.text).xpath("//a[starts-with(., 'List all')]/@href")[0]
    assert words(browser.get(there)).count(reference) == 1


def test_a_period_without_cases_says_so(browser):
    asked = SPRING | {"to_on-year": "2025", "from_on-year": "2025"}
    assert "No case was applied for in this period" in words(
        browser.get(HERE, params=asked)
    )


def test_a_period_that_ends_first_is_refused(browser):
    page = browser.get(HERE, params=SPRING | {"to_on-year": "2020"})
    assert page.status_code == 409
    assert "must not be before the first" in words(page)


def test_it_is_saved_as_csv_with_n(browser, at_desk):
    lines = browser.get(f"{HERE}/csv", params=SPRING).text.splitlines()
    assert lines[0] == "step,departure,case,what_happened"
    assert any("1 case (n = 1)" in line for line in lines)
    assert any(at_desk.case.trigger.reference in line for line in lines)


def test_who_sees_no_restricted_case_is_told_the_number(at_desk):
    at_desk.on(SUMMER).as_auditor()
    assert "0 of 1 case went" in words(at_desk.browser.get(HERE, params=SPRING))
