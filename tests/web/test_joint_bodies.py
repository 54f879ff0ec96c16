"""What the other area's bodies of a joint case are sent, asked and let in to."""

from datetime import date

import pytest
from litestar.testing import TestClient

from asbreview.access.accounts import open_account
from asbreview.domain.asking.record import Asking
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.inviting.facts import EmailStatus
from asbreview.settings_of_sending import Security, Sending, SmtpServer
from desk import ADDRESS, desk, filled_in, pages_of, words
from packs.papers import APPLICANT, FULL, give, made
from read_on_paper import pages
from visiting import PASSWORD, sign_in
from web.test_answer import SENDER, box, served  # noqa: F401
from web.test_cross_border import FENLAND, JOINT, shares
from web.test_joint_panel import CONVENE, CONVENED_ON, FDC, THEIRS, find, held
from web.test_reporting import MAILBOX as POLICE_MAILBOX
from web.test_reporting import POLICE, Owner
from web.test_requests import partner

MAILBOX = "asb@fenland.example"
FOUND_ON = date(2026, 4, 8)


class Theirs(Owner):
    """The council of Fenland, or another owner: a mailbox, and who reads it."""

    def __init__(self, work, box, browser, body=THEIRS):  # noqa: F811
        super().__init__(work, box, browser)
        self.body = body

    def are_asked(self):
        asked = Asking.of_actions(self.work.case.case_id, self.body)
        at = f"/partners/{asked}"
        self.work.send(f"{at}/email", filled_in(self.work.get(f"{at}/sent")))
        return self.send_mail()


@pytest.fixture
def joint(tmp_path, box):  # noqa: F811
    """The case is joint with Fenland, the threshold was met, and mail goes."""
    smtp = SmtpServer("127.0.0.1", box.port, Security.NONE)
    with desk(tmp_path, sending=Sending(SENDER, smtp)) as work:
        shares(work).fill_in("/joint", **JOINT)
        work.tale.decide(date(2026, 3, 17)).post(date(2026, 3, 18))
        work.reviews.record_contact_point(
            THEIRS,
            from_on=date(2026, 3, 18),
            email=MAILBOX,
            signed=work.tale.signed(date(2026, 3, 18)),
        )
        yield work


@pytest.fixture
def fenland(joint, box):  # noqa: F811
    with TestClient(pages_of(joint.installation), base_url=ADDRESS) as browser:
        yield Theirs(joint, box, browser)


def sent_to(box, mailbox):  # noqa: F811
    both = zip(box.receivers, box.taken, strict=True)
    return [message for to, message in both if to == [mailbox]]


def test_the_other_areas_body_is_invited_to_the_panel_by_its_name(fenland, box):  # noqa: F811
    work = fenland.work
    work.on(CONVENED_ON).fill_in("/panel/convene", **CONVENE)
    fenland.send_mail().send_mail()
    (message,) = sent_to(box, MAILBOX)
    (text, *_) = [p for p in message.walk() if p.get_content_type() == "text/plain"]
    assert f"To {FDC}" in text.get_content()
    panel_id = work.case.panel.convened.panel_id
    invitation = work.reviews.invitation(panel_id, THEIRS)
    assert invitation.status is EmailStatus.ACCEPTED


def test_the_other_areas_owner_reports_by_its_own_link(fenland):
    find(held(fenland.work))
    page = fenland.are_asked().come_in()
    assert FDC in words(page)
    page = fenland.report(became="progress was made", says="The posts are set.")
    assert "What you reported is recorded" in words(page)


def test_every_owner_is_told_that_the_other_areas_action_is_overdue(joint, box):  # noqa: F811
    find(held(joint), also=POLICE)
    joint.reviews.record_contact_point(
        POLICE,
        from_on=FOUND_ON,
        email=POLICE_MAILBOX,
        signed=joint.tale.signed(FOUND_ON),
    )
    joint.on(date(2026, 5, 1))
    with TestClient(pages_of(joint.installation), base_url=ADDRESS) as browser:
        police = Theirs(joint, box, browser, POLICE)
        page = words(police.are_asked().come_in())
    assert f"Action 1, of {FDC}, was due on Thursday 30 April 2026" in page


def test_an_account_of_the_other_areas_body_sees_its_action_and_reports_on_it(joint):
    account = partner(91, THEIRS, frozenset({FENLAND}))
    open_account(
        joint.installation.office, account, password=PASSWORD, at=joint.clock()
    )
    find(held(joint))
    joint.browser.cookies.clear()
    sign_in(joint.browser, name=account.sign_in_name)
    page = joint.browser.get("/requests")
    assert "Put up a gate" in words(page)
    assert joint.get().status_code == 403
    at = f"/requests/{joint.case.trigger.reference}/actions"
    said = {"reports-0-became": "done", "reports-0-says": "It stands."}
    page = joint.browser.post(at, data=filled_in(joint.browser.get(at)) | said)
    assert "What you reported is recorded" in words(page)


ASKED_ON = date(2026, 3, 19)
FROM_FENLAND = f"{FDC} (Fenland)"


def ask(work):
    page = work.on(ASKED_ON).get("/partners/ask")
    assert FROM_FENLAND in words(page)
    assert MAILBOX in words(page)
    form = filled_in(page)
    assert str(THEIRS) in form["bodies"]
    return work.send("/partners/ask", form | {"bodies": [str(THEIRS)]})


def test_the_other_areas_body_is_asked_at_its_own_mailbox_and_answers(fenland, box):  # noqa: F811
    ask(fenland.work)
    fenland.send_mail()
    (message,) = sent_to(box, MAILBOX)
    assert f"To {FDC}" in message.get_content()
    fenland.ask_for_code()
    assert FDC in words(fenland.enter())
    fenland.send(
        kind="information returned",
        answer="Two",
        tells_of=["the applicant"],
        may_be_told="all of it",
    )
    assert fenland.work.case.evidence.answers
    page = words(fenland.work.on(ASKED_ON).get("/partners"))
    assert "Every body that was asked has answered" in page
    assert "its own area passes the application on to it" in page
    assert "has still to be passed on to" not in page


def test_it_may_have_given_a_file_and_be_named_to_know(joint):
    ask(joint)
    assert FROM_FENLAND in words(joint.get("/documents/new"))
    give(joint, None, giver=THEIRS, on=ASKED_ON)
    joint.on(ASKED_ON)
    assert FDC in words(joint.get("/documents"))
    (asked,) = joint.case.evidence.requests
    page = joint.get(f"/need-to-know/{asked}")
    assert FROM_FENLAND in words(page)
    page = joint.fill_in(
        f"/need-to-know/{asked}", bodies=[str(THEIRS)], reason="An informant"
    )
    assert FDC in words(page)


@pytest.mark.parametrize("edition", [FULL, APPLICANT])
def test_its_answer_stands_in_the_pack(joint, edition):
    ask(joint)
    (asked,) = joint.case.evidence.requests
    joint.reviews.answer_request(
        joint.case.case_id,
        asked,
        answered_on=ASKED_ON,
        kind=AnswerKind.RETURNED,
        answer="Two visits to the yard.",
        may_be_told=MayBeTold.ALL,
        signed=joint.tale.signed(ASKED_ON),
    )
    joint.on(ASKED_ON)
    told = " ".join(pages(made(joint, edition)))
    assert FDC in told
    assert "Two visits to the yard." in told
