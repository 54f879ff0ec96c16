"""Each number of the figures opens to its definition and its cases."""

import csv
from datetime import date
from io import StringIO
from uuid import UUID

import pytest

from asbreview.web.figures_board import SECTIONS
from asbreview.web.listed import AT_FIRST
from desk import Day, desk, words
from journey import APPLIED_ON
from visiting import parsed

SUMMER = date(2026, 6, 15)
OUTCOME_TOLD = date(2026, 4, 7)
MOVED = date(2026, 5, 20)
SPRING = {
    "area": "east-cambridgeshire",
    "from_on-day": "1",
    "from_on-month": "3",
    "from_on-year": "2026",
    "to_on-day": "30",
    "to_on-month": "6",
    "to_on-year": "2026",
}
NUMBERS = (
    "//p[contains(@class, 'asbreview-figure__n')]"
    " | //p[contains(@class, 'asbreview-glance__says')]"
    " | //td[contains(@class, 'govuk-table__cell--numeric')]"
)
OPEN_OTHERWISE = {
    "Right the first time": "opens to the others, which are to be learnt from; all are"
    " in the table below it, case by case",
    "How people found it": "answers are counted together, for they name whoever gave"
    " them; which cases were answered on is listed under them",
}
SUMS = {"Together", "All of them"}
CASES = "/figures/time/cases"
OF_MONTHS = "/figures/open/months/cases"


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    """One told in April, one withdrawn in May, one not decided since June."""
    with desk(tmp_path_factory.mktemp("opened")) as at_desk:
        at_desk.tale.go()
        for number, on in ((2, date(2026, 5, 4)), (3, date(2026, 6, 1))):
            tale = Day(at_desk.reviews, at_desk.clock)
            tale.seed = UUID(int=1000 + number)
            tale.apply(on)
            if number == 2:
                at_desk.reviews.withdraw(
                    tale.case_id,
                    withdrawn_on=MOVED,
                    reason="Moved",
                    signed=tale.signed(MOVED),
                )
        yield at_desk.on(SUMMER)


@pytest.fixture
def browser(at_desk):
    return at_desk.on(SUMMER).browser


def rows_of(page):
    """Return the cells of the table of a page of cases."""
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("th | td")]
        for row in parsed(page.text).xpath("//main//tbody/tr")
    ]


def names_a_case(part):
    return bool(part.xpath(".//a[starts-with(@href, '/cases/')]"))


def is_defined(main):
    return bool(main.xpath(".//*[contains(@class, 'govuk-hint')][not(ancestor::form)]"))


def place_of(number):
    """Return the row, the figure or the part of the page that a number stands in."""
    (*_, place) = number.xpath(
        "ancestor::tr | ancestor::div[@class='asbreview-figure']"
        " | ancestor::section[@aria-labelledby]"
    )
    return place


def name_of(place):
    return place.xpath("string((th | h2 | h3)[1])")


def is_listed_beside(place):
    """Say whether its table names the cases: in its other rows, or by name below it."""
    table = place.xpath("ancestor::table")
    if name_of(place) in SUMS and table and names_a_case(table[0]):
        return True
    below = place.xpath("ancestor::*[@role='region'][1]//details")
    return any(
        each.xpath("string(summary)").strip().startswith(f"{name_of(place)}: ")
        and names_a_case(each)
        for each in below
    )


def opens(browser, place):
    """Say whether a number's place names its cases, or leads to where they are told."""
    if names_a_case(place) or is_listed_beside(place):
        return True
    for address in place.xpath(".//a/@href"):
        if address.startswith("#"):
            (there,) = place.xpath(f"//*[@id='{address[1:]}']")
            if there.xpath(".//tbody/tr"):
                return True
            continue
        (main,) = parsed(browser.get(address).text).xpath("//main")
        if names_a_case(main) and is_defined(main):
            return True
    return name_of(place).startswith("EC-")  # a point of a chart, which is one case


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.title)
def test_every_number_on_every_page_of_figures_opens_to_its_cases(browser, section):
    """But for nought, of which there is none, and what says why it does not."""
    page = parsed(browser.get(section.address, params=SPRING).text)
    found = [
        number
        for number in page.xpath(NUMBERS)
        if any(digit in "123456789" for digit in number.text_content())
    ]
    assert found or section.title in OPEN_OTHERWISE
    shut = [
        " ".join(place_of(number).text_content().split())
        for number in found
        if not {section.title, name_of(place_of(number))} & OPEN_OTHERWISE.keys()
        and not opens(browser, place_of(number))
    ]
    assert shut == []


def test_the_days_of_a_stage_open_to_its_cases_which_add_up_to_them(at_desk, browser):
    """Both tables, each number of both: what its page lists comes to the number."""
    page = parsed(browser.get("/figures/time", params=SPRING).text)
    leads = page.xpath(f"//tr[th/a[starts-with(@href, '{CASES}')]]")
    assert len(leads) > 4
    for row in leads:
        (address,) = row.xpath("th/a/@href")
        days = int(row.xpath("string(td[2])"))
        ((reference, applied, told, own),) = rows_of(browser.get(address))
        assert f"/cases/{reference}" == at_desk.address
        assert (applied, told) == ("Monday 2 March 2026", "Tuesday 7 April 2026")
        assert int(own) == days
    assert days == (OUTCOME_TOLD - APPLIED_ON).days  # the last is of both together


def test_each_number_of_a_month_opens_to_the_cases_that_came_left_or_stayed(browser):
    told = {
        ("came", "2026-05"): [["Monday 4 May 2026"]],
        ("left", "2026-05"): [
            ["Monday 4 May 2026", "Wednesday 20 May 2026", "ended without one", "16"]
        ],
        ("told", "2026-05"): [],
        ("told", "2026-04"): [
            ["Monday 2 March 2026", "Tuesday 7 April 2026", "outcome told", "36"]
        ],
        ("open", "2026-03"): [["Monday 2 March 2026", "29"]],
        ("open", "2026-06"): [["Monday 1 June 2026", "14"]],
        ("open", "2026-12"): [],
    }
    for (of, which), cases in told.items():
        page = browser.get(OF_MONTHS, params=SPRING | {"of": of, "which": which})
        assert [row[1:] for row in rows_of(page)] == cases, (of, which)


def test_the_cases_of_a_number_are_those_of_the_instant_that_is_looked_at(browser):
    """Before the withdrawal was recorded, what came on 4 May was open at the end."""
    asked = SPRING | {"of": "open", "which": "2026-05", "as_of": "2026-05-16"}
    page = browser.get(OF_MONTHS, params=asked)
    assert [row[1:] for row in rows_of(page)] == [["Monday 4 May 2026", "12"]]
    assert "as_of=2026-05-16" in page.text


def test_another_period_is_asked_of_the_same_number(browser):
    page = browser.get(CASES, params=SPRING | {"of": "party", "which": "us"})
    kept = parsed(page.text).xpath("//form[@aria-label='The period']//input")
    sent = {each.get("name"): each.get("value") for each in kept}
    assert (sent["of"], sent["which"]) == ("party", "us")


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        (CASES, {"of": "weather", "which": "wet"}),
        (CASES, {"of": "stage"}),
        (OF_MONTHS, {"of": "lost", "which": "2026-05"}),
        (OF_MONTHS, {"of": "came", "which": "May"}),
        (OF_MONTHS, {"of": "came", "which": "9999-12"}),
    ],
)
def test_what_is_no_number_of_the_page_is_not_there(browser, page, asked):
    assert browser.get(page, params=SPRING | asked).status_code == 404


def test_of_many_cases_the_first_are_listed_and_all_at_a_press(browser, monkeypatch):
    monkeypatch.setattr("asbreview.web.listed.AT_FIRST", 2)
    assert AT_FIRST == 500
    page = browser.get(OF_MONTHS, params=SPRING)
    assert len(rows_of(page)) == 2
    assert "The first 2 of 3. List all 3" in words(page)
    (whole,) = parsed(page.text).xpath("//a[starts-with(., 'List all')]/@href")
    assert len(rows_of(browser.get(whole))) == 3
    saved = browser.get(f"{OF_MONTHS}/csv", params=SPRING)
    assert len(list(csv.reader(StringIO(saved.text)))) == 4
