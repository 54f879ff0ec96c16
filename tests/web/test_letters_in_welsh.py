"""A letter to somebody who speaks Welsh best, as a caseworker sees it."""

from datetime import date

import pytest

from asbreview.access.accounts import change_areas
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.reviews.told import CircumstancesTold
from asbreview.working import sender_of
from desk import SAM, desk, words
from letters.test_supplied_texts import PROCEDURE, procedure
from projections.letters import letters_of

TUESDAY = date(2026, 3, 3)


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        on = date(2024, 4, 1)
        signed = at_desk.tale.signed(on)
        office = at_desk.installation.office
        change_areas(office, sign_in_name=SAM.sign_in_name, areas={PROCEDURE})
        at_desk.reviews.record_procedure(procedure(), in_force_from=on, signed=signed)
        speaks = CircumstancesTold(language="Welsh")
        at_desk.tale.apply(procedure_id=PROCEDURE, circumstances=speaks)
        at_desk.on(TUESDAY)
        yield at_desk


def letter(at_desk, kind):
    sender_of(at_desk.installation).run_once(at_desk.clock())
    at_desk.installation.projector.catch_up()
    with at_desk.installation.views.connect() as db:
        rows = letters_of(db, at_desk.tale.case_id)
    return next(row for row in rows if row.kind is kind)


def test_without_a_text_it_is_held_back_and_shown_in_english(at_desk):
    row = letter(at_desk, LetterKind.ACKNOWLEDGEMENT)
    assert row.held_because is HeldBecause.LANGUAGE
    told = words(at_desk.get(f"/letters/{row.letter_id}"))
    assert "there is no text of it in the language they asked for" in told
    assert "Have it translated from its words" in told
    assert "Dear Marigold MARKERNAME" in told


def test_with_one_it_is_in_welsh_and_says_so(at_desk):
    at_desk.reviews.extend_deadline(
        at_desk.tale.case_id,
        "decide-threshold",
        was_due_on=date(2026, 3, 30),
        due_on=date(2026, 4, 15),
        reason="We wait for an answer.",
        signed=at_desk.tale.signed(TUESDAY),
    )
    row = letter(at_desk, LetterKind.DELAY)
    page = at_desk.get(f"/letters/{row.letter_id}")
    assert "Annwyl Marigold MARKERNAME" in words(page)
    assert "It is in Welsh , in the words that the area has supplied" in words(page)
    assert 'lang="cy"' in page.text


def test_a_phrase_that_is_not_supplied_is_named_to_whoever_looks(at_desk):
    at_desk.reviews.extend_deadline(
        at_desk.tale.case_id,
        "whole-review",
        was_due_on=date(2026, 5, 29),
        due_on=date(2026, 6, 15),
        reason="We wait for an answer.",
        signed=at_desk.tale.signed(TUESDAY),
    )
    row = letter(at_desk, LetterKind.DELAY)
    assert row.held_because is HeldBecause.FAILED
    told = words(at_desk.get(f"/letters/{row.letter_id}"))
    assert "The area has supplied no words for “Finishing the whole review”" in told
