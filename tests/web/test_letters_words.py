"""Adding one's own words to a letter, on its pages."""

from datetime import date

import pytest

from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.domain.letter.wording import Place
from desk import desk, filled_in, words
from journey import BODIES
from projections.letters import letters_of
from projections.queue import case_row

TUESDAY = date(2026, 3, 3)
KIND = "We know how long this has gone on."


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()
        at_desk.on(TUESDAY)
        yield at_desk


def letter(at_desk, kind=LetterKind.ACKNOWLEDGEMENT):
    at_desk.installation.projector.catch_up()
    with at_desk.installation.views.connect() as db:
        rows = letters_of(db, at_desk.tale.case_id)
    return next(row for row in rows if row.kind is kind)


def own_words(at_desk):
    letter_id, reveal = letter(at_desk).letter_id, at_desk.reviews.keyring.reveal
    written = at_desk.reviews.letter(letter_id).own_words
    return {each.place: reveal(each.words.text) for each in written}


def page(at_desk, then="", kind=LetterKind.ACKNOWLEDGEMENT):
    return f"/letters/{letter(at_desk, kind).letter_id}{then}"


def kept_back(at_desk):
    shown = filled_in(at_desk.get(page(at_desk)))
    return at_desk.send(page(at_desk, "/keep-back"), shown)


def write(at_desk, **typed):
    asked = filled_in(at_desk.get(page(at_desk, "/words")))
    return at_desk.send(page(at_desk, "/words"), asked | typed)


def next_step(at_desk):
    at_desk.installation.projector.catch_up()
    with at_desk.installation.views.connect() as db:
        return case_row(db, at_desk.tale.case_id).next_step


def test_a_letter_is_kept_back_first_and_then_its_words_are_asked_for(at_desk):
    answer = kept_back(at_desk)
    assert "The letter is kept back until you let it go" in words(answer)
    assert "Add your own words" in words(answer)
    assert letter(at_desk).held_because is HeldBecause.WORDS
    assert next_step(at_desk) == "Add your words to the acknowledgement, and let it go"


def test_what_is_written_is_in_the_letter_and_lets_it_go(at_desk):
    kept_back(at_desk)
    answer = write(at_desk, at_the_end=[KIND], then=["goes"])
    assert "Your words are in the letter" in words(answer)
    assert "What we would like to add" in words(answer)
    assert KIND in words(answer)
    assert letter(at_desk).status is Status.DRAFTED
    assert own_words(at_desk) == {Place.AT_THE_END: KIND}


def test_what_is_not_finished_is_kept_and_stays_in_the_queue(at_desk):
    kept_back(at_desk)
    write(at_desk, at_the_end=[KIND], then=["stays"])
    assert letter(at_desk).status is Status.HELD
    assert filled_in(at_desk.get(page(at_desk, "/words")))["at_the_end"] == [KIND]
    assert "somebody wants to add words" in words(at_desk.browser.get("/letters"))
    assert "Let it go as it is" in words(at_desk.get(page(at_desk)))


def test_looking_first_shows_the_letter_and_records_nothing(at_desk):
    kept_back(at_desk)
    end = at_desk.reviews.end_of_log()
    answer = write(at_desk, at_the_end=[KIND], then=["goes"], preview=["yes"])
    told = words(answer)
    assert "The letter that recording this would draft" in told
    assert "What we would like to add" in told
    assert "The words that people wrote into it have a reading age of" in told
    assert at_desk.reviews.end_of_log() == end


def test_a_letter_that_gives_no_reasons_has_no_place_after_them(at_desk):
    kept_back(at_desk)
    asked = at_desk.get(page(at_desk, "/words"))
    assert "After the reasons" not in words(asked)
    answer = write(at_desk, after_reasons=[KIND], then=["goes"])
    assert "This letter has no place for such words" in words(answer)
    assert own_words(at_desk) == {}


def test_too_many_words_are_told_with_how_many_and_none_is_lost(at_desk):
    kept_back(at_desk)
    long = "a" * 2_001
    answer = write(at_desk, at_the_end=[long], then=["goes"])
    told = words(answer)
    assert "must be 2,000 characters or fewer: you have 1 character too many" in told
    assert filled_in(answer)["at_the_end"] == [long]


def test_words_that_make_it_too_long_to_post_are_told_before_they_are_saved(at_desk):
    kept_back(at_desk)
    end = at_desk.reviews.end_of_log()
    answer = write(at_desk, at_the_end=["a\n" * 990], then=["goes"])
    assert "a letter has at most 10 pages, and it would have" in words(answer)
    assert at_desk.reviews.end_of_log() == end


def test_a_letter_that_has_gone_is_not_written_in_any_more(at_desk):
    asked = filled_in(at_desk.get(page(at_desk)))
    at_desk.tale.post(TUESDAY)
    at_desk.installation.projector.catch_up()
    answer = at_desk.send(page(at_desk, "/keep-back"), asked)
    assert "The letter is posted" in words(answer)
    assert "add your own words" not in words(at_desk.get(page(at_desk)))
    assert at_desk.get(page(at_desk, "/words")).status_code == 403


def test_a_decision_may_be_recorded_and_its_letter_kept_back_in_one_go(at_desk):
    at_desk.tale.post(TUESDAY)
    at_desk.on(date(2026, 3, 9))
    asked = filled_in(at_desk.get("/threshold"))
    answer = at_desk.send(
        "/threshold",
        asked
        | {
            "met": ["true"],
            "decided_by": [str(body) for body in BODIES],
            "reasons": ["Three complaints qualify."],
            "writes_first": ["yes"],
        },
    )
    assert "Open it here to add your words" in words(answer)
    held = letter(at_desk, LetterKind.THRESHOLD_MET)
    assert held.held_because is HeldBecause.WORDS
    assert next_step(at_desk) == (
        "Add your words to the letter that the threshold is met, and let it go"
    )


def test_the_box_stays_ticked_when_something_else_is_wrong(at_desk):
    at_desk.on(date(2026, 3, 9))
    asked = filled_in(at_desk.get("/threshold"))
    typed = asked | {"reasons": [""], "writes_first": ["yes"]}
    answer = at_desk.send("/threshold", typed)
    assert filled_in(answer)["writes_first"] == ["yes"]
