"""A statement that staff take down, and one that turns out to be in error."""

from datetime import date

import pytest

from asbreview.domain.people import HeardBy
from browser.stages import Stages
from desk import desk, filled_in, words
from projections.timeline import timeline_of

ON = date(2026, 3, 23)
WORDS = "MARKER it is worst at night"
PAGE = "/panel/statement"


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        sam.tale = Stages(sam.installation, sam.clock).until("choose")
        yield sam.on(ON)


def take_down(sam, **changes):
    told = {"how": "by telephone", "statement": WORDS, "read_back": "true"}
    return sam.fill_in(PAGE, **{**told, **changes})


def line_of(sam, topic):
    sam.installation.projector.catch_up()
    with sam.installation.views.connect() as db:
        return next(x for x in timeline_of(db, sam.tale.case_id) if x.topic == topic)


def test_a_statement_taken_down_is_before_the_panel_with_how_it_came(sam):
    page = take_down(sam)
    assert "The statement is on file" in words(page)
    (made,) = sam.case.evidence.statements.values()
    assert (made.how, made.read_back, made.received_on) == (HeardBy.PHONE, True, ON)
    assert made.person_id == sam.case.contact.victim_id
    assert sam.installation.keyring.reveal(made.statement.text) == WORDS
    told = words(sam.get("/panel"))
    assert "taken down by telephone and read back to them" in told
    assert WORDS in told
    assert "A statement for the panel taken down" in words(sam.get("/history"))


def test_what_is_missing_is_told_and_nothing_typed_is_lost(sam):
    fields = filled_in(sam.get(PAGE)) | {"statement": WORDS, "how": "in person"}
    page = sam.send(PAGE, fields)
    assert page.status_code == 422
    assert "Select whether it was read back to them" in words(page)
    assert filled_in(page)["statement"] == [WORDS]
    assert not sam.case.evidence.statements


def test_a_statement_of_another_is_recorded_in_error_and_the_history_keeps_both(sam):
    take_down(sam, read_back="false")
    line = line_of(sam, "evidence.statement-taken-down")
    page = sam.fill_in(f"/history/{line.position}/in-error", reason="Her sister")
    assert page.status_code == 200
    assert not sam.case.evidence.statements
    assert "Nobody has sent a statement" in words(sam.get("/panel"))
    assert line_of(sam, "evidence.statement-taken-down").in_error
    assert "Recorded in error: a statement taken down" in words(sam.get("/history"))


def test_one_that_was_sent_online_can_be_in_error_too(sam):
    sam.reviews.receive_statement(
        sam.tale.case_id,
        person_id=sam.case.contact.applicant_id,
        received_on=ON,
        statement=WORDS,
        signed=sam.tale.signed(ON),
    )
    line = line_of(sam, "evidence.statement-received")
    sam.on(ON)
    sam.fill_in(f"/history/{line.position}/in-error", reason="Of another case")
    assert not sam.case.evidence.statements


def test_a_victim_may_take_part_in_part_of_the_meeting_and_change_their_mind(sam):
    for part in ("attends part of the meeting", "sends a statement", "declined"):
        sam.fill_in("/panel/participation", participation=part)
    assert sam.case.panel.participation.value == "declined"
    told = words(sam.get("/history"))
    assert "attends part of the meeting" in told
