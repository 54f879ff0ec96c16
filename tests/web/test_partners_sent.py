"""Asking by email, or by a link passed on by hand: what a caseworker sees of it."""

from datetime import date
from email.headerregistry import Address

import pytest

from asbreview.access.answer_links import is_link, named_by
from asbreview.settings_of_sending import Security, Sending, SmtpServer
from asbreview.working import sender_of
from desk import date_in, desk, filled_in, words
from journey import BODIES
from letters.mail_server import At, Does, mail_server

ASKED_ON = date(2026, 3, 10)  # a Tuesday
POLICE, MAILBOX = BODIES[1], "asb.desk@constabulary.example"
SENDER = Address("Ely Council", addr_spec="asb@ely.example")


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


def has_address(work):
    work.reviews.record_contact_point(
        POLICE,
        from_on=ASKED_ON,
        email=MAILBOX,
        phone="01632 960140",
        signed=work.tale.signed(ASKED_ON),
    )


@pytest.fixture
def mails(tmp_path, box):
    with opened(tmp_path, box) as work:
        work.tale.apply()
        has_address(work)
        yield work.on(ASKED_ON)


@pytest.fixture
def no_mail(tmp_path):
    with opened(tmp_path) as work:
        work.tale.apply()
        has_address(work)
        yield work.on(ASKED_ON)


def send(work):
    sender_of(work.installation).run_once(work.clock())
    work.installation.projector.catch_up()


def request_of(work, body=POLICE):
    requests = work.case.evidence.requests.values()
    return next(r.request_id for r in requests if r.body_id == body)


def press(work, button, body=POLICE):
    at = f"/partners/{request_of(work, body)}"
    return work.send(f"{at}/{button}", filled_in(work.get(f"{at}/sent")))


def test_asking_sends_each_body_that_has_an_address_one_email(mails, box):
    form = mails.get("/partners/ask")
    assert filled_in(form)["by_email"] == ["yes"]
    page = words(mails.send("/partners/ask", filled_in(form)))
    assert "An email with a link to answer by goes to each body that has" in page
    assert page.count("An email with a link waits to be sent.") == 1
    assert page.count("Nothing was sent from here.") == 3
    send(mails)
    assert box.receivers == [[MAILBOX]]
    page = words(mails.get("/partners"))
    assert "An email with a link was sent, 10 March 2026 at 9:30am." in page
    assert "Email to a body sent" in words(mails.get("/history"))


def test_whoever_asks_without_the_tick_sends_nothing(mails, box):
    fields = filled_in(mails.get("/partners/ask"))
    mails.send("/partners/ask", fields | {"by_email": []})
    send(mails)
    assert len(mails.case.evidence.requests) == 4
    assert not box.taken


def test_an_email_of_today_asks_nobody_yesterday(mails):
    fields = filled_in(mails.get("/partners/ask"))
    fields |= date_in("requested_on", date(2026, 3, 9))
    page = mails.send("/partners/ask", fields)
    assert page.status_code == 409
    assert 'href="#requested_on-day">An email goes today' in page.text
    assert not mails.case.evidence.requests


def test_of_one_that_may_have_gone_a_person_says_what_became_of_it(mails, box):
    box.goes_wrong(At.END, Does.TAKES_AND_HANGS_UP)
    mails.fill_in("/partners/ask")
    send(mails)
    page = words(mails.get("/partners"))
    assert "An email with a link may or may not have gone." in page
    assert "Look at it" in page
    assert press(mails, "email").status_code == 409
    page = words(press(mails, "did-not-go"))
    assert "It is recorded that the email did not go." in page
    box.is_well()
    press(mails, "email")
    send(mails)
    assert len(box.taken) == 2


def test_a_body_without_an_address_gets_one_and_is_sent_the_request(mails, box):
    mails.fill_in("/partners/ask")
    council = BODIES[0]
    at = f"/partners/{request_of(mails, council)}/sent"
    assert "does not say how it is reached" in words(mails.get(at))
    mails.reviews.record_contact_point(
        council,
        from_on=ASKED_ON,
        email="asb@council.example",
        signed=mails.tale.signed(ASKED_ON),
    )
    page = words(press(mails, "email", council))
    assert "An email with a link goes to the body." in page
    send(mails)
    assert ["asb@council.example"] in box.receivers


def test_where_there_is_no_mail_server_a_text_and_a_link_are_offered(no_mail):
    form = no_mail.get("/partners/ask")
    assert "no mail server is set up here" in words(form)
    assert "by_email" not in filled_in(form)
    no_mail.send("/partners/ask", filled_in(form))
    page = press(no_mail, "link")
    told = words(page)
    assert "The link is made. Send it, and tell the code by telephone." in told
    assert "Please answer by: Tuesday 24 March 2026" in told
    assert "telephone 01632 960140" in told
    link = page.text.partition("/answer/")[2].split()[0]
    asking = no_mail.reviews.asking(request_of(no_mail))
    assert is_link(no_mail.installation.keyring, asking, named_by(link))
    assert asking.link_holds(1, no_mail.clock())
    text = page.text.partition('id="text"')[2].partition("</textarea>")[0]
    assert "Our reference" in text
    assert "MARKER" not in text


def test_an_auditor_sees_what_was_sent_and_no_link(no_mail):
    no_mail.fill_in("/partners/ask")
    press(no_mail, "link")
    page = no_mail.as_auditor().get(f"/partners/{request_of(no_mail)}/sent")
    assert "A link was made, to be passed on" in words(page)
    assert "/answer/" not in page.text


def test_once_the_body_has_answered_nothing_more_goes(no_mail):
    no_mail.fill_in("/partners/ask")
    press(no_mail, "link")
    sent = filled_in(no_mail.get(f"/partners/{request_of(no_mail)}/sent"))
    no_mail.tale.answer(ASKED_ON)
    page = no_mail.get(f"/partners/{request_of(no_mail)}/sent")
    assert "No link opens this request any more." in words(page)
    late = no_mail.send(f"/partners/{request_of(no_mail)}/link", sent)
    assert late.status_code == 409
    assert "This request has been answered" in late.text
