"""A body answers by its link: the mail, a scanner, the code, half an answer."""

import re
from datetime import date
from email.headerregistry import Address

import httpx
import pytest

from asbreview.domain.asking.facts import NoticeStatus
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.evidence.tells_of import Whom
from asbreview.settings_of_sending import Security, Sending, SmtpServer
from browser.in_chromium import fill_in, send
from browser.looking import NARROW, Look
from browser.premises import premises, wait_until
from browser.stages import Stages
from journey import BODIES
from letters.mail_server import mail_server

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]
ASKED_ON = date(2026, 3, 10)  # a Tuesday
COUNCIL, POLICE, HEALTH = BODIES[:3]
MAILBOXES = {
    COUNCIL: "asb@council.example",
    POLICE: "asb.desk@constabulary.example",
    HEALTH: "safeguarding@health.example",
}
LINK = re.compile(r"(/answer/\S+)")
CODE = re.compile(r"(?m)^(\d{6})\s*$")
HALF = "1. Four calls since January."
FORM = "#answer-form"


class Asked:
    """The bodies that were asked, and the mail that each of them gets."""

    def __init__(self, there, box):
        self.there, self.box, reviews = there, box, there.installation.reviews
        tale = Stages(there.installation, there.clock).until("apply")
        self.case_id = tale.case_id
        for body, mailbox in MAILBOXES.items():
            reviews.record_contact_point(
                body, from_on=ASKED_ON, email=mailbox, signed=tale.signed(ASKED_ON)
            )
        reviews.request_information(
            self.case_id,
            bodies=list(MAILBOXES),
            requested_on=ASKED_ON,
            questions="1. Which reports have you had?\n2. What did you do?",
            by_email=True,
            signed=tale.signed(ASKED_ON),
        )

    @property
    def evidence(self):
        return self.there.installation.reviews.case(self.case_id).evidence

    def all_sent(self):
        reviews = self.there.installation.reviews
        askings = [reviews.asking(each) for each in self.evidence.requests]
        return all(each.status is NoticeStatus.ACCEPTED for each in askings)

    def answer_of(self, body):
        requests = self.evidence.requests.values()
        (request_id,) = [r.request_id for r in requests if r.body_id == body]
        return self.evidence.answers.get(request_id)

    def found(self, body, pattern, after=0):
        """Wait for a mail to a body that holds something, and return that."""

        def mails():
            both = zip(self.box.receivers, self.box.taken, strict=False)
            texts = [m.get_content() for to, m in both if to == [MAILBOXES[body]]]
            return [found[1] for t in texts if (found := pattern.search(t))][after:]

        assert wait_until(mails), "No mail came"
        return mails()[-1]

    def come_in(self, tab, body):
        """Open a body's link, and enter the code that comes."""
        tab.goto(self.found(body, LINK))
        send(tab, "Send the code")
        fill_in(tab, {"code": self.found(body, CODE)})
        send(tab, "Open the request")


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    with mail_server() as box:
        smtp = SmtpServer("127.0.0.1", box.port, Security.NONE)
        sending = Sending(Address("Ely", addr_spec="asb@ely.example"), smtp)
        folder = tmp_path_factory.mktemp("asked")
        with premises(folder, ASKED_ON, sending=sending) as there:
            yield Asked(there, box)


def test_a_body_answers_in_two_sittings_after_a_scanner_was_there_first(
    asked, chrome, capsys
):
    link = asked.found(POLICE, LINK)
    assert wait_until(asked.all_sent)  # what is recorded of that is no scanner's doing
    end = asked.there.installation.reviews.end_of_log()
    for _ in range(2):
        scanned = httpx.get(f"{asked.there.address}{link}")
        assert scanned.status_code == 200
    assert asked.there.installation.reviews.end_of_log() == end
    look = Look(asked.there, chrome)
    tab = look.tab
    look.open(link)
    send(tab, "Send the code")
    look.says("the code", "Enter the code")
    fill_in(tab, {"code": "12"}, form="#main-content form")
    send(tab, "Open the request")
    look.says("a wrong code", "This is not the code")
    fill_in(tab, {"code": asked.found(POLICE, CODE)}, form="#main-content form")
    send(tab, "Open the request")
    look.says("the request", "Which reports have you had?")
    fill_in(tab, {"answer": HALF}, FORM)
    send(tab, "Save and come back later")
    look.says("what is kept", "not sent yet")
    tab.context.close()

    look = Look(asked.there, chrome)  # another machine
    tab = look.tab
    look.open("/answering", status=410)
    asked.come_in(tab, POLICE)
    assert tab.locator("#answer").input_value() == HALF
    send(tab, "Continue")
    look.says("its mistakes", "There is a problem")
    assert tab.locator("#answer").input_value() == HALF
    given = {
        "kind": AnswerKind.RETURNED.value,
        "tells_of": [Whom.APPLICANT.value, Whom.COMPLAINED_OF.value],
        "may_be_told": MayBeTold.PART.value,
        "part_told": "That four calls were made",
    }
    fill_in(tab, given, FORM)
    send(tab, "Continue")
    look.says("the check", "This part, and nothing else")
    send(tab, "Send the answer")
    look.says("the end", "The request is answered")
    assert asked.answer_of(POLICE).kind is AnswerKind.RETURNED
    send(tab, "Close this request")
    look.says("closed", "The request is closed")
    look.done(capsys, "for answering a request")
    tab.context.close()


def test_another_returns_nil_at_narrow_width_without_scripts_by_keyboard(asked, chrome):
    context = chrome.new_context(
        base_url=asked.there.address, viewport=NARROW, java_script_enabled=False
    )
    tab = context.new_page()
    tab.goto(asked.found(COUNCIL, LINK))
    _enter_on(tab, "Send the code")
    tab.locator("#code").focus()
    tab.keyboard.type(asked.found(COUNCIL, CODE))
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    _enter_on(tab, "We hold nothing: send a nil return")
    assert "The request is answered" in tab.locator("main").inner_text()
    assert asked.answer_of(COUNCIL).kind is AnswerKind.NIL
    context.close()


def test_what_is_typed_is_kept_while_it_is_typed(asked, chrome):
    tab = chrome.new_context(base_url=asked.there.address).new_page()
    asked.come_in(tab, HEALTH)
    tab.locator("#answer").fill("Nobody pressed Save")
    tab.get_by_text("What you typed is kept.").wait_for()
    tab.reload()
    assert tab.locator("#answer").input_value() == "Nobody pressed Save"
    tab.context.close()


def test_an_expired_link_offers_a_new_one_that_opens(asked, chrome, capsys):
    old = asked.found(HEALTH, LINK)
    asked.there.clock.set(date(2026, 3, 18))
    look = Look(asked.there, chrome)
    look.open(old, status=404)
    send(look.tab, "Send me a new link")
    look.says("a new link", "Look in the mailbox")
    asked.found(HEALTH, LINK, after=1)
    assert asked.found(HEALTH, LINK) != old
    look.open(asked.found(HEALTH, LINK))
    look.says("the new link", "Send the code")
    look.done(capsys, "of links that have ended")
    look.tab.context.close()


def _enter_on(tab, button):
    """Reach a button by the tabulator, and press it."""
    for _ in range(60):
        tab.keyboard.press("Tab")
        focus = tab.locator(":focus")
        if focus.count() and focus.inner_text().strip() == button:
            with tab.expect_navigation():
                tab.keyboard.press("Enter")
            return
    raise AssertionError(f"{button} cannot be reached by the tabulator")
