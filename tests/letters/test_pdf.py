"""A letter on paper, measured as an envelope and a reader of tags would."""

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextLine

from asbreview.domain.letter.facts import LetterKind
from asbreview.letters.document import Heading, Paragraph, Run, Table
from asbreview.letters.pdf import CannotBePrinted, made_with, printed
from asbreview.letters.wording import template_id

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


@pytest.fixture
def document(post):
    return post.on_to(LetterKind.THRESHOLD_NOT_MET).document(
        LetterKind.THRESHOLD_NOT_MET
    )


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
                left, bottom, right, top = (edge / MM for edge in char.bbox)
                yield char.get_text(), (left, HEIGHT - top, right, HEIGHT - bottom)


def first_page(made):
    return next(iter(extract_pages(BytesIO(made.pdf))))


def text_of(made):
    return " ".join(
        line.get_text().strip()
        for page in extract_pages(BytesIO(made.pdf))
        for line in text_lines(page)
    )


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


@pytest.mark.parametrize("kind", LetterKind)
def test_every_page_keeps_the_margins_of_the_printer(post, kind):
    made = printed(post.on_to(kind).document(kind))

    pages = list(extract_pages(BytesIO(made.pdf)))
    assert len(pages) == made.pages <= 10
    for page in pages:
        assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
        for _, box in characters(page):
            assert is_inside(box, (15, 5, 195, 292))


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_is_tagged_and_has_a_title_and_a_language(post, kind):
    document = post.on_to(kind).document(kind)

    with pikepdf.open(BytesIO(printed(document).pdf)) as made:
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
    assert ({"/Table", "/TH", "/TD", "/Caption"} <= roles) == tables


def roles_in(node):
    if isinstance(node, pikepdf.Array):
        for part in node:
            yield from roles_in(part)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)
        yield from roles_in(node.get("/K"))


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

    assert text.startswith("text delay.en-GB.standard.")
    assert layout.startswith("layout ")
    assert compiler.startswith("typst 0.15.")
    assert font == "font-source-sans-pro 0.0.1"
