"""The committee's report: what it says, prints, and does not let out."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import page
import pikepdf
import pypdfium2 as pdfium
import pytest

from asbreview.domain.application import Category
from asbreview.reports.committee import committee_report
from asbreview.reports.document import Drawn
from asbreview.reports.gathering import Facts
from asbreview.reports.printing import printed_report
from asbreview.reports.time_in_parts import Parts, TimeInParts
from projections.promises import Kept

SPRING = date(2026, 4, 1), date(2026, 6, 30)
WINTER = date(2026, 1, 1), date(2026, 3, 31)
LONG_AGO = date(2025, 7, 1), date(2025, 9, 30)
SECRET = re.compile(r"MARKER|Marigold|Larkspur|Odile|Calloway|01632|EC-26-|noise")


def said(report):
    return "\n".join(report.words)


def unbroken(words):
    """Leave out where lines end, and the hyphens that a line may end with."""
    return re.sub(r"[\s\-\x02\ufffe]", "", words)


def printed_words(pdf):
    with pdfium.PdfDocument(pdf) as read:
        told = [sheet.get_textpage().get_text_range() for sheet in read]
    return " ".join(" ".join(told).split())


@pytest.fixture(scope="module")
def spring(report_on):
    return report_on(*SPRING)


@pytest.fixture(scope="module")
def pdf(spring):
    return printed_report(spring)


def test_it_says_in_short_what_became_of_the_quarter(spring):
    told = said(spring)
    for sentence in (
        "No applications for a review came in; in the quarter before, 1 application.",
        "1 review was carried out, and 1 review resulted in recommendations.",
        # applied for on 2 March, the letter posted on 7 April
        "1 outcome was told. From the application it took 36 days.",
        "3 actions were done, 2 of them after their day.",
        "1 open at the start and 0 received make 1; 1 reached an end and 0 were open",
    ):
        assert sentence in told, sentence


def test_where_every_case_decided_met_the_threshold_that_is_said(report_on):
    """The one case was decided in March, and met it; in spring none was decided."""
    winter, spring = said(report_on(*WINTER)), said(report_on(*SPRING))
    assert "In every case decided, the threshold for a review was met." in winter
    assert "In no case was it decided whether the threshold for a review" in spring


def test_a_case_that_did_not_meet_it_is_counted(facts_on):
    facts = facts_on(*WINTER)
    figures = facts.figures._replace(not_met=facts.figures.applications)
    facts = replace(facts, figures=figures)
    told = said(committee_report(facts, counted_at=datetime(2026, 10, 5, tzinfo=UTC)))
    assert "In 1 case it was decided that the threshold for a review was not" in told
    assert "every case decided" not in told


def test_of_earlier_cases_brought_in_no_more_is_said_than_is_known(facts_on):
    facts = facts_on(*WINTER)
    past = [each._replace(is_past=True) for each in facts.figures.applications]
    facts = replace(facts, figures=facts.figures._replace(applications=past))
    told = said(committee_report(facts, counted_at=datetime(2026, 10, 5, tzinfo=UTC)))
    assert "No case is known in which the threshold for a review was not met." in told
    assert "every case decided" not in told


def test_what_is_not_judged_is_not_called_needless(spring):
    assert "Reminders, calls for help and challenges" in said(spring)
    assert "need not have been" not in said(spring)


def test_what_one_case_says_is_not_made_a_rule_of(spring):
    told = said(spring)
    assert "fewer than 5 outcomes were on record when it ended" in told
    assert not [each for each in blocks(spring) if isinstance(each, Drawn)]
    assert "It is not compared with the quarter before (n = 0)" in told
    assert "%" not in told


def test_it_reads_the_same_of_a_quarter_that_goes_on(report_on):
    report = report_on(*SPRING, on=date(2026, 4, 20))
    assert "The quarter is not over: these are the numbers so far." in said(report)


def test_of_a_quarter_in_which_nothing_happened_only_that_is_said(report_on):
    report = report_on(*LONG_AGO)
    assert "Nothing was received, decided, due or done in this period." in said(report)
    assert [section.section_id for section in report.sections] == [
        "nothing",
        "figures",
        "counted",
    ]
    assert page.validate_pdf_bytes(printed_report(report), profile="ua1").failures == []


def test_nobody_is_in_it_nor_any_word_that_somebody_typed(report_on, spring, pdf):
    for report in (spring, report_on(*WINTER)):
        assert not SECRET.search(said(report))
        charts = "".join(str(getattr(b, "svg", "")) for b in blocks(report))
        assert not SECRET.search(charts)
    with pikepdf.open(BytesIO(pdf)) as opened:
        everything = [str(opened.docinfo), printed_words(pdf)]
        everything += [str(o.read_bytes()) for o in opened.objects if is_stream(o)]
    assert not SECRET.search("".join(everything))


def test_single_cases_have_no_day_in_it(whole, spring):
    _, case = whole
    told = said(spring)
    for day in (case.outcome.told_on, case.trigger.application.applied_on):
        assert f"{day.day} {day:%B}" not in told.replace("1 April to 30 June 2026", "")


@pytest.mark.parametrize("period", [SPRING, WINTER, (WINTER[0], SPRING[1])])
def test_of_people_nothing_is_told_that_was_not_published(report_on, period):
    """Neither what the one case was about, nor where, nor what the one person said."""
    told = said(report_on(*period))
    for what in ("Ely", *map(str, Category), "dissatisfied", "neither satisfied"):
        assert what.casefold() not in told.casefold(), what


def test_how_many_said_how_it_was_is_told_and_not_what(spring):
    told = said(spring)
    assert "1 case was closed, and 1 person said how it was dealt with." in told
    assert "What they answered is told of a whole reporting period" in told


def blocks(report):
    return [block for section in report.sections for block in section.blocks]


def is_stream(thing):
    return isinstance(thing, pikepdf.Stream)


def test_the_page_of_a_pdf_says_what_the_report_says(spring, pdf):
    printed = printed_words(pdf)
    for words in spring.words:
        assert unbroken(words) in unbroken(printed), words


@pytest.fixture(scope="module")
def drawn(facts_on):
    """Six reviews as long as the one there is, and where their time went."""
    facts = facts_on(*SPRING)
    six = facts.told * 6
    stages = Counter({"Asking the partners": 150, "Preparing the panel": 66})
    parts = Parts(6, stages, Counter({"The police": 216}))
    facts = replace(facts, run=six, told=six, spent=TimeInParts([parts]))
    noon = datetime(2026, 10, 5, 12, tzinfo=UTC)
    return printed_report(committee_report(facts, counted_at=noon))


def test_a_table_of_steps_goes_on_overleaf_with_its_head(facts_on, monkeypatch):
    """Kept whole it left half a page empty before it."""
    steps = [Kept(str(i), f"Step {i}\n" * 4, "5 days", 9, 0, 0) for i in range(16)]
    monkeypatch.setattr(Facts, "promises", steps)
    pdf = printed_report(
        committee_report(
            facts_on(*SPRING), counted_at=datetime(2026, 10, 5, tzinfo=UTC)
        )
    )
    with pdfium.PdfDocument(pdf) as read:
        told = [sheet.get_textpage().get_text_range() for sheet in read]
    assert sum("Time for it" in sheet for sheet in told) == 2
    assert page.validate_pdf_bytes(pdf, profile="ua1").failures == []


def test_it_is_printed_for_everybody(drawn):
    pdf = drawn
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert report.rules.total > 100
    assert report.failures == []
    with pikepdf.open(BytesIO(pdf)) as opened:
        pictures = [f for f in tagged(opened.Root.StructTreeRoot) if f.S == "/Figure"]
        told = [str(picture.Alt) for picture in pictures]
    assert len(told) == 3
    assert told[0].startswith("Days from application to outcome, by case")


def tagged(node):
    """Yield every element of a structure tree."""
    kids = node.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from tagged(kid)


def test_it_is_the_same_bytes_whenever_it_is_printed_again(spring, pdf):
    assert printed_report(spring) == pdf
