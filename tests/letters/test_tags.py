"""What a screen reader finds in a letter, read out of the PDF by another library.

The compiler refuses a letter that is not PDF/UA-1; these points of that standard can be
read back without it.  They are no claim of conformance beyond themselves.
"""

from io import BytesIO

import pikepdf
import pytest

from letters.forms import each_letter, in_each_form

SHOWS_TEXT = {"Tj", "TJ", "'", '"'}


@pytest.fixture
def pdf(papers, kind, reads):
    with pikepdf.open(BytesIO(papers(kind, reads).made.pdf)) as opened:
        yield opened


def elements(node):
    """Every element of the structure below a node, as it is read."""
    if isinstance(node, pikepdf.Array):
        for part in node:
            yield from elements(part)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        yield from elements(node.get("/K"))


def roles(pdf):
    return [str(element.S) for element in elements(pdf.Root.StructTreeRoot)]


def attributes(element):
    held = element.get("/A", pikepdf.Array())
    return list(held) if isinstance(held, pikepdf.Array) else [held]


@in_each_form
@each_letter
def test_all_the_words_on_every_page_are_in_the_structure_or_are_decoration(pdf):
    for page in pdf.pages:
        inside, shown, outside = [], 0, 0
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC" | "BMC":
                    inside.append(str(operands[0]))
                case "EMC":
                    inside.pop()
                case show if show in SHOWS_TEXT:
                    shown, outside = shown + 1, outside + (not inside)
        assert shown
        assert outside == 0
        assert inside == []


@in_each_form
@each_letter
def test_there_is_one_title_and_no_level_of_headings_is_left_out(pdf):
    found = [role for role in roles(pdf) if role in {"/H1", "/H2", "/H3", "/H4"}]

    assert found.count("/H1") == 1
    assert found[0] == "/H1"
    assert set(found) <= {"/H1", "/H2"}


@in_each_form
@each_letter
def test_every_head_of_a_column_says_that_it_is_one(pdf):
    heads = [x for x in elements(pdf.Root.StructTreeRoot) if str(x.S) == "/TH"]

    assert all(
        any(str(a.get("/Scope", "")) == "/Column" for a in attributes(head))
        for head in heads
    )
    assert bool(heads) == ("/Table" in roles(pdf))


@in_each_form
@each_letter
def test_in_larger_letters_there_is_no_table(pdf, reads):
    assert reads is None or "/Table" not in roles(pdf)


@in_each_form
@each_letter
def test_every_point_of_a_list_is_in_one(pdf):
    for element in elements(pdf.Root.StructTreeRoot):
        if str(element.S) == "/L":
            inside = element.get("/K")
            parts = inside if isinstance(inside, pikepdf.Array) else [inside]
            assert {str(part.S) for part in parts} <= {"/LI", "/Caption"}
    assert roles(pdf).count("/LI") == roles(pdf).count("/LBody")


@in_each_form
@each_letter
def test_the_reader_shows_the_title_and_follows_the_structure(pdf):
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert all(str(page.get("/Tabs", "")) == "/S" for page in pdf.pages)
    assert str(pdf.Root.Lang) == "en-GB"
