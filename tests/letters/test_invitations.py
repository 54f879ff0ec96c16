"""The emails by which bodies are invited to a panel, through a real mail server.

What a calendar would take in is read back by icalendar, from the message as it came.
"""

from datetime import UTC, date, datetime, timedelta
from email.headerregistry import Address

import pytest
from icalendar import Calendar

from asbreview.access.office import Office
from asbreview.domain.errors import AlreadyDone, NotPermittedYet
from asbreview.domain.inviting.facts import EmailStatus, SaidOfMeeting
from asbreview.domain.panel.in_error import PanelFact
from asbreview.domain.trigger.in_error import TriggerFact
from asbreview.letters.invitations import SendingInvitations
from asbreview.letters.outbox import Outbox
from asbreview.letters.print_queue import PrintQueue
from asbreview.letters.ways.smtp import MailServer
from asbreview.letters.worker import Sender
from asbreview.settings_of_sending import Security, SmtpServer
from journey import BODIES, Journey, opened
from letters.mail_server import At, Does, free_port, mail_server

ON = date(2026, 3, 20)  # a Friday; the panel meets on Wednesday 1 April at 2pm
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
MEETS_AT = datetime(2026, 4, 1, 13, tzinfo=UTC)
LATER = datetime(2026, 4, 8, 9, 30, tzinfo=UTC)
COUNCIL, POLICE = BODIES[0], BODIES[1]
MAILBOXES = {COUNCIL: "asb@council.example", POLICE: "asb.desk@constabulary.example"}
FROM = Address("Ely Council", addr_spec="letters@ely.example")
MINUTE = timedelta(minutes=1)
NOBODY = ("marigold", "marker", "larkspur", "odile", "fenwick", "noise")


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


class Invited:
    """A panel of several bodies, two of which have an address, and what sends."""

    def __init__(self, reviews, folder, port):
        self.reviews, self.case = reviews, Journey(reviews).stand()
        office = Office.in_file(folder / "office.sqlite")
        self.outbox, self.folder = Outbox(office, reviews.keyring), folder
        self.senders, self.now = [self.sender(port)], NOON
        self.case.apply().decide()
        for body, email in MAILBOXES.items():
            self.reached(body, email)

    def sender(self, port):
        server = None
        if port:
            server = MailServer(SmtpServer("127.0.0.1", port, Security.NONE), FROM)
        invitations = SendingInvitations(
            self.reviews, self.outbox, server, sender=FROM.addr_spec
        )
        queue = PrintQueue(self.folder / "queue")
        return Sender(
            self.reviews, self.outbox, queue, lambda _: "", invitations=invitations
        )

    def reached(self, body, email):
        self.reviews.record_contact_point(
            body, from_on=ON, email=email, signed=self.case.signed(ON)
        )

    def invite(self):
        self.case.convene()
        self.reviews.invite_bodies(self.case.case_id, signed=self.case.signed(ON))
        return self

    def put_off(self, at=LATER, place="", on=ON):
        self.reviews.postpone_panel(
            self.case.case_id,
            meets_at=at,
            reason="The chair is ill.",
            place=place,
            signed=self.case.signed(on),
        )
        return self

    def in_error(self, fact, item_id):
        self.reviews.correct_fact(
            self.case.case_id,
            fact,
            item_id,
            reason="It was another case.",
            signed=self.case.signed(ON),
        )

    def round(self, after=timedelta(0)):
        self.now += after
        for _ in range(2):  # what the first found out, the second sends
            for sender in self.senders:
                sender.run_once(self.now)
        return self

    @property
    def records(self):
        return self.reviews.case(self.case.case_id)

    def of(self, body):
        panel_id = next(reversed(self.records.panel.ever_invited))
        return self.reviews.invitation(panel_id, body)


@pytest.fixture
def invited(tmp_path, box):
    with opened(tmp_path) as reviews:
        yield Invited(reviews, tmp_path, box.port)


def sent_to(box, body):
    """Return what a body was sent, in order."""
    both = zip(box.receivers, box.taken, strict=True)
    return [message for to, message in both if to == [MAILBOXES[body]]]


def calendar_of(message):
    """Return the calendar file of a message, as a mail program would find it."""
    (part,) = [p for p in message.walk() if p.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_content())
    assert part.get_param("method") == str(calendar["method"])
    assert part.get_param("charset") == "utf-8"
    return calendar


def event_of(message):
    (event,) = calendar_of(message).walk("VEVENT")
    return event


def text_of(message):
    (part,) = [p for p in message.walk() if p.get_content_type() == "text/plain"]
    return " ".join(part.get_content().split())


def test_each_body_with_an_address_is_sent_one_request_that_its_calendar_takes(
    invited, box
):
    invited.invite().round().round(MINUTE)
    assert sorted(box.receivers) == sorted([to] for to in MAILBOXES.values())
    (message,) = sent_to(box, POLICE)
    event, reference = event_of(message), invited.records.trigger.reference
    assert calendar_of(message)["method"] == "REQUEST"
    assert event.decoded("dtstart") == MEETS_AT
    assert (event["sequence"], event["status"]) == (0, "CONFIRMED")
    assert str(event["attendee"]) == f"mailto:{MAILBOXES[POLICE]}"
    assert event["location"] == "Council offices, Ely"
    assert event["summary"] == f"ASB case review {reference}"
    text = text_of(message)
    assert f"Our reference: {reference} When: Wednesday 1 April 2026 at 2:00pm" in text
    assert "Where, or how to join: Council offices, Ely" in text
    assert message["Subject"] == f"Invitation: ASB case review {reference}"
    (saved,) = list(message.iter_attachments())
    assert saved.get_filename() == f"meeting-{reference}.ics"
    assert Calendar.from_ical(saved.get_content())["method"] == "REQUEST"


def test_nothing_of_it_tells_of_the_applicant_the_chair_or_what_it_is_about(
    invited, box
):
    invited.invite().put_off().round()
    invited.case.choose()
    for message in box.taken:
        parts = [part for part in message.walk() if not part.is_multipart()]
        told = " ".join(
            f"{part.get_content()!s} {part.get_filename()}" for part in parts
        )
        told = f"{message['Subject']} {told}".casefold()
        assert not [name for name in NOBODY if name in told]
        assert "the chair is ill" not in told


def test_a_calendar_answers_to_the_mailbox_of_the_partnership(invited, box):
    invited.invite().round()
    (message,) = sent_to(box, POLICE)
    event, email = event_of(message), invited.records.procedure.partnership.email
    assert email
    assert str(event["organizer"]) == f"mailto:{email}"
    assert event["attendee"].params["RSVP"] == "TRUE"
    assert f"its answer comes to {email}" in text_of(message)


def test_a_meeting_that_moves_takes_the_place_of_the_one_in_the_calendar(invited, box):
    invited.invite().round()
    invited.put_off(place="Town Hall, March").round(MINUTE)
    before, after = sent_to(box, POLICE)
    assert event_of(after)["uid"] == event_of(before)["uid"]
    assert event_of(after)["sequence"] > event_of(before)["sequence"]
    assert event_of(after).decoded("dtstart") == LATER
    assert event_of(after)["location"] == "Town Hall, March"
    told = text_of(after)
    assert "When: Wednesday 8 April 2026 at 10:30am" in told
    assert "It was to meet on: Wednesday 1 April 2026 at 2:00pm" in told
    invited.round(MINUTE)
    assert len(box.taken) == 4  # two bodies, twice


def test_one_that_waits_while_the_meeting_moves_tells_the_time_that_is_so(invited, box):
    box.goes_wrong(At.RCPT, Does.REFUSES_FOR_NOW)
    invited.invite().round()
    invited.put_off().round()
    box.is_well()
    invited.round(2 * MINUTE)
    (message,) = sent_to(box, POLICE)
    assert event_of(message).decoded("dtstart") == LATER
    assert message["Subject"].startswith("Invitation:")
    assert "It was to meet" not in text_of(message)


def test_a_meeting_that_is_adjourned_goes_on_in_the_calendar_on_its_new_day(
    invited, box
):
    invited.invite().round()
    invited.case.choose().sit().adjourn()
    invited.now = datetime(2026, 4, 1, 16, tzinfo=UTC)
    invited.round()
    _, after = sent_to(box, POLICE)
    assert calendar_of(after)["method"] == "REQUEST"
    meets_at = invited.records.panel.meets_at
    assert event_of(after).decoded("dtstart") == meets_at > MEETS_AT


@pytest.mark.parametrize("how", ["in error", "withdrawn"])
def test_one_that_is_off_is_taken_out_of_the_calendar(invited, box, how):
    invited.invite().round()
    panel_id = invited.records.panel.convened.panel_id
    if how == "in error":
        invited.in_error(PanelFact.CONVENED, panel_id)
    else:
        invited.reviews.withdraw(
            invited.case.case_id,
            withdrawn_on=ON,
            reason="Moved away",
            signed=invited.case.signed(ON),
        )
    invited.round(MINUTE).round(MINUTE)
    before, after = sent_to(box, POLICE)
    assert calendar_of(after)["method"] == "CANCEL"
    event = event_of(after)
    assert event["status"] == "CANCELLED"
    assert event["uid"] == event_of(before)["uid"]
    assert event["sequence"] == event_of(before)["sequence"] + 1
    assert event.decoded("dtstart") == MEETS_AT
    assert after["Subject"].startswith("Cancelled:")
    assert "has called off a meeting" in text_of(after)
    assert "It was to meet on: Wednesday 1 April 2026" in text_of(after)


def test_one_convened_anew_is_another_meeting_to_a_calendar(invited, box):
    invited.invite().round()
    panel_id = invited.records.panel.convened.panel_id
    invited.in_error(PanelFact.CONVENED, panel_id)
    invited.round(MINUTE)
    invited.case.convene(meets_on=date(2026, 4, 9))
    invited.reviews.invite_bodies(invited.case.case_id, signed=invited.case.signed(ON))
    invited.round(MINUTE)
    first, off, anew = sent_to(box, POLICE)
    assert event_of(first)["uid"] == event_of(off)["uid"] != event_of(anew)["uid"]
    assert calendar_of(anew)["method"] == "REQUEST"


def test_a_withdrawal_that_was_in_error_puts_the_meeting_back(invited, box):
    invited.invite().round()
    invited.reviews.withdraw(
        invited.case.case_id,
        withdrawn_on=ON,
        reason="Moved away",
        signed=invited.case.signed(ON),
    )
    invited.round(MINUTE)
    invited.in_error(TriggerFact.WITHDRAWN, invited.case.case_id)
    invited.round(MINUTE)
    methods = [str(calendar_of(m)["method"]) for m in sent_to(box, POLICE)]
    numbers = [event_of(m)["sequence"] for m in sent_to(box, POLICE)]
    assert methods == ["REQUEST", "CANCEL", "REQUEST"]
    assert numbers == sorted(set(numbers))


def test_a_meeting_that_is_over_is_told_of_to_nobody(invited, box):
    invited.invite().round()
    invited.case.choose().hold()
    invited.now = datetime(2026, 4, 2, 9, tzinfo=UTC)
    invited.reviews.withdraw(
        invited.case.case_id,
        withdrawn_on=date(2026, 4, 2),
        reason="Moved away",
        signed=invited.case.signed(date(2026, 4, 2)),
    )
    invited.round()
    assert len(sent_to(box, POLICE)) == 1


def test_a_body_without_an_address_is_sent_nothing_until_it_has_one(invited, box):
    invited.invite().round()
    assert len(box.taken) == len(MAILBOXES) < len(BODIES)
    with pytest.raises(AlreadyDone, match="has been invited"):
        invited.reviews.invite_bodies(
            invited.case.case_id, signed=invited.case.signed(ON)
        )
    invited.reached(BODIES[2], "hub@health.example")
    invited.reviews.invite_bodies(invited.case.case_id, signed=invited.case.signed(ON))
    invited.round(MINUTE)
    assert box.receivers[-1] == ["hub@health.example"]
    assert len(box.taken) == len(MAILBOXES) + 1


def test_nobody_is_invited_to_a_meeting_that_is_not_to_come(invited):
    with pytest.raises(NotPermittedYet, match="no meeting to come"):
        invited.reviews.invite_bodies(
            invited.case.case_id, signed=invited.case.signed(ON)
        )
    invited.case.convene().choose().hold()
    with pytest.raises(NotPermittedYet, match="no meeting to come"):
        invited.reviews.invite_bodies(
            invited.case.case_id, signed=invited.case.signed(date(2026, 4, 2))
        )


def test_one_killed_between_is_never_sent_twice_and_a_person_finds_out(invited, box):
    invited.invite()
    for body in MAILBOXES:
        said = SaidOfMeeting(is_on=True, meets_at=MEETS_AT, moves=0, sequence=0)
        invited.reviews.hand_over_invitation(
            invited.of(body).id,
            entry_id=invited.reviews.contact_point(body).entries[0][1].entry_id,
            told=said,
            signed=invited.case.signed(ON),
        )
    invited.now = NOON.replace(hour=9, minute=40)  # handed over at half past nine
    invited.round()
    assert invited.of(POLICE).status is EmailStatus.SENDING
    invited.senders = [invited.sender(box.port)]  # begun again
    invited.round(6 * MINUTE).round(timedelta(days=1))
    assert invited.of(POLICE).status is EmailStatus.UNKNOWN
    assert not box.taken
    invited.reviews.invitation_found(
        invited.case.case_id,
        invited.of(POLICE).id,
        sent=False,
        signed=invited.case.signed(ON),
    )
    invited.reviews.invite_bodies(invited.case.case_id, signed=invited.case.signed(ON))
    invited.round(MINUTE)
    assert box.receivers == [[MAILBOXES[POLICE]]]


def test_one_whose_answer_never_came_is_not_sent_again_but_its_change_is(invited, box):
    box.goes_wrong(At.END, Does.TAKES_AND_HANGS_UP)
    invited.invite().round()
    assert invited.of(POLICE).status is EmailStatus.UNKNOWN
    box.is_well()
    invited.round(timedelta(hours=1))
    assert len(sent_to(box, POLICE)) == 1
    invited.put_off().round(MINUTE)
    _, after = sent_to(box, POLICE)
    assert event_of(after)["sequence"] == 1
    assert invited.of(POLICE).status is EmailStatus.ACCEPTED


def test_of_two_senders_one_sends(invited, box):
    invited.senders.append(invited.sender(box.port))
    invited.invite().round().put_off().round(MINUTE)
    assert len(sent_to(box, POLICE)) == 2


def test_one_refused_for_good_is_a_persons_and_is_not_tried_for_ever(invited, box):
    box.goes_wrong(At.RCPT, Does.REFUSES_FOR_GOOD)
    invited.invite().round().round(timedelta(hours=5))
    assert invited.of(POLICE).status is EmailStatus.NOT_SENT
    because = "the server does not take mail for this address"
    assert invited.of(POLICE).because == because
    end = invited.reviews.end_of_log()
    invited.put_off().round(MINUTE)  # it knows of no meeting that could have moved
    assert not box.taken
    assert invited.of(POLICE).version < end


def test_a_change_that_could_not_be_sent_is_said_and_not_tried_for_ever(invited, box):
    invited.invite().round()
    invited.senders = [invited.sender(None)]
    invited.put_off().round(MINUTE)
    assert invited.of(POLICE).because == "no mail server is set up"
    version = invited.of(POLICE).version
    invited.round(MINUTE).round(timedelta(days=1))
    assert invited.of(POLICE).version == version
    assert len(sent_to(box, POLICE)) == 1


def test_a_server_that_is_away_is_tried_again(invited, box):
    invited.senders = [invited.sender(free_port())]
    invited.invite().round()
    assert invited.of(POLICE).because == "the server could not be reached"
    invited.senders = [invited.sender(box.port)]
    invited.round(2 * MINUTE)
    assert len(box.taken) == len(MAILBOXES)
