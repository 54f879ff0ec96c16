"""How hard the letters are to read, counted as anybody can count it."""

from dataclasses import replace
from datetime import date

import pytest

from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.letter.facts import LetterKind
from asbreview.letters.document import (
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Points,
    Quotation,
    Run,
    Table,
)
from asbreview.letters.reading import (
    OLDEST_EASY_READ,
    OLDEST_STANDARD,
    measured,
    reading_of,
    reading_of_own,
    reading_of_text,
    sentences,
    syllables,
)
from journey import EAST_CAMBRIDGESHIRE

# What the area itself has published is told in the area's words.
THE_PROCEDURE = str(EAST_CAMBRIDGESHIRE)
NOTHING = Document(
    language="en-GB",
    title="The cat sat.",
    dated=date(2026, 3, 2),
    reference="EC-26-AAAAA",
    letterhead=Letterhead("", (), "", ""),
    address=(),
    greeting="",
    body=(),
    signed_by="",
    formats="",
)


@pytest.mark.parametrize(
    ("word", "are"),
    [
        ("cat", 1),
        ("review", 2),
        ("behaviour", 3),
        ("anti-social", 4),
        ("threshold,", 2),
        ("council\u2019s", 2),
        ("“You”", 1),
        ("CB7", 1),
        ("2026", 1),
        ("www.lgo.org.uk", 1),
        ("asb@csp.example", 1),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word, are):
    assert syllables(word) == are


def test_the_reading_age_is_the_grade_of_flesch_and_kincaid_and_five_years():
    # 2 sentences of 5 and 6 words, 14 syllables: 0.39 * 5.5 is 2.145, 11.8 * 14 / 11
    # is 15.018; less 15.59 that is 1.573, and five years more 6.573.
    reading = measured(["The council will review it.", "We will write to you again."])

    assert (reading.sentences, reading.words, reading.syllables) == (2, 11, 14)
    assert reading.average == 5.5
    assert reading.longest == 6
    assert reading.age == pytest.approx(6.573, abs=0.001)


def test_what_is_read_is_counted_each_heading_and_point_a_sentence():
    body = (
        Heading((Run("What next"),)),
        Paragraph((Run("We wait. "), Run("Then we ask.", strong=True))),
        Points(((Run("the police"),), (Run("the council"),)), numbered=False),
        Quotation(((Run("It was loud.", own=True),),)),
        Table(
            "Who was told",
            ((Run("Day"),), (Run("Why"),)),
            (((Run("Monday 6 April 2026"),), (Run("It came one day too late"),)),),
        ),
    )
    letter = replace(NOTHING, body=body)

    # cat 3, next 2, wait 2, ask 3, police 2, council 2, loud 3, told 3, late 6
    assert reading_of(letter).words == 3 + 2 + 2 + 3 + 2 + 2 + 3 + 3 + 6
    assert reading_of(letter).sentences == 9
    assert reading_of_own(letter).words == 3
    assert reading_of_text(letter).sentences == 8


def test_a_letter_of_which_nothing_is_written_by_hand_has_no_measure_of_that():
    assert reading_of_own(NOTHING) is None


def is_published(sentence):
    """Is it the area's own, after a word that says what it is: "How to do it: …"?"""
    return sentence.split(": ")[-1].rstrip(".") in THE_PROCEDURE


@pytest.mark.parametrize("kind", LetterKind)
def test_an_easy_read_text_is_read_at_eight_in_sentences_of_fifteen_words(papers, kind):
    document = papers(kind, LetterFormat.EASY_READ).document
    text = reading_of_text(document)

    assert text.age <= OLDEST_EASY_READ
    assert [
        sentence
        for sentence in sentences(document, lambda run: not run.own)
        if len(sentence.split()) > 15 and not is_published(sentence)
    ] == []


@pytest.mark.parametrize("kind", LetterKind)
def test_a_standard_text_is_read_at_eleven(papers, kind):
    text = reading_of_text(papers(kind).document)

    assert text.age <= OLDEST_STANDARD
    assert text.average <= 15
    assert text.longest <= 28


def test_what_a_caseworker_wrote_is_measured_apart_from_the_text(papers):
    letter = papers(LetterKind.THRESHOLD_NOT_MET).document

    own, text = reading_of_own(letter), reading_of_text(letter)

    # "Two complaints were made too late …": four sentences in two paragraphs
    assert own.sentences == 4
    assert own.words == 11 + 21 + 7 + 7
    assert own.words + text.words == reading_of(letter).words
