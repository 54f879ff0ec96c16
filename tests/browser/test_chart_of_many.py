"""A chart of enough reviews: one that stands out, and limits begun anew with a change.

Twelve reviews took 50 and 52 days in turn.  Then a change was named, and sixteen took
30 and 36 in turn, but one of them 70.  By hand, as the NHS rules have it: before, a
mean of 51; since, one of 562/16, 35.1, with ranges of 6, for those of 40 and 34 are
screened: each is more than 3.267 times the mean of them all, 152/15.  So 2.66 times 6
on either side of 35.1, from 19 to 51.  70 lies outside, and nothing else stands out.
"""

from datetime import date, timedelta
from io import BytesIO
from urllib.parse import urlencode
from uuid import UUID

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer

from browser.in_chromium import sign_in
from browser.looking import Look
from browser.premises import premises
from desk import Day, date_in
from journey import PROCEDURE
from reviews_told import tell_review, told_after
from unprinted import nothing_printed

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]
TODAY = date(2026, 7, 20)  # a Monday
CHANGED_ON = date(2026, 5, 15)
BEFORE = (date(2026, 4, 1), [50, 52] * 6)
SINCE = (date(2026, 6, 1), [30, 36] * 2 + [30, 70] + [36, 30] * 5)
APART = timedelta(3)  # from one outcome to the next
CHANGE = "A morning each fortnight kept free for panels"
TITLE = "Days from application to outcome, by case"
ASKED = urlencode(
    {
        "area": PROCEDURE,
        **date_in("from_on", date(2026, 1, 1)),
        **date_in("to_on", date(2026, 12, 31)),
    }
)
PAGES = ("/figures", "/figures/time")
FOCUSED = "document.activeElement.getAttribute('aria-label') || ''"
DOTTED = "figure.asbreview-chart [stroke-dasharray='2 3']"


def _many(installation, clock):
    number = 100
    for first, took in (BEFORE, SINCE):
        for at, days in enumerate(took):
            number += 1
            on = told_after(days, first + at * APART)
            tell_review(installation.reviews, clock, number, on)
    naming = Day(installation.reviews, clock)
    naming.seed = UUID(int=990)
    installation.reviews.name_change(
        PROCEDURE,
        on=CHANGED_ON,
        says=CHANGE,
        why="So that a day is found sooner",
        signed=naming.signed(TODAY),
    )


@pytest.fixture(scope="module")
def look(tmp_path_factory, chrome):
    folder = tmp_path_factory.mktemp("many")
    with nothing_printed(), premises(folder, TODAY, _many) as there:
        there.settled()
        look = Look(there, chrome)
        sign_in(look.tab)
        yield look
        look.tab.context.close()


@pytest.fixture(params=PAGES)
def tab(look, request):
    look.tab.set_viewport_size({"width": 1280, "height": 900})
    look.tab.goto(f"{request.param}?{ASKED}")
    return look.tab


def said_of_chart(tab):
    """Return the name and the description of the chart that a screen reader has."""
    session = tab.context.new_cdp_session(tab)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    (chart,) = (
        node
        for node in nodes
        if node["role"]["value"] in {"image", "img"}
        and TITLE in node.get("name", {}).get("value", "")
    )
    said = (chart.get(name, {}).get("value", "") for name in ("name", "description"))
    return " ".join(said)


def rows_of_numbers(tab):
    table = tab.get_by_role("region", name=f"The numbers: {TITLE}")
    rows = table.locator("tbody tr").all()
    return [[cell.inner_text() for cell in row.locator("th, td").all()] for row in rows]


def test_one_review_is_a_diamond_and_the_limits_begin_anew_where_it_was_changed(tab):
    drawn = tab.get_by_role("img", name=TITLE)
    assert drawn.locator("circle").count() == 27
    assert drawn.locator("polygon").count() == 1
    assert tab.locator(DOTTED).count() == 1
    points = drawn.locator("circle, polygon")
    boxes = sorted((box["x"], box["y"]) for box in map(box_of, points.all()))
    (out,) = drawn.locator("polygon").all()
    at = [x for x, _ in boxes].index(out.bounding_box()["x"])
    assert at == len(BEFORE[1]) + SINCE[1].index(70)
    assert out.bounding_box()["y"] == min(y for _, y in boxes)  # the longest of all
    dotted = tab.locator(DOTTED).bounding_box()["x"]
    assert boxes[11][0] < dotted < boxes[12][0] + boxes_wide(points)


def box_of(point):
    return point.bounding_box()


def boxes_wide(points):
    return points.first.bounding_box()["width"]


def test_whoever_hears_the_chart_is_told_what_it_shows(tab):
    said = said_of_chart(tab)
    assert TITLE in said
    for part in (
        f"{CHANGE}: Friday 15 May 2026. Reckoned from there (n = 16):",
        "35 days on average; from 19 to 51 is usual.",
        "1 point not to be put down to chance: EC-26-",
        "(70).",
    ):
        assert part in said, said
    assert "trial" not in said


def test_by_keyboard_the_chart_and_then_its_numbers_are_reached_and_opened(tab):
    for _ in range(80):
        tab.keyboard.press("Tab")
        if tab.evaluate(FOCUSED) == f"Chart: {TITLE}":
            break
    assert tab.evaluate(FOCUSED) == f"Chart: {TITLE}"
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    rows = rows_of_numbers(tab)
    assert [row[0] for row in rows if len(row) == 1] == [
        f"Reckoned anew: {CHANGE}, from Friday 15 May 2026"
    ]
    points = [row for row in rows if len(row) > 1]
    assert [int(row[2]) for row in points] == BEFORE[1] + SINCE[1]
    out = [row for row in points if row[3] != "nothing"]
    assert [row[2:] for row in out] == [["70", "outside the limits"]]


def test_at_a_glance_it_is_shorter_since_the_change(look):
    look.tab.goto(f"/figures?{ASKED}")
    long = look.tab.locator("section[aria-labelledby=how-long]").inner_text()
    assert "35 days" in long
    assert "From 19 to 51 days is usual." in long
    better = look.tab.locator("section[aria-labelledby=better]").inner_text()
    assert "Shorter since the change" in better
    assert "The latest 7 took less than the average before." in better
    assert "What else stands out on the chart came earlier: 1." in better
    assert "Before: 51 days on average, of 12 reviews." in better


def test_its_pages_are_for_everybody(look, capsys):
    for page in PAGES:
        look.open(f"{page}?{ASKED}")
        look.tab.locator("figure.asbreview-chart summary").click()
        look.at(f"{page}, its numbers open")
    look.done(capsys, "pages with a chart of many")


def test_on_paper_it_stands_on_one_page_with_what_it_says(tab):
    pages = [
        "".join(part.get_text() for part in page if isinstance(part, LTTextContainer))
        for page in extract_pages(BytesIO(tab.pdf(format="A4")))
    ]
    pages = [" ".join(page.split()) for page in pages]
    (page,) = [page for page in pages if TITLE in page and "Case, in order" in page]
    assert "35 days on average; from 19 to 51 is usual." in page
    assert f"Reckoned anew: {CHANGE}, from Friday 15 May 2026." in page
    assert "A diamond is a value that is not to be put down to chance." in page
