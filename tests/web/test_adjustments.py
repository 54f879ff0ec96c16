"""Asking for something to be done differently, and what is answered to it."""

from datetime import date

import pytest

from applying import THREE, WHO, Applicant
from asbreview.domain.contact.adjustments import Made
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.people import HeardBy
from asbreview.working import sender_of
from browser.stages import Stages
from desk import desk, filled_in, words
from projections.deadlines import overdue
from visiting import fields_of
from web.test_status import follow, known, no_waiting

__all__ = ["no_waiting"]
ON = date(2026, 3, 16)  # a Monday
ASKED = "MARKER a room without steps"


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        sam.tale = Stages(sam.installation, sam.clock).until("assess")
        yield sam.on(ON)


def ask(sam, on=ON):
    sam.reviews.ask_for_adjustment(
        sam.tale.case_id,
        person_id=sam.case.contact.applicant_id,
        asked=ASKED,
        how=HeardBy.PHONE,
        asked_on=on,
        signed=sam.tale.signed(on),
    )
    sam.on(on)
    return f"/contacts/adjustments/{next(iter(sam.case.contact.adjustments))}"


def invitation(sam):
    return [x for x in sam.tale.all_letters() if x.kind is LetterKind.INVITATION][-1]


def test_asked_for_at_status_it_is_sealed_and_a_task_with_a_day(sam):
    sam.browser.cookies.clear()
    follow(sam.browser, *known(sam, sam.tale.case_id))
    form = filled_in(sam.browser.get("/status/adjustment"))
    assert sam.browser.post("/status/adjustment", data=form).status_code == 422
    page = sam.browser.post("/status/adjustment", data=form | {"asked": ASKED})
    assert "We answer within five working days" in words(page)
    assert "MARKER" not in page.text
    (asked,) = sam.case.contact.adjustments.values()
    # Five working days after Monday the 16th are Monday the 23rd.
    assert (asked.asked_on, asked.answer_by) == (ON, date(2026, 3, 23))
    assert asked.how is HeardBy.ONLINE
    assert sam.installation.keyring.reveal(asked.asked.words) == ASKED
    sam.on(ON)
    assert "Answer the adjustment that was asked for" in words(sam.get())
    with sam.installation.views.connect() as db:
        late = overdue(db, on=date(2026, 3, 24))
    assert [d.due_on for d in late if d.timer_id == "adjustment"] == [asked.answer_by]
    assert "An adjustment asked for" in words(sam.get("/history"))


def test_unanswered_it_stands_on_the_page_of_the_panel(sam):
    where = ask(sam)
    sam.tale.convene()
    told = words(sam.on(date(2026, 3, 20)).get("/panel"))
    assert f"{ASKED} Not answered yet" in told
    sam.on(date(2026, 3, 23))
    sam.fill_in(where, made="made otherwise", arranged="There is a lift")
    told = words(sam.get("/panel"))
    assert "Not answered yet" not in told
    assert "Made otherwise, Monday 23 March 2026: There is a lift" in told


def test_an_answer_says_what_is_arranged_or_why_nothing_is_and_can_come_anew(sam):
    where = ask(sam)
    empty = sam.fill_in(where, made="not made", arranged="")
    assert "Enter what is arranged, or why nothing is" in words(empty)
    sam.fill_in(where, made="not made", arranged="There is no such room")
    sam.fill_in(where, made="made as asked", arranged="The library has one")
    (answered,) = sam.case.contact.adjustments_answered.values()
    assert answered.made is Made.AS_ASKED
    assert "Answer it anew" in words(sam.get("/contacts"))


def test_the_invitation_says_what_is_arranged_and_is_held_back_if_that_changes(sam):
    where = ask(sam)
    sam.tale.convene()
    sam.on(date(2026, 3, 20))
    told = words(sam.get(f"/letters/{invitation(sam).id}"))
    assert "We have not answered this yet" in told
    sam.fill_in(where, made="made as asked", arranged="The library has one")
    sender_of(sam.installation).run_once(sam.clock())
    assert invitation(sam).held_because is HeldBecause.CHANGED
    sam.reviews.redraw_letter(
        invitation(sam).id, signed=sam.tale.signed(date(2026, 3, 20))
    )
    told = words(sam.on(date(2026, 3, 20)).get(f"/letters/{invitation(sam).id}"))
    assert told.index(ASKED) < told.index("This is what we have arranged")
    assert "The library has one" in told


def test_what_nobody_asked_for_is_taken_back(sam):
    ask(sam)
    (id_,) = sam.case.contact.adjustments
    sam.reviews.correct_fact(
        sam.tale.case_id,
        "contact.adjustment-asked-for",
        id_,
        reason="Her sister",
        signed=sam.tale.signed(ON),
    )
    sam.on(ON)
    assert "Answer the adjustment" not in words(sam.get())


def test_it_is_asked_for_while_applying(sam):
    sam.browser.cookies.clear()
    sam.clock.set(ON)
    juniper = Applicant(sam.browser)
    juniper.begin()
    before = sam.reviews.end_of_log()
    reading = {**WHO["reading"], "adjustment": ASKED}
    page = juniper.come_to_the_end(THREE[0], reading=reading)
    assert ASKED in page.text
    juniper.browser.post("/apply/send", data=fields_of(page))
    events = [
        sam.reviews.mapper.to_domain_event(line)
        for line in sam.reviews.recorder.select_notifications(before + 1, 100)
    ]
    (asked,) = [e for e in events if e.TOPIC == "contact.adjustment-asked-for"]
    assert sam.installation.keyring.reveal(asked.asked.words) == ASKED
    assert asked.how is HeardBy.ONLINE
