"""Who owns an action reports on it by the link that a rule sends: in a real browser."""

import re
from datetime import date
from email.headerregistry import Address

import pytest

from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.settings_of_sending import Security, Sending, SmtpServer
from browser.in_chromium import fill_in, send
from browser.looking import NARROW, Look
from browser.premises import premises, wait_until
from browser.stages import Stages
from journey import BODIES
from letters.mail_server import mail_server

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]
FOUND_ON = date(2026, 4, 2)  # a Thursday
COUNCIL, POLICE = BODIES[:2]
MAILBOXES = {COUNCIL: "asb@council.example", POLICE: "asb.desk@constabulary.example"}
LINK = re.compile(r"(/answer/\S+)")
CODE = re.compile(r"(?m)^(\d{6})\s*$")
FORM = "#main-content form"
SAID = "Visits on four evenings."


class Owners:
    """The bodies that own actions, and the mail that each of them gets."""

    def __init__(self, there, box):
        self.there, self.box = there, box
        self.tale = Stages(there.installation, there.clock).until("find")
        for body, mailbox in MAILBOXES.items():
            there.installation.reviews.record_contact_point(
                body,
                from_on=FOUND_ON,
                email=mailbox,
                signed=self.tale.signed(FOUND_ON),
            )
        there.installation.projector.catch_up()
        there.clock.set(FOUND_ON, 11)  # it is looked again every ten minutes

    @property
    def outcome(self):
        case_id = self.tale.case_id
        return self.there.installation.reviews.case(case_id).outcome

    def found(self, body, pattern):
        """Wait for a mail to a body that holds something, and return that."""

        def mails():
            both = zip(self.box.receivers, self.box.taken, strict=False)
            texts = [m.get_content() for to, m in both if to == [MAILBOXES[body]]]
            return [found[1] for t in texts if (found := pattern.search(t))]

        assert wait_until(mails), "No mail came"
        return mails()[-1]


@pytest.fixture(scope="module")
def owners(tmp_path_factory):
    with mail_server() as box:
        smtp = SmtpServer("127.0.0.1", box.port, Security.NONE)
        sending = Sending(Address("Ely", addr_spec="asb@ely.example"), smtp)
        folder = tmp_path_factory.mktemp("owners")
        with premises(folder, FOUND_ON, sending=sending) as there:
            yield Owners(there, box)


def test_an_owner_says_what_holds_it_up_and_then_that_it_is_done(
    owners, chrome, capsys
):
    look = Look(owners.there, chrome)
    tab = look.tab
    look.open(owners.found(POLICE, LINK))
    look.says("the link", "Report on your actions")
    send(tab, "Send the code")
    fill_in(tab, {"code": owners.found(POLICE, CODE)}, form=FORM)
    send(tab, "Open the page")
    look.says("the actions", "Visit weekly")
    fill_in(tab, {"reports-0-became": "not done yet"}, form=FORM)
    send(tab, "Send the report")
    look.says("its mistakes", "why it is not done yet")
    given = {"reports-0-became": "done", "reports-0-says": SAID}
    fill_in(tab, {**given, "reports-0-told": "these words"}, form=FORM)
    send(tab, "Send the report")
    look.says("what is recorded", "What you reported is recorded")
    (action,) = [a for a in owners.outcome.actions.values() if a.body_id == POLICE]
    assert action.action_id in owners.outcome.done
    (letter,) = [
        each
        for each in owners.tale.all_letters()
        if each.kind is LetterKind.PLAN_UPDATE
    ]
    assert letter.held_because is HeldBecause.UNREAD
    send(tab, "Close this page")
    look.says("closed", "The page is closed")
    look.done(capsys, "for reporting on actions")
    tab.context.close()


def test_another_reports_at_narrow_width_without_scripts(owners, chrome):
    context = chrome.new_context(
        base_url=owners.there.address, viewport=NARROW, java_script_enabled=False
    )
    tab = context.new_page()
    tab.goto(owners.found(COUNCIL, LINK))
    send(tab, "Send the code")
    fill_in(tab, {"code": owners.found(COUNCIL, CODE)}, form=FORM)
    send(tab, "Open the page")
    given = {"reports-0-became": "progress was made", "reports-0-says": "Ordered."}
    fill_in(tab, given, form=FORM)
    send(tab, "Send the report")
    assert "What you reported is recorded" in tab.locator("main").inner_text()
    context.close()
