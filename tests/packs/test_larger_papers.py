"""The papers that somebody may have, in the form in which they read."""

from datetime import date
from io import BytesIO

import page
import pikepdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextContainer

from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.evidence.files import FileKind
from asbreview.domain.pack.facts import PackKind
from asbreview.reviews.told import CircumstancesTold
from desk import desk, words
from packs.papers import bookmarks, drawn, give, made, pages, picture

TODAY = date(2026, 3, 26)
LARGEST_OF_STANDARD = 12  # points, of what is read in a paragraph


def reads(work, form):
    """Record in which form the applicant reads letters."""
    work.reviews.record_circumstances(
        work.tale.case_id,
        work.case.contact.applicant_id,
        CircumstancesTold(letter_format=form),
        signed=work.tale.signed(TODAY),
    )
    work.on(TODAY)


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("data")) as work:
        work.tale.apply().decide().ask().answer().assess().convene().choose()
        give(work, picture("red"))
        give(work, drawn(2), kind=FileKind.PDF, called="diary.pdf")
        yield work.on(TODAY)


@pytest.fixture(scope="module")
def papers(work):
    """The applicant's edition and the panel's, by the form that was asked for."""
    found = {}
    for form in (LetterFormat.LARGE_PRINT, LetterFormat.EASY_READ):
        reads(work, form)
        found[form] = made(work, PackKind.APPLICANT)
    found["panel"] = made(work, PackKind.PANEL)
    return found


def sizes(pdf):
    """Return how large each letter on the pages is, in points."""
    for sheet in extract_pages(BytesIO(pdf)):
        for block in sheet:
            if isinstance(block, LTTextContainer):
                for line in block:
                    yield from (
                        round(char.size, 1)
                        for char in line
                        if isinstance(char, LTChar) and char.get_text().strip()
                    )


@pytest.mark.parametrize("form", [LetterFormat.LARGE_PRINT, LetterFormat.EASY_READ])
def test_all_that_is_read_is_at_least_18_points_and_in_one_column(papers, form):
    assert min(sizes(papers[form])) >= 18
    assert b"/Table" not in roles(papers[form])
    told = " ".join(pages(papers[form]))
    assert "Complained on Wednesday 2 July 2025" in told  # each row told by itself


def roles(pdf):
    with pikepdf.open(BytesIO(pdf)) as read:
        return b" ".join(
            str(each.get("/S")).encode()
            for each in read.objects
            if isinstance(each, pikepdf.Dictionary) and "/S" in each
        )


@pytest.mark.parametrize("form", [LetterFormat.LARGE_PRINT, LetterFormat.EASY_READ])
def test_it_is_tagged_with_contents_bookmarks_and_numbers(papers, form):
    report = page.validate_pdf_bytes(papers[form], profile="ua1")
    assert [failure.rule_id for failure in report.failures] == []
    read = pages(papers[form])
    assert all(f"Page {n} of {len(read)}" in at for n, at in enumerate(read, 1))
    assert "8. Your documents" in dict(bookmarks(papers[form]))
    assert {b"/L", b"/H1", b"/H2"} <= set(roles(papers[form]).split())


def test_what_is_in_easy_read_and_what_is_not_is_said_on_its_first_page(papers):
    first = pages(papers[LetterFormat.EASY_READ])[0]
    assert "You asked for easy read." in first
    assert "easy read" not in pages(papers[LetterFormat.LARGE_PRINT])[0]


def test_the_papers_of_the_panel_are_as_they_were(papers):
    assert min(sizes(papers["panel"])) < LARGEST_OF_STANDARD
    assert b"/Table" in roles(papers["panel"])


def test_the_caseworker_is_told_before_papers_go_to_somebody_who_cannot_read_them(work):
    reads(work, LetterFormat.BRAILLE)
    shown = words(work.get("/panel"))
    assert "They read Braille. Have the papers put into Braille" in shown
    reads(work, None)
    assert "Braille" not in words(work.get("/panel"))
