"""A letter on paper, measured as an envelope and a reader of tags would."""

import os
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextLine

from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.letter.facts import LetterKind
from asbreview.letters.document import Heading, Paragraph, Points, Run, Table
from asbreview.letters.pdf import CannotBePrinted, made_with, printed
from asbreview.letters.wording import template_id
from letters.forms import each_letter, in_each_form

MM = 72 / 25.4
HEIGHT = 297
WINDOW = (24.6, 39.5, 24.6 + 95.4, 39.5 + 26.8)
SEVEN_LINES = (
    "Maximiliana Featherstonehaugh",
    "Flat 12, Larkspur House",
    "The Old Sample Works",
    "12 Sample Row",
    "Littleport",
    "Ely",
    "CB6 1ZZ",
)
ELSEWHERE = """
import pickle, sys
from asbreview.letters.pdf import printed
sys.stdout.write(printed(pickle.load(sys.stdin.buffer)).sha256)
"""
SNEAKY = '#panic("x") $x^2$ *b* _i_ @ref <l> \\ // [c] ]#{sys.inputs} "; `raw`'


# What each letter has to say, the days counted on a calendar with its bank holidays:
# Good Friday 3 April, Easter Monday 6 April, 4 and 25 May 2026.
WORDS = {
    LetterKind.ACKNOWLEDGEMENT: (
        "We received your application on Monday 2 March 2026.",
        "They will do this by Monday 30 March 2026.",  # 20 working days
        "tell you its outcome by Friday 29 May 2026.",  # 60 working days
    ),
    LetterKind.CONSENT: (
        "Maria Kowalska asked us for an ASB case review for you on Monday 2 March",
        "Do you agree that Maria Kowalska applies for you?",
        "You do not have to agree.",
    ),
    LetterKind.THRESHOLD_MET: (
        "the threshold for an ASB case review is met",
        "The panel meets by Wednesday 8 April 2026.",  # 20 working days after 9 March
        "You can challenge this until Monday 6 April 2026.",  # 28 days after it
    ),
    LetterKind.THRESHOLD_NOT_MET: (
        "the threshold for an ASB case review is not met",
        "You can challenge this until Monday 6 April 2026.",
        "Local Government and Social Care Ombudsman:",
    ),
    LetterKind.INVITATION: (
        "When: Wednesday 1 April 2026, 10:30am",
        "Please tell us what you would like by Monday 30 March 2026.",
        "tell you the outcome by Friday 17 April 2026.",  # 10 working days after it
    ),
    LetterKind.NOT_INVITED: (
        "We have decided not to invite you to the meeting itself.",
        "Somebody at the meeting has threatened you.",
        "You can challenge this until Friday 17 April 2026.",  # 28 days after 20 March
    ),
    LetterKind.DELAY: (
        "What will take longer: Deciding whether there will be a review",
        "It was due by: Monday 30 March 2026",
        "The new date: Wednesday 15 April 2026",
        "The housing provider has not told us yet what it did.",
        "We will do this by Wednesday 15 April 2026, and write to you.",
    ),
    LetterKind.CLOCK_STOPPED: (
        "Since Friday 6 March 2026 we have been waiting to hear whether the victim",
        "We wrote to Marigold on 6 March to ask whether she agrees.",
        "Deciding whether there will be a review: it was due by Monday 30 March 2026",
        "Who will decide: A senior manager of the council",
    ),
    # The five working days from 9 to 13 March are not counted: 30 March and five more
    # are 8 April, over Good Friday and Easter Monday.
    LetterKind.CLOCK_STARTED: (
        "the days after Friday 6 March 2026, up to and including Friday 13",
        "a review: now by Wednesday 8 April 2026. It was due by Monday 30 March 2026.",
        "Who will decide: A senior manager of the council",
    ),
    LetterKind.DAYS_MOVED: (
        "a review: now by Tuesday 31 March 2026. We had told you Monday 30 March 2026.",
        "Thursday 12 March 2026: A day of national mourning",
    ),
    LetterKind.PLAN_CONSULTATION: (
        "They propose the actions below. Nothing is final yet.",
        "Install noise recording equipment",
        "Please tell us by Wednesday 15 April 2026.",
    ),
    LetterKind.PROGRESS: (
        "You applied for an ASB case review on Monday 2 March 2026.",
        "We have asked the police and your landlord what they did.",
        "They will decide by Monday 30 March 2026.",  # 20 working days after 2 March
    ),
    LetterKind.REQUEST: (
        "Please send us your notes of when the noise was, from January on.",
        "Please answer by Thursday 26 March 2026.",
        "You do not have to answer",
    ),
    LetterKind.OUTCOME: (
        "The agencies went on without this answer, for this reason:",
        "You were away, and nobody could reach you.",
        "The panel met on Wednesday 1 April 2026.",
        "Monday 20 April 2026",
        "You can challenge this until Thursday 30 April 2026.",  # 28 days after 2 April
    ),
    LetterKind.PLAN_UPDATE: (
        "There is news of one action.",
        "Done on Friday 17 April 2026: Recordings were made on 14 nights.",
        "Visit weekly for a month",
        "Tuesday 5 May 2026",
    ),
    LetterKind.CLOSING: (
        "We closed the case on Monday 11 May 2026.",
        "on Friday 17 April 2026",
        "carried out ended on Tuesday 5 May 2026.",  # 28 days after 7 April
    ),
    LetterKind.CHALLENGE_DECIDED: (
        "Your challenge is upheld. They agree with you.",
        "Decided on: Tuesday 14 April 2026",
        "Decided by: Thora Bexwell, head of housing",
        "The neighbour had kept a diary. Nobody had asked for it.",
        "We ask your neighbour now, and decide again by 5 May.",
    ),
    LetterKind.JOINT_CASE: (
        "concerns two areas: East Cambridgeshire and Ely Checked.",
        "Since Thursday 12 March 2026 both look at it together.",
        "The flat is here, and the yard is across the border.",
    ),
    # A month from 3 March is Good Friday, 3 April: so it is Tuesday after Easter.
    LetterKind.DATA_REQUEST_RECEIVED: (
        "to erase something that we hold about you",
        "Please erase what I told you of my illness.",
        "We will answer by Tuesday 7 April 2026.",
        "You can complain to the Information Commissioner",
    ),
    LetterKind.DATA_REQUEST_LONGER: (
        "We were to answer by Tuesday 7 April 2026.",
        "We will now answer by Wednesday 3 June 2026.",
        "Four bodies hold a part of it, and each has to look.",
    ),
    LetterKind.DATA_REQUEST_ANSWERED: (
        "we do a part of what you ask, and not all of it.",
        "We erase what our note says.",
        "We keep the diary that you sent us.",
        "a task in the public interest (UK GDPR, Art. 17(3)(b))",
        "The panel decided on it, and may be asked why.",
        "You can complain to the Information Commissioner",
        "You can also ask a court to decide.",
    ),
    LetterKind.RESTRICTION_LIFTED: (
        "Since Tuesday 3 March 2026 we have kept some of what we hold about you",
        "The law asks us to tell you before it does.",
        "The police looked again: it was as it is written down.",
    ),
    LetterKind.LINKED_REVIEW: (
        "So it is looked at again, in a new review.",
        "The application of Monday 2 March 2026 counts as it did",
        # 20 working days from Tuesday 14 April, but for Monday 4 May.
        "They will do this by Wednesday 13 May 2026.",
    ),
    LetterKind.CHALLENGE_HEARING: (
        "When: Tuesday 14 April 2026, 10:30am",  # 9:30 by UTC, in summer time
        "Thora Bexwell, head of housing, the council",
        "You do not have to come: your challenge is heard either way.",
        "They should decide by Wednesday 29 April 2026.",
    ),
    LetterKind.CHALLENGE_RECEIVED: (
        "We have received your challenge",
        "Nobody asked my neighbour, who heard it all.",
        "They should decide by Wednesday 29 April 2026.",  # 20 working days after it
    ),
}


@pytest.fixture
def document(papers):
    return papers(LetterKind.THRESHOLD_NOT_MET).document


def text_lines(element):
    if isinstance(element, LTTextLine):
        yield element
    for part in element if hasattr(element, "__iter__") else ():
        yield from text_lines(part)


def characters(page):
    """Each character printed, with its box in mm from the left and top of the sheet."""
    for line in text_lines(page):
        for char in line:
            if isinstance(char, LTChar) and char.get_text().strip():
                yield char.get_text(), in_mm(char)


def in_mm(char):
    left, bottom, right, top = (edge / MM for edge in char.bbox)
    return left, HEIGHT - top, right, HEIGHT - bottom


def first_page(made):
    return next(iter(extract_pages(BytesIO(made.pdf))))


def text_of(made):
    return text_on(extract_pages(BytesIO(made.pdf)))


def text_on(pages):
    lines = (line for page in pages for line in text_lines(page))
    return " ".join(line.get_text().strip() for line in lines)


def overlaps(box, other):
    return (
        box[0] < other[2]
        and other[0] < box[2]
        and box[1] < other[3]
        and other[1] < box[3]
    )


def is_inside(box, other):
    return (
        box[0] >= other[0]
        and box[1] >= other[1]
        and box[2] <= other[2]
        and box[3] <= other[3]
    )


@pytest.mark.parametrize(
    "address",
    [
        ("Maria Kowalska", "7 Larkspur Row", "CB7 4ZZ"),
        SEVEN_LINES,
        ("W" * 46, "7 Larkspur Row", "Ely", "CB7 4ZZ"),
    ],
)
def test_the_address_and_nothing_else_is_in_the_window(document, address):
    page = first_page(printed(replace(document, address=address)))

    seen = [(char, box) for char, box in characters(page) if overlaps(box, WINDOW)]

    assert "".join(char for char, _ in seen) == "".join(address).replace(" ", "")
    assert all(is_inside(box, WINDOW) for _, box in seen)


@in_each_form
@each_letter
def test_the_window_of_every_letter_shows_the_address_and_nothing_else(
    papers, kind, reads
):
    paper = papers(kind, reads)

    first, *others = paper.pages
    seen = [(char, box) for char, box in characters(first) if overlaps(box, WINDOW)]

    address = "".join(paper.document.address).replace(" ", "")
    assert "".join(char for char, _ in seen) == address
    assert all(is_inside(box, WINDOW) for _, box in seen)
    assert others or paper.made.pages == 1


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_says_on_paper_what_it_has_to_and_by_when(papers, kind):
    text = text_on(papers(kind).pages)

    assert [words for words in WORDS[kind] if words not in text] == []
    assert f"Dear {papers(kind).document.address[0]}" in text
    assert f"Page 1 of {papers(kind).made.pages}" in text


@in_each_form
@each_letter
def test_no_address_of_a_website_is_torn_apart(papers, kind, reads):
    lines = [
        x.get_text().strip()
        for page in papers(kind, reads).pages
        for x in text_lines(page)
    ]

    assert [line for line in lines if re.search(r"(www\.|@|-)$", line)] == []


@in_each_form
@each_letter
def test_every_page_keeps_the_margins_of_the_printer(papers, kind, reads):
    made, pages = papers(kind, reads).made, papers(kind, reads).pages
    assert len(pages) == made.pages <= 10
    for page in pages:
        assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
        for _, box in characters(page):
            assert is_inside(box, (15, 5, 195, 292))


@in_each_form
@each_letter
def test_every_letter_is_tagged_and_has_a_title_and_a_language(papers, kind, reads):
    document = papers(kind, reads).document

    with pikepdf.open(BytesIO(papers(kind, reads).made.pdf)) as made:
        root = made.Root
        assert root.MarkInfo.Marked
        assert "/StructTreeRoot" in root
        assert str(root.Lang) == "en-GB"
        assert root.ViewerPreferences.DisplayDocTitle
        with made.open_metadata() as metadata:
            assert metadata["dc:title"] == document.title
            assert metadata["pdfuaid:part"] == "1"
        roles = set(roles_in(root.StructTreeRoot))
    assert {"/H1", "/H2", "/P"} <= roles
    tables = any(isinstance(block, Table) for block in document.body)
    assert "/L" in roles or not any(isinstance(b, Points) for b in document.body)
    assert ({"/Table", "/TH", "/TD", "/Caption"} <= roles) == tables


def roles_in(node):
    if isinstance(node, pikepdf.Array):
        for part in node:
            yield from roles_in(part)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)
        yield from roles_in(node.get("/K"))


SMALLEST = {LetterFormat.LARGE_PRINT: 18, LetterFormat.EASY_READ: 14}


@pytest.mark.parametrize("reads", SMALLEST)
@pytest.mark.parametrize("kind", LetterKind)
def test_all_that_is_read_is_as_large_as_was_asked_for(papers, kind, reads):
    first, *others = papers(kind, reads).pages
    in_window = {
        char
        for line in text_lines(first)
        for char in line
        if isinstance(char, LTChar) and overlaps(in_mm(char), WINDOW)
    }

    sizes = {
        round(char.size, 1)
        for page in (first, *others)
        for line in text_lines(page)
        for char in line
        if isinstance(char, LTChar) and char not in in_window
    }

    assert min(sizes) >= SMALLEST[reads]


@pytest.mark.parametrize("reads", SMALLEST)
def test_in_large_letters_each_complaint_is_told_without_a_table(papers, reads):
    text = text_on(papers(LetterKind.THRESHOLD_NOT_MET, reads).pages)

    assert "2 of 4:" in text
    assert "Made to: the police" in text
    assert papers(LetterKind.THRESHOLD_NOT_MET, reads).document.layout == reads


def test_the_words_on_paper_are_the_letters(document):
    text = text_of(printed(document))

    assert "threshold for an ASB case review is not met" in text
    assert "You can challenge this until Monday 6 April 2026." in text
    assert "Dear Maria Kowalska" in text
    assert "Page 1 of 3" in text
    assert f"Our reference: {document.reference}" in text


def test_the_same_letter_is_the_same_bytes_wherever_and_whenever_it_is_made(
    document, tmp_path
):
    first = printed(document)

    elsewhere = subprocess.run(  # noqa: S603
        [sys.executable, "-c", ELSEWHERE],
        input=pickle.dumps(document),
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={"TZ": "Pacific/Auckland", "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert printed(document) == first
    assert elsewhere.stdout.decode() == first.sha256
    assert printed(replace(document, reference="EC-26-ZZZZZ")) != first


def test_what_a_person_wrote_is_never_read_as_a_program(document):
    body = (Heading((Run(SNEAKY),)), Paragraph((Run(SNEAKY),)))

    made = printed(
        replace(document, body=body, title=SNEAKY, greeting=SNEAKY, signed_by=SNEAKY)
    )

    squeezed = text_of(made).replace(" ", "")
    assert squeezed.count(SNEAKY.replace(" ", "")) == 5


def test_a_word_without_an_end_stays_on_the_sheet(document):
    made = printed(replace(document, body=(Paragraph((Run("x" * 400),)),)))

    assert all(
        is_inside(box, (15, 5, 195, 292)) for _, box in characters(first_page(made))
    )


def test_a_letter_of_more_than_ten_pages_cannot_be_posted(document):
    long = tuple(Paragraph((Run("A line. " * 60),)) for _ in range(130))

    with pytest.raises(CannotBePrinted):
        printed(replace(document, body=long))


def test_a_name_that_no_font_can_show_is_not_printed_as_boxes(document):
    with pytest.raises(CannotBePrinted):
        printed(replace(document, greeting="Dear \U00012000"))


def test_what_made_a_letter_is_named_exactly():
    text, layout, compiler, font = made_with(template_id(LetterKind.DELAY))

    assert text.startswith("text delay.en-GB.")
    assert layout.startswith("layout ")
    assert compiler.startswith("typst 0.15.")
    assert font == "font-source-sans-pro 0.0.1"
