"""Deadlines, each with its explanation; and more time, told before it is felt."""

from datetime import date

import pytest

from asbreview.domain.contact.facts import Direction
from asbreview.domain.people import Channel
from asbreview.reviews.told import PromiseTold
from desk import date_in, desk, words
from journey import APPLIED_ON
from visiting import sign_in

EXTEND = "/deadlines/decide-threshold/extend"


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        yield sam


def test_a_deadline_opens_to_every_day_that_was_counted_or_skipped(sam):
    sam.tale.apply(on=date(2026, 3, 27))  # the Friday before Holy Week
    page = sam.on(date(2026, 3, 30)).get("/deadlines").text
    # 20 working days from 27 March, Good Friday and Easter Monday left out
    assert "Monday 27 April 2026" in page
    assert "Good Friday" in page
    assert "Easter Monday" in page
    assert "day 0: the day it starts" in page
    assert "working day 20" in page
    assert "20 working days from the application" in page
    assert "version 1" in page
    assert "the partnership&#39;s own choice, not published" in page
    assert 'id="decide-threshold"' in page


def test_met_overdue_and_never_done_are_told_apart_in_words(sam):
    sam.tale.apply().post(date(2026, 3, 12))  # the acknowledgement was due on the 9th
    page = sam.on(date(2026, 3, 13)).get("/deadlines").text
    assert "Met late" in page
    assert "Was due on Monday 9 March 2026; met on" in page
    assert "Overdue by 4 working days" in page  # asking the partners
    sam.tale.decide(date(2026, 3, 13))
    page = sam.on(date(2026, 3, 16)).get("/deadlines").text
    assert "Never done" in page  # it was overdue when the threshold was decided
    assert "it was no longer needed" in page


def test_a_promise_and_a_window_are_told_too(sam):
    sam.tale.go()
    page = sam.on(date(2026, 5, 20)).get("/deadlines").text
    assert "The day was given by people: nothing is counted." in page
    assert "For the applicant to do." in page


def test_a_deadline_names_its_action_its_promise_or_its_request(sam):
    sam.tale.go()
    told = words(sam.on(date(2026, 5, 20)).get("/deadlines"))
    assert "Carry out action 2" in told
    assert "Action 2: Visit weekly" in told
    assert "The request of Tuesday 10 March 2026" in told
    person_id = sam.case.contact.applicant_id
    sam.reviews.make_contact(
        sam.case.case_id,
        person_id=person_id,
        channel=Channel.PHONE,
        direction=Direction.FROM_US,
        made_on=date(2026, 5, 20),
        said="We rang.",
        promise=PromiseTold(promised="To ring again", due_on=date(2026, 5, 27)),
        signed=sam.tale.signed(date(2026, 5, 20)),
    )
    told = words(sam.on(date(2026, 5, 20)).get("/deadlines"))
    assert "Promised on Wednesday 20 May 2026: To ring again" in told


def test_a_case_that_has_ended_leads_to_its_deadlines_and_says_what_is_left(sam):
    sam.tale.apply().post(date(2026, 3, 3))
    on = date(2026, 3, 4)
    sam.reviews.withdraw(
        sam.case.case_id, withdrawn_on=on, reason="Moved", signed=sam.tale.signed(on)
    )
    told = words(sam.on(on).get())
    assert "Still to do: Send the closing letter" in told
    assert "nothing: the deadlines" in told
    assert "Still to do: Send the closing letter" in words(sam.browser.get("/"))


def test_more_time_keeps_both_days_and_drafts_the_letter(sam):
    sam.tale.apply()
    sam.on(date(2026, 3, 10))
    done = sam.fill_in(
        EXTEND, reason="The police answer late.", **date_in("due_on", date(2026, 4, 15))
    )
    assert "A letter about the delay is drafted." in done.text
    assert "first due on Monday 30 March 2026" in done.text
    assert "Wednesday 15 April 2026" in done.text
    assert sam.case.trigger.extended == {"decide-threshold": date(2026, 4, 15)}


def test_the_letter_can_be_looked_at_first_and_nothing_is_recorded(sam):
    sam.tale.apply()
    sam.on(date(2026, 3, 10))
    seen = sam.fill_in(
        EXTEND,
        preview="yes",
        reason="The police answer late.",
        **date_in("due_on", date(2026, 4, 15)),
    )
    assert seen.status_code == 200
    assert "Dear Marigold MARKERNAME" in seen.text
    assert seen.text.count("The police answer late.") == 2
    assert sam.case.trigger.extended == {}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"reason": "Late"}, "Enter the new date"),
        (
            date_in("due_on", date(2026, 4, 15)),
            "Enter the reason: the applicant is told",
        ),
        (
            {"reason": "Late", **date_in("due_on", date(2026, 3, 30))},
            "The new day must be after today and after the day it was due",
        ),
        (
            {
                "reason": "Late",
                "due_on-day": "31",
                "due_on-month": "4",
                "due_on-year": "2026",
            },
            "The new date must be a real date",
        ),
    ],
)
def test_more_time_needs_a_later_day_and_a_reason(sam, typed, says):
    sam.tale.apply()
    page = sam.on(date(2026, 3, 10)).fill_in(EXTEND, **typed)
    assert page.status_code in {409, 422}
    assert says in page.text
    assert sam.case.trigger.extended == {}


def test_what_the_procedure_gives_no_more_time_for_has_no_such_page(sam):
    sam.tale.apply()
    sam.on(APPLIED_ON)
    assert sam.get("/deadlines/acknowledge/extend").status_code == 404
    assert sam.get("/deadlines/nothing/extend").status_code == 404
    assert "deadlines/acknowledge/extend" not in sam.get("/deadlines").text


def test_an_auditor_and_the_past_see_the_deadlines_and_no_way_to_change_them(sam):
    sam.tale.apply()
    sam.on(date(2026, 3, 10))
    assert "Give more time" in sam.get("/deadlines").text
    then = sam.get("/deadlines", as_of="2026-03-03").text
    assert "Due in 4 working days" in then
    assert "/extend" not in then
    sam.browser.cookies.clear()
    sign_in(sam.browser, name="ann@ely.example")
    assert "/extend" not in sam.get("/deadlines").text
    assert sam.get(EXTEND).status_code == 403
