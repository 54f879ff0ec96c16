"""A letter as plain text, for an e-mail or somebody who reads it out."""

import pytest

from asbreview.domain.letter.facts import LetterKind
from asbreview.letters.document import Paragraph, Points, Table, plain
from asbreview.letters.plain_text import as_plain_text
from letters.test_composing import lines


def joined(text):
    return " ".join(text.split())


@pytest.mark.parametrize("kind", LetterKind)
def test_it_says_what_the_letter_says_in_the_same_order(papers, kind):
    document = papers(kind).document
    text, at = joined(as_plain_text(document)), 0

    for line in lines(document):
        for said in line.split(" | "):
            assert joined(said) in text[at:], said
            at = text.index(joined(said), at)


@pytest.mark.parametrize("kind", LetterKind)
def test_no_line_is_broken_or_underlined_and_none_is_of_spaces(papers, kind):
    document = papers(kind).document
    text = as_plain_text(document)

    said = {joined(line) for line in text.splitlines()}
    paragraphs = [b for b in document.body if isinstance(b, Paragraph)]
    assert [p for p in paragraphs if joined(plain(p.line)) not in said] == []
    assert "==" not in text
    assert "--" not in text
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
    assert text.endswith("\n")
    assert "\n\n\n" not in text


def test_who_writes_when_and_under_which_reference_stands_first(papers):
    document = papers(LetterKind.THRESHOLD_NOT_MET).document

    first = as_plain_text(document).split("\n\n")[:4]

    assert first == [
        "East Cambridgeshire Community Safety Partnership",
        f"Monday 9 March 2026\nOur reference: {document.reference}",
        "Dear Maria Kowalska",
        "Our decision about your application for an ASB case review",
    ]


def test_no_postal_address_is_shown_on_a_screen(papers):
    text = as_plain_text(papers(LetterKind.DELAY).document)

    assert "Larkspur House" not in text
    assert "CB6 1ZZ" not in text


def test_each_row_of_a_table_is_said_with_what_its_columns_are(papers):
    document = papers(LetterKind.THRESHOLD_NOT_MET).document
    (table,) = [block for block in document.body if isinstance(block, Table)]

    text = as_plain_text(document)

    assert f"{table.caption}:" in text
    assert (
        "2 of 4\n   Complaint made: Tuesday 6 January 2026\n   Made to: the police\n"
        "   Behaviour on: Monday 5 January 2026\n   Does it qualify? Yes"
    ) in text


def test_steps_are_numbered_where_their_order_matters(papers):
    document = papers(LetterKind.ACKNOWLEDGEMENT).document
    steps = next(x for x in document.body if isinstance(x, Points) and x.numbered)

    text = as_plain_text(document)

    assert f"\n\n1. {plain(steps.points[0])[:40]}" in text
    assert "\n2. We ask them" in text
