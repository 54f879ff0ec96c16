"""The emails by which bodies are asked, through a real mail server."""

import re
from datetime import UTC, date, datetime, time, timedelta
from email.headerregistry import Address

import pytest

from asbreview.access.answer_links import is_link, named_by
from asbreview.access.office import Office
from asbreview.domain.asking.facts import NoticeKind, NoticeStatus
from asbreview.letters.notices import SendingNotices
from asbreview.letters.outbox import Outbox
from asbreview.letters.print_queue import PrintQueue
from asbreview.letters.ways.smtp import MailServer
from asbreview.letters.worker import Sender
from asbreview.settings_of_sending import Security, SmtpServer
from journey import BODIES, Journey, opened
from letters.mail_server import At, Does, free_port, mail_server

ASKED_ON = date(2026, 3, 10)  # a Tuesday; ten working days on is Tuesday 24 March
NOON = datetime.combine(ASKED_ON, time(12), tzinfo=UTC)
POLICE, MAILBOX = BODIES[1], "asb.desk@constabulary.example"
SENDER = Address("Ely Council", addr_spec="asb@ely.example")
QUESTIONS = "What do you hold on Marigold MARKERNAME of Larkspur Row?"
MINUTE = timedelta(minutes=1)


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


class Asked:
    """A case of which the police are asked, and what sends the email."""

    def __init__(self, reviews, folder, port):
        self.reviews, self.case = reviews, Journey(reviews).stand()
        office = Office.in_file(folder / "office.sqlite")
        self.outbox = Outbox(office, reviews.keyring)
        self.folder = folder
        self.senders = [self.sender(port)]
        self.now = NOON
        self.case.apply()

    def sender(self, port, **more):
        server = None
        if port:
            told = SmtpServer("127.0.0.1", port, Security.NONE)
            server = MailServer(told, SENDER)
        notices = SendingNotices(
            self.reviews,
            self.outbox,
            server,
            answer_at="https://reviews.example/answer",
        )
        queue = PrintQueue(self.folder / "queue")
        more["notices"] = notices
        return Sender(self.reviews, self.outbox, queue, lambda _: "", **more)

    def has_address(self, email=MAILBOX):
        self.reviews.record_contact_point(
            POLICE, from_on=ASKED_ON, email=email, signed=self.case.signed(ASKED_ON)
        )
        return self

    def ask(self):
        self.reviews.request_information(
            self.case.case_id,
            bodies=[POLICE],
            requested_on=ASKED_ON,
            questions=QUESTIONS,
            by_email=True,
            signed=self.case.signed(ASKED_ON),
        )
        return self

    def round(self, after=timedelta(0)):
        self.now += after
        for sender in self.senders:
            sender.run_once(self.now)
        return self

    @property
    def request_id(self):
        return next(iter(self.reviews.case(self.case.case_id).evidence.requests))

    @property
    def asking(self):
        return self.reviews.asking(self.request_id)


@pytest.fixture
def asked(tmp_path, box):
    with opened(tmp_path) as reviews:
        yield Asked(reviews, tmp_path, box.port)


def link_in(message):
    text = message.get_content()
    (link,) = re.findall(r"(?m)^https://reviews\.example/answer/(\S+)\s*$", text)
    return link


def test_a_body_is_sent_its_reference_its_day_the_law_and_a_link_once(asked, box):
    asked.has_address().ask().round().round(MINUTE)
    (message,) = box.taken
    assert box.receivers == [[MAILBOX]]
    text = " ".join(message.get_content().split())
    reference = asked.reviews.case(asked.case.case_id).trigger.reference
    assert f"Our reference: {reference} Please answer by: Tuesday 24 March 2026" in text
    assert "East Cambridgeshire Community Safety Partnership asks you" in text
    assert "Schedule 4, paragraph 7" in text
    named = named_by(link_in(message))
    assert is_link(asked.reviews.keyring, asked.asking, named)
    assert asked.asking.link_holds(named.number, NOON + MINUTE)
    assert asked.asking.status is NoticeStatus.ACCEPTED


def test_neither_its_subject_nor_its_text_tells_of_the_questions_or_of_anybody(
    asked, box
):
    asked.has_address().ask().round()
    (message,) = box.taken
    told = f"{message['Subject']} {message.get_content()}".casefold()
    for word in ("marigold", "marker", "larkspur", "hold on", "noise", "ely,"):
        assert word not in told


def test_a_body_without_an_address_is_sent_nothing_and_somebody_is_to_ring(asked, box):
    asked.ask().round()
    assert not box.taken
    assert asked.asking.status is NoticeStatus.NONE
    because = "the directory of bodies has no email address for it"
    assert asked.asking.rings_because == because


def test_one_refused_for_now_waits_and_goes_with_its_link(asked, box):
    box.goes_wrong(At.RCPT, Does.REFUSES_FOR_NOW)
    asked.has_address().ask().round().round(timedelta(seconds=30))
    assert asked.asking.tries == 1
    assert asked.asking.status is NoticeStatus.DRAFTED
    box.is_well()
    asked.round(MINUTE)
    assert len(box.taken) == 1
    assert asked.asking.status is NoticeStatus.ACCEPTED


def test_one_refused_for_good_is_a_persons_and_can_be_sent_to_another_address(
    asked, box
):
    box.goes_wrong(At.RCPT, Does.REFUSES_FOR_GOOD)
    asked.has_address().ask().round().round(timedelta(hours=5))
    assert asked.asking.status is NoticeStatus.NOT_SENT
    assert asked.asking.because == "the server does not take mail for this address"
    assert not asked.asking.links
    box.is_well()
    asked.has_address("hub@constabulary.example")
    asked.reviews.send_notice(
        asked.case.case_id,
        asked.request_id,
        kind=NoticeKind.REQUEST,
        signed=asked.case.signed(ASKED_ON),
    )
    asked.round(MINUTE)
    assert box.receivers == [["hub@constabulary.example"]]


def test_one_whose_answer_never_came_is_never_sent_again_by_itself(asked, box):
    box.goes_wrong(At.END, Does.TAKES_AND_HANGS_UP)
    asked.has_address().ask().round()
    assert asked.asking.status is NoticeStatus.UNKNOWN
    box.is_well()
    asked.round(timedelta(days=1))
    assert len(box.taken) == 1
    assert asked.asking.link_holds(1, NOON + timedelta(days=1))


def test_one_cut_off_after_it_was_handed_over_is_a_persons_after_a_while(asked, box):
    asked.has_address().ask()
    asked.reviews.hand_over_notice(
        asked.request_id,
        entry_id=asked.reviews.contact_point(POLICE).entries[0][1].entry_id,
        signed=asked.case.signed(ASKED_ON),
    )
    asked.now = NOON.replace(hour=9, minute=40)  # handed over at half past nine
    asked.round()
    assert asked.asking.status is NoticeStatus.SENDING
    asked.round(6 * MINUTE)
    assert asked.asking.status is NoticeStatus.UNKNOWN
    assert not box.taken


def test_of_two_senders_one_sends(asked, box):
    asked.has_address().ask()
    asked.senders.append(asked.sender(box.port))
    asked.round().round(MINUTE)
    assert len(box.taken) == 1


@pytest.mark.parametrize(
    ("then", "because"),
    [
        ("answer", "it has answered meanwhile"),
        ("withdraw", "the case has ended"),
    ],
)
def test_what_needs_no_answer_any_more_is_not_sent(asked, box, then, because):
    asked.has_address().ask()
    if then == "answer":
        asked.case.answer(ASKED_ON)
    else:
        asked.reviews.withdraw(
            asked.case.case_id,
            withdrawn_on=ASKED_ON,
            reason="Moved away",
            signed=asked.case.signed(ASKED_ON),
        )
    asked.round()
    assert asked.asking.because == because
    assert not box.taken


def test_a_server_that_is_away_is_tried_again_and_where_there_is_none_it_is_said(
    asked, box
):
    asked.senders = [asked.sender(free_port())]
    asked.has_address().ask().round()
    assert asked.asking.because == "the server could not be reached"
    asked.senders = [asked.sender(None)]
    asked.round(MINUTE)
    assert asked.asking.because == "no mail server is set up"
    assert not box.taken
