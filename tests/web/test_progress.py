"""Writing to whoever applied how their case is going, on its page."""

from datetime import date

import pytest

from asbreview.domain.letter.facts import LetterKind, Status
from desk import desk, filled_in, words
from projections.letters import letters_of

ON = date(2026, 3, 12)
AT = "/contacts/progress"


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().post(date(2026, 3, 3))
        at_desk.on(ON)
        yield at_desk


def send(at_desk, **typed):
    return at_desk.send(AT, filled_in(at_desk.get(AT)) | typed)


def letter(at_desk):
    at_desk.installation.projector.catch_up()
    with at_desk.installation.views.connect() as db:
        rows = letters_of(db, at_desk.tale.case_id)
    return next((row for row in rows if row.kind is LetterKind.PROGRESS), None)


def test_the_contacts_lead_to_it(at_desk):
    assert "Write a progress letter" in words(at_desk.get("/contacts"))


def test_it_is_looked_at_first(at_desk):
    told = words(send(at_desk, says=["We asked the police."], preview=["yes"]))
    assert "How your case is going" in told
    assert "They will decide by Monday 30 March 2026" in told
    assert letter(at_desk) is None


def test_it_is_drafted(at_desk):
    answer = send(at_desk, says=["We asked the police."])
    assert "It counts as contact once it has gone" in words(answer)
    assert letter(at_desk).status is Status.DRAFTED


def test_without_words_it_is_not(at_desk):
    answer = send(at_desk, says=[""])
    assert "Enter what has happened" in words(answer)
    assert letter(at_desk) is None


def test_before_a_decision_is_told_it_says_what_to_do_instead(at_desk):
    at_desk.tale.decide()
    asked = filled_in(at_desk.get(AT))
    answer = at_desk.send(AT, asked | {"says": ["We met."]})
    assert "send its own letter first" in words(answer)
    assert filled_in(answer)["says"] == ["We met."]
