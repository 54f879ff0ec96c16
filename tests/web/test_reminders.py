"""Reminders by rule, as a caseworker sees them: what went, what is next, who rings."""

from datetime import date

import pytest

from asbreview.domain.days import in_words
from desk import filled_in, words
from journey import BODIES
from web.test_partners_sent import (  # noqa: F401
    ASKED_ON,
    POLICE,
    box,
    mails,
    no_mail,
    opened,
    press,
    request_of,
    send,
    served,
)

BEFORE = date(2026, 3, 20)  # a Friday, two working days before Tuesday 24 March
REASON = "Sergeant MARKERNAME rang and answers on Friday"


def on(work, day):
    work.on(day)
    send(work)
    return work


def at(work, page, body=POLICE):
    return f"/partners/{request_of(work, body)}/{page}"


@pytest.fixture
def asked(mails):  # noqa: F811
    mails.send("/partners/ask", filled_in(mails.get("/partners/ask")))
    send(mails)
    return mails


def test_the_next_reminder_is_told_with_its_day_and_its_rule(asked):
    page = words(asked.get("/partners"))
    assert (
        "The next reminder by rule goes on Friday 20 March 2026: 2 working days before"
        " the answer is due." in page
    )


def test_where_no_email_will_go_it_is_not_said_that_a_reminder_goes(asked):
    """The directory has an address for the police alone."""
    page = words(asked.get("/partners"))
    says = (
        "The next reminder falls due on Friday 20 March 2026: 2 working days before the"
        " answer is due. It is not mailed, because the directory of bodies has no email"
        " address for it: the case then asks you to ring."
    )
    assert page.count(says) == len(BODIES) - 1
    assert page.count("The next reminder by rule goes on") == 1


def test_without_a_mail_server_nobody_is_said_to_be_mailed(no_mail):  # noqa: F811
    no_mail.fill_in("/partners/ask")
    page = words(no_mail.get("/partners"))
    says = "It is not mailed, because no mail server is set up: the case then asks you"
    assert page.count(says) == len(BODIES)
    assert "reminder by rule goes on" not in page
    (first, *_) = no_mail.case.evidence.requests
    held = words(no_mail.get(f"/partners/{first}/reminders"))
    assert says in held
    assert "The next one goes on" not in held


def test_what_went_by_rule_is_on_the_page_and_in_the_history(asked, box):  # noqa: F811
    box.taken.clear()
    on(asked, BEFORE)
    assert [m["Subject"].split(":")[0] for m in box.taken] == ["Reminder"]
    page = words(asked.get("/partners"))
    assert (
        "Reminder by rule on Friday 20 March 2026: 2 working days before the answer is"
        " due" in page
    )
    assert "goes on Wednesday 25 March 2026" in page
    told = words(asked.get("/history"))
    assert "A reminder to Cambridgeshire Constabulary of a request fell due" in told


def test_whom_no_email_reminds_is_rung_as_a_task_until_it_is_recorded(asked):
    on(asked, BEFORE)
    council = "East Cambridgeshire District Council"
    first = words(asked.get())
    assert f"Ring {council}" in first
    assert "Its answer was due on Tuesday 24 March 2026. No email reaches it" in first
    assert "Ring Cambridgeshire Constabulary" not in first
    assert "Ring it" in words(asked.get("/partners"))
    assert "Ring 3 bodies: no email reaches them" in words(asked.browser.get("/"))
    asked.fill_in(at(asked, "chase", BODIES[0]), channel="phone", said="Answers soon")
    assert f"Ring {council}" not in words(asked.get())
    assert "Ring 2 bodies: no email reaches them" in words(asked.browser.get("/"))


def test_a_request_that_no_email_can_carry_asks_for_a_call_that_day(asked):
    """The directory has an address for the police alone: three are to be rung."""
    first = words(asked.get())
    assert "Ring East Cambridgeshire District Council" in first
    assert "because the directory of bodies has no email address for it" in first
    assert "Ring Cambridgeshire Constabulary" not in first
    for body in (BODIES[0], BODIES[2], BODIES[3]):
        assert "Ring" in words(asked.browser.get("/"))
        asked.fill_in(at(asked, "chase", body), channel="phone", said="Answers soon")
    assert "no email reaches" not in words(asked.browser.get("/"))
    asked.tale.answer()
    assert "no email reaches" not in words(asked.browser.get("/"))


def test_whom_an_email_reaches_after_all_nobody_has_to_ring(asked):
    asked.reviews.record_contact_point(
        BODIES[0],
        from_on=ASKED_ON,
        email="asb@council.example",
        signed=asked.tale.signed(ASKED_ON),
    )
    asked.installation.projector.catch_up()
    press(asked, "email", BODIES[0])
    send(asked)
    assert "Ring East Cambridgeshire District Council" not in words(asked.get())
    assert "Ring 2 bodies: no email reaches them" in words(asked.browser.get("/"))


def test_where_to_ring_is_beside_the_form(no_mail):  # noqa: F811
    no_mail.fill_in("/partners/ask")
    on(no_mail, BEFORE)
    assert "Ring Cambridgeshire Constabulary" in words(no_mail.get())
    page = words(no_mail.get(at(no_mail, "chase")))
    assert "telephone 01632 960140" in page


def test_reminders_are_held_with_a_reason_and_go_again(asked, box):  # noqa: F811
    page = asked.fill_in(at(asked, "reminders"), reason=REASON)
    told = words(page)
    assert "The body is not reminded by rule any more." in told
    assert f"It is not reminded by rule, said Sam Reed: {REASON}" in told
    assert "Reminders to Cambridgeshire Constabulary by rule held" in words(
        asked.get("/history")
    )
    box.taken.clear()
    on(asked, BEFORE)
    assert not box.taken
    fields = filled_in(asked.get(at(asked, "reminders")))
    page = asked.send(at(asked, "reminders/resume"), fields)
    assert "The body is reminded by rule again" in words(page)
    on(asked, date(2026, 3, 25))
    assert len(box.taken) == 1


def test_a_hold_without_a_reason_is_asked_for_one(asked):
    page = asked.fill_in(at(asked, "reminders"), reason=" ")
    assert page.status_code == 422
    assert "Enter why it is not reminded" in words(page)
    assert not asked.reviews.asking(request_of(asked)).held


def test_a_caseworker_reminds_by_hand_at_any_time(asked, box):  # noqa: F811
    box.taken.clear()
    page = words(press(asked, "remind"))
    assert "A reminder with a new link goes to the body." in page
    send(asked)
    (message,) = box.taken
    assert message["Subject"].startswith("Reminder: ")


def test_an_auditor_sees_the_reminders_and_can_hold_none(asked):
    on(asked, BEFORE).as_auditor()
    page = words(asked.get("/partners"))
    assert "Reminder by rule on Friday 20 March 2026" in page
    assert "Hold reminders by rule" not in page
    assert asked.get(at(asked, "reminders")).status_code == 403


def test_as_it_was_nothing_had_been_reminded(asked):
    on(asked, BEFORE)
    page = words(asked.get("/partners", as_of="2026-03-19"))
    assert "Reminder by rule" not in page
    assert "The next reminder by rule goes on Friday 20 March 2026" in page


def test_once_it_has_answered_no_reminder_is_next(asked):
    asked.tale.answer(ASKED_ON)
    asked.on(ASKED_ON)
    assert "reminder by rule" not in words(asked.get("/partners"))


def test_the_chronology_tells_who_was_to_be_rung_and_that_breaks_no_silence(asked):
    on(asked, BEFORE)
    asked.on(date(2026, 4, 20))
    told = words(asked.get("/chronology"))
    council, police = (
        "East Cambridgeshire District Council",
        "Cambridgeshire Constabulary",
    )
    assert f"{council} to be reminded by telephone" in told
    assert f"A reminder to {council}" not in told  # told once: none could go
    assert f"A reminder to {police} of a request fell due by rule" in told
    assert "before due" in told  # no name of a rule as it stands in a file
    assert (
        f"Nothing is on record between {in_words(ASKED_ON)} and Monday 20 April" in told
    )
