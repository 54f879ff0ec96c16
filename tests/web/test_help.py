"""Asking for help at `/status`, and the task that it is until somebody has answered."""

from datetime import date, timedelta

import pytest

from asbreview.access.flooding import TO_ASK_FOR_HELP, TO_TELL, take
from asbreview.domain.contact.help import Need
from asbreview.signing import APPLICANT
from browser.stages import Stages
from desk import desk, filled_in, words
from projections.deadlines import overdue
from projections.queue import Asked, case_row, queue
from web.test_status import follow, known, no_waiting

__all__ = ["no_waiting"]
ON = date(2026, 6, 1)  # a Monday
WORDS = "MARKER he stands at my door"
GET_IN_TOUCH = "Get in touch: they do not feel safe"


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        sam.stages = Stages(sam.installation, sam.clock)
        sam.tale = sam.stages.until("find")
        sam.installation.projector.catch_up()
        yield sam


def ask(sam, **typed):
    """Follow the case on the day, and send the form."""
    sam.browser.cookies.clear()
    sam.clock.set(ON)
    follow(sam.browser, *known(sam, sam.tale.case_id))
    fields = filled_in(sam.browser.get("/status/help")) | typed
    return sam.browser.post("/status/help", data=fields), fields


def call_of(sam):
    (call,) = sam.case.contact.calls.values()
    return call


def test_emergencies_come_first_and_nothing_is_asked_that_need_not_be(sam):
    ask(sam, needs=["does not feel safe"])
    told = words(sam.browser.get("/status/help"))
    assert 0 < told.index("ring 999") < told.index("press 55")
    assert told.index("press 55") < told.index("ring 101") < told.index("What do you")


def test_a_call_is_on_record_sealed_with_the_day_it_is_answered_by(sam):
    page, fields = ask(sam, needs=[Need.SAFETY, Need.CALL], said=WORDS)
    assert "We get in touch by Monday 1 June 2026" in words(page)
    assert "If you are in danger before then, ring 999" in words(page)
    assert "MARKER" not in page.text
    call = call_of(sam)
    assert (call.asked_on, call.answer_by, call.not_safe) == (ON, ON, True)
    assert call.recorded_by == APPLICANT
    reveal = sam.installation.keyring.reveal
    assert reveal(call.said.text) == WORDS
    needs = "does not feel safe; would like to be rung"
    assert reveal(call.needs.words) == needs
    end = sam.reviews.end_of_log()
    sam.browser.post("/status/help", data=fields)  # a double click
    assert sam.reviews.end_of_log() == end


def test_it_is_said_to_whoever_asked_and_a_little_later_to_nobody(sam):
    """Somebody else may open the page with the code."""
    page, _ = ask(sam, needs=[Need.SAFETY])
    assert "1 June 2026" in words(page)
    sam.clock.now += timedelta(minutes=6)
    later = sam.browser.get(page.url)
    assert "We get in touch by" not in words(later)
    assert "does not feel safe" not in words(sam.browser.get("/status/help"))


def test_what_is_not_urgent_has_two_working_days(sam):
    page, _ = ask(sam, needs=[Need.LETTER])
    assert "We get in touch by Wednesday 3 June 2026" in words(page)
    assert not call_of(sam).not_safe


def test_nothing_chosen_and_nothing_written_is_told_and_words_alone_will_do(sam):
    page, _ = ask(sam, said=" ")
    assert page.status_code == 409
    assert page.text.count("Select what you need, or write it below") == 2
    ask(sam, said=WORDS)
    assert call_of(sam).answer_by == date(2026, 6, 3)


def test_it_is_what_comes_next_on_the_owners_queue_and_goes_red(sam):
    ask(sam, needs=[Need.SAFETY])
    sam.on(ON)
    id_ = sam.tale.case_id
    with sam.installation.views.connect() as db:
        row = case_row(db, id_)
        owners = queue(db, Asked(owner=sam.case.trigger.caseworker_id)).rows
        late = overdue(db, on=ON + timedelta(days=1))
        assert not [d for d in overdue(db, on=ON) if d.timer_id == "help"]
    assert row in owners
    assert (row.next_step, row.waits_for_whom) == (GET_IN_TOUCH, "us")
    assert [d.due_on for d in late if d.timer_id == "help"] == [ON]
    assert GET_IN_TOUCH in words(sam.browser.get("/"))
    assert "They do not feel safe. By Monday 1 June 2026" in words(sam.get())
    told = words(sam.get("/deadlines"))
    assert "Answer a call for help" in told
    assert "They asked for help on Monday 1 June 2026" in told
    assert "The applicant asked for help" in words(sam.get("/history"))


def test_the_caseworker_reads_it_and_is_told_not_to_ring_where_it_is_not_safe(sam):
    ask(sam, needs=[Need.CALL], said=WORDS)
    sam.on(ON)
    where = f"/contacts/help/{call_of(sam).help_id}"
    page = sam.get(where)
    assert "Would like to be rung" in words(page)
    assert WORDS in page.text
    assert "Do not ring" not in words(page)
    sam.browser.cookies.clear()
    sam.clock.set(ON)
    follow(sam.browser, *known(sam, sam.tale.case_id))
    safe = filled_in(sam.browser.get("/status/reaching-me"))
    sam.browser.post("/status/reaching-me", data=safe | {"stop": ["ring"]})
    sam.on(ON)
    assert "Do not ring. They ask to be rung" in words(sam.get(where))


def test_a_contact_answers_every_call_of_the_person_and_in_error_none(sam):
    ask(sam, needs=[Need.CALL])
    ask(sam, needs=[Need.SAFETY], said=WORDS)
    assert len(sam.case.contact.calls) == 2
    first = next(iter(sam.case.contact.calls))
    sam.on(ON)
    where = f"/contacts/help/{first}"
    page = sam.fill_in(where, channel="phone", said="The police are with her")
    assert "It is recorded that they were answered" in words(page)
    assert not sam.case.contact.calls
    assert GET_IN_TOUCH not in words(sam.browser.get("/"))
    assert "They have been answered" in words(sam.get(where))
    refused = sam.send(
        where, filled_in(sam.get(where)) | {"channel": "phone", "said": "Again"}
    )
    assert refused.status_code == 409
    (made,) = sam.case.contact.contacts
    sam.fill_in(f"/contacts/{made}/in-error", reason="Of another")
    assert len(sam.case.contact.calls) == 2
    sam.on(ON)
    assert GET_IN_TOUCH in words(sam.browser.get("/"))


def test_what_is_promised_in_the_answer_is_owed(sam):
    ask(sam, needs=[Need.LETTER])
    sam.on(ON)
    where = f"/contacts/help/{call_of(sam).help_id}"
    half = sam.fill_in(where, channel="phone", said="Read to her", promised="A visit")
    assert "Enter the day by which it was promised" in words(half)
    by = {"promised_by__day": "8", "promised_by__month": "6"}
    sam.fill_in(
        where,
        channel="phone",
        said="Read to her",
        promised="A visit",
        promised_by__year="2026",
        **by,
    )
    (promise,) = sam.case.contact.promises.values()
    assert promise.due_on == date(2026, 6, 8)


def test_a_case_that_has_ended_takes_it_and_is_in_the_queue_until_it_is_answered(sam):
    sam.tale = sam.stages.until("close")
    sam.tale.post(date(2026, 5, 29))
    sam.installation.projector.catch_up()
    ask(sam, needs=[Need.SAFETY])
    sam.on(ON)
    assert GET_IN_TOUCH in words(sam.browser.get("/"))
    where = f"/contacts/help/{call_of(sam).help_id}"
    sam.fill_in(where, channel="phone", said="The police are with her")
    assert GET_IN_TOUCH not in words(sam.browser.get("/"))


def test_statements_that_flood_a_case_keep_no_call_for_help_out(sam):
    case_id = str(sam.tale.case_id)
    sam.clock.set(ON)
    for _ in range(TO_TELL.holds):
        take(sam.installation.office, TO_TELL, case_id, at=sam.clock())
    page, _ = ask(sam, needs=[Need.SAFETY])
    assert "We get in touch" in words(page)
    for _ in range(TO_ASK_FOR_HELP.holds):
        take(sam.installation.office, TO_ASK_FOR_HELP, case_id, at=sam.clock())
    page, _ = ask(sam, needs=[Need.SAFETY])
    assert page.status_code == 429
    assert "ring 999" in words(page)
