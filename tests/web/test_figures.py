"""The figures of s.104(9), and where the time went."""

import csv
from datetime import date
from io import StringIO
from urllib.parse import parse_qsl
from uuid import UUID

import pytest

import journey
from asbreview.domain.application import Application
from asbreview.web.figures_told import BodyAnswers
from desk import Day, desk, filled_in, words
from journey import APPLIED_ON
from projections.answering import Answering
from visiting import parsed

SUMMER = date(2026, 6, 15)
OUTCOME_TOLD = date(2026, 4, 7)
LAST_YEAR = {
    "area": "east-cambridgeshire",
    "from_on-day": "1",
    "from_on-month": "4",
    "from_on-year": "2025",
    "to_on-day": "31",
    "to_on-month": "3",
    "to_on-year": "2026",
}
PAGES = ("", "/time", "/open", "/bodies", "/again", "/counts", "/satisfaction")
SPRING = LAST_YEAR | {"to_on-day": "30", "to_on-month": "6"}


def another(at_desk, *, number):
    """Return the tale of another case on the same desk."""
    tale = Day(at_desk.reviews, at_desk.clock)
    tale.seed = UUID(int=1000 + number)
    return tale


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    """A case that went all the way, one not met, and one not decided."""
    with desk(tmp_path_factory.mktemp("figures")) as at_desk:
        at_desk.tale.go()
        few = another(at_desk, number=2)
        few.apply(date(2026, 5, 18), complaints=()).post(date(2026, 5, 19))
        few.decide(date(2026, 5, 26), met=False)
        another(at_desk, number=3).apply(date(2026, 6, 1))
        yield at_desk.on(SUMMER)


@pytest.fixture
def figures(at_desk):
    def asked(page="/counts", **asked):
        return at_desk.on(SUMMER).browser.get(f"/figures{page}", params=asked)

    return asked


def test_a_place_that_somebody_typed_is_no_formula_in_the_table(tmp_path, monkeypatch):
    """Whoever applies types it, and whoever saves the table opens it."""

    def planted(**told):
        return Application(**told | {"place": "=CMD(x)"})

    monkeypatch.setattr(journey, "Application", planted)
    with desk(tmp_path) as at_desk:
        at_desk.begun()  # what is planted is in no copy
        at_desk.tale.go()
        saved = at_desk.on(SUMMER).browser.get("/figures/csv", params=SPRING)
    places = [row["place"] for row in csv.DictReader(StringIO(saved.text))]
    assert places == ["'=CMD(x)"]


def numbers(page):
    """Return each figure by its title."""
    parts = page.text.split('<h3 class="govuk-heading-s">')[1:]
    return {
        part.partition("<")[0]: int(part.split('__n">')[1].partition("<")[0])
        for part in parts
        if '__n">' in part
    }


def test_that_nothing_was_said_of_repeat_applications_is_not_that_there_are_none(
    figures,
):
    told = words(figures("/again", **SPRING))
    assert "Repeat applications Not known" in told, told[-1500:]
    assert "Of 3 nothing was said. Whether those are repeat applications is not" in told
    assert "nobody knew" not in told


def test_at_first_the_figures_are_of_this_reporting_period(figures):
    page = figures()
    told = words(page)
    assert "Wednesday 1 April 2026 to Wednesday 31 March 2027" in told
    assert "The period has not ended" in told
    assert numbers(page) == {
        "Applications for a review": 2,
        "Times the threshold was decided not to be met": 1,
        "Reviews carried out": 1,
        "Reviews that resulted in recommendations": 1,
        "Not decided at the end of the period": 1,
        "Withdrawn": 0,
        "Transferred": 0,
        "Came from another area": 0,
        "Joint with another area": 0,
        "Referred back on a challenge": 0,
        "Open at the start": 1,
        "Reached an end in the period": 1,
        "Open at the end": 2,
    }
    assert (
        "1 open at the start + 2 received = 3 = 1 reached an end + 2 open at the end"
        in told
    )


def test_a_period_is_asked_for_by_its_first_and_last_day(figures):
    page = figures(**LAST_YEAR)
    assert numbers(page)["Applications for a review"] == 1
    assert numbers(page)["Reviews carried out"] == 0
    assert numbers(page)["Open at the end"] == 1
    for other in ("", "/time", "/again"):
        told = words(figures(other, **LAST_YEAR))
        assert "No outcome was told in this period." in told


def test_every_figure_opens_to_its_cases(figures, at_desk):
    page = figures()
    part = page.text.split(">Reviews carried out")[1].split("<h3")[0]
    assert f'href="{at_desk.address}"' in part
    assert "s.104(9)(c)" in part


def test_the_days_of_each_stage_and_of_each_wait_add_up_to_the_lead_time(figures):
    page = figures("/time", **SPRING)
    days = (OUTCOME_TOLD - APPLIED_ON).days
    told = words(page)
    assert f"Tuesday 7 April 2026 {days}" in told
    assert told.count(f"Together {days}") == 2
    for table in page.text.split("<caption")[-2:]:
        rows = table.split("<tbody")[1].split("</tbody>")[0].split("<tr")[1:-1]
        cells = [row.split('numeric">')[1:] for row in rows]
        assert sum(int(cell[1].partition("<")[0]) for cell in cells) == days
        assert all(int(cell[0].partition("<")[0]) == 1 for cell in cells)


def test_the_figures_as_of_an_instant_are_those_of_then(figures):
    page = figures(as_of="2026-05-20")
    assert numbers(page)["Applications for a review"] == 1
    assert numbers(page)["Times the threshold was decided not to be met"] == 0
    assert "as_of=2026-05-20" in page.text
    assert "as it was" in words(page)


@pytest.mark.parametrize(
    ("typed", "told", "goes_to"),
    [
        ({"to_on-year": "2024"}, "The last day must not be before the first", "to_on"),
        ({"from_on-month": "13"}, "must be a real date", "from_on"),
    ],
)
def test_a_period_that_cannot_be_is_told_and_stays_typed(figures, typed, told, goes_to):
    page = figures(**(LAST_YEAR | typed))
    assert page.status_code in {409, 422}
    assert told in words(page)
    assert f'href="#{goes_to}-day"' in page.text
    (name, value), *_ = typed.items()
    assert f'name="{name}" type="text" value="{value}"' in page.text


def test_an_auditor_sees_the_figures(at_desk):
    at_desk.on(SUMMER).as_auditor()
    page = at_desk.browser.get("/figures/counts")
    assert "What has to be published" in words(page)


def test_no_share_of_a_handful_is_told(figures):
    for page in PAGES:
        assert "%" not in words(figures(page, **SPRING))


def test_nothing_can_be_changed_here(figures):
    with pytest.raises(AssertionError):
        filled_in(figures())


def test_each_body_has_its_own_days_whomever_the_case_waited_for(figures):
    """Asked on 10 March and answered on 18 March: 8 days each, at the same time."""
    page = words(figures("/bodies", **SPRING))
    assert page.count("1 1 0 0 8") == 4
    assert page.count("asked on Tuesday 10 March 2026: answered after 8 days") == 4
    assert "No body was asked in this period." in words(
        figures("/bodies", **LAST_YEAR | {"to_on-month": "2", "to_on-day": "28"})
    )


def test_an_answer_that_has_not_come_by_its_day_is_overdue_the_day_after():
    due_on, asked = date(2026, 3, 24), date(2026, 3, 10)
    waits = Answering(UUID(int=5), "EC-26-AAAAA", UUID(int=1), asked, due_on, None)
    late = waits._replace(answered_on=date(2026, 3, 26))
    body = BodyAnswers("The police", [waits, late])
    assert (body.overdue(due_on), body.overdue(date(2026, 3, 25))) == (0, 1)
    assert (body.late, body.median_days) == (1, 16)


def part(page, heading):
    """Return what a part of the page says, by its heading's id."""
    found = parsed(page.text).xpath(f"//*[@aria-labelledby='{heading}']")
    return " ".join(" ".join(found[0].itertext()).split())


def test_at_a_glance_it_says_how_long_where_better_or_worse_and_what_is_late(figures):
    """Of one review: 36 days, of which nothing more is to be said by one."""
    page = figures("", **SPRING)
    days = (OUTCOME_TOLD - APPLIED_ON).days
    assert f"{days} days 1 review: no more is known." in part(page, "how-long")
    better = part(page, "better")
    assert "Too early to say" in better
    assert "1 review: it takes 12 to tell a change from chance." in better
    told = words(page)
    assert f"{days} days from application to outcome (n = 1)." in told
    for table in parsed(page.text).xpath("//table[contains(@class, 'asbreview-bars')]"):
        assert sum(int(cell.text) for cell in table.xpath(".//td")) == days


def test_what_is_late_is_of_the_day_that_is_looked_at_whatever_the_period(figures):
    """Decided on 26 May and not told by 2 June; received on the 1st, and nothing done.

    Five working days each: by the calendar 2 June is 13 days before the 15th.
    """
    late = part(figures("", **LAST_YEAR), "late")
    assert "What is late 3 steps Past the day, on 2 cases: us 3." in late
    assert "The longest by 13 days" in late
    page = figures("/open", **LAST_YEAR)
    table = parsed(page.text).xpath("//*[@aria-label='Steps that are late']")[0]
    rows = [
        [" ".join("".join(cell.itertext()).split()) for cell in row[1:]]
        for row in table.xpath(".//tbody/tr")
    ]
    told = "Tell the applicant the decision on the threshold"
    assert rows == [
        [told, "us", "Tuesday 2 June 2026", "13"],
        ["Acknowledge the application", "us", "Monday 8 June 2026", "7"],
        ["Ask the partners for information", "us", "Monday 8 June 2026", "7"],
    ]
    then = figures("", **LAST_YEAR, as_of="2026-03-02")
    assert "What is late Nothing" in part(then, "late")


@pytest.mark.parametrize("page", PAGES)
def test_each_page_leads_to_the_others_for_the_same_period(figures, page):
    asked = LAST_YEAR | {"as_of": "2026-06-10"}
    found = set()
    for link in parsed(figures(page, **asked).text).xpath("//nav//a/@href"):
        address, _, query = link.partition("?")
        if address.startswith("/figures/") and "from_on" in query:
            sent = dict(parse_qsl(query))
            assert {name: sent[name] for name in LAST_YEAR} == LAST_YEAR
            assert sent["as_of"].startswith("2026-06-10")
            found.add(address.removeprefix("/figures"))
    assert found >= set(PAGES) - {""}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_saved_as_a_table(figures, page):
    saved = figures(f"{page}/csv", **SPRING)
    assert saved.headers["content-type"].startswith("text/csv")
    heads, *rows = csv.reader(StringIO(saved.text))
    assert rows or page == "/satisfaction"
    assert {len(row) for row in rows} <= {len(heads)}


def test_what_is_recorded_is_in_the_figures_that_are_asked_for_next(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.begun()
        at_desk.tale.go()
        for number in (0, 1, 2):
            page = at_desk.on(SUMMER).browser.get("/figures/counts")
            assert numbers(page)["Applications for a review"] == number
            another(at_desk, number=10 + number).apply(date(2026, 6, 1))
