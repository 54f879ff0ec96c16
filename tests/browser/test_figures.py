"""The figures: read at a glance, by keyboard and by ear, and on paper."""

from datetime import date
from io import BytesIO
from urllib.parse import urlencode

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer

from asbreview.web.figures_board import SECTIONS
from browser.in_chromium import sign_in
from browser.looking import Look
from browser.premises import premises
from browser.stages import Stages
from desk import date_in
from unprinted import nothing_printed

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]
TODAY = date(2026, 7, 20)  # a Monday
REVIEWS = 3
CHARTS = {
    "/figures": "Days from application to outcome, by case",
    "/figures/time": "Days from application to outcome, by case",
    "/figures/open": "Days from one application to the next",
}
ASKED = urlencode(
    {
        "area": "east-cambridgeshire",
        **date_in("from_on", date(2026, 1, 1)),
        **date_in("to_on", date(2026, 12, 31)),
    }
)
OPENED = (
    "/figures/time/cases?of=party&which=us",
    "/figures/time/cases?of=stage&which=information+being+gathered",
    "/figures/open/months/cases?of=came&which=2026-03",
    "/figures/open/months/cases?of=left&which=2026-04",
    "/figures/open/months/cases?of=open&which=2026-06",
)
SIDE_BY_SIDE = tuple(
    f"/figures/{which}/by?by={by}"
    for which, by in (("time", "category"), ("again", "place"), ("bodies", "channel"))
)
OPENED += (
    *SIDE_BY_SIDE,
    "/figures/again/cases?of=touched&by=category&alike=neighbour+dispute",
    "/figures/bodies/cases?of=answered",
)
FOCUSED = "document.activeElement.getAttribute('aria-label') || ''"
A4 = {"width": 718, "height": 1047}  # at 96 dots an inch, within Chromium's margins
CUT = """() => [...document.querySelectorAll('main svg, main table')].filter(e => {
  const box = e.getBoundingClientRect()
  return box.width && (box.left < 0 || box.right > innerWidth + 1)
}).map(e => e.outerHTML.slice(0, 120))"""


def _reviews(installation, clock):
    stages = Stages(installation, clock)
    for _ in range(REVIEWS):
        stages.until("close")
    for _ in range(3):
        stages.until("apply")


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    with nothing_printed(), premises(folder, TODAY, _reviews) as there:
        there.settled()
        yield there


@pytest.fixture(scope="module")
def look(there, chrome):
    look = Look(there, chrome)
    sign_in(look.tab)
    yield look
    look.tab.context.close()


def test_each_page_of_figures_is_for_everybody(look, capsys):
    for section in SECTIONS:
        look.open(f"{section.address}?{ASKED}")
    for number in OPENED:
        look.open(f"{number}&{ASKED}")
    look.done(capsys, "pages of figures")


def test_the_first_screen_says_how_long_where_to_better_or_worse_and_what_is_late(look):
    look.tab.set_viewport_size({"width": 1280, "height": 900})
    look.tab.goto(f"/figures?{ASKED}")
    for heading in (
        "How long a review takes",
        "Better or worse?",
        "What is late",
        "Where the time goes",
        "Waiting for whom",
    ):
        seen = look.tab.get_by_text(heading, exact=True).first
        box = seen.bounding_box()
        assert box["y"] + box["height"] <= 900, heading


@pytest.mark.parametrize("address", CHARTS)
def test_a_chart_is_reached_by_keyboard_and_says_what_it_shows(look, address):
    tab, title = look.tab, CHARTS[address]
    tab.goto(f"{address}?{ASKED}")
    for _ in range(80):
        tab.keyboard.press("Tab")
        if tab.evaluate(FOCUSED) == f"Chart: {title}":
            break
    assert tab.evaluate(FOCUSED) == f"Chart: {title}"
    drawn = tab.get_by_role("img", name=title)
    assert drawn.count() == 1
    sentence = tab.locator("figure.asbreview-chart figcaption p").inner_text()
    assert sentence in drawn.locator("desc").text_content()
    assert sentence.startswith("n = ")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    numbers = tab.get_by_role("region", name=f"The numbers: {title}")
    assert (
        numbers.locator("tbody tr").count() == drawn.locator("circle, polygon").count()
    )
    assert tab.get_by_role("link", name="Save as CSV").get_attribute("href")


@pytest.mark.parametrize(
    "address", [*(f"{section.address}?" for section in SECTIONS), *SIDE_BY_SIDE]
)
def test_on_paper_nothing_is_cut(look, address):
    tab = look.tab
    tab.goto(f"{address}&{ASKED}")
    tab.emulate_media(media="print")
    tab.set_viewport_size(A4)
    cut = tab.evaluate(CUT)
    tab.emulate_media(media="null")
    assert cut == []


@pytest.mark.parametrize("address", CHARTS)
def test_on_paper_a_chart_stands_on_one_page_with_its_sentence(look, address):
    look.tab.goto(f"{address}?{ASKED}")
    pages = [
        "".join(part.get_text() for part in page if isinstance(part, LTTextContainer))
        for page in extract_pages(BytesIO(look.tab.pdf(format="A4")))
    ]
    (page,) = [page for page in pages if CHARTS[address] in page]
    assert "Case, in order" in page
    assert "Black line: the average" in " ".join(page.split())
    assert "Another period" not in "".join(pages)
