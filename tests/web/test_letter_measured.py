"""What a caseworker is told of how hard a letter is to read."""

from dataclasses import replace
from datetime import date

from asbreview.letters.document import (
    Document,
    Layout,
    Letterhead,
    Paragraph,
    Quotation,
    Run,
)
from asbreview.procedures import read_procedure
from asbreview.web.letter_measured import how_it_reads

HARD = (
    "Notwithstanding the representations received, the multi-agency partnership"
    " determined that proportionate enforcement intervention was unsustainable in the"
    " prevailing evidential circumstances."
)


def a_letter(*body, layout=Layout.STANDARD):
    return Document(
        language="en-GB",
        title="What we did",
        dated=date(2026, 3, 2),
        reference="EC-26-AAAAA",
        letterhead=Letterhead("", (), "", ""),
        address=(),
        greeting="",
        body=body,
        signed_by="",
        formats="",
        layout=layout,
    )


def quoted(words):
    return Quotation(((Run(words, own=True),),))


def test_a_letter_is_measured_as_a_whole():
    told = how_it_reads(a_letter(Paragraph((Run("We rang the police for you."),))))

    # 3 and 6 words
    assert "Its sentences have 4 words on average, and the longest has 6." in told
    assert "that people wrote" not in told


def test_words_that_are_hard_are_told_of_with_advice():
    told = how_it_reads(a_letter(quoted(HARD)))

    assert "the longest has 19. That is hard for many people." in told


def test_plain_words_are_told_of_without_advice():
    told = how_it_reads(a_letter(quoted("The noise has stopped. We saw no harm.")))

    assert "that people wrote" in told
    assert "hard for many" not in told


# 3 sentences, 17 words, 25 syllables: 0.39 * 5.67 + 11.8 * 25 / 17 - 15.59 + 5 is 9.
AT_NINE = (
    "The council visited the flat and heard music."
    " An officer wrote to the tenant."
    " It was quiet."
)


def test_what_is_plain_enough_for_a_standard_letter_may_be_too_hard_in_easy_read():
    standard = how_it_reads(a_letter(quoted(AT_NINE)))
    easy = how_it_reads(a_letter(quoted(AT_NINE), layout=Layout.EASY_READ))

    assert "hard for many" not in standard
    assert "hard for many" in easy
    assert "It is in <strong>easy read</strong>, as they asked." in easy


def test_it_is_told_when_the_procedure_has_a_language_that_no_text_is_in():
    wales, east = map(read_procedure, ("south-wales", "east-cambridgeshire"))
    letter = a_letter(quoted("The noise has stopped."))

    assert "there are no texts in Welsh" in how_it_reads(letter, wales)
    assert "no texts in" not in how_it_reads(letter, east)


def test_a_letter_in_another_language_is_not_measured_as_if_it_were_english():
    wales = read_procedure("south-wales")
    letter = replace(a_letter(Paragraph((Run("Annwyl bawb."),))), language="cy")
    told = how_it_reads(letter, wales)
    assert "It is in <strong>Welsh</strong>" in told
    assert "reading age" not in told
