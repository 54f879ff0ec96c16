"""In which form a letter is: as its receiver reads it, and only they are told."""

from datetime import date

import pytest

from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.letters.composing import compose
from asbreview.letters.document import Layout
from asbreview.letters.holding import why_held
from asbreview.letters.wording import template_id
from asbreview.reviews.told import CircumstancesTold

KIND = LetterKind.ACKNOWLEDGEMENT


@pytest.fixture
def drafted(post):
    return post.ask_for_review()


def reads(case, form):
    """Record in which form the applicant reads letters."""
    case.reviews.record_circumstances(
        case.case_id,
        case.reviews.case(case.case_id).contact.applicant_id,
        CircumstancesTold(letter_format=form),
        signed=case.signed(date(2026, 3, 9)),
    )


def held(case):
    letter = case.last(KIND)
    return why_held(
        letter,
        now=case.reviews.case(case.case_id),
        then=case.reviews.case_as(case.case_id, letter.drawn_from),
        reveal=case.reviews.keyring.reveal,
    )


def layout(case):
    letter = case.last(KIND)
    drawn = case.reviews.case_as(case.case_id, letter.drawn_from)
    return compose(drawn, letter, case.reviews.keyring.reveal).layout


def test_a_letter_to_somebody_of_whom_nothing_is_known_is_standard(drafted):
    assert layout(drafted) is Layout.STANDARD
    assert held(drafted) is None


@pytest.mark.parametrize(
    ("form", "laid_out"),
    [
        (LetterFormat.LARGE_PRINT, Layout.LARGE_PRINT),
        (LetterFormat.EASY_READ, Layout.EASY_READ),
    ],
)
def test_a_letter_is_drafted_as_its_receiver_reads(post, form, laid_out):
    post.read_in(form).ask_for_review()

    assert layout(post) is laid_out
    assert held(post) is None


@pytest.mark.parametrize("form", LetterFormat)
def test_a_letter_that_they_cannot_read_as_it_is_is_held_back(drafted, form):
    reads(drafted, form)

    assert held(drafted) is HeldBecause.READ_OTHERWISE


def hold_and_redraw(case):
    letter_id, on = case.last(KIND).id, date(2026, 3, 9)
    case.reviews.hold_back_letter(
        letter_id, because=HeldBecause.READ_OTHERWISE, signed=case.signed(on)
    )
    case.reviews.redraw_letter(letter_id, signed=case.signed(on))


def test_drawn_again_it_goes_as_they_read_it(drafted):
    reads(drafted, LetterFormat.LARGE_PRINT)
    hold_and_redraw(drafted)

    assert layout(drafted) is Layout.LARGE_PRINT
    assert held(drafted) is None


@pytest.mark.parametrize(
    "form", [LetterFormat.BRAILLE, LetterFormat.AUDIO, LetterFormat.READ_ALOUD]
)
def test_what_is_not_read_on_paper_is_never_put_in_an_envelope(drafted, form):
    reads(drafted, form)
    hold_and_redraw(drafted)

    assert held(drafted) is HeldBecause.READ_OTHERWISE


def test_nothing_in_the_clear_tells_how_somebody_reads(post):
    post.read_in(LetterFormat.EASY_READ).ask_for_review()
    hold_and_redraw(post)

    lines = post.reviews.recorder.lines(post.begun_after, limit=1_000)
    log = b"".join(line.stored.state for line in lines)
    assert b"acknowledgement" in log
    assert b"easy" not in log
    assert "easy" not in template_id(KIND)
