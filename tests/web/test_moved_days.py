"""A bank holiday moves a day that a letter named: people are owed the new one."""

from datetime import date

import pytest

from asbreview.domain.letter.facts import LetterKind
from desk import date_in, desk, filled_in, words

TODAY = date(2026, 3, 4)
THURSDAY = date(2026, 3, 12)
TELL = "Tell them the new date"


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().post(date(2026, 3, 3))
        yield proclaim(at_desk.on(TODAY))


def proclaim(sam):
    """The acknowledgement named Monday 30 March: twenty working days from 2 March."""
    page = "/working-days/proclaim"
    typed = date_in("on", THURSDAY) | {
        "name": "A day of mourning",
        "source": "The London Gazette",
        "confirmed": "2026-03-12",
    }
    fields = filled_in(sam.browser.get(page)) | typed
    sam.browser.post(page, data=fields, follow_redirects=True)
    return sam


def telling(sam):
    (id_,) = sam.case.contact.tellings
    return f"/contacts/tellings/{id_}"


def test_the_task_is_on_the_queue_the_case_its_deadlines_and_the_calendar(sam):
    assert TELL in words(sam.browser.get("/"))
    case = sam.get()
    assert "They were told Monday 30 March 2026" in words(case)
    assert f'href="{sam.address}{telling(sam)}"' in case.text
    assert "To be told a new date" in words(sam.get("/contacts"))
    assert (
        f'href="{sam.address}{telling(sam)}"' in sam.browser.get("/working-days").text
    )
    due = words(sam.get("/deadlines"))
    assert f"{TELL} Due Due in 17 working days: Monday 30 March 2026" in due
    assert "They had been told Monday 30 March 2026" in due
    assert "Rule Before the first day that they were told, or that it is now" in due


def test_the_page_says_what_to_say_and_in_what_way_it_is_safe(sam):
    page = sam.get(telling(sam))
    said = words(page)
    assert "they were told Monday 30 March 2026; it is now Tuesday 31 March" in said
    assert "Do NOT leave a message: not safe" in said
    (script,) = filled_in(page)["said"]
    assert (
        "Deciding whether there will be a review: we had told you Monday 30" in script
    )
    assert "Thursday 12 March 2026 (A day of mourning)" in script


def test_a_call_that_tells_it_is_a_contact_and_ends_the_task(sam):
    where = telling(sam)
    done = sam.fill_in(where, channel="phone")
    assert "It is recorded that they were told the new date." in words(done)
    assert "We rang: Wednesday 4 March 2026" in words(done)
    assert not sam.case.contact.tellings
    assert TELL not in words(sam.browser.get("/"))
    assert TELL not in words(sam.get())
    assert 'id="to-tell"' not in sam.browser.get("/working-days").text
    again = sam.get(where)
    assert "They have been told." in words(again)
    refused = sam.send(where, filled_in(again) | {"channel": "phone"})
    assert refused.status_code == 409


def test_nothing_is_lost_of_a_form_that_lacks_how_they_were_told(sam):
    where = telling(sam)
    page = sam.fill_in(where, said="I told her that it is a day later")
    assert "Select how you told them" in words(page)
    assert filled_in(page)["said"] == ["I told her that it is a day later"]
    assert sam.case.contact.tellings


def test_a_contact_recorded_in_error_leaves_it_to_be_told(sam):
    sam.fill_in(telling(sam), channel="phone")
    (made,) = sam.case.contact.contacts
    sam.fill_in(f"/contacts/{made}/in-error", reason="Of another case")
    assert sam.case.contact.tellings
    assert TELL in words(sam.browser.get("/"))


def test_a_letter_tells_it_once_it_is_posted(sam):
    page = sam.get(f"{telling(sam)}/letter")
    assert "A date that we gave you has changed" in words(page)
    assert "now by Tuesday 31 March 2026 . We had told you Monday 30" in words(page)
    where = telling(sam)
    sam.fill_in(f"{where}/letter")
    assert sam.case.contact.tellings  # a draft tells nobody anything
    assert "drafted already" in words(sam.get(f"{where}/letter"))
    refused = sam.fill_in(f"{where}/letter")
    assert refused.status_code == 409
    sam.tale.post(TODAY)
    sam.on(TODAY)
    assert not sam.case.contact.tellings
    assert TELL not in words(sam.browser.get("/"))
    letters = words(sam.get("/letters"))
    assert "Days moved" in letters


def test_the_letter_posted_in_error_leaves_it_to_be_told(sam):
    sam.fill_in(f"{telling(sam)}/letter")
    sam.tale.post(TODAY)
    posted = sam.tale.posted_letter(LetterKind.DAYS_MOVED)
    sam.reviews.correct_fact(
        sam.tale.case_id,
        "letter.letter-posted",
        posted,
        reason="It lay on the desk",
        signed=sam.tale.signed(TODAY),
    )
    assert sam.case.contact.tellings
    assert sam.case.trigger.acknowledged_on  # another letter told that


def test_a_new_day_that_moves_after_its_letter_has_gone_is_owed_again(sam):
    """The letter that told Tuesday 31 March counts as one that named it."""
    sam.fill_in(f"{telling(sam)}/letter")
    sam.tale.post(TODAY)
    sam.on(TODAY)
    page = "/working-days/close"
    typed = date_in("first_on", date(2026, 3, 13)) | {
        "reason": "The offices are shut",
        "confirmed": "2026-03-13/2026-03-13",
    }
    fields = filled_in(sam.browser.get(page)) | typed
    sam.browser.post(page, data=fields, follow_redirects=True)
    (owed,) = sam.case.contact.tellings.values()
    days = {moved.timer_id: (moved.told, moved.now) for moved in owed.moved}
    assert days["decide-threshold"] == (date(2026, 3, 31), date(2026, 4, 1))


def test_an_ended_case_has_nothing_left_to_tell(sam):
    on = date(2026, 3, 5)
    sam.reviews.withdraw(
        sam.tale.case_id, withdrawn_on=on, reason="Moved", signed=sam.tale.signed(on)
    )
    sam.on(on)
    assert TELL not in words(sam.get())
    assert TELL not in words(sam.browser.get("/"))


def test_an_auditor_sees_that_it_is_owed_and_records_nothing(sam):
    where = telling(sam)
    ann = sam.as_auditor()
    assert "To be told a new date" in words(ann.get("/contacts"))
    assert ann.get(where).status_code == 403
