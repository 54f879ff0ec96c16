"""What a caseworker is told of how hard a letter is to read."""

from datetime import date

from asbreview.letters.document import Document, Letterhead, Paragraph, Quotation, Run
from asbreview.web.letter_measured import how_it_reads

HARD = (
    "Notwithstanding the representations received, the multi-agency partnership"
    " determined that proportionate enforcement intervention was unsustainable in the"
    " prevailing evidential circumstances."
)


def a_letter(*body):
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
