"""Inviting the bodies of a panel by email: what a caseworker does and sees of it."""

from datetime import date
from email.headerregistry import Address
from uuid import UUID

import pytest

from asbreview.domain.panel.in_error import PanelFact
from asbreview.settings_of_sending import Security, Sending, SmtpServer
from asbreview.working import sender_of
from desk import date_in, desk, filled_in, words
from journey import BODIES
from letters.mail_server import At, Does, mail_server
from visiting import parsed

ON = date(2026, 3, 20)
POLICE, MAILBOX = BODIES[1], "asb.desk@constabulary.example"
SENDER = Address("Ely Council", addr_spec="asb@ely.example")
A_PANEL = {
    **date_in("meets_on", date(2026, 4, 1)),
    "meets_at": "1:30pm",
    "place": "Council offices, Ely",
    "chair_name": "Odile Fenwick",
    "chair_body": str(POLICE),
    "chair_was_involved": "false",
    "independence": "Has had no part in the case.",
}


@pytest.fixture(scope="module")
def served():
    with mail_server() as box:
        yield box


@pytest.fixture
def box(served):
    served.is_well()
    for kept in (served.taken, served.receivers, served.raw):
        kept.clear()
    return served


def opened(folder, box=None):
    smtp = SmtpServer("127.0.0.1", box.port, Security.NONE) if box else None
    return desk(folder, sending=Sending(SENDER, smtp) if box else Sending())


def has_address(work, body=POLICE, email=MAILBOX):
    work.reviews.record_contact_point(
        body, from_on=ON, email=email, signed=work.tale.signed(ON)
    )


@pytest.fixture
def mails(tmp_path, box):
    with opened(tmp_path, box) as work:
        work.tale.apply().decide()
        has_address(work)
        yield work.on(ON)


@pytest.fixture
def no_mail(tmp_path):
    with opened(tmp_path) as work:
        work.tale.apply().decide().convene()
        has_address(work)
        yield work.on(ON)


def send(work):
    for _ in range(2):
        sender_of(work.installation).run_once(work.clock())
    work.installation.projector.catch_up()


def invite(work):
    return work.send("/panel/invitations", filled_in(work.get("/panel/invitations")))


def sent_to_bodies(box):
    """Return what the bodies were sent, and not the letters of the case."""
    both = zip(box.receivers, box.taken, strict=True)
    return [message for to, message in both if to == [MAILBOX]]


def test_convening_invites_each_body_that_has_an_address_and_says_who_has_none(
    mails, box
):
    form = filled_in(mails.get("/panel/convene"))
    assert form["by_email"] == ["yes"]
    mails.fill_in("/panel/convene", **A_PANEL)
    send(mails)
    (message,) = sent_to_bodies(box)
    assert message["Subject"].startswith("Invitation: ASB case review")
    panel = words(mails.get("/panel"))
    assert "that it meets on Wednesday 1 April 2026 at 1:30pm" in panel
    assert "the directory of bodies has no email address for it" in panel
    page = words(mails.get("/panel/invitations"))
    assert page.count("Look at it") == len(BODIES) - 1
    assert "Told by email, " in page


def test_convening_without_the_tick_sends_nothing_and_they_can_be_invited_later(
    mails, box
):
    mails.fill_in("/panel/convene", **{**A_PANEL, "by_email": []})
    send(mails)
    assert not sent_to_bodies(box)
    assert "Not invited by email yet" in words(mails.get("/panel/invitations"))
    assert "goes to each body that was not invited yet" in words(invite(mails))
    send(mails)
    assert len(sent_to_bodies(box)) == 1
    page = mails.get("/panel/invitations")
    assert "There is nobody left to invite by email" in words(page)
    assert "Invite by email whoever" not in page.text


def test_once_the_panel_has_met_nobody_has_to_be_told_when_it_meets(mails, box):
    """The police have an address, and no email went; the others have none."""
    mails.fill_in("/panel/convene", **{**A_PANEL, "by_email": []})
    before = words(mails.get("/panel/invitations"))
    assert before.count("Look at it") == len(BODIES) - 1
    mails.tale.ask().choose(date(2026, 3, 24)).hold(date(2026, 4, 1))
    page = mails.on(date(2026, 4, 2)).get("/panel/invitations")
    assert "Look at it" not in words(page)
    assert "Invite by email whoever" not in page.text


def test_the_page_says_that_answers_of_calendars_are_read_by_a_person(mails):
    mails.tale.convene()
    page = words(mails.on(ON).get("/panel/invitations"))
    email = mails.case.procedure.partnership.email
    assert f"its answer comes to {email}. asbreview does not read it" in page
    assert "Who came is recorded with the meeting" in page


def test_a_meeting_that_is_put_off_tells_who_was_invited_without_a_hand(mails, box):
    mails.fill_in("/panel/convene", **A_PANEL)
    send(mails)
    mails.fill_in(
        "/panel/postpone",
        **date_in("meets_on", date(2026, 4, 8)),
        meets_at="10am",
        reason="The chair is ill.",
    )
    send(mails)
    _, changed = sent_to_bodies(box)
    assert changed["Subject"].startswith("Changed:")
    page = words(mails.get("/panel/invitations"))
    assert "that it meets on Wednesday 8 April 2026 at 10:00am" in page
    assert "by asbreview" in page


def test_of_one_that_may_have_gone_a_person_says_what_they_found_out(mails, box):
    box.goes_wrong(At.END, Does.TAKES_AND_HANGS_UP)
    mails.fill_in("/panel/convene", **A_PANEL)
    send(mails)
    page = mails.get("/panel/invitations")
    assert "may or may not have gone" in words(page)
    assert "Invite by email whoever" not in page.text
    (at,) = [
        form.get("action")
        for form in parsed(page.text).xpath("//form")
        if str(form.get("action")).endswith("/did-not-go")
    ]
    box.is_well()
    at = at.partition("/panel")[2]
    told = mails.send(f"/panel{at}", filled_in(page))
    assert "It is recorded that the email did not go" in words(told)
    invite(mails)
    send(mails)
    assert len(sent_to_bodies(box)) == 2  # the one that was taken, and this


def test_an_invitation_of_another_case_is_none_of_this(mails):
    mails.tale.convene()
    page = mails.on(ON).get("/panel/invitations")
    told = mails.send(f"/panel/invitations/{UUID(int=7)}/went", filled_in(page))
    assert told.status_code == 404


def test_without_a_mail_server_it_offers_the_calendar_file_and_no_button(no_mail):
    page = no_mail.get("/panel/invitations")
    assert "No mail server is set up here" in words(page)
    assert "/panel/meeting.ics" in page.text
    assert "Invite by email whoever" not in page.text
    no_mail.tale.apply().decide()
    assert "by_email" not in filled_in(no_mail.on(ON).get("/panel/convene"))


def test_before_any_panel_there_is_no_such_page(mails):
    assert mails.get("/panel/invitations").status_code == 404


def test_one_that_is_called_off_is_said_of_the_panel_that_was(mails, box):
    mails.fill_in("/panel/convene", **A_PANEL)
    send(mails)
    panel_id = mails.case.panel.convened.panel_id
    mails.reviews.correct_fact(
        mails.case.case_id,
        PanelFact.CONVENED,
        panel_id,
        reason="It was another case.",
        signed=mails.tale.signed(ON),
    )
    mails.on(ON)
    send(mails)
    page = words(mails.get("/panel/invitations"))
    assert "No panel is convened now" in page
    assert "Of a panel that was convened before" in page
    assert "not to come on Wednesday 1 April 2026 at 1:30pm" in page


def test_what_was_sent_is_told_in_the_history(mails):
    mails.fill_in("/panel/convene", **A_PANEL)
    send(mails)
    assert "Email about the panel's meeting sent" in words(mails.get("/history"))
