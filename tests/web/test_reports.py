"""The reports: looked at, saved as PDF and as numbers, and refused."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO

import page as validator
import pikepdf
import pypdfium2 as pdfium
import pytest

from asbreview.domain.reporting_period import Period
from asbreview.reviews.returns import ReturnTold
from asbreview.web.returns_told import counted_of, may_be_published
from desk import date_in, desk, filled_in, words
from journey import PROCEDURE
from projections.reporting import statutory
from visiting import parsed

HERE = "/figures/reports/committee"
SUMMER = date(2026, 7, 6)
SECRET = re.compile(r"MARKER|Marigold|Larkspur|Odile|Calloway|01632|EC-26-")


def asked(from_, to, area=PROCEDURE):
    return {"area": area, **date_in("from_on", from_), **date_in("to_on", to)}


SPRING = asked(date(2026, 4, 1), date(2026, 6, 30))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("reports")) as made:
        made.tale.go()
        yield made


@pytest.fixture
def at_desk(made):
    return made.on(SUMMER)


@pytest.fixture
def browser(at_desk):
    return at_desk.browser


def printed(pdf):
    with pdfium.PdfDocument(pdf) as read:
        told = [sheet.get_textpage().get_text_range() for sheet in read]
    return " ".join(" ".join(told).split())


def unbroken(words):
    """Leave out where lines end, and the hyphens that a line may end with."""
    return re.sub(r"[\s\-\x02\ufffe]", "", words)


def linked(page, says):
    (link,) = parsed(page.text).xpath(f"//a[normalize-space()='{says}']/@href")
    return link


def test_at_first_it_is_that_of_the_last_quarter_that_is_over(browser):
    told = words(browser.get(HERE))
    assert "East Cambridgeshire, 1 April to 30 June 2026" in told
    assert "1 review was carried out, and 1 review resulted in recommendations" in told


def test_what_is_downloaded_says_what_the_page_says_of_the_same_instant(browser):
    page = browser.get(HERE, params=SPRING)
    pdf = browser.get(linked(page, "Download as PDF"))
    assert pdf.headers["content-type"] == "application/pdf"
    name = f"asb-case-reviews-{PROCEDURE}-2026-04-01-2026-06-30.pdf"
    assert name in pdf.headers["content-disposition"]
    article = parsed(page.text).xpath("//article[@class='asbreview-report']")[0]
    said = article.xpath(".//p | .//li | .//th | .//td | .//h2 | .//h3 | .//caption")
    in_pdf = unbroken(printed(pdf.content))
    for each in said[2:]:  # the first two stand on the PDF's cover otherwise
        assert unbroken(each.text_content()) in in_pdf, each.text_content()
    assert validator.validate_pdf_bytes(pdf.content, profile="ua1").failures == []


def test_the_pdf_is_the_same_later_for_it_is_of_its_instant(at_desk):
    page = at_desk.browser.get(HERE, params=SPRING)
    link = linked(page, "Download as PDF")
    first = at_desk.browser.get(link).content
    at_desk.on(date(2026, 9, 1))
    assert at_desk.browser.get(link).content == first


def test_the_numbers_are_saved_as_csv(browser):
    table = browser.get(f"{HERE}/csv", params=SPRING)
    rows = list(csv.DictReader(StringIO(table.text)))
    found = {(r["table"], r["row"], r["column"]): r["value"] for r in rows}
    figures = "The figures of s.104(9)"
    assert found[figures, "Reviews carried out", "This quarter"] == "1"
    assert found[figures, "Applications for a review", "The quarter before"] == "1"
    assert found["How the actions stand", "Done in the period", "Number"] == "3"


def test_neither_says_whom_or_what_case_it_is_about(browser):
    page = browser.get(HERE, params=SPRING)
    article = parsed(page.text).xpath("//article")[0].text_content()
    pdf = browser.get(f"{HERE}/report.pdf", params=SPRING).content
    table = browser.get(f"{HERE}/csv", params=SPRING).text
    with pikepdf.open(BytesIO(pdf)) as opened:
        about = str(opened.docinfo) + opened.Root.Metadata.read_bytes().decode()
    for said in (article, printed(pdf), table, about):
        assert said
        assert not SECRET.search(said)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (asked(date(2026, 10, 1), date(2026, 12, 31)), "The period has not begun yet"),
        (asked(date(2026, 6, 30), date(2026, 4, 1)), "must not be before the first"),
        (SPRING | {"area": "nowhere"}, "Select the area"),
    ],
)
@pytest.mark.parametrize("path", ["", "/report.pdf", "/csv"])
def test_what_cannot_be_reported_on_is_refused_and_stays_typed(
    browser, path, typed, told
):
    page = browser.get(f"{HERE}{path}", params=typed)
    assert page.status_code in {409, 422}
    assert told in words(page)
    assert f'value="{typed["from_on-year"]}"' in page.text


def test_a_period_in_which_nothing_was_says_so(browser):
    told = words(browser.get(HERE, params=asked(date(2025, 1, 1), date(2025, 3, 31))))
    assert "Nothing was received, decided, due or done in this period." in told


def test_as_of_an_instant_it_says_what_was_on_record_then(browser):
    then = SPRING | {"as_of": "2026-04-15"}
    page = browser.get(HERE, params=then)
    told = words(page)
    assert "The quarter is not over: these are the numbers so far." in told
    assert "3 actions were open at the end, none of them overdue." in told
    assert "as_of=2026-04-15T" in linked(page, "Download as PDF")


def test_a_breakdown_is_that_of_the_return_that_was_published(made):
    """Of the twelve months to March, published in April: one application alone."""
    year = date(2025, 4, 1), date(2026, 3, 31)
    at_desk = made.on(SUMMER)
    assert "None have been by now." in words(at_desk.browser.get(HERE, params=SPRING))
    publish(at_desk, *year)
    told = words(at_desk.browser.get(HERE, params=SPRING))
    assert "Of 1 April 2025 to 31 March 2026, as published: 1 application." in told
    assert "Too few applications were made to say what they were about" in told
    assert "What the applications of this quarter were about" in told
    told = words(at_desk.browser.get(HERE, params=asked(*year)))
    assert "What the applications of this" not in told
    before = at_desk.browser.get(HERE, params=SPRING | {"as_of": "2026-06-30"})
    assert "None have been by now." in words(before)


def publish(at_desk, from_, to):
    signed = at_desk.tale.signed(SUMMER)
    with at_desk.installation.views.connect() as db:
        figures = statutory(db, area_id=PROCEDURE, from_=from_, to=to)
    told = ReturnTold(
        period=Period(from_, to),
        counted_as_of=signed.at,
        figures=counted_of(figures),
        broken_down=may_be_published(figures),
        published_on=SUMMER,
        published_at="https://council.example/asb",
    )
    at_desk.reviews.publish_return(PROCEDURE, told=told, signed=signed)
    at_desk.installation.projector.catch_up()


COUNTY = "/figures/reports/county"


def test_the_areas_of_an_account_stand_side_by_side(browser):
    days = {name: value for name, value in SPRING.items() if name != "area"}
    page = browser.get(COUNTY, params=days)
    told = words(page)
    assert (
        "Report to the local policing body, by the areas\u2019 community safety"
        " partnerships. Counted as of" in told
    )
    assert "1 review was carried out." in told
    pdf = browser.get(linked(page, "Download as PDF")).content
    assert "1 review was carried out." in printed(pdf)
    assert not SECRET.search(printed(pdf))
    table = browser.get(f"{COUNTY}/csv", params=days).text
    assert "The figures of s.104(9), by area" in table


@pytest.mark.parametrize("path", ["", "/report.pdf", "/csv"])
def test_a_county_report_of_a_period_to_come_is_refused(browser, path):
    to_come = asked(date(2026, 10, 1), date(2026, 12, 31))
    page = browser.get(f"{COUNTY}{path}", params=to_come)
    assert page.status_code == 409
    assert "The period has not begun yet" in words(page)


ASSESSED = "/figures/reports/effectiveness"
LAST_YEAR = asked(date(2025, 4, 1), date(2026, 3, 31))
FOUND = "The police answered late. The times were kept otherwise."
REVISE = "Ask every body on the same day."


def assess(at_desk, **typed):
    page = at_desk.browser.get(f"{ASSESSED}/assess", params=LAST_YEAR)
    fields = filled_in(page) | {"found": FOUND, "to_revise": REVISE} | typed
    return at_desk.browser.post(f"{ASSESSED}/assess", data=fields)


def test_without_the_partnerships_words_the_facts_are_no_assessment(browser):
    told = words(browser.get(ASSESSED))
    assert "East Cambridgeshire, 1 April 2025 to 31 March 2026" in told
    assert "this is no assessment, but what one would rest on" in told
    assert "Only one version of the procedures has been in force here" in told


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"found": ""}, "Enter what you find"),
        ({"to_revise": " "}, "Enter what is to be revised, or why nothing is"),
        (date_in("assessed_on", date(2026, 7, 7)), "cannot be in the future"),
    ],
)
def test_what_is_missing_is_told_and_nothing_typed_is_lost(at_desk, typed, told):
    end = at_desk.reviews.end_of_log()
    page = assess(at_desk, **typed)
    assert page.status_code in {409, 422}
    assert told in words(page)
    assert REVISE in page.text or "to_revise" in typed
    assert at_desk.reviews.end_of_log() == end


def test_what_the_partnership_writes_stands_in_the_report_until_taken_back(at_desk):
    told = words(assess(at_desk))
    assert "It is recorded what you find." in told
    assert FOUND in told
    assert "What it finds; written by the partnership on Monday 6 July 2026" in told
    page = at_desk.browser.get(ASSESSED, params=LAST_YEAR)
    pdf = at_desk.browser.get(linked(page, "Download as PDF")).content
    assert REVISE in printed(pdf)
    assert validator.validate_pdf_bytes(pdf, profile="ua1").failures == []
    again = assess(at_desk)
    assert again.status_code == 409
    assert "This period has been assessed" in words(again)
    wrong = linked(page, "What is written here is not your assessment, or not so")
    fields = filled_in(at_desk.browser.get(wrong)) | {"reason": "It was a draft"}
    told = words(at_desk.browser.post(wrong, data=fields))
    assert "It is recorded that this was not your assessment." in told
    assert FOUND not in told
    assert at_desk.browser.get(wrong).status_code == 404


def test_a_period_that_goes_on_is_not_assessed_yet(at_desk):
    now = asked(date(2026, 4, 1), date(2027, 3, 31))
    assert "Write what you find" not in words(at_desk.browser.get(ASSESSED, params=now))
    page = at_desk.browser.get(f"{ASSESSED}/assess", params=now)
    fields = filled_in(page) | {"found": FOUND, "to_revise": REVISE}
    refused = at_desk.browser.post(f"{ASSESSED}/assess", data=fields)
    assert refused.status_code == 409
    assert "A period is assessed when it is over" in words(refused)
