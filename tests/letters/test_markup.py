"""From a text to its blocks; what is inserted never becomes a part of the markup."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbreview.letters.document import (
    Heading,
    Paragraph,
    Points,
    Quotation,
    Run,
    Table,
    plain,
)
from asbreview.letters.languages import Speech
from asbreview.letters.markup import Inserted, NotALetter, blocks

NASTY = "## Heading\n\n- **point**\n\n| a | b |\n|---|---|\n> q `c` <b>x</b> [l](u) #x"


def of(text, *values):
    inserted = Inserted(Speech().say)
    marks = [inserted.hold(value) for value in values]
    return blocks(text.format(*marks), inserted)


def test_a_text_becomes_a_title_and_blocks():
    title, body = of(
        "# Title\n\nA **strong** word\n\n## Part\n\n1. one\n2. two\n\n> said\n\n"
        "Table: Days\n\n| Day | What |\n|---|---|\n| {0} | {1} |\n",
        date(2027, 1, 14),
        "post",
    )

    assert title == "Title"
    assert body == (
        Paragraph((Run("A "), Run("strong", strong=True), Run(" word"))),
        Heading((Run("Part"),)),
        Points(((Run("one"),), (Run("two"),)), numbered=True),
        Quotation(((Run("said"),),)),
        Table(
            "Days",
            ((Run("Day"),), (Run("What"),)),
            (((Run("Thursday 14 January 2027"),), (Run("post"),)),),
        ),
    )


def test_what_a_person_wrote_stays_text_and_keeps_its_paragraphs():
    _, body = of("# T\n\n> {0}\n\n- {0}\n", NASTY)

    quotation, points = body
    lines = [line for line in NASTY.split("\n") if line]
    assert [plain(p) for p in quotation.paragraphs] == lines
    assert [plain(p) for p in points.points] == [" ".join(lines)]


@given(st.text(min_size=1))
def test_nothing_that_is_inserted_changes_the_structure(anything):
    title, body = of("# T {0}\n\n{0} and {0}\n\n## H\n\n- {0}\n- end\n", anything)

    assert [type(block) for block in body] == [Paragraph, Heading, Points]
    assert len(body[2].points) == 2
    assert "\n" not in title


def test_a_mark_cannot_be_forged_nor_direction_turned():
    _, body = of("# T\n\n{0} {1}\n", "\ue0001\ue001", "\u202eabc\x00")

    assert plain(body[0].line) == "1 abc"


@pytest.mark.parametrize(
    "text",
    [
        "no title\n",
        "",
        "# T\n\n### too deep\n",
        "# T\n\n| a |\n|---|\n| no caption |\n",
    ],
)
def test_a_text_that_is_no_letter_is_refused(text):
    with pytest.raises(NotALetter):
        of(text)
