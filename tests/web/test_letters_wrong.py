"""A letter that told what was recorded in error, as its pages show it."""

from datetime import date

import pytest

from asbreview.domain.letter.facts import LetterKind
from desk import desk, words

ON = date(2026, 3, 12)
SAYS = (
    "It told the date of the application, which was recorded in error: put right on"
    " Thursday 12 March 2026"
)
STILL = "They have still to be told what is right."


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as at_desk:
        tale = at_desk.tale.apply().post(date(2026, 3, 3))
        said = at_desk.case.trigger.application
        at_desk.reviews.correct_application(
            tale.case_id,
            said.model_copy(update={"applied_on": date(2026, 2, 27)}),
            reason="It came by post",
            signed=tale.signed(ON),
        )
        yield at_desk.on(ON)


def letter_page(sam):
    return f"/letters/{sam.tale.posted_letter(LetterKind.ACKNOWLEDGEMENT)}"


def test_it_is_marked_in_the_list_on_its_page_on_its_line_and_among_the_tasks(sam):
    assert f"Told in error {SAYS}. {STILL}" in words(sam.get("/letters"))
    page = sam.get(letter_page(sam))
    assert SAYS in words(page)
    assert "record why no letter is needed" in words(page)
    assert "Told in error" in words(sam.get("/history"))
    assert f"Tell them again Acknowledgement letter. {SAYS}" in words(sam.get())
    assert "Tell them again: the acknowledgement told what was" in words(
        sam.browser.get("/")
    )


def test_before_it_was_put_right_nobody_knew(sam):
    for page in ("/letters", letter_page(sam), "/history", ""):
        assert "in error" not in words(sam.get(page, as_of="2026-03-11")), page


def test_the_reason_why_nobody_is_told_again_takes_the_mark_away(sam):
    page = f"{letter_page(sam)}/leave"
    assert SAYS in words(sam.get(page))
    empty = sam.fill_in(page)
    assert empty.status_code == 422
    assert "Enter why no letter is needed" in words(empty)
    done = words(sam.fill_in(page, reason="She rang: she knows the day"))
    assert "It is recorded why no other letter is needed." in done
    assert "She rang: she knows the day" in done
    told = words(sam.get("/letters"))
    assert f"Put right since {SAYS}. No other letter is needed" in told
    assert STILL not in told
    assert "Tell them again" not in words(sam.get())


def test_an_auditor_sees_the_mark_and_is_offered_nothing(sam):
    page = words(sam.as_auditor().get(letter_page(sam)))
    assert SAYS in page
    assert "record why no letter is needed" not in page
