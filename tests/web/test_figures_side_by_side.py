"""Where the time went, side by side: by category, place, how they applied, version."""

import csv
from datetime import date, timedelta
from functools import partial
from io import StringIO

import pytest

from asbreview.domain.application import Category, HowApplied
from asbreview.web.figures_alike import BREAKDOWNS
from desk import desk, words
from journey import BODIES
from reviews_told import StepDays, tell_review
from visiting import parsed

AUTUMN = date(2026, 9, 1)
YEAR = {
    "area": "east-cambridgeshire",
    "from_on-day": "1",
    "from_on-month": "3",
    "from_on-year": "2026",
    "to_on-day": "31",
    "to_on-month": "8",
    "to_on-year": "2026",
}
PAGES = ("/figures/time/by", "/figures/again/by", "/figures/bodies/by")
NOISE, NEIGHBOURS = "Noise", "Neighbour dispute"


def noise(at_desk, number, on, **said):
    """Tell a review of noise."""
    told = {"category": Category.NOISE, **said}
    return tell_review(at_desk.reviews, at_desk.clock, number, on, **told)


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    """One neighbour dispute, told after 36 days, and two reviews of noise, 37 and 21.

    Asked on 20 May, answered on 11 June: fourteen working days are up on the 10th, for
    the 25th was a holiday.  The last review is challenged.
    """
    with desk(tmp_path_factory.mktemp("side-by-side")) as at_desk:
        at_desk.tale.go()
        first = StepDays(
            applied=date(2026, 5, 18),
            asked=date(2026, 5, 20),
            answered=date(2026, 6, 11),
            convened=date(2026, 6, 12),
            held=date(2026, 6, 22),
            told=date(2026, 6, 24),
        )
        noise(at_desk, 2, first, place="Littleport", how=HowApplied.PAPER)
        second = StepDays(
            applied=date(2026, 7, 1),
            asked=date(2026, 7, 2),
            answered=date(2026, 7, 9),
            convened=date(2026, 7, 10),
            held=date(2026, 7, 20),
            told=date(2026, 7, 22),
        )
        last = noise(at_desk, 3, second)
        last.challenge(date(2026, 7, 30))
        yield at_desk.on(AUTUMN)


@pytest.fixture
def browser(at_desk):
    return at_desk.on(AUTUMN).browser


@pytest.fixture
def tables(browser):
    """Return what a page tells: by table and row, each column with its number."""

    def told(page, by):
        found = parsed(browser.get(page, params=YEAR | {"by": by}).text)
        return {
            table.xpath("string(caption)"): dict(rows_of(table))
            for table in found.xpath("//table[contains(@class, 'side-by-side')]")
        }

    return told


def rows_of(table):
    heads = [cell.text_content() for cell in table.xpath(".//thead//th")][1:]
    for row in table.xpath(".//tbody/tr"):
        numbers = [shown(cell) for cell in row.xpath("td")]
        yield row.xpath("string(th)"), dict(zip(heads, numbers, strict=True))


def shown(cell):
    """Return a number as it is seen, without what is only heard beside it."""
    return cell.xpath("string(.//text()[not(parent::span)][1])").strip()


def parties(row):
    """Return the days waited for us, for all bodies, and for the meeting."""
    named = {"Reviews (n)", "Days in all", "Us", "A meeting date"}
    bodies = sum(int(n) for head, n in row.items() if head not in named)
    return int(row["Us"]), bodies, int(row["A meeting date"]), int(row["Days in all"])


def test_the_days_waited_for_each_party_stand_beside_those_of_other_categories(tables):
    """By hand, of each: until asked, until answered, until convened, held, told."""
    told = tables("/figures/time/by", "category")["Days waiting, by whom for"]
    assert list(told) == [NOISE, NEIGHBOURS, "Together"]  # the more of them first
    unsent = 12  # the invitation lay here until the panel met
    assert parties(told[NEIGHBOURS]) == (8 + 2 + unsent + 6, 8, 0, 36)
    assert parties(told[NOISE]) == (2 + 1 + 2 + 1 + 1 + 2, 22 + 7, 10 + 10, 37 + 21)
    assert [row["Reviews (n)"] for row in told.values()] == ["2", "1", "3"]


@pytest.mark.parametrize(
    ("by", "of_each"),
    [
        ("place", {"Ely": "57", "Littleport": "37"}),
        ("channel", {"Phone": "57", "Paper form or letter": "37"}),
        ("version", {"Version 1": "94"}),
    ],
)
def test_the_same_reviews_are_set_side_by_side_by_whatever_they_have_alike(
    tables, by, of_each
):
    told = tables("/figures/time/by", by)["Days in each stage"]
    assert {name: row["Days in all"] for name, row in told.items()} == {
        **of_each,
        "Together": "94",
    }


def test_what_was_right_the_first_time_is_told_of_each_category(tables):
    """The one that was challenged was not, and both counts say of how many."""
    told = tables("/figures/again/by", "category")["What was done again"]
    right = {
        name: (row["Reviews (n)"], row["Right the first time"], row["Challenges"])
        for name, row in told.items()
    }
    assert right == {
        NOISE: ("2", "1", "1"),
        NEIGHBOURS: ("1", "1", "0"),
        "Together": ("3", "2", "1"),
    }


def test_how_soon_each_body_answered_is_told_of_each_category(tables):
    """8 days to all four of one; 22, which was late, and 7 of the others."""
    told = tables("/figures/bodies/by", "category")
    assert len(told) == 1 + len(BODIES)
    for title, table in told.items():
        times = len(BODIES) if title == "All bodies" else 1
        assert {name: [*row.values()] for name, row in table.items()} == {
            NOISE: [str(2 * times), str(2 * times), str(times), "0", "14.5"],
            NEIGHBOURS: [str(times), str(times), "0", "0", "8"],
            "Together": [str(3 * times), str(3 * times), str(times), "0", "8"],
        }


@pytest.mark.parametrize("by", BREAKDOWNS)
@pytest.mark.parametrize("page", PAGES)
def test_rows_add_up_to_the_last_and_days_to_all_of_the_row(tables, page, by):
    found = tables(page, by)
    assert found
    for title, table in found.items():
        together = table.pop("Together")
        for head, number in together.items():
            if head != "Middle of the days":
                each = [int(row[head]) for row in table.values()]
                assert sum(each) == int(number), (title, head)
        if title.startswith("Days"):
            for row in (*table.values(), together):
                _, *days, in_all = map(int, row.values())
                assert sum(days) == in_all


@pytest.mark.parametrize("by", BREAKDOWNS)
@pytest.mark.parametrize("page", PAGES)
def test_each_number_opens_to_the_cases_that_come_to_it(browser, page, by):
    main = parsed(browser.get(page, params=YEAR | {"by": by}).text)
    numbers = main.xpath("//td[contains(@class, 'numeric')]/a")
    assert len(numbers) > 10
    for number in numbers:
        opened = parsed(browser.get(number.get("href")).text)
        heads = [cell.text_content() for cell in opened.xpath("//thead//th")]
        own = [row.xpath("string(*[last()])") for row in opened.xpath("//tbody/tr")]
        assert heads, number.get("href")
        assert opened.xpath("//tbody/tr/th/a[starts-with(@href, '/cases/EC-26-')]")
        (n,) = (float(shown(number.getparent())),)
        said = number.xpath("string(span)")
        if "Middle" in said:
            in_order = sorted(map(int, own))
            middle = in_order[(len(own) - 1) // 2], in_order[len(own) // 2]
            assert sum(middle) / 2 == n
        elif "(n)" in said or "/bodies/" in page:
            assert len(own) == n, number.get("href")
        else:
            assert sum(map(int, own)) == n, number.get("href")


@pytest.mark.parametrize("page", PAGES)
def test_the_same_numbers_are_saved_as_a_table(browser, tables, page):
    saved = browser.get(f"{page}/csv", params=YEAR | {"by": "place"})
    rows = list(csv.DictReader(StringIO(saved.text.lstrip("\ufeff"))))
    assert {row["by"] for row in rows} == {"place"}
    seen = [
        (title, name, number)
        for title, table in tables(page, "place").items()
        for name, row in table.items()
        for number in row.values()
    ]
    assert [(x["table"], x["which"], f"{float(x['number']):g}") for x in rows] == seen


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_set_side_by_side_by_what_cases_do_not_have(browser, page):
    assert browser.get(page, params=YEAR | {"by": "weather"}).status_code == 404
    cases = page.replace("/by", "/cases")
    asked = YEAR | {"by": "weather", "alike": "wet"}
    assert browser.get(cases, params=asked).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_where_there_is_none_it_says_so(browser, page):
    asked = YEAR | {"from_on-month": "1", "to_on-month": "1"}
    told = words(browser.get(page, params=asked))
    assert "There is nothing to set side by side in this period." in told


@pytest.mark.parametrize("of", ["weather", "lates"])
def test_what_is_no_number_of_these_is_not_there(browser, of):
    ask = partial(browser.get, params=YEAR | {"of": of})
    assert ask("/figures/again/cases").status_code == 404
    assert ask("/figures/bodies/cases").status_code == 404


def test_each_page_leads_to_what_is_beside_it(browser):
    for page in PAGES:
        whole = parsed(browser.get(page.removesuffix("/by"), params=YEAR).text)
        leads = whole.xpath(f"//a[starts-with(@href, '{page}?')]/@href")
        assert len(leads) == len(BREAKDOWNS)
        for address in leads:
            assert browser.get(address).status_code == 200


def test_bodies_asked_on_one_day_stand_in_one_order_whoever_answered_first(tmp_path):
    """As of a day before they answered, too: so that nothing seems to have changed."""
    asked, seen = date(2026, 3, 10), []
    with desk(tmp_path) as at:
        case = at.tale.apply().post(date(2026, 3, 3)).decide().ask(asked)
        requests = at.reviews.case(case.case_id).evidence.unanswered
        for days, request in enumerate(reversed(requests), start=2):
            answered = asked + timedelta(days)
            at.on(answered)
            seen.append(_bodies(at.browser))
            case.answer_one(request, answered)
        at.on(AUTUMN)
        seen.append(_bodies(at.browser))
        seen.append(_bodies(at.browser, as_of=f"{asked}T23:00:00+00:00"))
    assert len(seen[0]) == len(BODIES)
    assert [order for order in seen if order != seen[0]] == []


def test_what_bodies_were_asked_is_listed_by_request_and_not_by_case(browser):
    """Each review asked four bodies: of twelve requests there are three cases."""
    told = words(browser.get("/figures/bodies/cases", params=YEAR | {"of": ""}))
    assert f"Request by request (n = {3 * len(BODIES)})" in told
    assert "Case by case" not in told


def _bodies(browser, **then):
    page = browser.get("/figures/bodies/cases/csv", params=YEAR | {"of": ""} | then)
    return [x["body"] for x in csv.DictReader(StringIO(page.text.lstrip("\ufeff")))]
